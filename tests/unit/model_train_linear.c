/* Stage 1's solver: closed solutions, the conditions of optimality, rows without cost, margins that rows have already.
 */
#include "model/train_linear.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "suites.h"
#include "support/support.h"

enum { ROWS = 120, COLUMNS = 30, ENTRIES = 6 };

/* Random sparse rows with signs that two in three follow from a hidden direction. */
typedef struct random_problem {
  size_t starts[ROWS + 1], rows[ROWS];
  uint32_t columns[ROWS * ENTRIES];
  double values[ROWS * ENTRIES], costs[ROWS], offsets[ROWS];
  signed char y[ROWS];
  slant_vectors vectors;
} random_problem;

static double uniform(slant_random *random) { return (double)(slant_random_next(random) >> 11) * 0x1p-53; }

static slant_linear_problem make(random_problem *x, uint64_t seed) {
  slant_random random = {seed};
  memset(x, 0, sizeof *x);
  for (size_t i = 0; i < ROWS; i++) {
    double sum = 0;
    for (size_t e = 0; e < ENTRIES; e++) {
      size_t column = e * (COLUMNS / ENTRIES) + (size_t)slant_random_below(&random, COLUMNS / ENTRIES);
      x->columns[i * ENTRIES + e] = (uint32_t)column;
      x->values[i * ENTRIES + e] = 2 * uniform(&random) - 0.5;
      sum += x->values[i * ENTRIES + e] * (column % 2 == 0 ? 1 : -1);
    }
    x->starts[i + 1] = (i + 1) * ENTRIES;
    x->rows[i] = i;
    x->y[i] = (sum > 0) == (slant_random_below(&random, 3) > 0) ? 1 : -1;
    x->costs[i] = 0.2 + uniform(&random);
    x->offsets[i] = uniform(&random) - 0.5;
  }
  x->vectors = (slant_vectors){
      .n_rows = ROWS, .n_columns = COLUMNS, .starts = x->starts, .columns = x->columns, .values = x->values};
  return (slant_linear_problem){&x->vectors, x->rows, ROWS, x->y, x->costs, NULL, 1, NULL};
}

static void solve(const slant_linear_problem *p, double epsilon, double *weights, double *bias) {
  slant_error err = {0};
  size_t rounds = 0;
  ck_assert_ok(slant_train_linear(p, epsilon, weights, bias, &rounds, &err), err);
  ck_assert_uint_le(rounds, SLANT_LINEAR_MOST_ROUNDS);
}

static double margin_of(const slant_linear_problem *p, size_t i, const double *weights, double bias) {
  return slant_vectors_dot(p->vectors, p->rows[i], weights) + bias + (p->offsets == NULL ? 0 : p->offsets[i]);
}

/* Largest entry of the gradient of what is minimised. */
static double gradient(const slant_linear_problem *p, const double *weights, double bias) {
  double g[COLUMNS], g_bias = bias, largest;
  memcpy(g, weights, sizeof g);
  for (size_t i = 0; i < p->n_rows; i++) {
    double short_of = 1 - p->y[i] * margin_of(p, i, weights, bias);
    if (!(p->costs[i] > 0) || short_of <= 0) continue;
    double pull = 2 * p->costs[i] * short_of * p->y[i];
    size_t row = p->rows[i];
    for (size_t e = p->vectors->starts[row]; e < p->vectors->starts[row + 1]; e++)
      g[p->vectors->columns[e]] -= pull * p->vectors->values[e];
    g_bias -= pull;
  }
  largest = fabs(g_bias);
  for (size_t d = 0; d < COLUMNS; d++) largest = fmax(largest, fabs(g[d]));
  return largest;
}

START_TEST(the_gradient_vanishes) {
  random_problem x;
  double weights[COLUMNS], bias;
  slant_linear_problem p = make(&x, (uint64_t)_i + 1);
  if (_i % 2 == 1) p.offsets = x.offsets;
  solve(&p, 1e-9, weights, &bias);
  ck_assert_double_lt(gradient(&p, weights, bias), 1e-6);
}
END_TEST

