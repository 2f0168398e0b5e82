/* Groups: keys and periods, figures that depend neither on order nor on what else is in the batch, duplicates left out, comparisons. */
#include "analysis/groups.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "suites.h"
#include "support/support.h"

enum { MOST_ARTICLES = 200, MOST_ROWS = 12 };

static const slant_labels three = {.n = 3, .names = {"supportive", "critical", "neutral"}, .supportive = 0, .critical = 1};
static const double confusion[9] = {600, 250, 150, 200, 1300, 500, 300, 600, 2100};

/* Articles that are made up, and the memory of what they borrow. */
typedef struct heap {
  size_t n;
  char ids[MOST_ARTICLES][16];
  slant_saved_row rows[MOST_ARTICLES][MOST_ROWS];
  slant_saved_article articles[MOST_ARTICLES];
} heap;

static slant_text whole(const char *string) { return (slant_text){string, strlen(string)}; }

static slant_saved_article *add(heap *h, const char *source, const char *date, size_t n_rows) {
  ck_assert_uint_lt(h->n, MOST_ARTICLES);
  slant_random random = {h->n + 1};
  slant_saved_article *a = &h->articles[h->n];
  for (size_t f = 0; f < SLANT_N_FIELDS; f++) a->fields[f] = whole("");
  (void)snprintf(h->ids[h->n], sizeof h->ids[h->n], "article %zu", h->n);
  a->fields[SLANT_ID] = whole(h->ids[h->n]);
  a->fields[SLANT_SOURCE] = whole(source);
  a->fields[SLANT_DATE] = whole(date);
  a->n_paragraphs = n_rows + 2;
  a->n_furniture = 1;
  a->n_scored = a->n_rows = n_rows;
  a->rows = h->rows[h->n];
  for (size_t i = 0; i < n_rows; i++) {
    slant_saved_row *row = &h->rows[h->n][i];
    uint32_t first = (uint32_t)slant_random_below(&random, 10001), second = (uint32_t)slant_random_below(&random, 10001 - first);
    *row = (slant_saved_row){.number = (uint32_t)i + 1, .probabilities = {first, second, 10000 - first - second}};
    for (int k = 1; k < 3; k++) row->label = row->probabilities[k] > row->probabilities[row->label] ? k : row->label;
    row->tone = ((double)first - (double)second) * SLANT_SAVED_UNIT;
  }
  h->n++;
  return a;
}

static slant_groups *group(const heap *h, size_t n_by, const char *const *by, bool backwards) {
  slant_groups *groups;
  slant_error err = {0};
  ck_assert_ok(slant_groups_new(&groups, &three, confusion, by, n_by, &err), err);
  for (size_t i = 0; i < h->n; i++) ck_assert_ok(slant_groups_add(groups, &h->articles[backwards ? h->n - 1 - i : i], &err), err);
  ck_assert_ok(slant_groups_finish(groups, &err), err);
  return groups;
}

static const slant_group *at(const slant_groups *groups, size_t index, const char *by, const char *name) {
  ck_assert_uint_lt(index, slant_groups_n(groups));
  const slant_group *g = slant_groups_get(groups, index);
  ck_assert_str_eq(g->by, by);
  ck_assert_text_eq(g->name, whole(name));
  return g;
}

START_TEST(keys_make_groups) {
  heap *h = calloc(1, sizeof *h);
  static const char *const by[] = {"source", "month", "source+year", "day"};
  add(h, " The Post ", "2024-05-06T10:00:00Z", 3);
  add(h, "The Mail", "2024-05", 4);
  add(h, "The Post", "2023", 5);
  add(h, "", "May 2024", 6);
  add(h, "The Mail", "2024-13-01", 1);
  slant_groups *groups = group(h, 4, by, false);
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
  for (size_t i = 0; i < 150; i++) add(h, i % 3 == 0 ? "a" : "b", "", i % 10);
  slant_groups *one = group(h, 1, by, false), *other = group(h, 1, by, true);
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
  add(h, "a", "", 5);
  add(h, "a", "", 7)->duplicate_of = whole("article 0");
  slant_groups *groups = group(h, 0, NULL, false);
  ck_assert_uint_eq(slant_groups_get(groups, 0)->n_articles, 1);
  ck_assert_uint_eq(slant_groups_get(groups, 0)->n_scored, 5);
  slant_groups_free(groups);
  free(h);
}
END_TEST

START_TEST(nothing_scored_has_no_shares) {
  heap *h = calloc(1, sizeof *h);
  slant_groups *groups = group(h, 0, NULL, false);
  ck_assert_uint_eq(slant_groups_n(groups), 1);
  ck_assert(isnan(slant_groups_get(groups, 0)->shares[SLANT_CORRECTED][1].share) && isnan(slant_groups_get(groups, 0)->tone.share));
  slant_groups_free(groups);
  add(h, "a", "2024", 0);
  groups = group(h, 0, NULL, false);
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
  ck_assert_int_eq(slant_groups_new(&groups, &three, confusion, &wrong[_i], 1, &err), SLANT_E_USAGE);
  ck_assert_ptr_null(groups);
}
END_TEST

