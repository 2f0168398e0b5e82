/* Context: the features of a paragraph among its neighbours, worked out by hand. */
#include "features/context.h"

#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "small_model.h"
#include "suites.h"

enum { M = 2, OWN = 0, PREVIOUS = M, NEXT = 2 * M, ARTICLE = 3 * M, TITLE = 4 * M, SCALARS = 5 * M };
enum { POSITION = SCALARS, FIRST, LENGTH, PARAGRAPHS, QUOTED, QUESTION, N_FEATURES };

static const char text[] =
    "The mill by the river burned down on that night.\n\n\"Who was it?\" asked the miller of the other village.\n\n"
    "Nobody in the whole valley had seen a light there.\n\nThe council will meet on the matter in the spring.";

static const double margins[4 * M] = {1, -1, 3, -3, 99, 99, 5, 1};

static void get(const bool *scored, const double *title_margins, double *features) {
  slant_article *article = small_article("", text);
  ck_assert_uint_eq(slant_article_n_paragraphs(article), 4);
  slant_context_input input = {article, scored, margins, title_margins, M};
  slant_context_get(&input, features);
  slant_article_free(article);
}

static void assert_margins(const double *found, double first, double second) {
  ck_assert_double_eq_tol(found[0], first, 1e-12);
  ck_assert_double_eq_tol(found[1], second, 1e-12);
}

START_TEST(names_say_block_and_label) {
  static const char *const labels[M] = {"critical", "neutral"};
  static const char *const expected[N_FEATURES] = {"own critical",     "own neutral",     "previous critical",
                                                   "previous neutral", "next critical",   "next neutral",
                                                   "article critical", "article neutral", "title critical",
                                                   "title neutral",    "position",        "first paragraph",
                                                   "length",           "paragraphs",      "quoted",
                                                   "question"};
  ck_assert_uint_eq(slant_context_size(M), N_FEATURES);
  for (size_t i = 0; i < N_FEATURES; i++) {
    slant_buffer name = {0};
    slant_context_name(i, labels, M, &name);
    ck_assert_text_eq(slant_buffer_get(&name), text_of(expected[i]));
    slant_buffer_free(&name);
  }
}
END_TEST

START_TEST(neighbours_are_the_nearest_that_take_part) {
  const bool scored[4] = {true, true, false, true};
  const double title[M] = {0.5, 0.25};
  double f[4 * N_FEATURES];
  get(scored, title, f);
  const double *first = f, *second = f + N_FEATURES, *last = f + 3 * N_FEATURES;
  assert_margins(first + OWN, 1, -1);
  assert_margins(first + PREVIOUS, 3, -1); /* the article's mean stands in */
  assert_margins(first + NEXT, 3, -3);
  assert_margins(second + PREVIOUS, 1, -1);
  assert_margins(second + NEXT, 5, 1); /* over the one that takes no part */
  assert_margins(last + PREVIOUS, 3, -3);
  assert_margins(last + NEXT, 3, -1);
  for (size_t i = 0; i < 4; i++) {
    if (!scored[i]) continue;
    assert_margins(f + i * N_FEATURES + ARTICLE, 3, -1);
    assert_margins(f + i * N_FEATURES + TITLE, 0.5, 0.25);
  }
}
END_TEST

START_TEST(scalars_are_position_length_quotation_and_question) {
  const bool scored[4] = {true, true, false, true};
  const double title[M] = {0, 0};
  double f[4 * N_FEATURES];
  get(scored, title, f);
  const double *first = f, *second = f + N_FEATURES, *last = f + 3 * N_FEATURES;
  ck_assert_double_eq(first[POSITION], 0);
  ck_assert_double_eq(second[POSITION], 0.5);
  ck_assert_double_eq(last[POSITION], 1);
  ck_assert_double_eq(first[FIRST], 1);
  ck_assert_double_eq(second[FIRST], 0);
  ck_assert_double_eq_tol(first[LENGTH], log(11), 1e-12);
  ck_assert_double_eq_tol(first[PARAGRAPHS], log(3), 1e-12);
  ck_assert_double_eq(first[QUOTED], 0);
  ck_assert_double_eq_tol(second[QUOTED], 12.0 / 52.0, 1e-12);
  ck_assert_double_eq(first[QUESTION], 0);
  ck_assert_double_eq(second[QUESTION], 1);
}
END_TEST

