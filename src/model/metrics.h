/* Metrics: how labels and probabilities agree with the truth. */
#ifndef SLANT_MODEL_METRICS_H
#define SLANT_MODEL_METRICS_H

#include "base/hash.h"
#include "model/labels.h"

/* Rows are true labels, columns given ones; weights add up. */
typedef struct slant_confusion {
  size_t n_labels;
  double counts[SLANT_MOST_LABELS][SLANT_MOST_LABELS];
} slant_confusion;

void slant_confusion_add(slant_confusion *confusion, int truth, int given, double weight);

/* Of one label, each in [0, 1]; 0 where it is not defined. */
typedef struct slant_class_score {
  double precision, recall, f1, n_true, n_given;
} slant_class_score;

slant_class_score slant_confusion_class(const slant_confusion *confusion, size_t k);
/* Mean of F1 over the labels that occur, as truth or as given. */
double slant_confusion_macro_f1(const slant_confusion *confusion);
double slant_confusion_accuracy(const slant_confusion *confusion);

/* One labelled row and what the model says of it. */
typedef struct slant_scored_row {
  size_t group; /* rows of one article share a group, in [0, n_groups) */
  int truth, given;
  double confidence; /* probability of `given` */
  double weight;
} slant_scored_row;

typedef struct slant_interval {
  double low, high;
} slant_interval;

/* 95 % percentile interval of macro-F1 from 1,000 bootstrap samples of groups. */
slant_status slant_metrics_macro_f1_interval(slant_interval *interval, const slant_scored_row *rows, size_t n_rows,
                                             size_t n_groups, size_t n_labels, uint64_t seed, slant_error *err);

/* 95 % interval of the difference in macro-F1 between two sets of labels for the same rows, both judged on the same samples.
 * `rows` and `others` differ in `given` alone; `others` NULL stands for a score of 0. */
slant_status slant_metrics_gain_interval(slant_interval *interval, const slant_scored_row *rows, const slant_scored_row *others,
                                         size_t n_rows, size_t n_groups, size_t n_labels, uint64_t seed, slant_error *err);

/* The parts of such intervals: how often each group is drawn in one sample of as many groups, with replacement; macro-F1 of the rows
 * when each counts as often as its group was drawn; and the interval of the samples' figures, which are sorted. */
enum { SLANT_N_SAMPLES = 1000 };
void slant_metrics_draw(double *times, size_t n_groups, slant_random *random);
double slant_metrics_sample_macro_f1(const slant_scored_row *rows, size_t n_rows, size_t n_labels, const double *times);
slant_interval slant_metrics_percentiles(double figures[SLANT_N_SAMPLES]);

enum { SLANT_CALIBRATION_BINS = 10 };

/* Confidence against the share of right labels, in bins of equal width. */
typedef struct slant_calibration_curve {
  double n[SLANT_CALIBRATION_BINS], confidence[SLANT_CALIBRATION_BINS], right[SLANT_CALIBRATION_BINS]; /* means */
  double error; /* expected calibration error: mean of |confidence - right|, weighted by n */
} slant_calibration_curve;

void slant_metrics_calibration(slant_calibration_curve *curve, const slant_scored_row *rows, size_t n_rows);

#endif
