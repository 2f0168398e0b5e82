/* The mix of labels: a maximum of likelihood with a prior.
 * In: rows of probabilities and the training mix. Out: the mix. */
#include "analysis/shares_mix.h"

#include <math.h>
#include <string.h>

enum { MOST_STEPS = 2000 };

static const double farthest = 0.9; /* part of the way to the border of the simplex that a step may go */

/* What is known at a mix. */
typedef struct place {
  double mix[SLANT_MOST_LABELS];
  double height;                    /* of the function */
  double slopes[SLANT_MOST_LABELS]; /* of the rows' part of it */
  slant_matrix information;         /* the negated second derivatives */
} place;

/* A sum of logarithms, kept as a product as long as it fits: most of the time would go into logarithms. */
typedef struct log_sum {
  double sum, product;
} log_sum;

enum { MOST_FACTORS = 8 };

static void add_log(log_sum *logs, double value, double weight) {
  if (weight > MOST_FACTORS || weight < floor(weight) || weight > floor(weight)) {
    logs->sum += weight * log(value);
    return;
  }
  for (int i = 0; i < (int)weight; i++) logs->product *= value;
  if (logs->product > 1e-100 && logs->product < 1e100) return;
  logs->sum += log(logs->product);
  logs->product = 1;
}

static void look(const slant_mix_rows *rows, place *at) {
  size_t n = rows->n_labels;
  log_sum height = {0, 1};
  for (size_t a = 0; a < n; a++) {
    at->slopes[a] = 0;
    for (size_t b = 0; b <= a; b++) at->information[a][b] = 0;
  }
  for (size_t i = 0; i < rows->n_rows; i++) {
    const double *p = rows->probabilities + i * n, *scales = rows->scales + (rows->kinds == NULL ? 0 : rows->kinds[i] * n);
    double r[SLANT_MOST_LABELS], weight = rows->weights == NULL ? 1 : rows->weights[i], sum = 0;
    if (!(weight > 0)) continue;
    for (size_t k = 0; k < n; k++) sum += at->mix[k] * (r[k] = p[k] * scales[k]);
    add_log(&height, sum, weight);
    double slope = weight / sum, square = slope / sum;
    for (size_t a = 0; a < n; a++) {
      double part = square * r[a];
      at->slopes[a] += slope * r[a];
      for (size_t b = 0; b <= a; b++) at->information[a][b] += part * r[b];
    }
  }
  at->height = height.sum + log(height.product);
  for (size_t a = 0; a < n; a++) {
    at->height += rows->prior[a] * log(at->mix[a]);
    at->information[a][a] += rows->prior[a] / (at->mix[a] * at->mix[a]);
    for (size_t b = 0; b < a; b++) at->information[b][a] = at->information[a][b];
  }
}

size_t slant_mix_reference(const double *mix, size_t n) {
  size_t largest = 0;
  for (size_t k = 1; k < n; k++) largest = mix[k] > mix[largest] ? k : largest;
  return largest;
}

void slant_mix_restrict(const slant_matrix form, size_t n, size_t reference, slant_matrix out) {
  size_t r = reference;
  for (size_t i = 0; i + 1 < n; i++) {
    size_t a = i + (i >= r);
    for (size_t j = 0; j + 1 < n; j++) {
      size_t b = j + (j >= r);
      out[i][j] = form[a][b] - form[a][r] - form[r][b] + form[r][r];
    }
  }
}

/* Newton's step from `at`, cut short of the border. False where there is none. */
static bool step_by_slopes(const slant_mix_rows *rows, const place *at, double *next) {
  size_t n = rows->n_labels, r = slant_mix_reference(at->mix, n);
  slant_matrix form, inverse;
  double slopes[SLANT_MOST_LABELS], step[SLANT_MOST_LABELS], length = 1;
  slant_mix_restrict(at->information, n, r, form);
  if (!slant_matrix_invert(form, n - 1, inverse)) return false;
  for (size_t k = 0; k < n; k++) slopes[k] = at->slopes[k] + rows->prior[k] / at->mix[k];
  step[r] = 0;
  for (size_t i = 0; i + 1 < n; i++) {
    size_t a = i + (i >= r);
    step[a] = 0;
    for (size_t j = 0; j + 1 < n; j++) step[a] += inverse[i][j] * (slopes[j + (j >= r)] - slopes[r]);
    step[r] -= step[a];
  }
  for (size_t k = 0; k < n; k++) {
    if (-step[k] * length > farthest * at->mix[k]) length = -farthest * at->mix[k] / step[k];
  }
  for (size_t k = 0; k < n; k++) next[k] = at->mix[k] + length * step[k];
  return true;
}

static void step_by_expectation(const slant_mix_rows *rows, const place *at, double *next) {
  double all = 0;
  for (size_t k = 0; k < rows->n_labels; k++) all += next[k] = at->mix[k] * at->slopes[k] + rows->prior[k];
  for (size_t k = 0; k < rows->n_labels; k++) next[k] /= all;
}

void slant_mix_find(const slant_mix_rows *rows, double precise, double *mix, double *sums) {
  size_t n = rows->n_labels;
  place here, next;
  double change = 1;
  memcpy(here.mix, mix, n * sizeof *mix);
  look(rows, &here);
  for (int step = 0; step < MOST_STEPS && change > precise; step++) {
    bool up = step_by_slopes(rows, &here, next.mix);
    if (up) look(rows, &next);
    if (!up || !(next.height >= here.height)) {
      step_by_expectation(rows, &here, next.mix);
      look(rows, &next);
    }
    change = 0;
    for (size_t k = 0; k < n; k++) change = fmax(change, fabs(next.mix[k] - here.mix[k]));
    here = next;
  }
  for (size_t k = 0; k < n; k++) {
    mix[k] = here.mix[k];
    sums[k] = here.mix[k] * here.slopes[k];
  }
}
