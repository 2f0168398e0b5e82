/* Shares: the truth is found again behind known confusions, shares stay shares whatever comes in, intervals hold what they should. */
#include "analysis/shares.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/matrix.h"
#include "base/hash.h"
#include "suites.h"
#include "support/support.h"

enum { MOST_ROWS = 20000 };

/* Paragraphs of a classifier that tells one of K things apart: what it gives, and the probability of each label behind that. */
typedef struct crowd {
  size_t n_labels, n_rows, counts[SLANT_MOST_LABELS];
  double confusion[SLANT_MOST_LABELS * SLANT_MOST_LABELS];
  double *probabilities;
} crowd;

static void start(crowd *c, size_t n_labels, const double *confusion) {
  memset(c, 0, sizeof *c);
  c->n_labels = n_labels;
  memcpy(c->confusion, confusion, n_labels * n_labels * sizeof *confusion);
  c->probabilities = calloc((size_t)MOST_ROWS * n_labels, sizeof *c->probabilities);
  ck_assert_ptr_nonnull(c->probabilities);
}

static void finish(crowd *c) { free(c->probabilities); }

/* Adds `times` paragraphs that are given `label`: its column of the confusions, as shares. */
static void add(crowd *c, size_t label, size_t times) {
  double sum = 0;
  for (size_t j = 0; j < c->n_labels; j++) sum += c->confusion[j * c->n_labels + label];
  for (size_t i = 0; i < times; i++) {
    ck_assert_uint_lt(c->n_rows, MOST_ROWS);
    double *p = c->probabilities + c->n_rows++ * c->n_labels;
    for (size_t j = 0; j < c->n_labels; j++) p[j] = c->confusion[j * c->n_labels + label] / sum;
    c->counts[label]++;
  }
}

static void estimate(const crowd *c, slant_estimate which, slant_share *out) {
  slant_share_data data = {c->n_labels, c->confusion, c->n_rows, c->probabilities, NULL, c->counts, SLANT_SHARES_PRIOR};
  slant_shares_estimate(&data, which, out);
}

static const double three[9] = {60, 25, 15, 20, 130, 50, 30, 60, 210};

/* What is given of paragraphs with this mix: 0.5 * (.6, .25, .15) + 0.3 * (.1, .65, .25) + 0.2 * (.1, .2, .7). */
static void add_mixed(crowd *c, size_t times) {
  add(c, 0, 350 * times);
  add(c, 1, 360 * times);
  add(c, 2, 290 * times);
}
static const double mixed[3] = {0.5, 0.3, 0.2};

START_TEST(counting_and_the_mean_are_what_they_say) {
  crowd c;
  slant_share found[3];
  start(&c, 3, three);
  add(&c, 0, 3);
  add(&c, 2, 7);
  estimate(&c, SLANT_COUNTED, found);
  static const double expected[3][3] = {{0.3, 0.10779, 0.60322}, {0, 0, 0.27753}, {0.7, 0.39678, 0.89221}}; /* Wilson's */
  for (size_t k = 0; k < 3; k++) {
    ck_assert_double_eq_tol(found[k].share, expected[k][0], 1e-12);
    ck_assert_double_eq_tol(found[k].low, expected[k][1], 1e-5);
    ck_assert_double_eq_tol(found[k].high, expected[k][2], 1e-5);
  }
  estimate(&c, SLANT_MEAN_PROBABILITY, found);
  ck_assert_double_eq_tol(found[0].share, (3 * 60.0 / 110 + 7 * 15.0 / 275) / 10, 1e-12);
  finish(&c);
}
END_TEST

START_TEST(the_truth_is_found_behind_confusions) {
  crowd c;
  slant_share found[3];
  start(&c, 3, three);
  add_mixed(&c, 20);
  estimate(&c, SLANT_ADJUSTED_COUNTS, found);
  for (size_t k = 0; k < 3; k++) ck_assert_double_eq_tol(found[k].share, mixed[k], 1e-9);
  estimate(&c, SLANT_CORRECTED, found);
  for (size_t k = 0; k < 3; k++) ck_assert_double_eq_tol(found[k].share, mixed[k], 0.005); /* the prior weighs 20 of 20,000 */
  estimate(&c, SLANT_COUNTED, found);
  ck_assert_double_gt(fabs(found[0].share - mixed[0]), 0.1);
  estimate(&c, SLANT_MEAN_PROBABILITY, found);
  ck_assert_double_gt(fabs(found[0].share - mixed[0]), 0.1);
  finish(&c);
}
END_TEST

