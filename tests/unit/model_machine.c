/* Stage 2's machines: linear forms, other kernels, class weights. */
#include "model/train_context.h"

#include <math.h>

#include "model/score.h"
#include "suites.h"
#include "support/support.h"

enum { N = 8 };

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
}
END_TEST

Suite *model_machine_suite(void) {
  Suite *suite = suite_create("model_machine");
  TCase *tc = tcase_create("machine");
  tcase_add_test(tc, a_linear_machine_is_its_weights);
  tcase_add_test(tc, the_score_is_positive_for_the_class_whichever_stands_first);
  tcase_add_test(tc, other_kernels_divide_what_no_line_can);
  tcase_add_test(tc, kernel_values);
  tcase_add_test(tc, class_weights_move_the_doubtful);
  tcase_add_test(tc, rows_of_one_class_are_refused);
  suite_add_tcase(suite, tc);
  return suite;
}
