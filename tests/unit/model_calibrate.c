/* Calibration: probabilities that sum to 1, parameters that are found again, a prior that is respected. */
#include "model/calibrate.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "suites.h"
#include "support/support.h"

enum { N = 20000, K = 3, M = 2 };

typedef struct sample {
  double *margins, *weights;
  int *truth;
} sample;

static const slant_calibrator known = {
    .n_labels = K, .n_margins = M, .weights = {{1.5, -0.5}, {-1, 0.8}, {-0.5, -0.3}}, .bias = {0.4, -0.6, 0.2}};

static double uniform(slant_random *random) { return (double)(slant_random_next(random) >> 11) * 0x1p-53; }

/* Margins in [-2, 2] and labels drawn by the known parameters. */
static sample draw(void) {
  sample s = {0};
  slant_random random = {9};
  slant_error err = {0};
  ck_assert_ok(slant_memory_new(&s.margins, N * M, sizeof *s.margins, &err), err);
  ck_assert_ok(slant_memory_new(&s.weights, N, sizeof *s.weights, &err), err);
  ck_assert_ok(slant_memory_new(&s.truth, N, sizeof *s.truth, &err), err);
  for (size_t i = 0; i < N; i++) {
    double p[K];
    for (size_t m = 0; m < M; m++) s.margins[i * M + m] = 4 * uniform(&random) - 2;
    slant_calibrate_apply(&known, s.margins + i * M, p);
    double at = uniform(&random);
    while (s.truth[i] + 1 < K && at >= p[s.truth[i]]) at -= p[s.truth[i]++];
    s.weights[i] = 1;
  }
  return s;
}

static void free_sample(sample *s) {
  slant_memory_free(s->margins);
  slant_memory_free(s->weights);
  slant_memory_free(s->truth);
}

static slant_calibrator fit(const sample *s, size_t n, double ridge, const slant_calibrator *prior) {
  slant_calibrator c;
  slant_error err = {0};
  slant_decision_data data = {s->margins, s->truth, s->weights, n};
  ck_assert_ok(slant_calibrate_fit(&c, K, M, &data, ridge, prior, &err), err);
  return c;
}

START_TEST(probabilities_sum_to_one) {
  static const double margins[][M] = {{0, 0}, {1, -1}, {1000, -1000}, {-1e6, 1e6}, {1e-9, 3}};
  for (size_t i = 0; i < sizeof margins / sizeof *margins; i++) {
    double p[K], sum = 0;
    slant_calibrate_apply(&known, margins[i], p);
    for (size_t k = 0; k < K; k++) {
      ck_assert(p[k] >= 0 && p[k] <= 1);
      sum += p[k];
    }
    ck_assert_double_eq_tol(sum, 1, 1e-12);
  }
}
END_TEST

START_TEST(two_classes_are_a_logistic_curve) {
  slant_calibrator c = {.n_labels = 2, .n_margins = 1, .weights = {{2}, {-1}}, .bias = {0.5, 0}};
  double margin = 0.7, p[2];
  slant_calibrate_apply(&c, &margin, p);
  ck_assert_double_eq_tol(p[0], 1 / (1 + exp(-(3 * 0.7 + 0.5))), 1e-12);
}
END_TEST

START_TEST(known_parameters_are_found_again) {
  sample s = draw();
  slant_calibrator c = fit(&s, N, 1e-3, NULL);
  for (size_t k = 1; k < K; k++) { /* only differences between labels show in probabilities */
    for (size_t m = 0; m < M; m++) {
      ck_assert_double_eq_tol(c.weights[k][m] - c.weights[0][m], known.weights[k][m] - known.weights[0][m], 0.1);
    }
    ck_assert_double_eq_tol(c.bias[k] - c.bias[0], known.bias[k] - known.bias[0], 0.1);
  }
  free_sample(&s);
}
END_TEST

