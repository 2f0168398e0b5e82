/* Compiler: the tensors of a model file while they are made. */
#ifndef SLANT_MODEL_COMPILER_H
#define SLANT_MODEL_COMPILER_H

#include "codec/safetensors.h"
#include "model/training.h"

enum { SLANT_MOST_TENSORS = 48 };

typedef struct slant_compiler {
  const slant_training *t;
  slant_arena arena; /* of the tensors' data */
  slant_tensor tensors[SLANT_MOST_TENSORS];
  size_t n_tensors;
} slant_compiler;

/* Adds a tensor of `rows` rows; columns 0: one dimension. `data` is borrowed until the file is saved. */
void slant_compiler_add(slant_compiler *compiler, const char *name, slant_dtype dtype, size_t rows, size_t columns, const void *data);

/* Whether a table of n_slots has room for n entries: it is at most four fifths full. */
bool slant_compiler_fits(size_t n, size_t n_slots);

/* Enters a hash into an open-addressing table of n_slots (a power of two, not full) keys. Returns its slot. */
size_t slant_compiler_slot(uint64_t *keys, size_t n_slots, uint64_t hash);

/* A calibrator as a matrix of n_labels * (n_margins + 1), the bias last. Lives in the arena; NULL when memory is short. */
double *slant_compiler_calibration(slant_compiler *compiler, const slant_calibrator *calibrator, slant_error *err);

/* The tensors of judges and the confusions of their labels; what a confidence is worth. */
slant_status slant_compile_judges(slant_compiler *compiler, slant_error *err);
void slant_compile_coverage(slant_compiler *compiler);

/* The tensors "target.*", where the training has a target part. */
slant_status slant_compile_target(slant_compiler *compiler, slant_error *err);

#endif
