/* Stage 1's solver: dual coordinate descent with shrinking.
 * In: sparse rows, signs, costs. Out: one weight a term and a bias. The same problem and seed give the same bits. */
#include "model/train_linear.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

typedef struct solver {
  const slant_linear_problem *p;
  double *weights, *bias;
  double *alpha;    /* dual variable of each row, >= 0; 0 where the row has no cost */
  double *diagonal; /* x_i x_i + 1 + 1 / (2 cost_i) */
  size_t *active;   /* rows still looked at, [0, n_active) */
  size_t n_active;
  double highest; /* projected gradient above which a row at zero is shrunk, from the last round */
} solver;

/* The row's entries times `step` on top of the weights. */
static void add_row(solver *s, size_t row, double step) {
  const slant_vectors *v = s->p->vectors;
  for (size_t e = v->starts[row]; e < v->starts[row + 1]; e++) s->weights[v->columns[e]] += step * v->values[e];
  *s->bias += step;
}

/* Weights and bias of the dual variables that the problem comes with. */
static void start_from(solver *s, const double *alpha) {
  for (size_t k = 0; k < s->n_active; k++) {
    size_t i = s->active[k];
    s->alpha[i] = alpha[i];
    if (alpha[i] > 0) add_row(s, s->p->rows[i], alpha[i] * s->p->y[i]);
  }
}

static slant_status start(solver *s, const slant_linear_problem *p, double *weights, double *bias, slant_error *err) {
  memset(s, 0, sizeof *s);
  s->p = p;
  s->weights = weights;
  s->bias = bias;
  memset(weights, 0, p->vectors->n_columns * sizeof *weights);
  *bias = 0;
  slant_status status = slant_memory_new(&s->alpha, p->n_rows, sizeof *s->alpha, err);
  if (status == SLANT_OK) status = slant_memory_new(&s->diagonal, p->n_rows, sizeof *s->diagonal, err);
  if (status == SLANT_OK) status = slant_memory_new(&s->active, p->n_rows, sizeof *s->active, err);
  for (size_t i = 0; i < p->n_rows && status == SLANT_OK; i++) {
    if (!(p->costs[i] > 0)) continue;
    const slant_vectors *v = p->vectors;
    double square = 1;
    for (size_t e = v->starts[p->rows[i]]; e < v->starts[p->rows[i] + 1]; e++) square += v->values[e] * v->values[e];
    s->diagonal[i] = square + 0.5 / p->costs[i];
    s->active[s->n_active++] = i;
  }
  if (status == SLANT_OK && p->alpha != NULL) start_from(s, p->alpha);
  return status;
}

static void shuffle(size_t *items, size_t n, slant_random *random) {
  for (size_t i = n; i > 1; i--) {
    size_t j = (size_t)slant_random_below(random, i);
    size_t swap = items[i - 1];
    items[i - 1] = items[j];
    items[j] = swap;
  }
}

/* Has the row's entries brought from memory, which takes longer than to compute with them. */
static void fetch_row(const slant_vectors *v, size_t row) {
  enum { LINE = 64, COLUMNS = LINE / sizeof *v->columns, VALUES = LINE / sizeof *v->values };
  for (size_t e = v->starts[row]; e < v->starts[row + 1]; e += COLUMNS) __builtin_prefetch(&v->columns[e]);
  for (size_t e = v->starts[row]; e < v->starts[row + 1]; e += VALUES) __builtin_prefetch(&v->values[e]);
}

/* Moves row i's dual variable to its best value. Returns the projected gradient; *shrink: the row need not be looked at. */
static double visit(solver *s, size_t i, bool *shrink) {
  const slant_linear_problem *p = s->p;
  size_t row = p->rows[i];
  double y = p->y[i];
  double margin = slant_vectors_dot(p->vectors, row, s->weights) + *s->bias + (p->offsets == NULL ? 0 : p->offsets[i]);
  double gradient = y * margin - 1 + s->alpha[i] * 0.5 / p->costs[i];
  double projected = gradient;
  *shrink = false;
  if (s->alpha[i] == 0) {
    if (gradient > s->highest) {
      *shrink = true;
      return 0;
    }
    projected = gradient < 0 ? gradient : 0;
  }
  if (fabs(projected) < 1e-12) return projected;
  double old = s->alpha[i];
  s->alpha[i] = fmax(old - gradient / s->diagonal[i], 0);
  add_row(s, row, (s->alpha[i] - old) * y);
  return projected;
}

/* One pass over the active rows. Returns the gap between the largest and the smallest projected gradient. */
static double round_of(solver *s, slant_random *random) {
  double highest = -INFINITY, lowest = INFINITY;
  shuffle(s->active, s->n_active, random);
  for (size_t k = 0; k < s->n_active;) {
    bool shrink;
    if (k + 1 < s->n_active) fetch_row(s->p->vectors, s->p->rows[s->active[k + 1]]);
    double projected = visit(s, s->active[k], &shrink);
    if (shrink) {
      size_t swap = s->active[k];
      s->active[k] = s->active[--s->n_active];
      s->active[s->n_active] = swap;
      continue;
    }
    highest = fmax(highest, projected);
    lowest = fmin(lowest, projected);
    k++;
  }
  s->highest = highest > 0 ? highest : INFINITY;
  return highest - lowest;
}

slant_status slant_train_linear(const slant_linear_problem *problem, double epsilon, double *weights, double *bias,
                                size_t *n_rounds, slant_error *err) {
  solver s;
  slant_status status = start(&s, problem, weights, bias, err);
  slant_random random = {problem->seed};
  size_t all = s.n_active, rounds = 0;
  if (!(epsilon > 0)) epsilon = 0.01;
  s.highest = INFINITY;
  while (status == SLANT_OK && all > 0 && rounds < SLANT_LINEAR_MOST_ROUNDS) {
    rounds++;
    double gap = s.n_active > 0 ? round_of(&s, &random) : 0;
    if (gap > epsilon) continue;
    if (s.n_active == all) break;
    s.n_active = all; /* what was shrunk must agree as well */
    s.highest = INFINITY;
  }
  if (n_rounds != NULL) *n_rounds = rounds;
  if (status == SLANT_OK && problem->alpha != NULL) memcpy(problem->alpha, s.alpha, problem->n_rows * sizeof *s.alpha);
  slant_memory_free(s.alpha);
  slant_memory_free(s.diagonal);
  slant_memory_free(s.active);
  return status;
}
