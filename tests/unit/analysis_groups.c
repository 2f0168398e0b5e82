/* Groups: keys and periods, figures that do not depend on order, duplicates left out. */
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

Suite *analysis_groups_suite(void) {
  Suite *suite = suite_create("analysis_groups");
  TCase *tc = tcase_create("groups");
  tcase_add_test(tc, keys_make_groups);
  tcase_add_test(tc, the_order_of_articles_does_not_show);
  tcase_add_test(tc, duplicates_are_left_out);
  tcase_add_test(tc, nothing_scored_has_no_shares);
  tcase_add_loop_test(tc, unknown_groupings_are_refused, 0, 5);
  suite_add_tcase(suite, tc);
  return suite;
}
