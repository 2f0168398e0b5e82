/* Shares, corrected: expectation maximization with a prior, and its interval; the formulas and their letters stand in the header.
 * In: calibrated probabilities and confusions. Out: shares with 95 % intervals. The labels given play no part. */
#include <math.h>

#include "analysis/matrix.h"
#include "analysis/shares.h"

static const double precise = 1e-9; /* change of the mix at which it is found */

enum { MOST_STEPS = 2000 };

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

static void read_confusion(correction *c) {
  double all = 0;
  for (size_t j = 0; j < c->n; j++) {
    c->known[j] = 0.5;
    for (size_t k = 0; k < c->n; k++) c->known[j] += c->data->confusion[j * c->n + k];
    all += c->known[j];
  }
  for (size_t j = 0; j < c->n; j++) c->training[j] = c->known[j] / all;
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

static void add_weights(correction *c) {
  for (size_t k = 0; k < c->n; k++) c->sums[k] = 0;
  for (size_t i = 0; i < c->data->n_rows; i++) {
    weigh(c, i);
    for (size_t k = 0; k < c->n; k++) c->sums[k] += c->weights[k];
  }
}

static void find_mix(correction *c) {
  double rows = (double)c->data->n_rows, change = 1;
  for (size_t k = 0; k < c->n; k++) c->mix[k] = c->training[k];
  for (int step = 0; step < MOST_STEPS && change > precise; step++) {
    change = 0;
    add_weights(c);
    for (size_t k = 0; k < c->n; k++) {
      double next = (c->sums[k] + SLANT_SHARES_PRIOR * c->training[k]) / (rows + SLANT_SHARES_PRIOR);
      change = fmax(change, fabs(next - c->mix[k]));
      c->mix[k] = next;
    }
  }
  add_weights(c);
  c->reference = 0;
  for (size_t k = 1; k < c->n; k++) c->reference = c->mix[k] > c->mix[c->reference] ? k : c->reference;
}

/* J into `information`, M into `unknown`, D into `slope`, along all labels. */
static void add_up(correction *c, slant_matrix information, slant_matrix unknown, slant_matrix slope) {
  size_t n = c->n;
  double rows = (double)c->data->n_rows, factor[SLANT_MOST_LABELS];
  slant_matrix means = {{0}}; /* of g in each label, times the label's weight */
  for (size_t j = 0; j < n; j++) {
    factor[j] = rows * rows * c->mix[j] * c->mix[j] / c->known[j] / fmax(c->sums[j], 1e-12);
    for (size_t k = 0; k < n; k++) information[j][k] = unknown[j][k] = slope[j][k] = 0;
    information[j][j] = SLANT_SHARES_PRIOR * c->training[j] / (c->mix[j] * c->mix[j]);
    slope[j][j] = c->sums[j] / c->mix[j] / rows;
  }
  for (size_t i = 0; i < c->data->n_rows; i++) {
    double part = 0;
    weigh(c, i);
    for (size_t j = 0; j < n; j++) part += factor[j] * c->weights[j];
    for (size_t a = 0; a < n; a++) {
      for (size_t b = 0; b < n; b++) {
        double product = c->gains[a] * c->gains[b];
        information[a][b] += product;
        unknown[a][b] += part * product;
        slope[a][b] -= c->weights[a] * c->gains[b] / rows;
        means[a][b] += c->weights[a] * c->gains[b];
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

/* A form on changes of all labels becomes one on changes that keep the sum: each label's, against the reference's. */
static void restrict_form(const correction *c, const slant_matrix form, slant_matrix out) {
  size_t r = c->reference;
  for (size_t i = 0; i + 1 < c->n; i++) {
    size_t a = other(c, i);
    for (size_t j = 0; j + 1 < c->n; j++) {
      size_t b = other(c, j);
      out[i][j] = form[a][b] - form[a][r] - form[r][b] + form[r][r];
    }
  }
}

/* d D_k [ J^-1 + J^-1 M J^-1 ] D_k', where `inverse` and `unknown` are restricted and `slope` is not. */
static double vary(const correction *c, const slant_matrix inverse, const slant_matrix unknown, const double *slope) {
  double moved[SLANT_MOST_LABELS], sum = 0;
  size_t m = c->n - 1;
  for (size_t i = 0; i < m; i++) {
    moved[i] = 0;
    for (size_t j = 0; j < m; j++) moved[i] += inverse[i][j] * (slope[other(c, j)] - slope[c->reference]);
    sum += moved[i] * (slope[other(c, i)] - slope[c->reference]);
  }
  for (size_t i = 0; i < m; i++) {
    for (size_t j = 0; j < m; j++) sum += moved[i] * unknown[i][j] * moved[j];
  }
  return SLANT_SHARES_DESIGN * fmax(sum, 0);
}

void slant_shares_correct(const slant_share_data *data, slant_share *out) {
  correction own = {.data = data, .n = data->n_labels}, *c = &own;
  slant_matrix information, unknown, slope, form, inverse, restricted;
  double rows = (double)data->n_rows;
  read_confusion(c);
  find_mix(c);
  add_up(c, information, unknown, slope);
  restrict_form(c, information, form);
  restrict_form(c, unknown, restricted);
  bool sound = slant_matrix_invert(form, c->n - 1, inverse);
  for (size_t k = 0; k < c->n; k++) {
    double share = fmin(c->sums[k] / rows, 1), sampling = share * (1 - share) / rows;
    double variance = sampling + (sound ? vary(c, inverse, restricted, slope[k]) : SLANT_SHARES_DESIGN * sampling);
    out[k] = slant_shares_normal(share, variance);
  }
}
