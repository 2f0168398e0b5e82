/* Folds: parts of the data for cross-validation, grouped and stratified. */
#ifndef SLANT_MODEL_FOLDS_H
#define SLANT_MODEL_FOLDS_H

#include "base/error.h"

/* Writes the fold, in [0, n_folds), of each of `n_items` items. Items of one group share a fold. `counts` (n_items * n_labels)
 * says how many rows of each label an item has: folds come out alike in them. `keys` (n_items) break ties by the seed, so that
 * the order of items leaves no trace; they should differ. */
slant_status slant_folds_assign(size_t *fold_of, const size_t *group_of, const size_t *counts, const uint64_t *keys,
                                size_t n_items, size_t n_labels, size_t n_folds, uint64_t seed, slant_error *err);

#endif
