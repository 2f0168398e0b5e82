/* One group against another: like groups do not differ, periods join, what both have does not count, what is not there is told. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made_articles.h"
#include "suites.h"
#include "support/support.h"

/* Twelve months of 2024, and some days of 2023. */
static slant_groups *months(heap *h) {
  static const char *const by[] = {"month", "source", "source+month"};
  static char dates[12][16];
  for (size_t i = 0; i < 60; i++) {
    (void)snprintf(dates[i % 12], sizeof dates[i % 12], "2024-%02zu-10", i % 12 + 1);
    heap_add(h, i % 2 == 0 ? "The Post" : "The Mail", dates[i % 12], 4 + i % 5);
  }
  heap_add(h, "The Post", "2023-05-01", 3);
  heap_add(h, "The Post", "", 3);
  return heap_group(h, 3, by, false);
}

START_TEST(a_group_is_like_itself) {
  heap *h = calloc(1, sizeof *h);
  slant_groups *groups = months(h);
  static const char *const names[] = {"source=The Post", "month=2024-01..2024-06", "month=2024-03",
                                      "source+month=The Mail + 2024-02", "batch"};
  for (size_t i = 0; i < 5; i++) {
    slant_group_difference d;
    slant_error err = {0};
    ck_assert_ok(slant_groups_compare(groups, names[i], names[i], &d, &err), err);
    for (size_t k = 0; k < 3; k++) {
      ck_assert(d.difference[k].share == 0 && d.difference[k].low == 0 && d.difference[k].high == 0);
      ck_assert_double_eq_tol(d.p[k], 1, 1e-12);
    }
    ck_assert(d.tone.low == 0 && d.tone.high == 0);
    ck_assert_double_eq_tol(d.tone_p, 1, 1e-12);
  }
  slant_groups_free(groups);
  free(h);
}
END_TEST

START_TEST(periods_join_groups) {
  heap *h = calloc(1, sizeof *h);
  slant_groups *groups = months(h);
  slant_group_difference d, back;
  slant_error err = {0};
  ck_assert_ok(slant_groups_compare(groups, "month=2024-01..2024-06", "month = 2023-01..2023-12", &d, &err), err);
  ck_assert_uint_eq(d.first->n_articles, 30);
  ck_assert_uint_eq(d.second->n_articles, 1);
  ck_assert_str_eq(d.first->by, "month");
  ck_assert_text_eq(d.first->name, text_of("2024-01..2024-06"));
  for (size_t k = 0; k < 3; k++) {
    const slant_share *first = d.first->shares[SLANT_CORRECTED], *second = d.second->shares[SLANT_CORRECTED];
    ck_assert_double_eq_tol(d.difference[k].share, first[k].share - second[k].share, 1e-12);
    ck_assert(d.difference[k].low < d.difference[k].share && d.difference[k].share < d.difference[k].high);
    ck_assert(d.p[k] > 0 && d.p[k] < 1 && (d.p[k] < 0.05) == (d.difference[k].low > 0 || d.difference[k].high < 0));
  }
  ck_assert_ok(slant_groups_compare(groups, "month=2023-01..2023-12", "month=2024-01..2024-06", &back, &err), err);
  ck_assert_double_eq_tol(back.difference[1].low, -d.difference[1].high, 1e-12);
  ck_assert_double_eq_tol(back.tone_p, d.tone_p, 1e-12);
  slant_groups_free(groups);
  free(h);
}
END_TEST

/* What two groups share does not count as uncertain. */
START_TEST(overlap_narrows_differences) {
  heap *h = calloc(1, sizeof *h);
  slant_groups *groups = months(h);
  slant_group_difference apart, together;
  slant_error err = {0};
  ck_assert_ok(slant_groups_compare(groups, "month=2024-01..2024-06", "month=2024-07..2024-12", &apart, &err), err);
  ck_assert_ok(slant_groups_compare(groups, "month=2024-01..2024-07", "month=2024-02..2024-08", &together, &err), err);
  for (size_t k = 0; k < 3; k++) {
    slant_share near = together.difference[k], far = apart.difference[k];
    ck_assert_double_lt(near.high - near.low, 0.8 * (far.high - far.low));
  }
  slant_groups_free(groups);
  free(h);
}
END_TEST

static const struct {
  const char *name, *told;
} absent[] = {
    {"source=the post", "\"The Post\""},
    {"month=2025-01", "the nearest are \"2024-01\""},
    {"month=2024-06..2024-01", "its beginning before its end"},
    {"month=2024..2025", "2024-01..2024-06"},
    {"month=2030-01..2031-01", "expected a month that some article has"},
    {"topic=tax", "batch, month, source, source+month"},
    {"outlet=The Post", "expected source, year"},
    {"The Post", "source=NAME"},
};

START_TEST(what_is_not_there_is_told) {
  heap *h = calloc(1, sizeof *h);
  slant_groups *groups = months(h);
  slant_group_difference d;
  slant_error err = {0};
  ck_assert_int_eq(slant_groups_compare(groups, "batch", absent[_i].name, &d, &err), SLANT_E_USAGE);
  ck_assert_msg(strstr(err.text, absent[_i].told) != NULL, "%s", err.text);
  slant_groups_free(groups);
  free(h);
}
END_TEST

START_TEST(nothing_scored_cannot_be_compared) {
  heap *h = calloc(1, sizeof *h);
  static const char *const by[] = {"source"};
  slant_group_difference d;
  slant_error err = {0};
  heap_add(h, "a", "", 0);
  heap_add(h, "b", "", 5);
  slant_groups *groups = heap_group(h, 1, by, false);
  ck_assert_ok(slant_groups_compare(groups, "source=a", "source=b", &d, &err), err);
  ck_assert(isnan(d.difference[0].share) && isnan(d.difference[2].low) && isnan(d.p[1]) && isnan(d.tone.share) && isnan(d.tone_p));
  slant_groups_free(groups);
  free(h);
}
END_TEST

Suite *groups_compare_suite(void) {
  Suite *suite = suite_create("groups_compare");
  TCase *tc = tcase_create("compare");
  tcase_set_timeout(tc, 60);
  tcase_add_test(tc, a_group_is_like_itself);
  tcase_add_test(tc, periods_join_groups);
  tcase_add_test(tc, overlap_narrows_differences);
  tcase_add_loop_test(tc, what_is_not_there_is_told, 0, (int)(sizeof absent / sizeof *absent));
  tcase_add_test(tc, nothing_scored_cannot_be_compared);
  suite_add_tcase(suite, tc);
  return suite;
}
