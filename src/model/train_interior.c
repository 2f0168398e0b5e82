/* Stage 2's linear machines, solved by an interior-point method.
 * In: dense rows with signs. Out: weights and bias of the C-SVC, the same as libsvm's with an epsilon near 0.
 *
 * The dual variables a_i lie in [0, C_i], u_i = C_i - a_i; the primal ones are the weights w, the bias b, the slacks x_i and what a margin has
 * to spare, s_i = y_i (w z_i + b) - 1 + x_i. At the optimum a_i s_i = u_i x_i = 0. Mehrotra's predictor-corrector method (On the
 * Implementation of a Primal-Dual Interior Point Method, SIAM J. Optimization 1992) keeps these products alike while it makes them vanish. With
 * few columns and many rows each step solves a system in w and b alone: Ferris and Munson, Interior-Point Methods for Massive Support Vector
 * Machines, SIAM J. Optimization 2002. Time is rows * columns^2 a step, and some twenty steps are enough; memory is linear in the rows. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "model/train_context.h"

enum { MOST_STEPS = 200 };
static const double enough = 1e-12;     /* distance between primal and dual, beside the former */
static const double nearly_all = 0.995; /* of the way to the nearest bound */

/* Of one row: its variables, and their change in a step. */
typedef struct row {
  double a, u, s, x;
  double da, ds, dx;
  double missed;            /* y (w z + b) - 1 + x - s */
  double curvature, target; /* of the row in the step's system */
} row;

typedef struct interior {
  const slant_machine_problem *p;
  row *rows;             /* n_rows */
  size_t n;              /* columns, with the bias as the last one */
  double *w, *dw, *left; /* n: left is what is missing from w = sum a y z, and 0 = sum a y */
  double *system;        /* n * n, the lower half: the step's system, then its Cholesky factor */
  double gap;            /* mean of a s and u x */
} interior;

static const double *z_of(const interior *in, size_t i) { return in->p->features + i * in->p->n_columns; }

/* y (w z + b) */
static double margin_of(const interior *in, size_t i, const double *w) {
  const double *z = z_of(in, i);
  double sum = w[in->n - 1];
  for (size_t d = 0; d + 1 < in->n; d++) sum += w[d] * z[d];
  return in->p->y[i] * sum;
}

static void add_row(const interior *in, size_t i, double factor, double *to) {
  const double *z = z_of(in, i);
  factor *= in->p->y[i];
  for (size_t d = 0; d + 1 < in->n; d++) to[d] += factor * z[d];
  to[in->n - 1] += factor;
}

/* How far the variables are from the constraints and from the optimum. */
static void look(interior *in) {
  double sum = 0;
  for (size_t d = 0; d < in->n; d++) in->left[d] = d + 1 < in->n ? -in->w[d] : 0;
  for (size_t i = 0; i < in->p->n_rows; i++) {
    row *r = &in->rows[i];
    r->missed = margin_of(in, i, in->w) - 1 + r->x - r->s;
    sum += r->a * r->s + r->u * r->x;
    add_row(in, i, r->a, in->left);
  }
  in->gap = sum / (2 * (double)in->p->n_rows);
}

/* What the weights cost: |w|^2 / 2 and the slacks. */
static double objective(const interior *in) {
  double sum = 0;
  for (size_t d = 0; d + 1 < in->n; d++) sum += in->w[d] * in->w[d] / 2;
  for (size_t i = 0; i < in->p->n_rows; i++) sum += (in->rows[i].a + in->rows[i].u) * in->rows[i].x;
  return sum;
}

static bool is_solved(const interior *in) {
  double most = enough * (1 + objective(in));
  if (!(in->gap * 2 * (double)in->p->n_rows <= most)) return false;
  for (size_t d = 0; d < in->n; d++) {
    if (fabs(in->left[d]) > 1e-9) return false;
  }
  return true;
}

/* The system's matrix: 1 for each weight, and each row's square over its curvature. */
static void make_system(interior *in) {
  size_t n = in->n;
  memset(in->system, 0, n * n * sizeof *in->system);
  for (size_t d = 0; d + 1 < n; d++) in->system[d * n + d] = 1;
  for (size_t i = 0; i < in->p->n_rows; i++) {
    row *r = &in->rows[i];
    r->curvature = r->s / r->a + r->x / r->u;
    const double *z = z_of(in, i);
    double factor = 1 / r->curvature;
    for (size_t d = 0; d + 1 < n; d++) {
      double *line = in->system + d * n, part = factor * z[d];
      for (size_t e = 0; e <= d; e++) line[e] += part * z[e];
    }
    double *line = in->system + (n - 1) * n;
    for (size_t e = 0; e + 1 < n; e++) line[e] += factor * z[e];
    line[n - 1] += factor;
  }
}

static void factor_system(interior *in) {
  size_t n = in->n;
  double *l = in->system;
  for (size_t d = 0; d < n; d++) {
    for (size_t e = 0; e <= d; e++) {
      double sum = l[d * n + e];
      for (size_t k = 0; k < e; k++) sum -= l[d * n + k] * l[e * n + k];
      l[d * n + e] = d == e ? sqrt(sum) : sum / l[e * n + e];
    }
  }
}

