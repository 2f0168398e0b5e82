/* Shares: counting, mean probability and adjusted counts; the formulas stand in the header.
 * In: labels and probabilities of scored paragraphs, and confusions. Out: shares with 95 % intervals. The estimate that is corrected by
 * probabilities has a file of its own. */
#include "analysis/shares.h"

#include <math.h>

#include "analysis/matrix.h"

static const double z95 = 1.959963984540054;

/* Wilson's score interval. */
static slant_share wilson(double share, double n) {
  double square = z95 * z95, centre = (share + square / (2 * n)) / (1 + square / n);
  double half = z95 / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n));
  return (slant_share){share, fmax(fmin(centre - half, share), 0), fmin(fmax(centre + half, share), 1)};
}

slant_share slant_shares_normal(double share, double variance) {
  double half = z95 * sqrt(fmax(variance, 0));
  return (slant_share){share, fmax(share - half, 0), fmin(share + half, 1)};
}

double slant_shares_size(const slant_share_data *data) {
  size_t n = 0;
  for (size_t k = 0; k < data->n_labels; k++) n += data->counts[k];
  return (double)n;
}

static double counted(const slant_share_data *data, size_t k) { return (double)data->counts[k] / slant_shares_size(data); }

static double mean_probability(const slant_share_data *data, size_t k) {
  double sum = 0;
  for (size_t i = 0; i < data->n_rows; i++) {
    sum += data->probabilities[i * data->n_labels + k] * (data->weights == NULL ? 1 : data->weights[i]);
  }
  return sum / slant_shares_size(data);
}

/* The nearest point with entries of at least 0 that sum to 1: the same is taken from all, until what is left above 0 sums to 1. */
static void project(double *values, size_t n) {
  bool kept[SLANT_MOST_LABELS];
  double taken = 0;
  size_t n_kept = n, before = 0;
  for (size_t k = 0; k < n; k++) kept[k] = true;
  while (n_kept != before) {
    double sum = 0;
    for (size_t k = 0; k < n; k++) sum += kept[k] ? values[k] : 0;
    taken = (sum - 1) / (double)n_kept;
    before = n_kept;
    for (size_t k = 0; k < n; k++) {
      if (!kept[k] || values[k] > taken) continue;
      kept[k] = false;
      n_kept--;
    }
  }
  for (size_t k = 0; k < n; k++) values[k] = kept[k] ? values[k] - taken : 0;
}

/* P_j, and N_j into `known`. False where a label never occurred. */
static bool rows_of(const slant_share_data *data, slant_matrix rows, double *known) {
  size_t n = data->n_labels;
  for (size_t j = 0; j < n; j++) {
    known[j] = 0;
    for (size_t k = 0; k < n; k++) known[j] += data->confusion[j * n + k];
    if (!(known[j] > 0)) return false;
    for (size_t k = 0; k < n; k++) rows[j][k] = data->confusion[j * n + k] / known[j];
  }
  return true;
}

/* Variance of the labels given: of the paragraphs, and of the matrix' rows. */
static void vary(const slant_share_data *data, const double *shares, const slant_matrix rows, const double *known, slant_matrix variance) {
  size_t n = data->n_labels;
  for (size_t a = 0; a < n; a++) {
    for (size_t b = 0; b < n; b++) {
      double own = counted(data, a);
      variance[a][b] = own * ((a == b) - counted(data, b)) / slant_shares_size(data);
      for (size_t j = 0; j < n; j++) variance[a][b] += shares[j] * shares[j] * rows[j][a] * ((a == b) - rows[j][b]) / known[j];
    }
  }
}

static void adjust(const slant_share_data *data, slant_share *out) {
  slant_matrix rows, turned, inverse, variance;
  double known[SLANT_MOST_LABELS], shares[SLANT_MOST_LABELS];
  size_t n = data->n_labels;
  bool sound = rows_of(data, rows, known);
  for (size_t j = 0; j < n && sound; j++) {
    for (size_t k = 0; k < n; k++) turned[k][j] = rows[j][k];
  }
  if (!sound || !slant_matrix_invert(turned, n, inverse)) {
    slant_shares_estimate(data, SLANT_COUNTED, out);
    return;
  }
  for (size_t j = 0; j < n; j++) {
    shares[j] = 0;
    for (size_t k = 0; k < n; k++) shares[j] += inverse[j][k] * counted(data, k);
  }
  project(shares, n);
  vary(data, shares, rows, known, variance);
  for (size_t j = 0; j < n; j++) {
    double square = 0;
    for (size_t a = 0; a < n; a++) {
      for (size_t b = 0; b < n; b++) square += inverse[j][a] * variance[a][b] * inverse[j][b];
    }
    out[j] = slant_shares_normal(shares[j], square);
  }
}

void slant_shares_estimate(const slant_share_data *data, slant_estimate estimate, slant_share *out) {
  double n = slant_shares_size(data);
  if (data->n_rows == 0) {
    for (size_t k = 0; k < data->n_labels; k++) out[k] = (slant_share){(double)NAN, (double)NAN, (double)NAN};
    return;
  }
  if (estimate == SLANT_ADJUSTED_COUNTS) {
    adjust(data, out);
  } else if (estimate == SLANT_CORRECTED) {
    slant_shares_correct(data, out);
  } else {
    for (size_t k = 0; k < data->n_labels; k++) {
      out[k] = wilson(estimate == SLANT_COUNTED ? counted(data, k) : mean_probability(data, k), n);
    }
  }
}
