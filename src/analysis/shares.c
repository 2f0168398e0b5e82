/* Shares: counting, mean probability and adjusted counts; the formulas stand in the header.
 * In: labels and probabilities of scored paragraphs, and confusions. Out: shares with 95 % intervals. The estimate that is corrected by
 * probabilities has a file of its own. */
#include "analysis/shares.h"

#include <math.h>
#include <string.h>

#include "analysis/matrix.h"

/* Wilson's score interval. */
static slant_share wilson(double share, double n) {
  double square = SLANT_SHARES_Z * SLANT_SHARES_Z, centre = (share + square / (2 * n)) / (1 + square / n);
  double half = SLANT_SHARES_Z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n));
  return (slant_share){share, fmax(fmin(centre - half, share), 0), fmin(fmax(centre + half, share), 1)};
}

slant_share slant_shares_normal(double share, double variance) {
  double half = SLANT_SHARES_Z * sqrt(fmax(variance, 0));
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

void slant_shares_adjust(const double *inverse, size_t n_labels, const double *counts, double *shares) {
  for (size_t j = 0; j < n_labels; j++) {
    shares[j] = 0;
    for (size_t k = 0; k < n_labels; k++) shares[j] += inverse[j * n_labels + k] * counts[k];
  }
  project(shares, n_labels);
}

static void count(const slant_share_data *data, slant_estimate estimate, double *shares, double *variances) {
  for (size_t k = 0; k < data->n_labels; k++) {
    shares[k] = estimate == SLANT_COUNTED ? counted(data, k) : mean_probability(data, k);
    variances[k] = shares[k] * (1 - shares[k]) / slant_shares_size(data);
  }
}

/* False where the matrix is singular. */
static bool adjust(const slant_share_data *data, double *shares, double *variances) {
  slant_matrix rows, turned, inverse, variance;
  double known[SLANT_MOST_LABELS], given[SLANT_MOST_LABELS] = {0}, dense[SLANT_MOST_LABELS * SLANT_MOST_LABELS] = {0};
  size_t n = data->n_labels;
  bool sound = rows_of(data, rows, known);
  for (size_t j = 0; j < n && sound; j++) {
    for (size_t k = 0; k < n; k++) turned[k][j] = rows[j][k];
  }
  if (!sound || !slant_matrix_invert(turned, n, inverse)) return false;
  for (size_t j = 0; j < n; j++) {
    given[j] = counted(data, j);
    memcpy(dense + j * n, inverse[j], n * sizeof *dense);
  }
  slant_shares_adjust(dense, n, given, shares);
  vary(data, shares, rows, known, variance);
  for (size_t j = 0; j < n; j++) {
    variances[j] = 0;
    for (size_t a = 0; a < n; a++) {
      for (size_t b = 0; b < n; b++) variances[j] += inverse[j][a] * variance[a][b] * inverse[j][b];
    }
  }
  return true;
}

slant_estimate slant_shares_vary(const slant_share_data *data, slant_estimate estimate, double *shares, double *variances) {
  if (estimate == SLANT_CORRECTED) {
    slant_shares_correct(data, shares, variances, NULL);
    return estimate;
  }
  if (estimate == SLANT_ADJUSTED_COUNTS && adjust(data, shares, variances)) return estimate;
  if (estimate == SLANT_ADJUSTED_COUNTS) estimate = SLANT_COUNTED;
  count(data, estimate, shares, variances);
  return estimate;
}

slant_share slant_shares_interval(slant_estimate estimate, double share, double variance, double n) {
  return estimate == SLANT_COUNTED || estimate == SLANT_MEAN_PROBABILITY ? wilson(share, n) : slant_shares_normal(share, variance);
}

void slant_shares_estimate(const slant_share_data *data, slant_estimate estimate, slant_share *out) {
  double shares[SLANT_MOST_LABELS], variances[SLANT_MOST_LABELS], n = slant_shares_size(data);
  if (data->n_rows == 0) {
    for (size_t k = 0; k < data->n_labels; k++) out[k] = (slant_share){(double)NAN, (double)NAN, (double)NAN};
    return;
  }
  estimate = slant_shares_vary(data, estimate, shares, variances);
  for (size_t k = 0; k < data->n_labels; k++) out[k] = slant_shares_interval(estimate, shares[k], variances[k], n);
}
