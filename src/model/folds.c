/* Folds: groups are dealt out, the largest first, each to the fold that it leaves most even.
 * In: groups and their labels. Out: a fold for each item. */
#include "model/folds.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

/* All items of one group. */
typedef struct bundle {
  uint64_t key;
  size_t group, n_rows;
  const size_t *counts; /* n_labels, in `sums` */
} bundle;

static int by_size(const void *x, const void *y) {
  const bundle *a = x, *b = y;
  if (a->n_rows != b->n_rows) return a->n_rows < b->n_rows ? 1 : -1;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  return (a->group > b->group) - (a->group < b->group);
}

/* How uneven the folds are when `fold` takes the bundle: squares of shares of each label, summed. Only that fold changes, so
 * only its part is looked at. */
static double cost_of(const bundle *b, const size_t *fold_counts, const double *totals, size_t n_labels) {
  double cost = 0;
  for (size_t k = 0; k < n_labels; k++) {
    if (!(totals[k] > 0)) continue;
    double before = (double)fold_counts[k] / totals[k], after = (double)(fold_counts[k] + b->counts[k]) / totals[k];
    cost += after * after - before * before;
  }
  return cost;
}

static void deal(bundle *bundles, size_t n_bundles, size_t *fold_of_group, size_t *fold_counts, const double *totals,
                 size_t n_labels, size_t n_folds) {
  for (size_t i = 0; i < n_bundles; i++) {
    size_t best = 0;
    double lowest = 0;
    for (size_t f = 0; f < n_folds; f++) {
      double cost = cost_of(&bundles[i], fold_counts + f * n_labels, totals, n_labels);
      if (f == 0 || cost < lowest - 1e-12) {
        lowest = cost;
        best = f;
      }
    }
    /* bundles without rows would all go to the first fold */
    if (bundles[i].n_rows == 0) best = (size_t)(bundles[i].key % n_folds);
    fold_of_group[bundles[i].group] = best;
    for (size_t k = 0; k < n_labels; k++) fold_counts[best * n_labels + k] += bundles[i].counts[k];
  }
}

slant_status slant_folds_assign(size_t *fold_of, const size_t *group_of, const size_t *counts, const uint64_t *keys,
                                size_t n_items, size_t n_labels, size_t n_folds, uint64_t seed, slant_error *err) {
  bundle *bundles = NULL;
  size_t *sums = NULL, *fold_of_group = NULL, *fold_counts = NULL, n_bundles = 0;
  double *totals = NULL;
  slant_status status = slant_memory_new(&bundles, n_items, sizeof *bundles, err);
  if (status == SLANT_OK) status = slant_memory_new(&sums, n_items * n_labels, sizeof *sums, err);
  if (status == SLANT_OK) status = slant_memory_new(&fold_of_group, n_items, sizeof *fold_of_group, err);
  if (status == SLANT_OK) status = slant_memory_new(&fold_counts, n_folds * n_labels, sizeof *fold_counts, err);
  if (status == SLANT_OK) status = slant_memory_new(&totals, n_labels, sizeof *totals, err);
  if (status == SLANT_OK) {
    for (size_t i = 0; i < n_items; i++) {
      for (size_t k = 0; k < n_labels; k++) {
        sums[group_of[i] * n_labels + k] += counts[i * n_labels + k];
        totals[k] += (double)counts[i * n_labels + k];
      }
    }
    for (size_t i = 0; i < n_items; i++) {
      if (group_of[i] != i) continue;
      bundle *b = &bundles[n_bundles++];
      *b = (bundle){UINT64_MAX, i, 0, sums + i * n_labels};
      for (size_t k = 0; k < n_labels; k++) b->n_rows += b->counts[k];
      fold_of_group[i] = n_bundles - 1; /* until the folds are dealt: where the group's bundle is */
    }
    for (size_t i = 0; i < n_items; i++) {
      bundle *b = &bundles[fold_of_group[group_of[i]]];
      uint64_t key = slant_hash_pair(keys[i], seed);
      if (key < b->key) b->key = key;
    }
    qsort(bundles, n_bundles, sizeof *bundles, by_size);
    deal(bundles, n_bundles, fold_of_group, fold_counts, totals, n_labels, n_folds);
    for (size_t i = 0; i < n_items; i++) fold_of[i] = fold_of_group[group_of[i]];
  }
  slant_memory_free(bundles);
  slant_memory_free(sums);
  slant_memory_free(fold_of_group);
  slant_memory_free(fold_counts);
  slant_memory_free(totals);
  return status;
}
