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
  size_t group, class, n_rows;
  const size_t *counts; /* n_labels, in `sums` */
} bundle;

static int by_size(const void *x, const void *y) {
  const bundle *a = x, *b = y;
  if (a->n_rows != b->n_rows) return a->n_rows < b->n_rows ? 1 : -1;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  return (a->group > b->group) - (a->group < b->group);
}

typedef struct folds {
  size_t n, n_classes, n_labels;
  size_t *counts; /* n * n_labels: rows of the bundles that it holds */
  double *totals; /* n_labels, of each class: n_classes * n_labels */
} folds;

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

/* The class's folds are class, class + n_classes, ... */
static size_t choose(const folds *f, const bundle *b) {
  size_t best = b->class, n_of_class = (f->n - b->class + f->n_classes - 1) / f->n_classes;
  double lowest = 0;
  /* bundles without rows would all go to the first fold */
  if (b->n_rows == 0) return b->class + f->n_classes * (size_t)(b->key % n_of_class);
  for (size_t fold = b->class; fold < f->n; fold += f->n_classes) {
    double cost = cost_of(b, f->counts + fold * f->n_labels, f->totals + b->class * f->n_labels, f->n_labels);
    if (fold == b->class || cost < lowest - 1e-12) {
      lowest = cost;
      best = fold;
    }
  }
  return best;
}

static void deal(const folds *f, const bundle *bundles, size_t n_bundles, size_t *fold_of_group) {
  for (size_t i = 0; i < n_bundles; i++) {
    size_t best = choose(f, &bundles[i]);
    fold_of_group[bundles[i].group] = best;
    for (size_t k = 0; k < f->n_labels; k++) f->counts[best * f->n_labels + k] += bundles[i].counts[k];
  }
}

static size_t class_of(const slant_fold_items *items, size_t i) { return items->class_of == NULL ? 0 : items->class_of[i]; }

slant_status slant_folds_assign(size_t *fold_of, const slant_fold_items *items, size_t n_folds, uint64_t seed, slant_error *err) {
  size_t n = items->n, n_labels = items->n_labels, n_bundles = 0, *sums = NULL, *fold_of_group = NULL;
  folds f = {.n = n_folds, .n_classes = items->n_classes > 0 ? items->n_classes : 1, .n_labels = n_labels};
  bundle *bundles = NULL;
  slant_status status = slant_memory_new(&bundles, n, sizeof *bundles, err);
  if (status == SLANT_OK) status = slant_memory_new(&sums, n * n_labels, sizeof *sums, err);
  if (status == SLANT_OK) status = slant_memory_new(&fold_of_group, n, sizeof *fold_of_group, err);
  if (status == SLANT_OK) status = slant_memory_new(&f.counts, n_folds * n_labels, sizeof *f.counts, err);
  if (status == SLANT_OK) status = slant_memory_new(&f.totals, f.n_classes * n_labels, sizeof *f.totals, err);
  if (status == SLANT_OK) {
    for (size_t i = 0; i < n; i++) {
      for (size_t k = 0; k < n_labels; k++) {
        sums[items->group_of[i] * n_labels + k] += items->counts[i * n_labels + k];
        f.totals[class_of(items, i) * n_labels + k] += (double)items->counts[i * n_labels + k];
      }
    }
    for (size_t i = 0; i < n; i++) {
      if (items->group_of[i] != i) continue;
      bundle *b = &bundles[n_bundles++];
      *b = (bundle){.key = UINT64_MAX, .group = i, .class = class_of(items, i), .counts = sums + i * n_labels};
      for (size_t k = 0; k < n_labels; k++) b->n_rows += b->counts[k];
      fold_of_group[i] = n_bundles - 1; /* until the folds are dealt: where the group's bundle is */
    }
    for (size_t i = 0; i < n; i++) {
      bundle *b = &bundles[fold_of_group[items->group_of[i]]];
      uint64_t key = slant_hash_pair(items->keys[i], seed);
      if (key < b->key) b->key = key;
    }
    qsort(bundles, n_bundles, sizeof *bundles, by_size);
    deal(&f, bundles, n_bundles, fold_of_group);
    for (size_t i = 0; i < n; i++) fold_of[i] = fold_of_group[items->group_of[i]];
  }
  slant_memory_free(bundles);
  slant_memory_free(sums);
  slant_memory_free(fold_of_group);
  slant_memory_free(f.counts);
  slant_memory_free(f.totals);
  return status;
}
