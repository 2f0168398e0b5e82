/* Metrics: figures against values worked out by hand, intervals from resampled articles. */
#include "model/metrics.h"

#include <string.h>

#include "base/hash.h"
#include "suites.h"
#include "support/support.h"

/* Rows: true labels; columns: given ones. */
static slant_confusion example(void) {
  slant_confusion c = {.n_labels = 3};
  static const double counts[3][3] = {{5, 1, 0}, {2, 3, 1}, {0, 1, 7}};
  for (int k = 0; k < 3; k++) {
    for (int j = 0; j < 3; j++) slant_confusion_add(&c, k, j, counts[k][j]);
  }
  return c;
}

START_TEST(precision_recall_and_f1_of_a_class) {
  slant_confusion c = example();
  slant_class_score first = slant_confusion_class(&c, 0), second = slant_confusion_class(&c, 1);
  ck_assert_double_eq_tol(first.precision, 5.0 / 7, 1e-12);
  ck_assert_double_eq_tol(first.recall, 5.0 / 6, 1e-12);
  ck_assert_double_eq_tol(first.f1, 10.0 / 13, 1e-12);
  ck_assert_double_eq(first.n_true, 6);
  ck_assert_double_eq(first.n_given, 7);
  ck_assert_double_eq_tol(second.precision, 3.0 / 5, 1e-12);
  ck_assert_double_eq_tol(second.recall, 3.0 / 6, 1e-12);
  ck_assert_double_eq_tol(slant_confusion_accuracy(&c), 15.0 / 20, 1e-12);
}
END_TEST

START_TEST(macro_f1_is_the_mean_over_labels) {
  slant_confusion c = example();
  ck_assert_double_eq_tol(slant_confusion_macro_f1(&c), (10.0 / 13 + 6.0 / 11 + 7.0 / 8) / 3, 1e-12);
}
END_TEST

START_TEST(weights_count_like_repetition) {
  slant_confusion once = {.n_labels = 2}, twice = {.n_labels = 2};
  slant_confusion_add(&once, 0, 1, 2);
  slant_confusion_add(&once, 0, 0, 1.5);
  slant_confusion_add(&once, 1, 1, 1);
  for (int i = 0; i < 2; i++) slant_confusion_add(&twice, 0, 1, 1);
  for (int i = 0; i < 3; i++) slant_confusion_add(&twice, 0, 0, 0.5);
  slant_confusion_add(&twice, 1, 1, 1);
  ck_assert_double_eq_tol(slant_confusion_macro_f1(&once), slant_confusion_macro_f1(&twice), 1e-12);
}
END_TEST

START_TEST(labels_that_do_not_occur_are_left_out) {
  slant_confusion c = {.n_labels = 4};
  ck_assert_double_eq(slant_confusion_macro_f1(&c), 0);
  ck_assert_double_eq(slant_confusion_accuracy(&c), 0);
  slant_confusion_add(&c, 0, 0, 3);
  ck_assert_double_eq(slant_confusion_macro_f1(&c), 1);
  slant_confusion_add(&c, 2, 0, 1); /* label 2 is never given: its F1 is 0 */
  ck_assert_double_eq_tol(slant_confusion_macro_f1(&c), (6.0 / 7 + 0) / 2, 1e-12);
  ck_assert_double_eq(slant_confusion_class(&c, 3).f1, 0);
  ck_assert_double_eq(slant_confusion_class(&c, 2).precision, 0);
}
END_TEST

START_TEST(calibration_error_is_the_weighted_gap) {
  static const slant_scored_row rows[] = {
      {0, 1, 1, 0.95, 1}, {0, 1, 0, 0.91, 1}, {0, 2, 2, 0.55, 2}, {0, 0, 0, 1.0, 1}, {0, 0, 1, 0.0, 1},
  };
  slant_calibration_curve curve;
  slant_metrics_calibration(&curve, rows, 5);
  ck_assert_double_eq(curve.n[9], 3); /* a confidence of 1 falls into the last bin */
  ck_assert_double_eq_tol(curve.confidence[9], (0.95 + 0.91 + 1) / 3, 1e-12);
  ck_assert_double_eq_tol(curve.right[9], 2.0 / 3, 1e-12);
  ck_assert_double_eq(curve.n[5], 2);
  ck_assert_double_eq(curve.right[5], 1);
  ck_assert_double_eq(curve.n[0], 1);
  ck_assert_double_eq(curve.n[4], 0);
  double expected = 3.0 / 6 * (2.86 / 3 - 2.0 / 3) + 2.0 / 6 * 0.45 + 1.0 / 6 * 0;
  ck_assert_double_eq_tol(curve.error, expected, 1e-12);
}
END_TEST

START_TEST(nothing_has_no_calibration_error) {
  slant_calibration_curve curve;
  slant_metrics_calibration(&curve, NULL, 0);
  ck_assert_double_eq(curve.error, 0);
}
END_TEST

