/* Folds: parts of the data for cross-validation, grouped and stratified. */
#ifndef SLANT_MODEL_FOLDS_H
#define SLANT_MODEL_FOLDS_H

#include "base/error.h"

/* What is dealt out. */
typedef struct slant_fold_items {
  size_t n, n_labels;
  const size_t *group_of; /* n: items of one group share a fold */
  const size_t *counts;   /* n * n_labels: how many rows of each label an item has; folds come out alike in them */
  const uint64_t *keys;   /* n: break ties by the seed, so that the order of items leaves no trace; they should differ */
  const size_t *class_of; /* n, below n_classes, the same throughout a group; NULL: all are of one class */
  size_t n_classes;       /* at most as many as folds; 0: one */
} slant_fold_items;

/* Writes the fold, in [0, n_folds), of each item. Fold f holds items of the class f mod n_classes alone. */
slant_status slant_folds_assign(size_t *fold_of, const slant_fold_items *items, size_t n_folds, uint64_t seed, slant_error *err);

#endif
