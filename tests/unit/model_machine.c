/* Stage 2's machines: linear forms, other kernels, class weights. */
#include "model/train_context.h"

#include <math.h>

#include "base/hash.h"
#include "model/score.h"
#include "suites.h"
#include "support/support.h"

enum { N = 8, ROWS = 300, COLUMNS = 7 };

static const double corners[N * 2] = {1, 1, -1, -1, 1, -1, -1, 1, 0.9, 1.1, -1.1, -0.9, 1.1, -0.9, -0.9, 1.1};
static const signed char either[N] = {1, 1, -1, -1, 1, 1, -1, -1}; /* no line divides these */
static const signed char right[N] = {1, -1, 1, -1, 1, -1, 1, -1};  /* by the first feature */

static slant_machine train(slant_kernel kernel, const signed char *y, double cost, double positive, double negative) {
  slant_machine_problem p = {.features = corners,
                             .n_rows = N,
                             .n_columns = 2,
                             .y = y,
                             .cost = cost,
                             .positive_weight = positive,
                             .negative_weight = negative,
                             .kernel = kernel,
                             .gamma = 0.5};
  slant_machine machine;
  slant_error err = {0};
  ck_assert_ok(slant_train_machine(&p, &machine, &err), err);
  return machine;
}

/* Rows of which most, yet not all, follow a hidden direction; one column is 0 everywhere, another the double of its neighbour. */
typedef struct random_rows {
  double features[ROWS * COLUMNS];
  signed char y[ROWS];
} random_rows;

static slant_machine_problem make(random_rows *x, uint64_t seed) {
  static const double costs[] = {0.001, 0.01, 1, 30};
  slant_random random = {seed};
  for (size_t i = 0; i < ROWS; i++) {
    double *z = x->features + i * COLUMNS, sum = 0.4;
    for (size_t d = 0; d < COLUMNS; d++) {
      z[d] = (double)slant_random_below(&random, 2001) / 500 - 2;
      sum += z[d] * (d % 2 == 0 ? 1 : -0.5);
    }
    z[4] = 0;
    z[6] = 2 * z[5];
    x->y[i] = (sum > 0) == (slant_random_below(&random, 4) > 0) ? 1 : -1;
  }
  return (slant_machine_problem){.features = x->features,
                                 .n_rows = ROWS,
                                 .n_columns = COLUMNS,
                                 .y = x->y,
                                 .cost = costs[seed % 4],
                                 .positive_weight = 1.5,
                                 .negative_weight = 0.7,
                                 .kernel = SLANT_KERNEL_LINEAR};
}

static double margin_of(const slant_machine_problem *p, const slant_machine *machine, size_t i) {
  double sum = machine->bias;
  for (size_t d = 0; d < p->n_columns; d++) sum += machine->weights[d] * p->features[i * p->n_columns + d];
  return sum;
}

/* What a C-SVC minimises. */
static double objective(const slant_machine_problem *p, const slant_machine *machine) {
  double sum = 0;
  for (size_t d = 0; d < p->n_columns; d++) sum += machine->weights[d] * machine->weights[d] / 2;
  for (size_t i = 0; i < p->n_rows; i++) {
    double cost = p->cost * (p->y[i] > 0 ? p->positive_weight : p->negative_weight);
    sum += cost * fmax(0, 1 - p->y[i] * margin_of(p, machine, i));
  }
  return sum;
}

/* No weights can do better than the optimum: those that do as well as libsvm's, or better, and are near them, are its. */
START_TEST(slant_and_libsvm_find_the_same_machine) {
  random_rows x;
  slant_machine_problem p = make(&x, (uint64_t)_i);
  slant_machine ours, theirs;
  slant_error err = {0};
  ck_assert_ok(slant_train_machine_linear(&p, &ours, &err), err);
  ck_assert_ok(slant_train_machine(&p, &theirs, &err), err);
  double least = objective(&p, &ours), found = objective(&p, &theirs);
  ck_assert_double_le(least, found + 1e-9 * found);
  ck_assert_double_ge(least, found - 1e-3 * found);
  for (size_t i = 0; i < ROWS; i++) ck_assert_double_eq_tol(margin_of(&p, &ours, i), margin_of(&p, &theirs, i), 0.02);
  ck_assert_double_eq(ours.weights[4], 0);
  ck_assert_double_eq_tol(ours.weights[6], 2 * ours.weights[5], 1e-6);
  slant_machine_clear(&ours);
  slant_machine_clear(&theirs);
}
END_TEST

/* Two rows at 1 and -1: w = min(1, 2 C), and b = 0 by symmetry; in a plane that all can be divided by, the widest margin. */
START_TEST(linear_machines_with_a_closed_solution) {
  static const double pair[] = {1, -1}, costs[] = {0.01, 0.2, 0.49, 0.6, 100};
  static const signed char y[] = {1, -1};
  slant_machine machine;
  slant_error err = {0};
  for (size_t c = 0; c < sizeof costs / sizeof *costs; c++) {
    slant_machine_problem p = {.features = pair, .n_rows = 2, .n_columns = 1, .y = y, .cost = costs[c], .positive_weight = 1, .negative_weight = 1};
    ck_assert_ok(slant_train_machine_linear(&p, &machine, &err), err);
    ck_assert_double_eq_tol(machine.weights[0], fmin(1, 2 * costs[c]), 1e-6);
    ck_assert_double_eq_tol(machine.bias, 0, 1e-6);
    slant_machine_clear(&machine);
  }
  static const double apart[] = {3, 1, 4, -2, -1, 1, -2, 5};
  static const signed char side[] = {1, 1, -1, -1};
  slant_machine_problem p = {.features = apart, .n_rows = 4, .n_columns = 2, .y = side, .cost = 1e4, .positive_weight = 1, .negative_weight = 1};
  ck_assert_ok(slant_train_machine_linear(&p, &machine, &err), err);
  ck_assert_double_eq_tol(machine.weights[0], 0.5, 1e-6);
  ck_assert_double_eq_tol(machine.weights[1], 0, 1e-6);
  ck_assert_double_eq_tol(machine.bias, -0.5, 1e-6);
  slant_machine_clear(&machine);
}
END_TEST

