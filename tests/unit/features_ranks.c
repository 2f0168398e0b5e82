/* Ranks: frequent columns first, sums that keep their bits, the way back. */
#include "features/ranks.h"

#include <string.h>

#include "suites.h"
#include "support/support.h"

enum { ROWS = 3, COLUMNS = 5, ENTRIES = 8 };

typedef struct example {
  size_t starts[ROWS + 1];
  uint32_t columns[ENTRIES];
  double values[ENTRIES];
  slant_vectors vectors;
} example;

/* Column 3 stands in three rows, 1 and 4 in two, 0 in one, 2 in none. */
static void make(example *x) {
  static const size_t starts[] = {0, 3, 6, 8};
  static const uint32_t columns[] = {0, 1, 3, 1, 3, 4, 3, 4};
  static const double values[] = {0.1, 0.2, 0.3, 1e17, -1e17, 0.6, 0.7, 0.8};
  memcpy(x->starts, starts, sizeof starts);
  memcpy(x->columns, columns, sizeof columns);
  memcpy(x->values, values, sizeof values);
  x->vectors = (slant_vectors){.n_rows = ROWS, .n_columns = COLUMNS, .starts = x->starts, .columns = x->columns, .values = x->values};
}

static slant_ranks number(example *x) {
  slant_ranks ranks = {0};
  slant_error err = {0};
  make(x);
  ck_assert_ok(slant_ranks_number(&ranks, &x->vectors, &err), err);
  return ranks;
}

START_TEST(the_most_frequent_column_comes_first) {
  example x;
  slant_ranks ranks = number(&x);
  static const uint32_t expected[COLUMNS] = {3, 1, 4, 0, 2}; /* ranks of columns 0 to 4 */
  static const uint32_t renumbered[ENTRIES] = {3, 1, 0, 1, 0, 2, 0, 2};
  ck_assert_mem_eq(ranks.rank_of, expected, sizeof expected);
  ck_assert_mem_eq(x.columns, renumbered, sizeof renumbered);
  slant_ranks_free(&ranks);
}
END_TEST

/* The second row's sum is 7.8 in its own order of entries, and 0 or 16 in another. */
START_TEST(sums_keep_every_bit) {
  example x, old;
  slant_ranks ranks = number(&x);
  slant_error err = {0};
  double weights[COLUMNS] = {3, 7, 11, 7, 13}, ranked[COLUMNS], back[COLUMNS];
  make(&old);
  for (size_t c = 0; c < COLUMNS; c++) ranked[ranks.rank_of[c]] = weights[c];
  for (size_t r = 0; r < ROWS; r++) {
    ck_assert(slant_vectors_dot(&x.vectors, r, ranked) == slant_vectors_dot(&old.vectors, r, weights));
  }
  ck_assert_double_gt(slant_vectors_dot(&x.vectors, 1, ranked), 7);
  for (size_t c = 0; c < COLUMNS; c++) back[ranks.rank_of[c]] = (double)c;
  ck_assert_ok(slant_ranks_restore_weights(&ranks, back, &err), err);
  for (size_t c = 0; c < COLUMNS; c++) ck_assert_double_eq(back[c], (double)c);
  slant_ranks_free(&ranks);
}
END_TEST

START_TEST(restored_columns_are_the_old_ones) {
  example x, old;
  slant_ranks ranks = number(&x);
  make(&old);
  slant_ranks_restore(&ranks, &x.vectors);
  ck_assert_mem_eq(x.columns, old.columns, sizeof old.columns);
  slant_ranks_free(&ranks);
}
END_TEST

START_TEST(no_rows_are_no_trouble) {
  slant_vectors none = {0};
  slant_ranks ranks = {0};
  slant_error err = {0};
  ck_assert_ok(slant_ranks_number(&ranks, &none, &err), err);
  slant_ranks_restore(&ranks, &none);
  slant_ranks_free(&ranks);
}
END_TEST

Suite *features_ranks_suite(void) {
  Suite *suite = suite_create("features_ranks");
  TCase *tc = tcase_create("ranks");
  tcase_add_test(tc, the_most_frequent_column_comes_first);
  tcase_add_test(tc, sums_keep_every_bit);
  tcase_add_test(tc, restored_columns_are_the_old_ones);
  tcase_add_test(tc, no_rows_are_no_trouble);
  suite_add_tcase(suite, tc);
  return suite;
}
