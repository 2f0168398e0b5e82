/* Calibration: from margins to probabilities, and from probabilities to labels. */
#ifndef SLANT_MODEL_CALIBRATE_H
#define SLANT_MODEL_CALIBRATE_H

#include "model/labels.h"

/* P(k | margins) = softmax_k(weights[k] . margins + bias[k]): multinomial logistic regression on margins, the many-class form
 * of Platt's scaling ("Probabilistic Outputs for Support Vector Machines", 1999). */
typedef struct slant_calibrator {
  size_t n_labels, n_margins;
  double weights[SLANT_MOST_LABELS][SLANT_MOST_LABELS]; /* [label][margin]; there may be other inputs behind the margins */
  double bias[SLANT_MOST_LABELS];
} slant_calibrator;

/* Rows to fit a calibration or thresholds on. */
typedef struct slant_decision_data {
  const double *values;      /* n_rows * n_margins: margins, to calibrate; n_rows * n_labels: probabilities, for thresholds */
  const int *truth;          /* n_rows */
  const double *row_weights; /* n_rows; 0 leaves a row out */
  size_t n_rows;
} slant_decision_data;

/* Fits by Newton's method under the penalty ridge/2 |parameters - prior|^2. `prior` NULL: zero. */
slant_status slant_calibrate_fit(slant_calibrator *calibrator, size_t n_labels, size_t n_margins,
                                 const slant_decision_data *data, double ridge, const slant_calibrator *prior,
                                 slant_error *err);

/* The log-odds of label `k`, to a constant that all labels share. */
double slant_calibrate_score(const slant_calibrator *calibrator, size_t k, const double *margins);

/* Probabilities (n_labels, summing to 1) from margins. */
void slant_calibrate_apply(const slant_calibrator *calibrator, const double *margins, double *probabilities);

/* The label with the largest probability over its threshold; ties go to the first. `thresholds` NULL: the most probable label. */
int slant_decide_label(const double *probabilities, const double *thresholds, size_t n_labels);

/* How far that label leads: the largest probability over its threshold less the second largest, as a share of the sum of all; in [0, 1]. */
double slant_decide_lead(const double *probabilities, const double *thresholds, size_t n_labels);

/* Thresholds (n_labels, the largest is 1) for macro-F1: a power of the labels' shares, the highest one from 0 to 0.8, in steps of a twentieth, that
 * scores within 0.004 of the best. */
void slant_thresholds_fit(double *thresholds, size_t n_labels, const slant_decision_data *data);

#endif
