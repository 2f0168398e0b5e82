/* Review: each rule of choosing on data small enough to work out by hand, and the random stratum as a fair sample. */
#include "review/review.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/hash.h"
#include "review/review_errors.h"
#include "review/review_results.h"
#include "suites.h"
#include "support/support.h"

/* Means of the own label's probability: label 0 (.75 + .75 + 0) / 3 = .5, label 1 (.625 + .5) / 2 = .5625, label 2 .25.
 * Row 0: reaches 0. Row 1: 0 (and 2, less). Row 2: label 0, reaches 1 alone. Row 3: 1. Row 4: label 1, reaches 2 alone. Row 5: label 2, reaches
 * 0 and 2, each as much as the mean: 0 is more probable. */
START_TEST(the_confident_joint_is_that_of_the_paper) {
  static const double p[] = {.75, .125, .125, .75, 0, .25, 0, .875, .125, .25, .625, .125, .125, .5, .375, .5, .25, .25};
  static const int given[] = {0, 0, 0, 1, 1, 2};
  static const size_t expected[] = {2, 1, 0, 0, 1, 1, 1, 0, 0};
  size_t joint[9], n;
  slant_suspect suspects[6];
  slant_error err = {0};
  ck_assert_ok(slant_review_suspects(p, given, 6, 3, joint, suspects, &n, &err), err);
  for (size_t i = 0; i < 9; i++) ck_assert_msg(joint[i] == expected[i], "cell %zu: found %zu, expected %zu", i, joint[i], expected[i]);
  ck_assert_uint_eq(n, 3);
  ck_assert(suspects[0].row == 2 && suspects[0].likely == 1);
  ck_assert_double_eq_tol(suspects[0].margin, -.875, 1e-12);
  ck_assert(suspects[1].row == 5 && suspects[1].likely == 0);
  ck_assert_double_eq_tol(suspects[1].margin, -.25, 1e-12);
  ck_assert(suspects[2].row == 4 && suspects[2].likely == 2);
  ck_assert_double_eq_tol(suspects[2].margin, .125, 1e-12);
}
END_TEST

/* A label that no row carries is never what a row counts as. */
START_TEST(labels_without_rows_are_no_suspicion) {
  static const double p[] = {.2, .1, .7, .6, .1, .3};
  static const int given[] = {0, 0};
  size_t joint[9], n;
  slant_suspect suspects[2];
  slant_error err = {0};
  ck_assert_ok(slant_review_suspects(p, given, 2, 3, joint, suspects, &n, &err), err);
  ck_assert_uint_eq(n, 0);
  ck_assert_uint_eq(joint[0], 1);
}
END_TEST

START_TEST(margins_are_taken_over_thresholds) {
  static const double plain[] = {1, 1, 1}, own[] = {1, .5, .25};
  ck_assert_double_eq_tol(slant_review_margin((const uint32_t[]){6000, 3000, 1000}, plain, 3), .3, 1e-12);
  /* 6000, 6000, 4000 over thresholds: the first two are one */
  ck_assert_double_eq_tol(slant_review_margin((const uint32_t[]){6000, 3000, 1000}, own, 3), 0, 1e-12);
  ck_assert_double_eq_tol(slant_review_margin((const uint32_t[]){1000, 3000, 4000}, own, 3), (16000. - 6000.) / 23000., 1e-12);
  ck_assert_double_eq_tol(slant_review_margin((const uint32_t[]){10000, 0}, plain, 2), 1, 1e-12);
}
END_TEST

static void assert_allotted(const double *weights, size_t n, const size_t *expected) {
  size_t out[SLANT_N_STRATA];
  slant_review_allot(weights, n, out);
  for (size_t s = 0; s < SLANT_N_STRATA; s++) ck_assert_uint_eq(out[s], expected[s]);
}

