/* Groups: keys and periods, figures that depend neither on order nor on what else is in the batch, duplicates left out. */
#include "groups/groups.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "made_articles.h"
#include "suites.h"
#include "support/support.h"

static const slant_group *at(const slant_groups *groups, size_t index, const char *by, const char *name) {
  ck_assert_uint_lt(index, slant_groups_n(groups));
  const slant_group *g = slant_groups_get(groups, index);
  ck_assert_str_eq(g->by, by);
  ck_assert_text_eq(g->name, text_of(name));
  return g;
}

START_TEST(keys_make_groups) {
  heap *h = calloc(1, sizeof *h);
  static const char *const by[] = {"source", "month", "source+year", "day"};
  heap_add(h, " The Post ", "2024-05-06T10:00:00Z", 3);
  heap_add(h, "The Mail", "2024-05", 4);
  heap_add(h, "The Post", "2023", 5);
  heap_add(h, "", "May 2024", 6);
  heap_add(h, "The Mail", "2024-13-01", 1);
  slant_groups *groups = heap_group(h, 4, by, false);
  ck_assert_uint_eq(slant_groups_n(groups), 1 + 3 + 2 + 5 + 2);
  ck_assert_uint_eq(at(groups, 0, "batch", "all")->n_scored, 19);
  ck_assert_uint_eq(at(groups, 0, "batch", "all")->n_paragraphs, 29);
  ck_assert_uint_eq(at(groups, 0, "batch", "all")->n_furniture, 5);
  ck_assert_uint_eq(at(groups, 1, "source", "")->n_scored, 6);
  ck_assert_uint_eq(at(groups, 2, "source", "The Mail")->n_scored, 5);
  ck_assert_uint_eq(at(groups, 3, "source", "The Post")->n_scored, 8);
  ck_assert_uint_eq(at(groups, 4, "month", "")->n_articles, 3);
  ck_assert_uint_eq(at(groups, 5, "month", "2024-05")->n_articles, 2);
  ck_assert_uint_eq(at(groups, 6, "source+year", "")->n_articles, 1);
  (void)at(groups, 7, "source+year", "The Mail + ");
  (void)at(groups, 8, "source+year", "The Mail + 2024");
  (void)at(groups, 9, "source+year", "The Post + 2023");
  ck_assert_uint_eq(at(groups, 11, "day", "")->n_articles, 4);
  (void)at(groups, 12, "day", "2024-05-06");
  slant_groups_free(groups);
  free(h);
}
END_TEST

START_TEST(the_order_of_articles_does_not_show) {
  heap *h = calloc(1, sizeof *h);
  static const char *const by[] = {"source"};
  for (size_t i = 0; i < 150; i++) heap_add(h, i % 3 == 0 ? "a" : "b", "", i % 10);
  slant_groups *one = heap_group(h, 1, by, false), *other = heap_group(h, 1, by, true);
  for (size_t g = 0; g < slant_groups_n(one); g++) {
    const slant_group *a = slant_groups_get(one, g), *b = slant_groups_get(other, g);
    for (int e = 0; e < SLANT_N_ESTIMATES; e++) ck_assert_mem_eq(a->shares[e], b->shares[e], 3 * sizeof(slant_share));
    ck_assert_mem_eq(&a->tone, &b->tone, sizeof a->tone);
  }
  slant_groups_free(one);
  slant_groups_free(other);
  free(h);
}
END_TEST

START_TEST(duplicates_are_left_out) {
  heap *h = calloc(1, sizeof *h);
  heap_add(h, "a", "", 5);
  heap_add(h, "a", "", 7)->duplicate_of = text_of("article 0");
  slant_groups *groups = heap_group(h, 0, NULL, false);
  ck_assert_uint_eq(slant_groups_get(groups, 0)->n_articles, 1);
  ck_assert_uint_eq(slant_groups_get(groups, 0)->n_scored, 5);
  slant_groups_free(groups);
  free(h);
}
END_TEST