/* Four of five and nine of ten right, 100 of each known; 45 % of 100 given the first: half are, and the variance is
 * (.45 * .55 / 100 + .25 * .8 * .2 / 100 + .25 * .9 * .1 / 100) / .7^2 */
START_TEST(adjusted_counts_and_their_interval_by_hand) {
  static const double confusion[4] = {80, 20, 10, 90};
  crowd c;
  slant_share found[2];
  start(&c, 2, confusion);
  add(&c, 0, 45);
  add(&c, 1, 55);
  estimate(&c, SLANT_ADJUSTED_COUNTS, found);
  double half = 1.959963984540054 * sqrt(0.0024750 + 0.0004 + 0.000225) / 0.7;
  for (size_t k = 0; k < 2; k++) {
    ck_assert_double_eq_tol(found[k].share, 0.5, 1e-12);
    ck_assert_double_eq_tol(found[k].low, 0.5 - half, 1e-9);
    ck_assert_double_eq_tol(found[k].high, 0.5 + half, 1e-9);
  }
  finish(&c);
}
END_TEST

/* The two labels' corrected shares, by search over the mix and by differences instead of steps and derivatives. */
START_TEST(corrected_shares_and_their_interval_by_hand) {
  static const double confusion[4] = {80, 20, 10, 90};
  crowd c;
  slant_share found[2];
  start(&c, 2, confusion);
  add(&c, 0, 30);
  add(&c, 1, 10);
  estimate(&c, SLANT_CORRECTED, found);
  double n = 40, t = 0.5, p[2] = {80.0 / 90, 20.0 / 110}, w[2], times[2] = {30, 10}, best = 0, highest = -INFINITY;
  for (double q = 0.0001; q < 1; q += 0.0001) {
    double sum = SLANT_SHARES_PRIOR * (t * log(q) + (1 - t) * log(1 - q));
    for (int i = 0; i < 2; i++) sum += times[i] * log(q * p[i] / t + (1 - q) * (1 - p[i]) / (1 - t));
    if (sum > highest) {
      highest = sum;
      best = q;
    }
  }
  double q = best, share = 0, slope = 0, score[2], information = SLANT_SHARES_PRIOR * (t / q / q + (1 - t) / (1 - q) / (1 - q));
  for (int i = 0; i < 2; i++) {
    double sum = q * p[i] / t + (1 - q) * (1 - p[i]) / (1 - t);
    w[i] = q * p[i] / t / sum;
    score[i] = (p[i] / t - (1 - p[i]) / (1 - t)) / sum; /* by q; g of the first label less g of the second */
    information += times[i] * score[i] * score[i];
    share += times[i] * w[i] / n;
    slope += times[i] * w[i] * (1 - w[i]) / q / (1 - q) / n;
  }
  double unknown = 0, part[2] = {share, 1 - share}, mix[2] = {q, 1 - q};
  for (int j = 0; j < 2; j++) { /* the variance of the score within each label */
    double mean = 0, square = 0;
    for (int i = 0; i < 2; i++) {
      double weight = times[i] * (j == 0 ? w[i] : 1 - w[i]) / n / part[j];
      mean += weight * score[i];
      square += weight * score[i] * score[i];
    }
    unknown += n * n * mix[j] * mix[j] * (square - mean * mean) / 100.5;
  }
  double variance = share * (1 - share) / n + SLANT_SHARES_DESIGN * slope * slope / information * (1 + unknown / information);
  ck_assert_double_eq_tol(found[0].share, share, 1e-4);
  ck_assert_double_eq_tol(found[0].low, fmax(share - 1.96 * sqrt(variance), 0), 1e-3);
  ck_assert_double_eq_tol(found[1].share, 1 - share, 1e-4);
  ck_assert_double_eq_tol(found[1].high, fmin(1 - share + 1.96 * sqrt(variance), 1), 1e-3);
  finish(&c);
}
END_TEST

static double uniform(slant_random *random) { return (double)slant_random_below(random, 1000001) / 1e6; }

static void assert_sound(const slant_share *found, size_t n) {
  double sum = 0;
  for (size_t k = 0; k < n; k++) {
    ck_assert(found[k].share >= 0 && found[k].share <= 1);
    ck_assert(found[k].low >= 0 && found[k].low <= found[k].share && found[k].share <= found[k].high && found[k].high <= 1);
    sum += found[k].share;
  }
  ck_assert_double_eq_tol(sum, 1, 1e-9);
}

