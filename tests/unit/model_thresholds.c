/* Thresholds: the decision rule, and the search among powers of the labels' shares. */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "model/calibrate.h"
#include "model/metrics.h"
#include "suites.h"
#include "support/support.h"

enum { MOST_ROWS = 40 };

typedef struct problem {
  size_t n_labels, n_rows;
  double p[MOST_ROWS * 3], weights[MOST_ROWS];
  int truth[MOST_ROWS];
} problem;

static double uniform(slant_random *random) { return (double)(slant_random_next(random) >> 11) * 0x1p-53; }

/* The first label is frequent and loud, so that the others need a lower bar. */
static void make(problem *x, size_t n_labels, size_t n_rows, uint64_t seed) {
  slant_random random = {seed};
  *x = (problem){.n_labels = n_labels, .n_rows = n_rows};
  for (size_t i = 0; i < n_rows; i++) {
    double sum = 0;
    x->truth[i] = slant_random_below(&random, 3) > 0 ? 0 : (int)slant_random_below(&random, n_labels);
    x->weights[i] = 1 + (double)slant_random_below(&random, 2);
    for (size_t k = 0; k < n_labels; k++) {
      x->p[i * n_labels + k] = uniform(&random) + (k == 0 ? 1 : 0) + (x->truth[i] == (int)k ? 0.5 : 0);
      sum += x->p[i * n_labels + k];
    }
    for (size_t k = 0; k < n_labels; k++) x->p[i * n_labels + k] /= sum;
  }
}

static double score(const problem *x, const double *thresholds) {
  slant_confusion c = {.n_labels = x->n_labels};
  for (size_t i = 0; i < x->n_rows; i++) {
    int given = slant_decide_label(x->p + i * x->n_labels, thresholds, x->n_labels);
    slant_confusion_add(&c, x->truth[i], given, x->weights[i]);
  }
  return slant_confusion_macro_f1(&c);
}

static void fit(const problem *x, double *thresholds) {
  slant_thresholds_fit(thresholds, x->n_labels, &(slant_decision_data){x->p, x->truth, x->weights, x->n_rows});
  double highest = 0;
  for (size_t k = 0; k < x->n_labels; k++) {
    ck_assert_double_gt(thresholds[k], 0);
    highest = fmax(highest, thresholds[k]);
  }
  ck_assert_double_eq(highest, 1);
}

START_TEST(the_label_has_the_largest_probability_over_its_threshold) {
  const double p[3] = {0.5, 0.3, 0.2}, equal[3] = {1, 1, 1}, low[3] = {1, 0.55, 0.5}, lower[3] = {1, 1, 0.3};
  ck_assert_int_eq(slant_decide_label(p, equal, 3), 0);
  ck_assert_int_eq(slant_decide_label(p, low, 3), 1);
  ck_assert_int_eq(slant_decide_label(p, lower, 3), 2);
}
END_TEST

START_TEST(ties_go_to_the_first) {
  const double p[3] = {0.25, 0.5, 0.25}, thresholds[3] = {0.5, 1, 0.5}, half[2] = {0.5, 0.5}, equal[2] = {1, 1};
  ck_assert_int_eq(slant_decide_label(p, thresholds, 3), 0);
  ck_assert_int_eq(slant_decide_label(half, equal, 2), 0);
}
END_TEST

/* Powers of the labels' shares, each counted once more than it is. */
static double score_of_power(const problem *x, int step, double *thresholds) {
  double shares[3] = {1, 1, 1}, highest = 0;
  for (size_t i = 0; i < x->n_rows; i++) shares[x->truth[i]] += x->weights[i];
  for (size_t k = 0; k < x->n_labels; k++) highest = fmax(highest, shares[k]);
  for (size_t k = 0; k < x->n_labels; k++) thresholds[k] = pow(shares[k] / highest, step / 20.0);
  return score(x, thresholds);
}

