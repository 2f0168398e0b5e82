/* Effort part of a training: what reading the paragraphs that the table leaves open brings.
 * In: what both judges make of every row, out of fold. Out: macro-F1 by the share of rows that the encoder reads, the rows with the
 * smallest lead first, and the lead below which it reads at balanced effort. That share is fixed: where the table also learned from labels that a
 * machine gave, the curve flatters it, and would choose too little. */
#include <stdlib.h>

#include "base/memory.h"
#include "model/training.h"

enum { EVERYTHING = 2 }; /* above every lead */

double slant_training_lead(const slant_training *t, size_t r) {
  const slant_judge_training *j = &t->judges[SLANT_BY_TABLE];
  return slant_decide_lead(j->probabilities + r * t->labels.n, j->thresholds, t->labels.n);
}

static int rising(const void *x, const void *y) {
  const double *a = x, *b = y;
  return (*a > *b) - (*a < *b);
}

/* Macro-F1 where the encoder decides about the rows with a lead below `open_below`; *share of their weight are those. */
static double score(const slant_training *t, const double *leads, double open_below, double *share) {
  slant_confusion confusion = {.n_labels = t->labels.n};
  double all = 0, read = 0;
  for (size_t r = 0; r < t->n_rows; r++) {
    if (t->rows[r].label < 0) continue;
    bool open = leads[r] < open_below;
    double weight = slant_training_scored_weight(t, r);
    all += weight;
    read += open ? weight : 0;
    slant_confusion_add(&confusion, t->rows[r].label, t->judges[open ? SLANT_BY_ENCODER : SLANT_BY_TABLE].given[r], weight);
  }
  *share = all > 0 ? read / all : 0;
  return slant_confusion_macro_f1(&confusion);
}

static void measure(slant_training *t, const double *leads, const double *sorted) {
  slant_effort_curve *c = &t->effort;
  for (size_t i = 0; i < SLANT_EFFORT_POINTS; i++) {
    slant_effort_point *point = &c->points[i];
    size_t at = t->n_labelled * i / (SLANT_EFFORT_POINTS - 1);
    point->open_below = i == 0 ? 0 : at < t->n_labelled ? sorted[at] : EVERYTHING;
    point->macro_f1 = score(t, leads, point->open_below, &point->share);
  }
  size_t i = 0;
  while (i + 1 < SLANT_EFFORT_POINTS && c->points[i + 1].share <= SLANT_EFFORT_MOST_READ) i++;
  c->open_below = c->points[i].open_below;
  c->share = c->points[i].share;
}

slant_status slant_train_effort(slant_training *t, slant_error *err) {
  double *leads = NULL, *sorted = NULL;
  size_t n = 0;
  if (t->readings == NULL) return SLANT_OK;
  slant_status status = slant_memory_new(&leads, t->n_rows, sizeof *leads, err);
  if (status == SLANT_OK) status = slant_memory_new(&sorted, t->n_labelled, sizeof *sorted, err);
  if (status == SLANT_OK) {
    for (size_t r = 0; r < t->n_rows; r++) {
      leads[r] = slant_training_lead(t, r);
      if (t->rows[r].label >= 0) sorted[n++] = leads[r];
    }
    qsort(sorted, n, sizeof *sorted, rising);
    measure(t, leads, sorted);
  }
  slant_memory_free(leads);
  slant_memory_free(sorted);
  return status;
}