START_TEST(nothing_scored_has_no_shares) {
  heap *h = calloc(1, sizeof *h);
  slant_groups *groups = heap_group(h, 0, NULL, false);
  ck_assert_uint_eq(slant_groups_n(groups), 1);
  ck_assert(isnan(slant_groups_get(groups, 0)->shares[SLANT_CORRECTED][1].share) && isnan(slant_groups_get(groups, 0)->tone.share));
  slant_groups_free(groups);
  heap_add(h, "a", "2024", 0);
  groups = heap_group(h, 0, NULL, false);
  ck_assert_uint_eq(slant_groups_get(groups, 0)->n_articles, 1);
  ck_assert(isnan(slant_groups_get(groups, 0)->shares[SLANT_COUNTED][0].low));
  slant_groups_free(groups);
  free(h);
}
END_TEST

START_TEST(unknown_groupings_are_refused) {
  static const char *const wrong[] = {"outlet", "", "source+", "source+source", "month,year"};
  slant_groups *groups;
  slant_error err = {0};
  ck_assert_int_eq(slant_groups_new(&groups, &three_labels, three_confusion, &wrong[_i], 1, &err), SLANT_E_USAGE);
  ck_assert_ptr_null(groups);
}
END_TEST

START_TEST(what_else_is_in_the_batch_does_not_show) {
  heap *h = calloc(1, sizeof *h);
  static const char *const by[] = {"source"};
  for (size_t i = 0; i < 40; i++) heap_add(h, i % 4 == 0 ? "a" : "b", "", 1 + i % 9);
  slant_groups *all = heap_group(h, 1, by, false);
  size_t n = 0;
  for (size_t i = 0; i < h->n; i++) {
    if (i % 4 == 0) h->articles[n++] = h->articles[i];
  }
  h->n = n;
  slant_groups *part = heap_group(h, 1, by, false);
  const slant_group *a = at(all, 1, "source", "a"), *b = at(part, 1, "source", "a"), *batch = at(part, 0, "batch", "all");
  for (int e = 0; e < SLANT_N_ESTIMATES; e++) {
    ck_assert_mem_eq(a->shares[e], b->shares[e], 3 * sizeof(slant_share));
    ck_assert_mem_eq(a->shares[e], batch->shares[e], 3 * sizeof(slant_share));
  }
  slant_groups_free(all);
  slant_groups_free(part);
  free(h);
}
END_TEST

static double width_of(slant_share share) { return share.high - share.low; }

/* From 4 articles to 16 and 64. Corrected shares stay less sure of the mix than so many paragraphs would make them. */
START_TEST(intervals_narrow_with_articles) {
  double mean_before = 1, tone_before = 2, corrected[4];
  for (size_t turn = 0; turn < 4; turn++) {
    heap *h = calloc(1, sizeof *h);
    for (size_t i = 0; i < (size_t)1 << (2 * turn); i++) heap_add(h, "", "", 10);
    slant_groups *groups = heap_group(h, 0, NULL, false);
    const slant_group *g = slant_groups_get(groups, 0);
    for (int e = 0; e < SLANT_N_ESTIMATES; e++) {
      for (size_t k = 0; k < 3; k++) {
        slant_share s = g->shares[e][k];
        ck_assert(s.low >= 0 && s.low <= s.share && s.share <= s.high && s.low < s.high && s.high <= 1);
      }
    }
    corrected[turn] = width_of(g->shares[SLANT_CORRECTED][2]);
    if (turn > 0) {
      ck_assert_double_lt(width_of(g->shares[SLANT_MEAN_PROBABILITY][2]), 0.7 * mean_before);
      ck_assert_double_lt(width_of(g->tone), 0.7 * tone_before);
      mean_before = width_of(g->shares[SLANT_MEAN_PROBABILITY][2]);
      tone_before = width_of(g->tone);
    }
    slant_groups_free(groups);
    free(h);
  }
  ck_assert(corrected[2] < 0.7 * corrected[0] && corrected[3] < 0.7 * corrected[0] && corrected[3] > 0.1);
}
END_TEST

Suite *groups_groups_suite(void) {
  Suite *suite = suite_create("groups_groups");
  TCase *tc = tcase_create("groups");
  tcase_add_test(tc, keys_make_groups);
  tcase_add_test(tc, the_order_of_articles_does_not_show);
  tcase_add_test(tc, duplicates_are_left_out);
  tcase_add_test(tc, nothing_scored_has_no_shares);
  tcase_add_loop_test(tc, unknown_groupings_are_refused, 0, 5);
  tcase_add_test(tc, what_else_is_in_the_batch_does_not_show);
  tcase_add_test(tc, intervals_narrow_with_articles);
  suite_add_tcase(suite, tc);
  return suite;
}
