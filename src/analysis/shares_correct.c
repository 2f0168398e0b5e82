/* Shares, corrected: the mix with a prior, and its interval; the formulas and their letters stand in the header.
 * In: calibrated probabilities and confusions. Out: shares and their variances. The labels given play no part. */
#include <math.h>

#include "analysis/shares.h"
#include "analysis/shares_mix.h"

static const double precise = 1e-9; /* change of the mix at which it is found */

typedef struct correction {
  const slant_share_data *data;
  size_t n;                                                  /* labels */
  double training[SLANT_MOST_LABELS];                        /* t */
  double known[SLANT_MOST_LABELS];                           /* N */
  double mix[SLANT_MOST_LABELS];                             /* q */
  double weights[SLANT_MOST_LABELS], gains[SLANT_MOST_LABELS]; /* w and g of one row */
  double sums[SLANT_MOST_LABELS];                            /* of the rows' w */
  size_t reference;                                          /* label that the others' changes are taken from */
} correction;

void slant_shares_training(const double *confusion, size_t n_labels, double *training, double *known) {
  double all = 0;
  for (size_t j = 0; j < n_labels; j++) {
    known[j] = 0.5;
    for (size_t k = 0; k < n_labels; k++) known[j] += confusion[j * n_labels + k];
    all += known[j];
  }
  for (size_t j = 0; j < n_labels; j++) training[j] = known[j] / all;
}

static void find_mix(correction *c) {
  double scales[SLANT_MOST_LABELS], prior[SLANT_MOST_LABELS];
  for (size_t k = 0; k < c->n; k++) {
    c->mix[k] = c->training[k];
    scales[k] = 1 / c->training[k];
    prior[k] = c->data->prior * c->training[k];
  }
  slant_mix_rows rows = {c->n, c->data->n_rows, c->data->probabilities, c->data->weights, NULL, scales, prior};
  slant_mix_find(&rows, precise, c->mix, c->sums);
  c->reference = slant_mix_reference(c->mix, c->n);
}

/* w and g of row `i`. */
static void weigh(correction *c, size_t i) {
  const double *p = c->data->probabilities + i * c->n;
  double sum = 0;
  for (size_t k = 0; k < c->n; k++) sum += c->mix[k] * (c->gains[k] = p[k] / c->training[k]);
  for (size_t k = 0; k < c->n; k++) {
    c->gains[k] /= sum;
    c->weights[k] = c->mix[k] * c->gains[k];
  }
}

/* J into `information`, M into `unknown`, D into `slope`, along all labels. */
static void add_up(correction *c, slant_matrix information, slant_matrix unknown, slant_matrix slope) {
  size_t n = c->n;
  double rows = slant_shares_size(c->data), factor[SLANT_MOST_LABELS];
  slant_matrix means = {{0}}; /* of g in each label, times the label's weight */
  for (size_t j = 0; j < n; j++) {
    factor[j] = rows * rows * c->mix[j] * c->mix[j] / c->known[j] / fmax(c->sums[j], 1e-12);
    for (size_t k = 0; k < n; k++) information[j][k] = unknown[j][k] = slope[j][k] = 0;
    information[j][j] = c->data->prior * c->training[j] / (c->mix[j] * c->mix[j]);
    slope[j][j] = c->sums[j] / c->mix[j] / rows;
  }
  for (size_t i = 0; i < c->data->n_rows; i++) {
    double part = 0, times = c->data->weights == NULL ? 1 : c->data->weights[i];
    weigh(c, i);
    for (size_t j = 0; j < n; j++) part += factor[j] * c->weights[j];
    for (size_t a = 0; a < n; a++) {
      for (size_t b = 0; b < n; b++) {
        double product = times * c->gains[a] * c->gains[b];
        information[a][b] += product;
        unknown[a][b] += part * product;
        slope[a][b] -= times * c->weights[a] * c->gains[b] / rows;
        means[a][b] += times * c->weights[a] * c->gains[b];
      }
    }
  }
  for (size_t j = 0; j < n; j++) {
    double part = factor[j] / fmax(c->sums[j], 1e-12);
    for (size_t a = 0; a < n; a++) {
      for (size_t b = 0; b < n; b++) unknown[a][b] -= part * means[j][a] * means[j][b];
    }
  }
}

/* The label that number `i` of n - 1 stands for. */
static size_t other(const correction *c, size_t i) { return i + (i >= c->reference); }

/* d D_k [ J^-1 + J^-1 M J^-1 ] D_k', where `inverse` and `unknown` are restricted and `slope` is not. */
static double vary(const correction *c, const slant_matrix inverse, const slant_matrix unknown, const double *slope, double *only) {
  double moved[SLANT_MOST_LABELS], sum = 0;
  size_t m = c->n - 1;
  for (size_t i = 0; i < m; i++) {
    moved[i] = 0;
    for (size_t j = 0; j < m; j++) moved[i] += inverse[i][j] * (slope[other(c, j)] - slope[c->reference]);
    sum += moved[i] * (slope[other(c, i)] - slope[c->reference]);
  }
  *only = sum;
  for (size_t i = 0; i < m; i++) {
    for (size_t j = 0; j < m; j++) sum += moved[i] * unknown[i][j] * moved[j];
  }
  return SLANT_SHARES_DESIGN * fmax(sum, 0);
}

void slant_shares_correct(const slant_share_data *data, double *shares, double *variances, double *systematic) {
  correction own = {.data = data, .n = data->n_labels}, *c = &own;
  slant_matrix information, unknown, slope, form, inverse, restricted;
  double rows = slant_shares_size(data);
  slant_shares_training(data->confusion, c->n, c->training, c->known);
  find_mix(c);
  add_up(c, information, unknown, slope);
  slant_mix_restrict(information, c->n, c->reference, form);
  slant_mix_restrict(unknown, c->n, c->reference, restricted);
  bool sound = slant_matrix_invert(form, c->n - 1, inverse);
  for (size_t k = 0; k < c->n; k++) {
    shares[k] = fmin(c->sums[k] / rows, 1);
    double sampling = shares[k] * (1 - shares[k]) / rows;
    double only = sampling;
    variances[k] = sampling + (sound ? vary(c, inverse, restricted, slope[k], &only) : SLANT_SHARES_DESIGN * sampling);
    if (systematic != NULL) systematic[k] = only * c->data->prior / SLANT_SHARES_PRIOR;
  }
}
