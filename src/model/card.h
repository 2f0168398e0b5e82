/* Card: what a model says of itself, as entries of the file's metadata. */
#ifndef SLANT_MODEL_CARD_H
#define SLANT_MODEL_CARD_H

#include "codec/safetensors.h"
#include "model/training.h"

enum { SLANT_CARD_MOST_ENTRIES = 64 };

typedef struct slant_card {
  slant_arena arena; /* of the values */
  slant_metadata entries[SLANT_CARD_MOST_ENTRIES];
  size_t n;
} slant_card;

/* Fills a zeroed card: format, labels, recipe, data, measured quality, seed, versions. */
slant_status slant_card_fill(slant_card *card, const slant_training *training, slant_error *err);
void slant_card_clear(slant_card *card);

#endif