START_TEST(rows_that_take_no_part_are_zeros) {
  const bool scored[4] = {true, true, false, true};
  const double title[M] = {1, 1};
  double f[4 * N_FEATURES];
  get(scored, title, f);
  for (size_t d = 0; d < N_FEATURES; d++) ck_assert_double_eq(f[2 * N_FEATURES + d], 0);
  const bool none[4] = {false, false, false, false};
  get(none, title, f);
  for (size_t d = 0; d < 4 * N_FEATURES; d++) ck_assert_double_eq(f[d], 0);
}
END_TEST

START_TEST(one_paragraph_is_its_own_neighbour) {
  const bool scored[4] = {false, true, false, false};
  const double title[M] = {0, 0};
  double f[4 * N_FEATURES];
  get(scored, title, f);
  const double *row = f + N_FEATURES;
  assert_margins(row + PREVIOUS, 3, -3);
  assert_margins(row + NEXT, 3, -3);
  ck_assert_double_eq(row[POSITION], 0);
  ck_assert_double_eq(row[FIRST], 1);
  ck_assert_double_eq(row[PARAGRAPHS], 0);
}
END_TEST

START_TEST(a_missing_title_counts_as_the_mean) {
  const bool scored[4] = {true, true, true, true};
  const double title[M] = {NAN, NAN};
  double f[4 * N_FEATURES];
  get(scored, title, f);
  ck_assert(isnan(f[TITLE]) && isnan(f[3 * N_FEATURES + TITLE + 1]));
  ck_assert_double_eq(slant_context_scaled(f[TITLE], 0.7, 2), 0);
  ck_assert_double_eq(slant_context_scaled(1.2, 0.7, 2), (1.2 - 0.7) * 2);
  ck_assert_double_eq(slant_context_scaled(0.7, 0.7, 2), 0);
}
END_TEST

/* Paragraphs and the share of their bytes that is quoted. */
static const struct {
  const char *text;
  size_t inside, len;
} quotes[] = {
    {"It was a cold spring day in the old harbour town.", 0, 49},
    {"\"all\"", 4, 5},
    {"\xE2\x80\x9Cit was\xE2\x80\x9D he said", 9, 20},
    {"he said \"it never", 9, 17},
};

START_TEST(the_quoted_share_counts_bytes_between_marks) {
  slant_article *article = small_article("", quotes[_i].text);
  const bool scored[1] = {true};
  const double own[M] = {0}, title[M] = {0};
  double f[N_FEATURES];
  slant_context_input input = {article, scored, own, title, M};
  slant_context_get(&input, f);
  ck_assert_uint_eq(strlen(quotes[_i].text), quotes[_i].len);
  ck_assert_double_eq_tol(f[QUOTED], (double)quotes[_i].inside / (double)quotes[_i].len, 1e-12);
  slant_article_free(article);
}
END_TEST

Suite *features_context_suite(void) {
  Suite *suite = suite_create("features_context");
  TCase *tc = tcase_create("context");
  tcase_add_test(tc, names_say_block_and_label);
  tcase_add_test(tc, neighbours_are_the_nearest_that_take_part);
  tcase_add_test(tc, scalars_are_position_length_quotation_and_question);
  tcase_add_test(tc, rows_that_take_no_part_are_zeros);
  tcase_add_test(tc, one_paragraph_is_its_own_neighbour);
  tcase_add_test(tc, a_missing_title_counts_as_the_mean);
  tcase_add_loop_test(tc, the_quoted_share_counts_bytes_between_marks, 0, (int)(sizeof quotes / sizeof *quotes));
  suite_add_tcase(suite, tc);
  return suite;
}