static double score(const slant_machine *machine, slant_kernel kernel, const double *z) {
  double sum = machine->bias;
  for (size_t d = 0; machine->weights != NULL && d < 2; d++) sum += machine->weights[d] * z[d];
  for (size_t v = 0; v < machine->n_vectors; v++) {
    sum += machine->coefficients[v] * slant_kernel_value(kernel, 0.5, machine->vectors + 2 * v, z, 2);
  }
  return sum;
}

START_TEST(a_linear_machine_is_its_weights) {
  slant_machine machine = train(SLANT_KERNEL_LINEAR, right, 10, 1, 1);
  ck_assert_uint_eq(machine.n_vectors, 0);
  ck_assert_ptr_null(machine.vectors);
  for (size_t i = 0; i < N; i++)
    ck_assert_double_gt(right[i] * score(&machine, SLANT_KERNEL_LINEAR, corners + 2 * i), 0.99);
  ck_assert_double_gt(machine.weights[0], 5 * fabs(machine.weights[1]));
  slant_machine_clear(&machine);
}
END_TEST

START_TEST(the_score_is_positive_for_the_class_whichever_stands_first) {
  signed char turned[N];
  for (size_t i = 0; i < N; i++) turned[i] = (signed char)-right[i];
  slant_machine machine = train(SLANT_KERNEL_LINEAR, turned, 10, 1, 1);
  for (size_t i = 0; i < N; i++)
    ck_assert_double_gt(turned[i] * score(&machine, SLANT_KERNEL_LINEAR, corners + 2 * i), 0.99);
  slant_machine_clear(&machine);
}
END_TEST

START_TEST(other_kernels_divide_what_no_line_can) {
  static const slant_kernel kernels[] = {SLANT_KERNEL_POLYNOMIAL, SLANT_KERNEL_RBF};
  for (size_t k = 0; k < 2; k++) {
    slant_machine machine = train(kernels[k], either, 100, 1, 1);
    ck_assert_ptr_null(machine.weights);
    ck_assert_uint_gt(machine.n_vectors, 0);
    for (size_t i = 0; i < N; i++) ck_assert_double_gt(either[i] * score(&machine, kernels[k], corners + 2 * i), 0.9);
    slant_machine_clear(&machine);
  }
}
END_TEST

START_TEST(kernel_values) {
  const double a[2] = {1, 2}, b[2] = {3, -1};
  ck_assert_double_eq_tol(slant_kernel_value(SLANT_KERNEL_RBF, 0.1, a, b, 2), exp(-0.1 * (4 + 9)), 1e-12);
  ck_assert_double_eq_tol(slant_kernel_value(SLANT_KERNEL_POLYNOMIAL, 0.5, a, b, 2), 1.5 * 1.5, 1e-12);
}
END_TEST

START_TEST(class_weights_move_the_doubtful) {
  static const signed char noisy[N] = {1, -1, 1, -1, 1, -1, -1, -1}; /* one on the right is against it */
  slant_machine plain = train(SLANT_KERNEL_LINEAR, noisy, 0.05, 1, 1),
                heavy = train(SLANT_KERNEL_LINEAR, noisy, 0.05, 20, 1);
  ck_assert_double_gt(heavy.bias, plain.bias);
  slant_machine_clear(&plain);
  slant_machine_clear(&heavy);
}
END_TEST

START_TEST(rows_of_one_class_are_refused) {
  static const signed char same[N] = {1, 1, 1, 1, 1, 1, 1, 1};
  slant_machine_problem p = {.features = corners,
                             .n_rows = N,
                             .n_columns = 2,
                             .y = same,
                             .cost = 1,
                             .positive_weight = 1,
                             .negative_weight = 1,
                             .kernel = SLANT_KERNEL_LINEAR,
                             .gamma = 1};
  slant_machine machine;
  slant_error err = {0};
  ck_assert_int_eq(slant_train_machine(&p, &machine, &err), SLANT_E_DATA);
  ck_assert_says(err, "found rows of one class only");
  slant_machine_clear(&machine);
  err = (slant_error){0};
  ck_assert_int_eq(slant_train_machine_linear(&p, &machine, &err), SLANT_E_DATA);
  ck_assert_says(err, "found rows of one class only");
  slant_machine_clear(&machine);
}
END_TEST

Suite *model_machine_suite(void) {
  Suite *suite = suite_create("model_machine");
  TCase *tc = tcase_create("machine");
  tcase_add_test(tc, a_linear_machine_is_its_weights);
  tcase_add_test(tc, the_score_is_positive_for_the_class_whichever_stands_first);
  tcase_add_loop_test(tc, slant_and_libsvm_find_the_same_machine, 0, 20);
  tcase_add_test(tc, linear_machines_with_a_closed_solution);
  tcase_add_test(tc, other_kernels_divide_what_no_line_can);
  tcase_add_test(tc, kernel_values);
  tcase_add_test(tc, class_weights_move_the_doubtful);
  tcase_add_test(tc, rows_of_one_class_are_refused);
  suite_add_tcase(suite, tc);
  return suite;
}