START_TEST(items_are_shared_out_whole) {
  assert_allotted((const double[]){25, 10, 35, 30}, 100, (const size_t[]){25, 10, 35, 30});
  assert_allotted((const double[]){25, 10, 35, 30}, 7, (const size_t[]){2, 1, 2, 2}); /* 1.75, .7, 2.45, 2.1 */
  assert_allotted((const double[]){1, 1, 1, 0}, 4, (const size_t[]){2, 1, 1, 0});
  assert_allotted((const double[]){0, 0, 0, 3}, 5, (const size_t[]){0, 0, 0, 5});
}
END_TEST

/* Candidates of the same margin are in the order of keys; the fourth of article 0, the furniture and the repeated words fall out. */
START_TEST(the_pool_is_varied) {
  slant_candidate items[] = {
      {.key = 1, .words = 11, .margin = .4, .article = 0},  {.key = 2, .words = 12, .margin = .1, .article = 0},
      {.key = 3, .words = 13, .margin = .2, .article = 0},  {.key = 4, .words = 14, .margin = .3, .article = 0},
      {.key = 5, .words = 12, .margin = .15, .article = 1}, {.key = 6, .words = 16, .margin = .05, .article = 1, .furniture = true},
      {.key = 7, .words = 17, .margin = .2, .article = 2},  {.key = 8, .words = 18, .margin = .9, .article = 3},
  };
  static const uint64_t expected[] = {2, 3, 7, 4, 8};
  slant_candidates candidates = {items, 8, 8, 4};
  slant_candidate *pool[8];
  size_t n;
  slant_error err = {0};
  ck_assert_ok(slant_review_pool(&candidates, 8, pool, &n, &err), err);
  ck_assert_uint_eq(n, 5);
  for (size_t i = 0; i < n; i++) ck_assert_uint_eq(pool[i]->key, expected[i]);
  ck_assert_ok(slant_review_pool(&candidates, 2, pool, &n, &err), err);
  ck_assert_uint_eq(n, 2);
}
END_TEST

/* ---- Whole reviews, of results written by hand ---- */

enum { N_ARTICLES = 6, N_EACH = 5 };

/* Results of N_ARTICLES articles of N_EACH scored paragraphs and a furniture line. Paragraphs 1 of all articles are nearly the same text and
 * have the smallest margins. */
static const char *write_results(void) {
  slant_buffer articles = {0}, rows = {0};
  slant_buffer_put_string(&articles, "article,title,paragraphs,scored,furniture,n_bad,share_bad,share_bad_low,share_bad_high,n_good,share_good,"
                                     "share_good_low,share_good_high,tone,tone_low,tone_high,framing,peak_supportive,peak_critical\n");
  slant_buffer_put_string(&rows, "article,paragraph,label,confidence,bad,good,tone,flags,decided,start,end,text\n");
  for (unsigned a = 0; a < N_ARTICLES; a++) {
    char line[400];
    (void)snprintf(line, sizeof line, "n%u,Title,%d,%d,1,%d,1,,,0,0,,,,,,,,\n", a, N_EACH + 1, N_EACH, N_EACH);
    slant_buffer_put_string(&articles, line);
    for (unsigned p = 1; p <= N_EACH; p++) {
      unsigned bad = p == 1 ? 5000 + a : 6000 + 100 * p + a;
      char text[200];
      if (p == 1) (void)snprintf(text, sizeof text, "The council of the long river valley will vote on the new stone harbour bridge on day %u", a);
      else (void)snprintf(text, sizeof text, "word%ux%u other%ux%u third%ux%u fourth%ux%u fifth%ux%u", a, p, a, p, a, p, a, p, a, p);
      (void)snprintf(line, sizeof line, "n%u,%u,bad,0.%u,0.%u,0.%u,,,table,0,%zu,%s\n", a, p, bad, bad, 10000 - bad, strlen(text), text);
      slant_buffer_put_string(&rows, line);
    }
    (void)snprintf(line, sizeof line, "n%u,%d,,,,,,furniture,,0,9,Subscribe\n", a, N_EACH + 1);
    slant_buffer_put_string(&rows, line);
  }
  (void)file_write("results/articles.csv", slant_buffer_get(&articles));
  (void)file_write("results/paragraphs.csv", slant_buffer_get(&rows));
  (void)file_write("results/run.json",
                   BYTES("{\"slant\": \"1.0.0\", \"options\": {\"decide\": \"balanced\"}, \"counts\": {\"articles\": 6, \"paragraphs\": 36, "
                         "\"scored\": 30, \"skipped_inputs\": 0}, \"labels\": {\"bad\": 30, \"good\": 0}, \"flags\": {\"furniture\": 6}, "
                         "\"confusion\": {\"bad\": [1, 1], \"good\": [1, 1]}, \"model\": {\"labels\": \"bad,good\"}}"));
  slant_buffer_free(&articles);
  slant_buffer_free(&rows);
  return file_path("results");
}

