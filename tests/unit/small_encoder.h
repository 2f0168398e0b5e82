/* Small encoder: a network of two layers with drawn weights, as a file in the tests' folder. */
#ifndef SLANT_TESTS_SMALL_ENCODER_H
#define SLANT_TESTS_SMALL_ENCODER_H

#include "base/hash.h"
#include "encoder/network.h"
#include "support/support.h"

enum {
  SMALL_LAYERS = 2,
  SMALL_WIDTH = 32,
  SMALL_HEADS = 2,
  SMALL_INNER = 48,
  SMALL_GROUP = 16, /* inputs that share a scale */
  SMALL_WORDS = 60,
  SMALL_PLACES = 64,
  SMALL_TENSORS = 33,
  SMALL_METADATA = 12,
};

/* The file's parts, to be changed before they are saved; the memory lives to the end of the test. */
typedef struct small_encoder {
  slant_tensor tensors[SMALL_TENSORS];
  slant_metadata metadata[SMALL_METADATA];
} small_encoder;

small_encoder small_encoder_make(uint64_t seed);
/* Writes the file; its path as file_path gives it. */
const char *small_encoder_save(const small_encoder *parts, const char *name);
slant_tensor *small_encoder_tensor(small_encoder *parts, const char *name);
slant_metadata *small_encoder_entry(small_encoder *parts, const char *key);

/* A number in [-1, 1). */
float drawn(slant_random *random);

#endif
