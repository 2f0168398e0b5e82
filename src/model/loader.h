/* Loader: what reads a model file. Nothing in the file is trusted before it is looked at. */
#ifndef SLANT_MODEL_LOADER_H
#define SLANT_MODEL_LOADER_H

#include "model/model.h"

typedef struct slant_loader {
  slant_model *model; /* being filled */
  const char *path;
  slant_error *err;
} slant_loader;

/* SLANT_E_MODEL: found no usable `name`. */
slant_status slant_loader_refuse(const slant_loader *loader, const char *name, const char *expected);

/* The tensor `name` of that type and shape (columns 0: one dimension) into *out, a pointer to its data. */
slant_status slant_loader_take(const slant_loader *loader, const char *name, slant_dtype dtype, size_t rows, size_t columns, void *out);

/* Length of a one-dimensional tensor, or of the first dimension; 0 where there is none. */
size_t slant_loader_length(const slant_loader *loader, const char *name);

/* The number under `key` of the metadata. */
slant_status slant_loader_number(const slant_loader *loader, const char *key, double *out);

/* A calibrator of n_inputs and the thresholds that go with it. */
slant_status slant_loader_rule(const slant_loader *loader, const char *calibration, const char *thresholds, size_t n_inputs, slant_rule *out);

/* What is computed of numbers up to this size, products of four of them among it, is finite as well; those of a sound model are far below. */
#define SLANT_LOADER_LARGEST 1e15
bool slant_loader_all_finite(const double *values, size_t n);
bool slant_loader_all_finite_floats(const float *values, size_t n);

/* Whether `starts` (n + 1) rise from 0 to `end`. */
bool slant_loader_rises(const uint32_t *starts, size_t n, size_t end);

/* The judges and how far to trust their labels; the encoder's, which a model may lack, among them. See model_judges.c. */
slant_status slant_loader_judges(const slant_loader *loader);

#endif