static slant_review *choose(const slant_review_options *options) {
  slant_review *review;
  slant_error err = {0};
  ck_assert_ok(slant_review_choose(&review, options, &err), err);
  return review;
}

static size_t count(const slant_review *review, slant_stratum stratum, uint32_t number) {
  size_t n = 0;
  for (size_t i = 0; i < review->chosen.n; i++) {
    const slant_review_item *item = &review->chosen.items[i];
    n += item->stratum == stratum && (number == 0 || item->number == number);
  }
  return n;
}

/* All first paragraphs are near-duplicates: one of them is offered, of the others the smallest margins, which are paragraphs 2. */
START_TEST(near_duplicates_are_offered_once) {
  const char *results[] = {write_results()};
  slant_review *review = choose(&(slant_review_options){.results = results, .n_results = 1, .n_items = 6, .strata = {0, 0, 1, 0}});
  ck_assert_uint_eq(review->chosen.n, 6);
  ck_assert_uint_eq(count(review, SLANT_STRATUM_MARGIN, 1), 1);
  ck_assert_uint_eq(count(review, SLANT_STRATUM_MARGIN, 2), 5);
  ck_assert_uint_eq(review->figures.n_scored, N_ARTICLES * N_EACH);
  slant_review_free(review);
}
END_TEST

/* Over many seeds every paragraph is drawn about as often, whatever its margin and though the margin stratum wants some of them too; pairs
 * as well; and the recorded probability is that frequency. What is labelled is never drawn. */
START_TEST(the_random_stratum_is_a_fair_sample) {
  enum { SEEDS = 1500, N = N_ARTICLES * N_EACH };
  const char *results[] = {write_results()},
             *labelled[] = {file_write("labelled.csv", BYTES("article,paragraph,label,text\nn0,2,bad,x y z\nn3,5,good,u v w\n"))};
  size_t drawn[N] = {0}, both = 0, n_drawn = 0;
  double probability = 0;
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    slant_review *review = choose(&(slant_review_options){.results = results, .n_results = 1, .labelled = labelled, .n_labelled = 1,
                                                          .n_items = 14, .strata = {0, 0, 1, 1}, .seed = seed});
    bool first = false, second = false;
    for (size_t i = 0; i < review->chosen.n; i++) {
      const slant_review_item *item = &review->chosen.items[i];
      if (item->stratum != SLANT_STRATUM_RANDOM) continue;
      size_t at = (size_t)(item->id.ptr[1] - '0') * N_EACH + item->number - 1;
      drawn[at]++;
      n_drawn++;
      first |= at == 0;
      second |= at == 7;
      probability = item->probability;
    }
    both += first && second;
    ck_assert_uint_eq(count(review, SLANT_STRATUM_RANDOM, 0), 7);
    slant_review_free(review);
  }
  ck_assert_uint_eq(n_drawn, 7 * SEEDS);
  ck_assert_double_eq_tol(probability, 7. / 28, 1e-12);
  double chi_square = 0, expected = SEEDS * 7. / 28;
  for (size_t i = 0; i < N; i++) {
    bool labelled_one = i == 1 || i == 3 * N_EACH + 4;
    ck_assert(!labelled_one || drawn[i] == 0);
    if (!labelled_one) chi_square += ((double)drawn[i] - expected) * ((double)drawn[i] - expected) / (expected * (1 - 7. / 28));
  }
  chi_square *= 27. / 28; /* the draws of one sample exclude each other */
  ck_assert_msg(chi_square < 58, "chi-square %.1f with 27 degrees of freedom, expected less than 58 (p 0.0005)", chi_square);
  double pairs = SEEDS * 7. * 6 / (28 * 27), spread = sqrt(pairs);
  ck_assert_msg(fabs((double)both - pairs) < 4 * spread, "a pair was drawn %zu times, expected about %.0f", both, pairs);
}
END_TEST