START_TEST(the_highest_power_of_the_shares_that_scores_about_as_well_as_any) {
  problem x;
  double thresholds[3], tried[3], best = 0;
  int chosen = 0;
  make(&x, _i % 2 == 0 ? 3 : 2, MOST_ROWS, (uint64_t)_i + 1);
  fit(&x, thresholds);
  for (int step = 0; step <= 16; step++) best = fmax(best, score_of_power(&x, step, tried));
  for (int step = 0; step <= 16; step++) {
    if (score_of_power(&x, step, tried) >= best - 0.004) chosen = step;
  }
  score_of_power(&x, chosen, tried);
  for (size_t k = 0; k < x.n_labels; k++) ck_assert_double_eq_tol(thresholds[k], tried[k], 1e-12);
}
END_TEST

START_TEST(a_rare_label_needs_less) {
  problem x;
  double thresholds[3];
  const double equal[3] = {1, 1, 1};
  make(&x, 3, MOST_ROWS, 3);
  fit(&x, thresholds);
  ck_assert_double_eq(thresholds[0], 1);
  ck_assert_double_lt(thresholds[1], 0.9);
  ck_assert_double_lt(thresholds[2], 0.9);
  ck_assert_double_gt(score(&x, thresholds), score(&x, equal));
}
END_TEST

START_TEST(without_evidence_the_most_frequent_label_is_given) {
  const double p[4] = {0.75, 0.25, 0.25, 0.75}, none[2] = {0.6, 0.4};
  const int truth[5] = {0, 0, 0, 1, 1};
  const double weights[5] = {1, 1, 1, 1, 1};
  double thresholds[2];
  const double all[10] = {p[0], p[1], p[0], p[1], p[0], p[1], p[2], p[3], p[2], p[3]}; /* any power is right about all of them */
  slant_thresholds_fit(thresholds, 2, &(slant_decision_data){all, truth, weights, 5});
  ck_assert_double_lt(thresholds[1], 1);
  ck_assert_int_eq(slant_decide_label(none, thresholds, 2), 0);
}
END_TEST

START_TEST(rows_without_weight_do_not_count) {
  problem x, y;
  double thresholds[3], expected[3];
  make(&x, 3, 30, 5);
  y = x;
  y.n_rows = 20;
  for (size_t i = 20; i < 30; i++) x.weights[i] = 0;
  fit(&x, thresholds);
  fit(&y, expected);
  ck_assert_double_eq_tol(score(&y, thresholds), score(&y, expected), 1e-9);
}
END_TEST

START_TEST(probabilities_of_zero_and_no_rows_at_all) {
  const double p[6] = {1, 0, 0, 1, 1, 0};
  const int truth[3] = {0, 1, 0};
  const double weights[3] = {1, 1, 1};
  double thresholds[2];
  slant_thresholds_fit(thresholds, 2, &(slant_decision_data){p, truth, weights, 3});
  for (size_t i = 0; i < 3; i++) ck_assert_int_eq(slant_decide_label(p + 2 * i, thresholds, 2), truth[i]);
  slant_thresholds_fit(thresholds, 2, &(slant_decision_data){p, truth, weights, 0});
  ck_assert_double_eq(thresholds[0], 1);
  ck_assert_double_eq(thresholds[1], 1);
}
END_TEST

Suite *model_thresholds_suite(void) {
  Suite *suite = suite_create("model_thresholds");
  TCase *tc = tcase_create("thresholds");
  tcase_add_test(tc, the_label_has_the_largest_probability_over_its_threshold);
  tcase_add_test(tc, ties_go_to_the_first);
  tcase_add_loop_test(tc, the_highest_power_of_the_shares_that_scores_about_as_well_as_any, 0, 30);
  tcase_add_test(tc, a_rare_label_needs_less);
  tcase_add_test(tc, without_evidence_the_most_frequent_label_is_given);
  tcase_add_test(tc, rows_without_weight_do_not_count);
  tcase_add_test(tc, probabilities_of_zero_and_no_rows_at_all);
  suite_add_tcase(suite, tc);
  return suite;
}
