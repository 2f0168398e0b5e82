/* Metrics: confusion, F1, intervals and calibration error.
 * In: truth and what was given. Out: figures. Intervals resample whole articles, since paragraphs of one are not independent. */
#include "model/metrics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void slant_confusion_add(slant_confusion *confusion, int truth, int given, double weight) {
  confusion->counts[truth][given] += weight;
}

slant_class_score slant_confusion_class(const slant_confusion *confusion, size_t k) {
  slant_class_score score = {0};
  double right = confusion->counts[k][k];
  for (size_t j = 0; j < confusion->n_labels; j++) {
    score.n_true += confusion->counts[k][j];
    score.n_given += confusion->counts[j][k];
  }
  score.precision = score.n_given > 0 ? right / score.n_given : 0;
  score.recall = score.n_true > 0 ? right / score.n_true : 0;
  score.f1 = score.n_true + score.n_given > 0 ? 2 * right / (score.n_true + score.n_given) : 0;
  return score;
}

double slant_confusion_macro_f1(const slant_confusion *confusion) {
  double sum = 0;
  size_t n = 0;
  for (size_t k = 0; k < confusion->n_labels; k++) {
    slant_class_score score = slant_confusion_class(confusion, k);
    if (!(score.n_true + score.n_given > 0)) continue;
    sum += score.f1;
    n++;
  }
  return n == 0 ? 0 : sum / (double)n;
}

double slant_confusion_accuracy(const slant_confusion *confusion) {
  double right = 0, all = 0;
  for (size_t k = 0; k < confusion->n_labels; k++) {
    right += confusion->counts[k][k];
    for (size_t j = 0; j < confusion->n_labels; j++) all += confusion->counts[k][j];
  }
  return all > 0 ? right / all : 0;
}

static int by_value(const void *x, const void *y) {
  double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

void slant_metrics_draw(double *times, size_t n_groups, slant_random *random) {
  memset(times, 0, n_groups * sizeof *times);
  for (size_t g = 0; g < n_groups; g++) times[slant_random_below(random, n_groups)] += 1;
}

double slant_metrics_sample_macro_f1(const slant_scored_row *rows, size_t n_rows, size_t n_labels, const double *times) {
  slant_confusion confusion = {.n_labels = n_labels};
  for (size_t i = 0; i < n_rows; i++) {
    double weight = times[rows[i].group] * rows[i].weight;
    if (weight > 0) slant_confusion_add(&confusion, rows[i].truth, rows[i].given, weight);
  }
  return slant_confusion_macro_f1(&confusion);
}

slant_interval slant_metrics_percentiles(double figures[SLANT_N_SAMPLES]) {
  qsort(figures, SLANT_N_SAMPLES, sizeof *figures, by_value);
  return (slant_interval){figures[SLANT_N_SAMPLES / 40 - 1], figures[SLANT_N_SAMPLES - SLANT_N_SAMPLES / 40]};
}

slant_status slant_metrics_gain_interval(slant_interval *interval, const slant_scored_row *rows, const slant_scored_row *others,
                                         size_t n_rows, size_t n_groups, size_t n_labels, uint64_t seed, slant_error *err) {
  double *times = NULL, *scores = NULL;
  slant_random random = {seed};
  slant_status status = slant_memory_new(&times, n_groups, sizeof *times, err);
  if (status == SLANT_OK) status = slant_memory_new(&scores, SLANT_N_SAMPLES, sizeof *scores, err);
  if (status == SLANT_OK && n_groups > 0) {
    for (size_t r = 0; r < SLANT_N_SAMPLES; r++) {
      slant_metrics_draw(times, n_groups, &random);
      scores[r] = slant_metrics_sample_macro_f1(rows, n_rows, n_labels, times);
      if (others != NULL) scores[r] -= slant_metrics_sample_macro_f1(others, n_rows, n_labels, times);
    }
    *interval = slant_metrics_percentiles(scores);
  }
  slant_memory_free(times);
  slant_memory_free(scores);
  return status;
}

slant_status slant_metrics_macro_f1_interval(slant_interval *interval, const slant_scored_row *rows, size_t n_rows,
                                             size_t n_groups, size_t n_labels, uint64_t seed, slant_error *err) {
  return slant_metrics_gain_interval(interval, rows, NULL, n_rows, n_groups, n_labels, seed, err);
}

void slant_metrics_calibration(slant_calibration_curve *curve, const slant_scored_row *rows, size_t n_rows) {
  memset(curve, 0, sizeof *curve);
  double all = 0;
  for (size_t i = 0; i < n_rows; i++) {
    size_t bin = (size_t)(rows[i].confidence * SLANT_CALIBRATION_BINS);
    if (bin >= SLANT_CALIBRATION_BINS) bin = SLANT_CALIBRATION_BINS - 1;
    curve->n[bin] += rows[i].weight;
    curve->confidence[bin] += rows[i].weight * rows[i].confidence;
    curve->right[bin] += rows[i].truth == rows[i].given ? rows[i].weight : 0;
    all += rows[i].weight;
  }
  for (size_t bin = 0; bin < SLANT_CALIBRATION_BINS; bin++) {
    if (!(curve->n[bin] > 0)) continue;
    curve->confidence[bin] /= curve->n[bin];
    curve->right[bin] /= curve->n[bin];
    curve->error += curve->n[bin] / all * fabs(curve->confidence[bin] - curve->right[bin]);
  }
}