/* The dual variables that belong to the weights reach the same value as the weights themselves. */
START_TEST(the_duality_gap_is_small) {
  random_problem x;
  double weights[COLUMNS], bias;
  slant_linear_problem p = make(&x, 77);
  solve(&p, 0, weights, &bias);
  double square = bias * bias, loss = 0, dual = 0, w[COLUMNS] = {0}, b = 0, w_square = 0;
  for (size_t d = 0; d < COLUMNS; d++) square += weights[d] * weights[d];
  for (size_t i = 0; i < ROWS; i++) {
    double short_of = fmax(0, 1 - p.y[i] * margin_of(&p, i, weights, bias)), alpha = 2 * p.costs[i] * short_of;
    loss += p.costs[i] * short_of * short_of;
    dual += alpha - alpha * alpha / (4 * p.costs[i]);
    for (size_t e = x.starts[i]; e < x.starts[i + 1]; e++) w[x.columns[e]] += alpha * p.y[i] * x.values[e];
    b += alpha * p.y[i];
  }
  for (size_t d = 0; d < COLUMNS; d++) w_square += w[d] * w[d];
  dual -= 0.5 * (w_square + b * b);
  double primal = 0.5 * square + loss;
  ck_assert_double_ge(primal, dual - 1e-9);
  ck_assert_double_lt((primal - dual) / primal, 0.02); /* at the epsilon that trainings use */
}
END_TEST

/* From the solution for another cost it is the same solution that is found, and sooner. */
START_TEST(dual_variables_can_be_gone_on_from) {
  random_problem x;
  double alpha[ROWS] = {0}, weights[COLUMNS], bias, expected[COLUMNS], expected_bias;
  size_t from_zero = 0, from_there = 0;
  slant_error err = {0};
  slant_linear_problem p = make(&x, 5);
  p.alpha = alpha;
  solve(&p, 1e-9, weights, &bias);
  for (size_t i = 0; i < ROWS; i++) {
    double short_of = fmax(0, 1 - p.y[i] * margin_of(&p, i, weights, bias));
    ck_assert_double_eq_tol(alpha[i], 2 * p.costs[i] * short_of, 1e-6);
    x.costs[i] *= 1.5;
  }
  p.alpha = NULL;
  ck_assert_ok(slant_train_linear(&p, 1e-3, expected, &expected_bias, &from_zero, &err), err);
  solve(&p, 1e-9, expected, &expected_bias);
  p.alpha = alpha;
  ck_assert_ok(slant_train_linear(&p, 1e-3, weights, &bias, &from_there, &err), err);
  ck_assert_uint_lt(from_there, from_zero);
  solve(&p, 1e-9, weights, &bias);
  for (size_t d = 0; d < COLUMNS; d++) ck_assert_double_eq_tol(weights[d], expected[d], 1e-6);
  ck_assert_double_eq_tol(bias, expected_bias, 1e-6);
}
END_TEST

/* x = 1 for the class and -1 against it: w = 4C / (1 + 4C), b = 0. */
START_TEST(two_rows_have_a_closed_solution) {
  static const double costs[] = {0.1, 1, 50};
  for (size_t c = 0; c < 3; c++) {
    size_t starts[] = {0, 1, 2}, rows[] = {0, 1};
    uint32_t columns[] = {0, 0};
    double values[] = {1, -1}, cost[] = {costs[c], costs[c]}, weight, bias;
    signed char y[] = {1, -1};
    slant_vectors v = {.n_rows = 2, .n_columns = 1, .starts = starts, .columns = columns, .values = values};
    slant_linear_problem p = {&v, rows, 2, y, cost, NULL, 1, NULL};
    solve(&p, 1e-10, &weight, &bias);
    ck_assert_double_eq_tol(weight, 4 * costs[c] / (1 + 4 * costs[c]), 1e-6);
    ck_assert_double_eq_tol(bias, 0, 1e-6);
  }
}
END_TEST

/* One row: w = b = 2C / (1 + 4C), or nothing at all where the row has its margin already. */
START_TEST(one_row_has_a_closed_solution) {
  size_t starts[] = {0, 1}, rows[] = {0};
  uint32_t columns[] = {0};
  double values[] = {1}, cost[] = {2}, offset[] = {-0.5}, weight, bias;
  signed char y[] = {-1};
  slant_vectors v = {.n_rows = 1, .n_columns = 1, .starts = starts, .columns = columns, .values = values};
  slant_linear_problem p = {&v, rows, 1, y, cost, NULL, 1, NULL};
  solve(&p, 1e-10, &weight, &bias);
  ck_assert_double_eq_tol(weight, -4.0 / 9, 1e-9);
  ck_assert_double_eq_tol(bias, -4.0 / 9, 1e-9);
  p.offsets = offset; /* half of the way is done */
  solve(&p, 1e-10, &weight, &bias);
  ck_assert_double_eq_tol(weight, -2.0 / 9, 1e-9);
  offset[0] = -1;
  solve(&p, 1e-10, &weight, &bias);
  ck_assert_double_eq(weight, 0);
  ck_assert_double_eq(bias, 0);
}
END_TEST