/* At the optimum the mean probability of a label is its share: the gradient of its bias. */
START_TEST(the_mean_probability_is_the_share) {
  sample s = draw();
  slant_calibrator c = fit(&s, N, 1e-6, NULL);
  double said[K] = {0}, found[K] = {0};
  for (size_t i = 0; i < N; i++) {
    double p[K];
    slant_calibrate_apply(&c, s.margins + i * M, p);
    for (size_t k = 0; k < K; k++) said[k] += p[k];
    found[s.truth[i]] += 1;
  }
  for (size_t k = 0; k < K; k++) ck_assert_double_eq_tol(said[k], found[k], 1e-3);
  free_sample(&s);
}
END_TEST

START_TEST(rows_without_weight_are_left_out) {
  sample s = draw();
  slant_calibrator half = fit(&s, N / 2, 0.1, NULL);
  for (size_t i = N / 2; i < N; i++) {
    s.weights[i] = 0;
    s.truth[i] = 0;
    s.margins[i * M] = NAN;
  }
  slant_calibrator c = fit(&s, N, 0.1, NULL);
  ck_assert_mem_eq(c.weights, half.weights, sizeof c.weights);
  ck_assert_mem_eq(c.bias, half.bias, sizeof c.bias);
  free_sample(&s);
}
END_TEST

static double distance(const slant_calibrator *a, const slant_calibrator *b) {
  double sum = 0;
  for (size_t k = 0; k < K; k++) {
    for (size_t m = 0; m < M; m++) sum += fabs(a->weights[k][m] - b->weights[k][m]);
    sum += fabs(a->bias[k] - b->bias[k]);
  }
  return sum;
}

START_TEST(a_prior_holds_as_far_as_the_ridge_says) {
  sample s = draw();
  slant_calibrator prior = {.n_labels = K, .n_margins = M, .weights = {{0, 1}, {1, 0}, {0, 0}}, .bias = {0, 0, 1}};
  slant_calibrator none = fit(&s, 0, 5, &prior), strong = fit(&s, 200, 1e6, &prior), middle = fit(&s, 200, 5, &prior),
                   weak = fit(&s, 200, 1e-2, &prior);
  ck_assert_double_eq(distance(&none, &prior), 0);
  ck_assert_double_lt(distance(&strong, &prior), 1e-2);
  ck_assert_double_lt(distance(&strong, &prior), distance(&middle, &prior));
  ck_assert_double_lt(distance(&middle, &prior), distance(&weak, &prior));
  free_sample(&s);
}
END_TEST

START_TEST(separable_classes_stay_finite) {
  double margins[20], weights[20];
  int truth[20];
  for (size_t i = 0; i < 20; i++) {
    margins[i] = i < 10 ? 1 : -1;
    truth[i] = i < 10 ? 0 : 1;
    weights[i] = 1;
  }
  slant_calibrator c;
  slant_error err = {0};
  slant_decision_data data = {margins, truth, weights, 20};
  ck_assert_ok(slant_calibrate_fit(&c, 2, 1, &data, 1e-3, NULL, &err), err);
  double p[2];
  slant_calibrate_apply(&c, margins, p);
  ck_assert(isfinite(c.weights[0][0]) && isfinite(c.bias[0]));
  ck_assert_double_gt(p[0], 0.99);
}
END_TEST

Suite *model_calibrate_suite(void) {
  Suite *suite = suite_create("model_calibrate");
  TCase *tc = tcase_create("calibrate");
  tcase_set_timeout(tc, 60);
  tcase_add_test(tc, probabilities_sum_to_one);
  tcase_add_test(tc, two_classes_are_a_logistic_curve);
  tcase_add_test(tc, known_parameters_are_found_again);
  tcase_add_test(tc, the_mean_probability_is_the_share);
  tcase_add_test(tc, rows_without_weight_are_left_out);
  tcase_add_test(tc, a_prior_holds_as_far_as_the_ridge_says);
  tcase_add_test(tc, separable_classes_stay_finite);
  suite_add_tcase(suite, tc);
  return suite;
}