START_TEST(shares_are_shares_whatever_comes) {
  slant_random random = {(uint64_t)_i + 1};
  static const size_t sizes[] = {2, 3, 5, SLANT_MOST_LABELS};
  size_t n = sizes[_i % 4];
  double confusion[SLANT_MOST_LABELS * SLANT_MOST_LABELS];
  for (size_t i = 0; i < n * n; i++) confusion[i] = slant_random_below(&random, 4) == 0 ? 0 : 50 * uniform(&random);
  crowd c;
  slant_share found[SLANT_MOST_LABELS];
  start(&c, n, confusion);
  size_t rows = 1 + slant_random_below(&random, 30);
  for (size_t i = 0; i < rows; i++) {
    double sum = 0, *p = c.probabilities + c.n_rows++ * n;
    for (size_t k = 0; k < n; k++) sum += p[k] = slant_random_below(&random, 3) == 0 ? 1e-12 : uniform(&random);
    for (size_t k = 0; k < n; k++) p[k] /= sum;
    c.counts[slant_random_below(&random, n)]++;
  }
  for (int e = 0; e < SLANT_N_ESTIMATES; e++) {
    estimate(&c, (slant_estimate)e, found);
    assert_sound(found, n);
  }
  finish(&c);
}
END_TEST

START_TEST(nothing_scored_has_no_shares) {
  crowd c;
  slant_share found[3];
  start(&c, 3, three);
  for (int e = 0; e < SLANT_N_ESTIMATES; e++) {
    estimate(&c, (slant_estimate)e, found);
    ck_assert(isnan(found[0].share) && isnan(found[1].low) && isnan(found[2].high));
  }
  finish(&c);
}
END_TEST

/* Every paragraph is surely of one label, and the model never errs: all estimates say so, and none says that it is certain but where no
 * paragraph could be otherwise. */
START_TEST(one_label_alone) {
  static const double never_wrong[9] = {100, 0, 0, 0, 100, 0, 0, 0, 100};
  crowd c;
  slant_share found[3];
  start(&c, 3, never_wrong);
  add(&c, 1, 12);
  for (int e = 0; e < SLANT_N_ESTIMATES; e++) {
    estimate(&c, (slant_estimate)e, found);
    assert_sound(found, 3);
    ck_assert_double_eq_tol(found[1].share, 1, 1e-9);
    ck_assert_double_eq_tol(found[0].share, 0, 1e-9);
  }
  finish(&c);
}
END_TEST

/* One paragraph says little: its probabilities hardly change, and its interval is wide. */
START_TEST(one_paragraph) {
  crowd c;
  slant_share found[3];
  start(&c, 3, three);
  add(&c, 1, 1);
  estimate(&c, SLANT_CORRECTED, found);
  assert_sound(found, 3);
  ck_assert_double_eq_tol(found[1].share, c.probabilities[1], 0.05);
  ck_assert_double_gt(found[1].high - found[1].low, 0.6);
  finish(&c);
}
END_TEST

/* Rows that are equal, a label without rows, nothing at all: adjusted counts are the counts, the corrected shares stay shares. */
START_TEST(confusions_that_say_nothing) {
  static const double equal[9] = {10, 20, 30, 10, 20, 30, 10, 20, 30}, missing[9] = {50, 10, 0, 10, 60, 0, 0, 0, 0}, nothing[9] = {0};
  const double *const matrices[] = {equal, missing, nothing};
  crowd c;
  slant_share found[3];
  start(&c, 3, three);
  add(&c, 0, 6);
  add(&c, 2, 2);
  for (size_t m = 0; m < 3; m++) {
    memcpy(c.confusion, matrices[m], sizeof three);
    estimate(&c, SLANT_ADJUSTED_COUNTS, found);
    ck_assert_double_eq_tol(found[0].share, 0.75, 1e-12);
    assert_sound(found, 3);
    estimate(&c, SLANT_CORRECTED, found);
    assert_sound(found, 3);
  }
  finish(&c);
}
END_TEST

static double width(const crowd *c, slant_estimate which) {
  slant_share found[3];
  estimate(c, which, found);
  return found[0].high - found[0].low;
}

