/* Coverage part of a training: what a confidence was worth, out of fold.
 * In: scored rows and their probabilities. Out: steps for either way of deciding, and the default level of uncertainty. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/training.h"

/* The rows as the most probable label would have them. */
static void give_most_probable(const slant_training *t, slant_effort effort, slant_scored_row *rows) {
  for (size_t r = 0, n = 0; r < t->n_rows; r++) {
    if (t->rows[r].label < 0) continue;
    const double *p = slant_training_judge_of(t, effort, r)->probabilities + r * t->labels.n;
    rows[n].given = slant_decide_label(p, NULL, t->labels.n);
    rows[n].confidence = p[rows[n].given];
    n++;
  }
}

/* Keeps the rows that are scored at all. */
static size_t keep_scored(slant_scored_row *rows, size_t n_rows) {
  size_t n = 0;
  for (size_t i = 0; i < n_rows; i++) {
    if (rows[i].weight > 0) rows[n++] = rows[i];
  }
  return n;
}

slant_status slant_train_coverage(slant_training *t, slant_effort effort, slant_error *err) {
  slant_figures *figures = &t->figures[effort];
  slant_scored_row *rows = NULL;
  slant_status status = slant_memory_new(&rows, t->n_labelled, sizeof *rows, err);
  for (size_t decide = 0; decide < SLANT_N_DECIDE && status == SLANT_OK; decide++) {
    memcpy(rows, figures->scored, t->n_labelled * sizeof *rows);
    if (decide == SLANT_ARGMAX) give_most_probable(t, effort, rows);
    size_t n = keep_scored(rows, t->n_labelled);
    qsort(rows, n, sizeof *rows, slant_coverage_by_confidence);
    if (decide == SLANT_BALANCED) figures->uncertain_below = slant_coverage_doubtful(rows, n);
    status = slant_coverage_measure(&figures->coverage[decide], rows, n, &t->arena, err);
  }
  slant_memory_free(rows);
  return status;
}
