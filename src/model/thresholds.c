/* Thresholds: the decision rule for macro-F1.
 * In: calibrated probabilities and the truth. Out: one threshold a label. The most probable label is the best guess for each
 * row, but macro-F1 counts rare labels as much as frequent ones, so that they need a lower bar. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "model/calibrate.h"
#include "model/metrics.h"

enum { MOST_SWEEPS = 20 };

/* Row i gets label k while threshold k is below `ratio`, and `other` otherwise. */
typedef struct turning_point {
  double ratio;
  size_t row;
  int other;
} turning_point;

typedef struct search {
  size_t n_labels, n_rows;
  const double *probabilities, *row_weights;
  const int *truth;
  turning_point *points; /* n_rows */
} search;

int slant_decide_label(const double *probabilities, const double *thresholds, size_t n_labels) {
  size_t best = 0;
  for (size_t k = 1; k < n_labels; k++) {
    double bar = thresholds == NULL ? 1 : thresholds[k], best_bar = thresholds == NULL ? 1 : thresholds[best];
    if (probabilities[k] * best_bar > probabilities[best] * bar) best = k;
  }
  return (int)best;
}

double slant_decide_lead(const double *probabilities, const double *thresholds, size_t n_labels) {
  double first = 0, second = 0, sum = 0;
  for (size_t k = 0; k < n_labels; k++) {
    double q = probabilities[k] / (thresholds == NULL ? 1 : thresholds[k]);
    sum += q;
    second = fmax(second, fmin(first, q));
    first = fmax(first, q);
  }
  return sum > 0 ? (first - second) / sum : 0;
}

/* Falling ratio, then row: the order never depends on the sort. */
static int by_ratio(const void *x, const void *y) {
  const turning_point *a = x, *b = y;
  if (a->ratio != b->ratio) return a->ratio < b->ratio ? 1 : -1;
  return (a->row > b->row) - (a->row < b->row);
}

static void turning_points(search *s, const double *thresholds, size_t k) {
  for (size_t i = 0; i < s->n_rows; i++) {
    const double *p = s->probabilities + i * s->n_labels;
    double best = -1;
    int other = 0;
    for (size_t j = 0; j < s->n_labels; j++) {
      if (j == k || p[j] / thresholds[j] <= best) continue;
      best = p[j] / thresholds[j];
      other = (int)j;
    }
    s->points[i] = (turning_point){p[k] / fmax(best, 1e-12), i, other};
  }
  qsort(s->points, s->n_rows, sizeof *s->points, by_ratio);
}

/* The best threshold of label k, the others staying. Starts with no row labelled k and lowers the bar row by row. */
static double best_threshold(search *s, const double *thresholds, size_t k, double *score) {
  slant_confusion confusion = {.n_labels = s->n_labels};
  turning_points(s, thresholds, k);
  for (size_t i = 0; i < s->n_rows; i++) {
    const turning_point *t = &s->points[i];
    slant_confusion_add(&confusion, s->truth[t->row], t->other, s->row_weights[t->row]);
  }
  double best = thresholds[k];
  for (size_t i = 0; i < s->n_rows; i++) {
    const turning_point *t = &s->points[i];
    slant_confusion_add(&confusion, s->truth[t->row], t->other, -s->row_weights[t->row]);
    slant_confusion_add(&confusion, s->truth[t->row], (int)k, s->row_weights[t->row]);
    double next = i + 1 < s->n_rows ? s->points[i + 1].ratio : t->ratio * 0.5;
    if (!(next < t->ratio)) continue;
    double f1 = slant_confusion_macro_f1(&confusion);
    if (f1 > *score + 1e-12) {
      *score = f1;
      best = sqrt(t->ratio * fmax(next, 1e-9)); /* half way, where both sides have room */
    }
  }
  return best;
}

slant_status slant_thresholds_fit(double *thresholds, size_t n_labels, const double *probabilities, const int *truth,
                                  const double *row_weights, size_t n_rows, slant_error *err) {
  search s = {n_labels, n_rows, probabilities, row_weights, truth, NULL};
  slant_status status = slant_memory_new(&s.points, n_rows, sizeof *s.points, err);
  for (size_t k = 0; k < n_labels; k++) thresholds[k] = 1;
  if (status != SLANT_OK) return status;
  slant_confusion confusion = {.n_labels = n_labels};
  for (size_t i = 0; i < n_rows; i++) {
    slant_confusion_add(&confusion, truth[i], slant_decide_label(probabilities + i * n_labels, thresholds, n_labels),
                        row_weights[i]);
  }
  double score = slant_confusion_macro_f1(&confusion), before = -1, highest = 0;
  for (int sweep = 0; sweep < MOST_SWEEPS && score > before + 1e-9; sweep++) {
    before = score;
    for (size_t k = 0; k < n_labels; k++) thresholds[k] = best_threshold(&s, thresholds, k, &score);
  }
  for (size_t k = 0; k < n_labels; k++) highest = fmax(highest, thresholds[k]);
  for (size_t k = 0; k < n_labels; k++) thresholds[k] /= highest;
  slant_memory_free(s.points);
  return SLANT_OK;
}
