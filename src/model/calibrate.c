/* Calibration: multinomial logistic regression on margins.
 * In: margins from models that did not see the row, and the truth. Out: probabilities that mean what they say. */
#include "model/calibrate.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

enum { MOST_STEPS = 100, MOST_HALVINGS = 30 };

typedef struct fit {
  slant_calibrator *c;
  const slant_decision_data *data;
  const slant_calibrator *prior;
  double ridge;
  size_t n;                    /* parameters: n_labels * (n_margins + 1) */
  double *gradient, *hessian, *step; /* n, n * n, n */
} fit;

static double *parameter(slant_calibrator *c, size_t i) {
  size_t width = c->n_margins + 1, k = i / width, d = i % width;
  return d < c->n_margins ? &c->weights[k][d] : &c->bias[k];
}

static double prior_of(const fit *f, size_t i) {
  size_t width = f->c->n_margins + 1, k = i / width, d = i % width;
  if (f->prior == NULL) return 0;
  return d < f->c->n_margins ? f->prior->weights[k][d] : f->prior->bias[k];
}

double slant_calibrate_score(const slant_calibrator *c, size_t k, const double *margins) {
  double z = c->bias[k];
  for (size_t d = 0; d < c->n_margins; d++) z += c->weights[k][d] * margins[d];
  return z;
}

void slant_calibrate_apply(const slant_calibrator *c, const double *margins, double *probabilities) {
  double highest = -INFINITY, sum = 0;
  for (size_t k = 0; k < c->n_labels; k++) {
    probabilities[k] = slant_calibrate_score(c, k, margins);
    if (probabilities[k] > highest) highest = probabilities[k];
  }
  for (size_t k = 0; k < c->n_labels; k++) sum += probabilities[k] = exp(probabilities[k] - highest);
  for (size_t k = 0; k < c->n_labels; k++) probabilities[k] /= sum;
}

static double loss(const fit *f) {
  double probabilities[SLANT_MOST_LABELS], sum = 0;
  for (size_t i = 0; i < f->data->n_rows; i++) {
    if (!(f->data->row_weights[i] > 0)) continue;
    slant_calibrate_apply(f->c, f->data->values + i * f->c->n_margins, probabilities);
    sum -= f->data->row_weights[i] * log(fmax(probabilities[f->data->truth[i]], 1e-300));
  }
  for (size_t i = 0; i < f->n; i++) {
    double distance = *parameter(f->c, i) - prior_of(f, i);
    sum += 0.5 * f->ridge * distance * distance;
  }
  return sum;
}

/* Adds one row's part of gradient and Hessian. */
static void add_row(const fit *f, size_t row) {
  size_t m = f->c->n_margins, width = m + 1;
  double p[SLANT_MOST_LABELS], x[SLANT_MOST_LABELS + 1], weight = f->data->row_weights[row];
  memcpy(x, f->data->values + row * m, m * sizeof *x);
  x[m] = 1;
  slant_calibrate_apply(f->c, x, p);
  for (size_t k = 0; k < f->c->n_labels; k++) {
    double error = weight * (p[k] - (f->data->truth[row] == (int)k));
    for (size_t d = 0; d < width; d++) f->gradient[k * width + d] += error * x[d];
    for (size_t j = 0; j <= k; j++) {
      double curve = weight * p[k] * ((j == k) - p[j]);
      for (size_t d = 0; d < width; d++) {
        double *line = f->hessian + (k * width + d) * f->n + j * width;
        for (size_t e = 0; e < width; e++) line[e] += curve * x[d] * x[e];
      }
    }
  }
}

static void derivatives(const fit *f) {
  memset(f->gradient, 0, f->n * sizeof *f->gradient);
  memset(f->hessian, 0, f->n * f->n * sizeof *f->hessian);
  for (size_t i = 0; i < f->data->n_rows; i++) {
    if (f->data->row_weights[i] > 0) add_row(f, i);
  }
  for (size_t i = 0; i < f->n; i++) {
    f->gradient[i] += f->ridge * (*parameter(f->c, i) - prior_of(f, i));
    f->hessian[i * f->n + i] += f->ridge;
  }
}

/* Solves hessian * step = gradient by Cholesky, in place; the lower triangle is given. */
static void solve(const fit *f) {
  size_t n = f->n;
  double *h = f->hessian, *s = f->step;
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j <= i; j++) {
      double sum = h[i * n + j];
      for (size_t k = 0; k < j; k++) sum -= h[i * n + k] * h[j * n + k];
      h[i * n + j] = i == j ? sqrt(fmax(sum, 1e-12)) : sum / h[j * n + j];
    }
  }
  for (size_t i = 0; i < n; i++) {
    s[i] = f->gradient[i];
    for (size_t k = 0; k < i; k++) s[i] -= h[i * n + k] * s[k];
    s[i] /= h[i * n + i];
  }
  for (size_t i = n; i-- > 0;) {
    for (size_t k = i + 1; k < n; k++) s[i] -= h[k * n + i] * s[k];
    s[i] /= h[i * n + i];
  }
}

/* Takes the step, halved until the loss falls. Returns how far it fell. */
static double descend(const fit *f, double before) {
  slant_calibrator start = *f->c;
  for (int halving = 0; halving < MOST_HALVINGS; halving++) {
    double factor = ldexp(1, -halving);
    for (size_t i = 0; i < f->n; i++) *parameter(f->c, i) -= factor * f->step[i];
    double fall = before - loss(f);
    if (fall >= 0) return fall;
    *f->c = start;
  }
  return 0;
}

slant_status slant_calibrate_fit(slant_calibrator *calibrator, size_t n_labels, size_t n_margins,
                                 const slant_decision_data *data, double ridge, const slant_calibrator *prior,
                                 slant_error *err) {
  fit f = {.c = calibrator, .data = data, .prior = prior, .ridge = ridge, .n = n_labels * (n_margins + 1)};
  if (prior != NULL) {
    *calibrator = *prior;
  } else {
    memset(calibrator, 0, sizeof *calibrator);
  }
  calibrator->n_labels = n_labels;
  calibrator->n_margins = n_margins;
  slant_status status = slant_memory_new(&f.gradient, f.n, sizeof *f.gradient, err);
  if (status == SLANT_OK) status = slant_memory_new(&f.step, f.n, sizeof *f.step, err);
  if (status == SLANT_OK) status = slant_memory_new(&f.hessian, f.n * f.n, sizeof *f.hessian, err);
  for (int i = 0; i < MOST_STEPS && status == SLANT_OK; i++) {
    double before = loss(&f);
    derivatives(&f);
    solve(&f);
    if (descend(&f, before) <= 1e-9 * (1 + before)) break;
  }
  slant_memory_free(f.gradient);
  slant_memory_free(f.step);
  slant_memory_free(f.hessian);
  return status;
}