enum { N_ROWS = 300, N_GROUPS = 30 };

/* Rows of N_GROUPS articles, three in four right. */
static void make_rows(slant_scored_row *rows) {
  slant_random random = {3};
  for (size_t i = 0; i < N_ROWS; i++) {
    int truth = (int)slant_random_below(&random, 3);
    int given = slant_random_below(&random, 4) > 0 ? truth : (int)slant_random_below(&random, 3);
    rows[i] = (slant_scored_row){i * N_GROUPS / N_ROWS, truth, given, 0.5, 1};
  }
}

static double score_of(const slant_scored_row *rows) {
  slant_confusion c = {.n_labels = 3};
  for (size_t i = 0; i < N_ROWS; i++) slant_confusion_add(&c, rows[i].truth, rows[i].given, rows[i].weight);
  return slant_confusion_macro_f1(&c);
}

static slant_interval interval_of(const slant_scored_row *rows, size_t n_groups, uint64_t seed) {
  slant_interval interval;
  slant_error err = {0};
  ck_assert_ok(slant_metrics_macro_f1_interval(&interval, rows, N_ROWS, n_groups, 3, seed, &err), err);
  return interval;
}

START_TEST(the_interval_holds_the_score_and_repeats) {
  slant_scored_row rows[N_ROWS];
  make_rows(rows);
  double score = score_of(rows);
  slant_interval a = interval_of(rows, N_GROUPS, 1), b = interval_of(rows, N_GROUPS, 1),
                 c = interval_of(rows, N_GROUPS, 2);
  ck_assert_double_lt(a.low, score);
  ck_assert_double_gt(a.high, score);
  ck_assert_double_lt(a.high - a.low, 0.25);
  ck_assert_double_gt(a.high - a.low, 0.05);
  ck_assert_mem_eq(&a, &b, sizeof a);
  ck_assert(a.low < c.low || a.low > c.low);
}
END_TEST

START_TEST(whole_articles_are_resampled) {
  slant_scored_row rows[N_ROWS];
  make_rows(rows);
  for (size_t i = 0; i < N_ROWS; i++) rows[i].group = 0;
  slant_interval one = interval_of(rows, 1, 1);
  ck_assert_double_eq(one.low, one.high); /* the only article is drawn every time */
  ck_assert_double_eq_tol(one.low, score_of(rows), 1e-12);
  /* articles that are right or wrong as a whole leave more doubt than single rows do */
  slant_interval single, whole;
  for (size_t i = 0; i < N_ROWS; i++) {
    size_t article = i * N_GROUPS / N_ROWS;
    rows[i].given = article % 4 > 0 ? rows[i].truth : (rows[i].truth + 1) % 3;
    rows[i].group = i;
  }
  single = interval_of(rows, N_ROWS, 1);
  for (size_t i = 0; i < N_ROWS; i++) rows[i].group = i * N_GROUPS / N_ROWS;
  whole = interval_of(rows, N_GROUPS, 1);
  ck_assert_double_gt(whole.high - whole.low, 2 * (single.high - single.low));
}
END_TEST

START_TEST(a_gain_is_judged_on_the_same_samples) {
  slant_scored_row rows[N_ROWS], others[N_ROWS];
  slant_interval gain;
  slant_error err = {0};
  make_rows(rows);
  memcpy(others, rows, sizeof rows);
  ck_assert_ok(slant_metrics_gain_interval(&gain, rows, others, N_ROWS, N_GROUPS, 3, 1, &err), err);
  ck_assert_double_eq(gain.low, 0);
  ck_assert_double_eq(gain.high, 0);
  for (size_t i = 0; i < N_ROWS; i++) rows[i].given = rows[i].truth;
  ck_assert_ok(slant_metrics_gain_interval(&gain, rows, others, N_ROWS, N_GROUPS, 3, 1, &err), err);
  ck_assert_double_gt(gain.low, 0);
  ck_assert_double_lt(gain.low, 1 - score_of(others));
  ck_assert_double_gt(gain.high, 1 - score_of(others));
}
END_TEST

Suite *model_metrics_suite(void) {
  Suite *suite = suite_create("model_metrics");
  TCase *tc = tcase_create("metrics");
  tcase_add_test(tc, precision_recall_and_f1_of_a_class);
  tcase_add_test(tc, macro_f1_is_the_mean_over_labels);
  tcase_add_test(tc, weights_count_like_repetition);
  tcase_add_test(tc, labels_that_do_not_occur_are_left_out);
  tcase_add_test(tc, calibration_error_is_the_weighted_gap);
  tcase_add_test(tc, nothing_has_no_calibration_error);
  tcase_add_test(tc, the_interval_holds_the_score_and_repeats);
  tcase_add_test(tc, whole_articles_are_resampled);
  tcase_add_test(tc, a_gain_is_judged_on_the_same_samples);
  suite_add_tcase(suite, tc);
  return suite;
}
