/* Thresholds: the decision rule for macro-F1.
 * In: calibrated probabilities and the truth. Out: one threshold a label. The most probable label is the best guess for each
 * row, but macro-F1 counts rare labels as much as frequent ones, so that they need a lower bar. */
#include <math.h>

#include "model/calibrate.h"
#include "model/metrics.h"

/* Powers in steps of a twentieth. With a power of 1 a paragraph without any evidence, which has the labels' shares for probabilities, could get any of
 * them; below, it gets the most frequent. */
enum { STEPS_TO_ONE = 20, MOST_STEPS = 16 };

/* What of the best macro-F1 is given up for a higher power. Figures of other articles are the same; where evidence is short, as in texts
 * unlike those learned from, a higher power keeps what there is from drowning in the most frequent label. About what folds cannot tell apart: the
 * standard error of such a difference is 0.002 to 0.003 over 14,500 paragraphs. */
static const double given_up = 0.004;

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

static void take_power(double *thresholds, const double *shares, size_t n_labels, double power) {
  double highest = 0;
  for (size_t k = 0; k < n_labels; k++) highest = fmax(highest, thresholds[k] = pow(shares[k], power));
  for (size_t k = 0; k < n_labels; k++) thresholds[k] /= highest;
}

static double score(const slant_decision_data *data, size_t n_labels, const double *thresholds) {
  slant_confusion confusion = {.n_labels = n_labels};
  for (size_t i = 0; i < data->n_rows; i++) {
    int given = slant_decide_label(data->values + i * n_labels, thresholds, n_labels);
    slant_confusion_add(&confusion, data->truth[i], given, data->row_weights[i]);
  }
  return slant_confusion_macro_f1(&confusion);
}

void slant_thresholds_fit(double *thresholds, size_t n_labels, const slant_decision_data *data) {
  double shares[SLANT_MOST_LABELS], scores[MOST_STEPS + 1], best = 0;
  for (size_t k = 0; k < n_labels; k++) shares[k] = 1; /* one row more of each: none is without a share */
  for (size_t i = 0; i < data->n_rows; i++) shares[data->truth[i]] += data->row_weights[i];
  for (size_t step = 0; step <= MOST_STEPS; step++) {
    take_power(thresholds, shares, n_labels, (double)step / STEPS_TO_ONE);
    scores[step] = score(data, n_labels, thresholds);
    best = fmax(best, scores[step]);
  }
  size_t chosen = MOST_STEPS;
  while (chosen > 0 && scores[chosen] < best - given_up) chosen--;
  take_power(thresholds, shares, n_labels, (double)chosen / STEPS_TO_ONE);
}