START_TEST(more_paragraphs_and_more_known_narrow_the_interval) {
  for (int e = 0; e < SLANT_N_ESTIMATES; e++) {
    crowd c;
    double before = 2;
    start(&c, 3, three);
    for (size_t times = 1; times <= 16; times *= 2) {
      while (c.n_rows < 1000 * times) add_mixed(&c, 1);
      ck_assert_double_lt(width(&c, (slant_estimate)e), before);
      before = width(&c, (slant_estimate)e);
    }
    if (e == SLANT_ADJUSTED_COUNTS || e == SLANT_CORRECTED) {
      for (size_t i = 0; i < 9; i++) c.confusion[i] *= 100;
      ck_assert_double_lt(width(&c, (slant_estimate)e), before);
    }
    finish(&c);
  }
}
END_TEST

/* A label drawn by cumulated chances. */
static size_t draw(slant_random *random, const double *chances, double sum) {
  double at = uniform(random) * sum;
  size_t k = 0;
  while (k < 2 && at >= chances[k]) at -= chances[k++];
  return k;
}

/* Paragraphs drawn from a mix that is not the training's, and the matrix itself from as many rows as it has. */
START_TEST(intervals_hold_the_truth) {
  slant_random random = {7};
  size_t held[SLANT_N_ESTIMATES] = {0}, rounds = 400;
  for (size_t r = 0; r < rounds; r++) {
    double seen[9] = {0};
    for (size_t j = 0; j < 3; j++) {
      double sum = three[j * 3] + three[j * 3 + 1] + three[j * 3 + 2];
      for (double i = 0; i < sum; i++) seen[j * 3 + draw(&random, three + j * 3, sum)]++;
    }
    crowd c;
    slant_share found[3];
    start(&c, 3, seen);
    for (size_t i = 0; i < 150; i++) {
      size_t truth = draw(&random, mixed, 1);
      add(&c, draw(&random, three + truth * 3, three[truth * 3] + three[truth * 3 + 1] + three[truth * 3 + 2]), 1);
    }
    for (int e = 0; e < SLANT_N_ESTIMATES; e++) {
      estimate(&c, (slant_estimate)e, found);
      for (size_t k = 0; k < 3; k++) held[e] += found[k].low <= mixed[k] && mixed[k] <= found[k].high;
    }
    finish(&c);
  }
  ck_assert_uint_ge(held[SLANT_ADJUSTED_COUNTS], rounds * 3 * 93 / 100);
  ck_assert_uint_ge(held[SLANT_CORRECTED], rounds * 3 * 95 / 100);
  ck_assert_uint_lt(held[SLANT_COUNTED], rounds * 3 * 80 / 100); /* its interval knows of no confusions */
}
END_TEST

START_TEST(a_matrix_times_its_inverse_is_one) {
  slant_matrix matrix = {{0, 2, 1}, {1, 0, 3}, {4, 1, 1}}, copy, inverse;
  memcpy(copy, matrix, sizeof copy);
  ck_assert(slant_matrix_invert(copy, 3, inverse));
  for (size_t i = 0; i < 3; i++) {
    for (size_t j = 0; j < 3; j++) {
      double sum = 0;
      for (size_t k = 0; k < 3; k++) sum += matrix[i][k] * inverse[k][j];
      ck_assert_double_eq_tol(sum, i == j, 1e-12);
    }
  }
  slant_matrix singular = {{1, 2, 3}, {2, 4, 6}, {1, 0, 1}};
  ck_assert(!slant_matrix_invert(singular, 3, inverse));
  slant_matrix zero = {{0}};
  ck_assert(!slant_matrix_invert(zero, 2, inverse));
}
END_TEST

Suite *analysis_shares_suite(void) {
  Suite *suite = suite_create("analysis_shares");
  TCase *tc = tcase_create("shares");
  tcase_set_timeout(tc, 60);
  tcase_add_test(tc, counting_and_the_mean_are_what_they_say);
  tcase_add_test(tc, the_truth_is_found_behind_confusions);
  tcase_add_test(tc, adjusted_counts_and_their_interval_by_hand);
  tcase_add_test(tc, corrected_shares_and_their_interval_by_hand);
  tcase_add_loop_test(tc, shares_are_shares_whatever_comes, 0, 40);
  tcase_add_test(tc, nothing_scored_has_no_shares);
  tcase_add_test(tc, one_label_alone);
  tcase_add_test(tc, one_paragraph);
  tcase_add_test(tc, confusions_that_say_nothing);
  tcase_add_test(tc, more_paragraphs_and_more_known_narrow_the_interval);
  tcase_add_test(tc, intervals_hold_the_truth);
  tcase_add_test(tc, a_matrix_times_its_inverse_is_one);
  suite_add_tcase(suite, tc);
  return suite;
}