START_TEST(rows_without_cost_are_left_out) {
  random_problem x;
  double weights[COLUMNS], bias, expected[COLUMNS], expected_bias;
  slant_linear_problem p = make(&x, 4);
  size_t kept[ROWS], n = 0;
  double kept_costs[ROWS];
  signed char kept_y[ROWS];
  for (size_t i = 0; i < ROWS; i++) {
    if (i % 3 == 0) {
      x.costs[i] = 0;
      continue;
    }
    kept[n] = i;
    kept_costs[n] = x.costs[i];
    kept_y[n++] = x.y[i];
  }
  solve(&p, 0, weights, &bias);
  slant_linear_problem q = {&x.vectors, kept, n, kept_y, kept_costs, NULL, 1, NULL};
  solve(&q, 0, expected, &expected_bias);
  ck_assert_mem_eq(weights, expected, sizeof weights);
  ck_assert_double_eq(bias, expected_bias);
}
END_TEST

START_TEST(the_seed_repeats_to_the_bit) {
  random_problem x;
  double a[COLUMNS], b[COLUMNS], c[COLUMNS], bias_a, bias_b, bias_c;
  slant_linear_problem p = make(&x, 5);
  solve(&p, 1e-9, a, &bias_a);
  solve(&p, 1e-9, b, &bias_b);
  p.seed = 2;
  solve(&p, 1e-9, c, &bias_c);
  ck_assert_mem_eq(a, b, sizeof a);
  ck_assert(memcmp(a, c, sizeof a) != 0);
  for (size_t d = 0; d < COLUMNS; d++) ck_assert_double_eq_tol(a[d], c[d], 1e-6);
}
END_TEST

START_TEST(no_rows_give_no_weights) {
  random_problem x;
  double weights[COLUMNS] = {1}, bias = 1;
  slant_linear_problem p = make(&x, 6);
  p.n_rows = 0;
  solve(&p, 0, weights, &bias);
  for (size_t d = 0; d < COLUMNS; d++) ck_assert_double_eq(weights[d], 0);
  ck_assert_double_eq(bias, 0);
}
END_TEST

START_TEST(libsvm_solves_it_with_the_plain_hinge) {
  size_t starts[] = {0, 1, 2}, rows[] = {0, 1};
  uint32_t columns[] = {0, 0};
  double values[] = {1, -1}, costs[] = {10, 10}, weight, bias;
  signed char y[] = {1, -1};
  slant_vectors v = {.n_rows = 2, .n_columns = 1, .starts = starts, .columns = columns, .values = values};
  slant_linear_problem p = {&v, rows, 2, y, costs, NULL, 1, NULL};
  slant_error err = {0};
  for (int turn = 0; turn < 2; turn++) { /* whichever class stands first */
    ck_assert_ok(slant_train_linear_libsvm(&p, &weight, &bias, &err), err);
    ck_assert_double_eq_tol(weight, turn == 0 ? 1 : -1, 1e-2);
    ck_assert_double_eq_tol(bias, 0, 1e-2);
    y[0] = -1, y[1] = 1;
  }
}
END_TEST

START_TEST(libsvm_refuses_rows_of_one_class) {
  random_problem x;
  double weights[COLUMNS], bias;
  slant_linear_problem p = make(&x, 8);
  slant_error err = {0};
  memset(x.y, 1, sizeof x.y);
  ck_assert_int_eq(slant_train_linear_libsvm(&p, weights, &bias, &err), SLANT_E_DATA);
  ck_assert_says(err, "found rows of one class only");
}
END_TEST

Suite *model_train_linear_suite(void) {
  Suite *suite = suite_create("model_train_linear");
  TCase *tc = tcase_create("linear");
  tcase_add_loop_test(tc, the_gradient_vanishes, 0, 20);
  tcase_add_test(tc, the_duality_gap_is_small);
  tcase_add_test(tc, dual_variables_can_be_gone_on_from);
  tcase_add_test(tc, two_rows_have_a_closed_solution);
  tcase_add_test(tc, one_row_has_a_closed_solution);
  tcase_add_test(tc, rows_without_cost_are_left_out);
  tcase_add_test(tc, the_seed_repeats_to_the_bit);
  tcase_add_test(tc, no_rows_give_no_weights);
  tcase_add_test(tc, libsvm_solves_it_with_the_plain_hinge);
  tcase_add_test(tc, libsvm_refuses_rows_of_one_class);
  suite_add_tcase(suite, tc);
  return suite;
}