static void solve_system(const interior *in, double *v) {
  size_t n = in->n;
  const double *l = in->system;
  for (size_t d = 0; d < n; d++) {
    for (size_t k = 0; k < d; k++) v[d] -= l[d * n + k] * v[k];
    v[d] /= l[d * n + d];
  }
  for (size_t d = n; d-- > 0;) {
    for (size_t k = d + 1; k < n; k++) v[d] -= l[k * n + d] * v[k];
    v[d] /= l[d * n + d];
  }
}

/* The change that brings all products to `centre` and meets the constraints, to first order; `correct` counts in what the change found before
 * leaves out, the products of changes. */
static void find_change(interior *in, double centre, bool correct) {
  memcpy(in->dw, in->left, in->n * sizeof *in->dw);
  for (size_t i = 0; i < in->p->n_rows; i++) {
    row *r = &in->rows[i];
    double of_s = centre - r->a * r->s - (correct ? r->da * r->ds : 0);
    double of_x = centre - r->u * r->x + (correct ? r->da * r->dx : 0);
    r->ds = of_s; /* until the change of a is known */
    r->dx = of_x;
    r->target = of_s / r->a - of_x / r->u - r->missed;
    add_row(in, i, r->target / r->curvature, in->dw);
  }
  solve_system(in, in->dw);
  for (size_t i = 0; i < in->p->n_rows; i++) {
    row *r = &in->rows[i];
    r->da = (r->target - margin_of(in, i, in->dw)) / r->curvature;
    r->ds = (r->ds - r->s * r->da) / r->a;
    r->dx = (r->dx + r->x * r->da) / r->u;
  }
}

static double way_to_zero(double value, double change, double most) { return change < 0 ? fmin(most, -value / change) : most; }

/* How much of the change can be made before a variable reaches 0; 1 at most. */
static double longest_way(const interior *in, double share) {
  double most = 1 / share;
  for (size_t i = 0; i < in->p->n_rows; i++) {
    const row *r = &in->rows[i];
    most = way_to_zero(r->a, r->da, way_to_zero(r->u, -r->da, way_to_zero(r->s, r->ds, way_to_zero(r->x, r->dx, most))));
  }
  return share * most;
}

/* The gap after a part of the change. */
static double gap_after(const interior *in, double way) {
  double sum = 0;
  for (size_t i = 0; i < in->p->n_rows; i++) {
    const row *r = &in->rows[i];
    sum += (r->a + way * r->da) * (r->s + way * r->ds) + (r->u - way * r->da) * (r->x + way * r->dx);
  }
  return sum / (2 * (double)in->p->n_rows);
}

static void go(interior *in, double way) {
  for (size_t d = 0; d < in->n; d++) in->w[d] += way * in->dw[d];
  for (size_t i = 0; i < in->p->n_rows; i++) {
    row *r = &in->rows[i];
    r->a += way * r->da;
    r->u -= way * r->da;
    r->s += way * r->ds;
    r->x += way * r->dx;
  }
}

static void step(interior *in) {
  make_system(in);
  factor_system(in);
  find_change(in, 0, false);
  double share = gap_after(in, longest_way(in, 1)) / in->gap;
  find_change(in, share * share * share * in->gap, true);
  go(in, longest_way(in, nearly_all));
}

static slant_status start(interior *in, const slant_machine_problem *p, slant_machine *machine, slant_error *err) {
  memset(in, 0, sizeof *in);
  in->p = p;
  in->n = p->n_columns + 1;
  slant_status status = slant_memory_new(&in->rows, p->n_rows, sizeof *in->rows, err);
  if (status == SLANT_OK) status = slant_memory_new(&in->w, in->n, sizeof *in->w, err);
  if (status == SLANT_OK) status = slant_memory_new(&in->dw, in->n, sizeof *in->dw, err);
  if (status == SLANT_OK) status = slant_memory_new(&in->left, in->n, sizeof *in->left, err);
  if (status == SLANT_OK) status = slant_memory_new(&in->system, in->n * in->n, sizeof *in->system, err);
  if (status == SLANT_OK) status = slant_memory_new(&machine->weights, p->n_columns, sizeof *machine->weights, err);
  for (size_t i = 0; i < p->n_rows && status == SLANT_OK; i++) {
    double half = p->cost * (p->y[i] > 0 ? p->positive_weight : p->negative_weight) / 2;
    in->rows[i] = (row){.a = half, .u = half, .s = 1, .x = 1};
  }
  return status;
}

slant_status slant_train_machine_linear(const slant_machine_problem *p, slant_machine *machine, slant_error *err) {
  interior in;
  size_t n_positive = 0;
  memset(machine, 0, sizeof *machine);
  for (size_t i = 0; i < p->n_rows; i++) n_positive += p->y[i] > 0;
  if (n_positive == 0 || n_positive == p->n_rows) return slant_error_set(err, SLANT_E_DATA, "found rows of one class only, expected two");
  slant_status status = start(&in, p, machine, err);
  if (status == SLANT_OK) look(&in);
  for (int steps = 0; status == SLANT_OK && steps < MOST_STEPS && !is_solved(&in); steps++) {
    step(&in);
    look(&in);
  }
  if (status == SLANT_OK) {
    memcpy(machine->weights, in.w, p->n_columns * sizeof *machine->weights);
    machine->bias = in.w[in.n - 1];
  }
  slant_memory_free(in.rows);
  slant_memory_free(in.w);
  slant_memory_free(in.dw);
  slant_memory_free(in.left);
  slant_memory_free(in.system);
  return status;
}