/* The sample of a seed is the same whatever else is chosen, and a larger one holds it. */
START_TEST(larger_samples_hold_smaller_ones) {
  const char *results[] = {write_results()};
  slant_review *small = choose(&(slant_review_options){.results = results, .n_results = 1, .n_items = 5, .strata = {0, 0, 0, 1}}),
               *large = choose(&(slant_review_options){.results = results, .n_results = 1, .n_items = 20, .strata = {0, 0, 1, 1}});
  for (size_t i = 0; i < small->chosen.n; i++) {
    const slant_review_item *item = &small->chosen.items[i];
    size_t n = 0;
    for (size_t k = 0; k < large->chosen.n; k++) {
      const slant_review_item *other = &large->chosen.items[k];
      n += other->number == item->number && same_text(other->id, item->id) && other->stratum == SLANT_STRATUM_RANDOM;
    }
    ck_assert_uint_eq(n, 1);
  }
  slant_review_free(small);
  slant_review_free(large);
}
END_TEST

/* Labels that differ among near-duplicates: both are offered; short texts and equal labels are not. */
START_TEST(conflicting_duplicates_are_offered) {
  const char *labelled[] = {file_write("labelled.csv", BYTES("article,paragraph,label,text\n"
                                                             "a,1,good,The council of the long river valley will vote on the new bridge today\n"
                                                             "b,1,bad,The council of the long river valley will vote on the new bridge tomorrow\n"
                                                             "c,1,good,Two farmers of the northern island sold their oldest boats to a museum\n"
                                                             "d,1,good,Two farmers of the northern island sold their oldest boats to a museum\n"
                                                             "e,1,good,The vote is today\nf,1,bad,The vote is today\n"))};
  slant_review *review = choose(&(slant_review_options){.labelled = labelled, .n_labelled = 1, .n_items = 9});
  ck_assert_uint_eq(review->chosen.n, 2);
  ck_assert_uint_eq(review->figures.n_conflicts, 1);
  for (size_t i = 0; i < 2; i++) {
    const slant_review_item *item = &review->chosen.items[i];
    ck_assert_int_eq(item->stratum, SLANT_STRATUM_DUPLICATES);
    ck_assert(same_text(item->id, BYTES("a")) || same_text(item->id, BYTES("b")));
  }
  slant_review_free(review);
}
END_TEST

Suite *review_review_suite(void) {
  Suite *suite = suite_create("review_review");
  TCase *tests = tcase_create("all");
  tcase_set_timeout(tests, 60);
  tcase_add_checked_fixture(tests, folder_make, folder_remove);
  tcase_add_test(tests, the_confident_joint_is_that_of_the_paper);
  tcase_add_test(tests, labels_without_rows_are_no_suspicion);
  tcase_add_test(tests, margins_are_taken_over_thresholds);
  tcase_add_test(tests, items_are_shared_out_whole);
  tcase_add_test(tests, the_pool_is_varied);
  tcase_add_test(tests, near_duplicates_are_offered_once);
  tcase_add_test(tests, the_random_stratum_is_a_fair_sample);
  tcase_add_test(tests, larger_samples_hold_smaller_ones);
  tcase_add_test(tests, conflicting_duplicates_are_offered);
  suite_add_tcase(suite, tests);
  return suite;
}