START_TEST(what_else_is_in_the_batch_does_not_show) {
  heap *h = calloc(1, sizeof *h);
  static const char *const by[] = {"source"};
  for (size_t i = 0; i < 40; i++) add(h, i % 4 == 0 ? "a" : "b", "", 1 + i % 9);
  slant_groups *all = group(h, 1, by, false);
  size_t n = 0;
  for (size_t i = 0; i < h->n; i++) {
    if (i % 4 == 0) h->articles[n++] = h->articles[i];
  }
  h->n = n;
  slant_groups *part = group(h, 1, by, false);
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

/* One article: the interval of its own row. More articles with the same rows: a narrower one. */
START_TEST(intervals_narrow_with_articles) {
  double before = 1, tone_before = 2;
  for (size_t n = 1; n <= 64; n *= 4) {
    heap *h = calloc(1, sizeof *h);
    for (size_t i = 0; i < n; i++) add(h, "", "", 10);
    slant_groups *groups = group(h, 0, NULL, false);
    const slant_group *g = slant_groups_get(groups, 0);
    for (int e = 0; e < SLANT_N_ESTIMATES; e++) {
      for (size_t k = 0; k < 3; k++) {
        slant_share s = g->shares[e][k];
        ck_assert(s.low >= 0 && s.low <= s.share && s.share <= s.high && s.low < s.high && s.high <= 1);
      }
    }
    slant_share neutral = g->shares[SLANT_CORRECTED][2];
    ck_assert_double_lt(neutral.high - neutral.low, before);
    ck_assert(n == 4 || g->tone.high - g->tone.low < tone_before); /* at 4 articles add what differs between them */
    before = neutral.high - neutral.low;
    tone_before = g->tone.high - g->tone.low;
    slant_groups_free(groups);
    free(h);
  }
}
END_TEST

/* Twelve months of 2024, and some days of 2023. */
static slant_groups *months(heap *h) {
  static const char *const by[] = {"month", "source", "source+month"};
  static char dates[12][16];
  for (size_t i = 0; i < 60; i++) {
    (void)snprintf(dates[i % 12], sizeof dates[i % 12], "2024-%02zu-10", i % 12 + 1);
    add(h, i % 2 == 0 ? "The Post" : "The Mail", dates[i % 12], 4 + i % 5);
  }
  add(h, "The Post", "2023-05-01", 3);
  add(h, "The Post", "", 3);
  return group(h, 3, by, false);
}

START_TEST(a_group_is_like_itself) {
  heap *h = calloc(1, sizeof *h);
  slant_groups *groups = months(h);
  static const char *const names[] = {"source=The Post", "month=2024-01..2024-06", "month=2024-03", "source+month=The Mail + 2024-02", "batch"};
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
  ck_assert_text_eq(d.first->name, whole("2024-01..2024-06"));
  for (size_t k = 0; k < 3; k++) {
    ck_assert_double_eq_tol(d.difference[k].share, d.first->shares[SLANT_CORRECTED][k].share - d.second->shares[SLANT_CORRECTED][k].share, 1e-12);
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
    ck_assert_double_lt(together.difference[k].high - together.difference[k].low, 0.8 * (apart.difference[k].high - apart.difference[k].low));
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
  add(h, "a", "", 0);
  add(h, "b", "", 5);
  slant_groups *groups = group(h, 1, by, false);
  ck_assert_ok(slant_groups_compare(groups, "source=a", "source=b", &d, &err), err);
  ck_assert(isnan(d.difference[0].share) && isnan(d.difference[2].low) && isnan(d.p[1]) && isnan(d.tone.share) && isnan(d.tone_p));
  slant_groups_free(groups);
  free(h);
}
END_TEST

Suite *analysis_groups_suite(void) {
  Suite *suite = suite_create("analysis_groups");
  TCase *tc = tcase_create("groups");
  tcase_add_test(tc, keys_make_groups);
  tcase_add_test(tc, the_order_of_articles_does_not_show);
  tcase_add_test(tc, duplicates_are_left_out);
  tcase_add_test(tc, nothing_scored_has_no_shares);
  tcase_add_loop_test(tc, unknown_groupings_are_refused, 0, 5);
  tcase_add_test(tc, what_else_is_in_the_batch_does_not_show);
  tcase_add_test(tc, intervals_narrow_with_articles);
  suite_add_tcase(suite, tc);
  tc = tcase_create("compare");
  tcase_set_timeout(tc, 60);
  tcase_add_test(tc, a_group_is_like_itself);
  tcase_add_test(tc, periods_join_groups);
  tcase_add_test(tc, overlap_narrows_differences);
  tcase_add_loop_test(tc, what_is_not_there_is_told, 0, (int)(sizeof absent / sizeof *absent));
  tcase_add_test(tc, nothing_scored_cannot_be_compared);
  suite_add_tcase(suite, tc);
  return suite;
}
