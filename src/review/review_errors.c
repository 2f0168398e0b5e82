/* Likely label errors.
 * In: labels and out-of-fold probabilities. Out: the confident joint, and the rows off its diagonal in the order of doubt. */
#include "review/review_errors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Mean probability of each label among the rows that carry it; infinite for a label that none carries. */
static void find_thresholds(const double *probabilities, const int *given, size_t n_rows, size_t n_labels, double *thresholds,
                            size_t *counts) {
  for (size_t i = 0; i < n_rows; i++) {
    thresholds[given[i]] += probabilities[i * n_labels + (size_t)given[i]];
    counts[given[i]]++;
  }
  for (size_t k = 0; k < n_labels; k++) thresholds[k] = counts[k] > 0 ? thresholds[k] / (double)counts[k] : (double)INFINITY;
}

/* The most probable of the labels whose threshold is reached; n_labels: none. */
static size_t count_as(const double *p, const double *thresholds, size_t n_labels) {
  size_t best = n_labels;
  for (size_t k = 0; k < n_labels; k++) {
    if (p[k] >= thresholds[k] && (best == n_labels || p[k] > p[best])) best = k;
  }
  return best;
}

static double margin_of(const double *p, size_t own, size_t n_labels) {
  double other = 0;
  for (size_t k = 0; k < n_labels; k++) {
    if (k != own && p[k] > other) other = p[k];
  }
  return p[own] - other;
}

static int by_margin(const void *x, const void *y) {
  const slant_suspect *a = x, *b = y;
  if (a->margin < b->margin || a->margin > b->margin) return a->margin < b->margin ? -1 : 1;
  return (a->row > b->row) - (a->row < b->row);
}

slant_status slant_review_suspects(const double *probabilities, const int *given, size_t n_rows, size_t n_labels, size_t *joint,
                                   slant_suspect *out, size_t *n_out, slant_error *err) {
  double *thresholds = NULL;
  size_t *counts = NULL;
  *n_out = 0;
  memset(joint, 0, n_labels * n_labels * sizeof *joint);
  slant_status status = slant_memory_new(&thresholds, n_labels, sizeof *thresholds, err);
  if (status == SLANT_OK) status = slant_memory_new(&counts, n_labels, sizeof *counts, err);
  if (status == SLANT_OK) {
    find_thresholds(probabilities, given, n_rows, n_labels, thresholds, counts);
    for (size_t i = 0; i < n_rows; i++) {
      const double *p = probabilities + i * n_labels;
      size_t own = (size_t)given[i], likely = count_as(p, thresholds, n_labels);
      if (likely == n_labels) continue;
      joint[own * n_labels + likely]++;
      if (likely != own) out[(*n_out)++] = (slant_suspect){i, likely, margin_of(p, own, n_labels)};
    }
    if (*n_out > 0) qsort(out, *n_out, sizeof *out, by_margin);
  }
  slant_memory_free(thresholds);
  slant_memory_free(counts);
  return status;
}
