/* Coverage: steps against counting the rows again, and the confidence that keeps a precision. */
#include "model/coverage.h"

#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "suites.h"
#include "support/support.h"

enum { MOST_ROWS = 3000 };

static slant_scored_row rows[MOST_ROWS];

/* The surer, the more often right, but a tenth less often than said; confidences of two decimals, so that many are equal. */
static void make(size_t n, uint64_t seed, size_t n_levels) {
  slant_random random = {seed};
  for (size_t i = 0; i < n; i++) {
    double confidence = (double)slant_random_below(&random, n_levels) / (double)n_levels;
    bool right = (double)slant_random_below(&random, 1000) < 900 * confidence;
    rows[i] = (slant_scored_row){i, right ? 1 : 0, 1, confidence, 1 + (double)slant_random_below(&random, 2)};
  }
  qsort(rows, n, sizeof *rows, slant_coverage_by_confidence);
}

static slant_coverage measure(slant_arena *arena, size_t n) {
  slant_coverage coverage;
  slant_error err = {0};
  ck_assert_ok(slant_coverage_measure(&coverage, rows, n, arena, &err), err);
  return coverage;
}

/* Rows at or above a confidence, counted anew. */
static void count(size_t n, double confidence, double *precision, double *share, size_t *n_above) {
  double right = 0, above = 0, all = 0;
  *n_above = 0;
  for (size_t i = 0; i < n; i++) {
    all += rows[i].weight;
    if (rows[i].confidence < confidence) continue;
    above += rows[i].weight;
    right += rows[i].truth == rows[i].given ? rows[i].weight : 0;
    ++*n_above;
  }
  *precision = right / above;
  *share = above / all;
}

START_TEST(steps_say_what_counting_says) {
  static const size_t sizes[] = {1, 49, 50, 51, 120, 700, MOST_ROWS};
  for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
    slant_arena arena = {0};
    make(sizes[s], s + 1, _i == 0 ? 100 : 100000);
    slant_coverage coverage = measure(&arena, sizes[s]);
    ck_assert(slant_coverage_is_sound(&coverage));
    ck_assert_uint_le(coverage.n, SLANT_COVERAGE_MOST_STEPS);
    for (size_t i = 0; i < coverage.n; i++) {
      double precision, share;
      size_t n_above;
      count(sizes[s], coverage.steps[3 * i], &precision, &share, &n_above);
      ck_assert_double_eq_tol(coverage.steps[3 * i + 1], precision, 1e-12);
      ck_assert_double_eq_tol(coverage.steps[3 * i + 2], share, 1e-12);
      if (i > 0) ck_assert_uint_ge(n_above, 50);
    }
    ck_assert_double_eq(coverage.steps[0], 0);
    ck_assert_double_eq(coverage.steps[2], 1);
    slant_arena_clear(&arena);
  }
}
END_TEST

START_TEST(the_lowest_confidence_that_keeps_the_precision_is_taken) {
  slant_arena arena = {0};
  make(MOST_ROWS, 3, 100);
  slant_coverage coverage = measure(&arena, MOST_ROWS);
  double before = 0;
  for (int percent = 1; percent <= 100; percent++) {
    slant_promise promise = slant_coverage_promise(&coverage, percent / 100.0);
    double precision, share;
    size_t n_above;
    ck_assert_double_eq(promise.precision, percent / 100.0);
    ck_assert_double_ge(promise.confidence, before);
    before = promise.confidence;
    if (isinf(promise.confidence)) {
      ck_assert_double_lt(promise.best, promise.precision);
      ck_assert_double_eq(promise.share, 0);
      continue;
    }
    count(MOST_ROWS, promise.confidence, &precision, &share, &n_above);
    ck_assert_double_ge(precision, percent / 100.0 - 1e-12);
    ck_assert_double_eq_tol(promise.share, share, 1e-12);
  }
  ck_assert_double_eq(slant_coverage_promise(&coverage, 0.01).confidence, 0);
  ck_assert(isinf(slant_coverage_promise(&coverage, 1).confidence));
  slant_arena_clear(&arena);
}
END_TEST

START_TEST(a_precision_that_was_never_reached_names_the_best) {
  static const double steps[] = {0, 0.5, 1, 0.4, 0.625, 0.5, 0.6, 0.6, 0.25};
  slant_coverage coverage = {3, steps};
  slant_promise promise = slant_coverage_promise(&coverage, 0.7);
  ck_assert(isinf(promise.confidence));
  ck_assert_double_eq(promise.best, 0.625);
  ck_assert_double_eq(promise.share, 0);
  promise = slant_coverage_promise(&coverage, 0.6);
  ck_assert_double_eq(promise.confidence, 0.4);
  ck_assert_double_eq(promise.share, 0.5);
}
END_TEST

START_TEST(unsound_steps_are_known) {
  static const double sound[] = {0, 0.5, 1, 0.4, 0.6, 0.5};
  static const struct {
    size_t at;
    double value;
  } changes[] = {{0, 0.1}, {1, -0.1}, {1, 1.1}, {3, 0}, {4, (double)NAN}, {5, (double)INFINITY}};
  slant_coverage coverage = {2, sound}, none = {0, sound}, many = {SLANT_COVERAGE_MOST_STEPS + 1, sound};
  ck_assert(slant_coverage_is_sound(&coverage));
  ck_assert(!slant_coverage_is_sound(&none));
  ck_assert(!slant_coverage_is_sound(&many));
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    double steps[6];
    for (size_t k = 0; k < 6; k++) steps[k] = k == changes[i].at ? changes[i].value : sound[k];
    coverage.steps = steps;
    ck_assert(!slant_coverage_is_sound(&coverage));
  }
}
END_TEST

START_TEST(labels_are_doubtful_up_to_where_half_are_right) {
  make(MOST_ROWS, 4, 100000);
  ck_assert_double_eq_tol(slant_coverage_doubtful(rows, MOST_ROWS), 0.5 / 0.9, 0.06);
  ck_assert_double_eq(slant_coverage_doubtful(rows, 400), 0); /* too few rows to tell */
}
END_TEST

Suite *model_coverage_suite(void) {
  Suite *suite = suite_create("model_coverage");
  TCase *tc = tcase_create("coverage");
  tcase_add_loop_test(tc, steps_say_what_counting_says, 0, 2);
  tcase_add_test(tc, the_lowest_confidence_that_keeps_the_precision_is_taken);
  tcase_add_test(tc, a_precision_that_was_never_reached_names_the_best);
  tcase_add_test(tc, unsound_steps_are_known);
  tcase_add_test(tc, labels_are_doubtful_up_to_where_half_are_right);
  suite_add_tcase(suite, tc);
  return suite;
}
