/* Columns: built-in names, the user's own, and mappings that make no sense. */
#include "article/columns.h"

#include <string.h>

#include "suites.h"
#include "support/reading.h"

static size_t find(const char *const *fields, size_t n, const char *name) {
  slant_columns columns;
  slant_error err = {0};
  ck_assert_ok(slant_columns_init(&columns, fields, n, &err), err);
  return slant_columns_find(&columns, text_of(name));
}

START_TEST(built_in_names_stand_for_themselves) {
  for (size_t c = 0; c < SLANT_N_COLUMNS; c++) ck_assert_uint_eq(find(NULL, 0, slant_column_name(c)), c);
  ck_assert_uint_eq(find(NULL, 0, "article"), SLANT_ID);
  ck_assert_uint_eq(find(NULL, 0, "Text"), SLANT_N_COLUMNS);
  ck_assert_uint_eq(find(NULL, 0, ""), SLANT_N_COLUMNS);
}
END_TEST

START_TEST(a_mapped_name_takes_the_place_of_the_built_in_one) {
  const char *fields[] = {"text=body", "article=doc"};
  ck_assert_uint_eq(find(fields, 2, "body"), SLANT_COLUMN_TEXT);
  ck_assert_uint_eq(find(fields, 2, "text"), SLANT_N_COLUMNS);
  ck_assert_uint_eq(find(fields, 2, "doc"), SLANT_ID);
  ck_assert_uint_eq(find(fields, 2, "article"), SLANT_N_COLUMNS);
  ck_assert_uint_eq(find(fields, 2, "id"), SLANT_N_COLUMNS);
  ck_assert_uint_eq(find(fields, 2, "title"), SLANT_TITLE);
}
END_TEST

START_TEST(a_mapped_name_wins_over_a_built_in_one) {
  const char *headline[] = {"text=title"}, *swapped[] = {"text=id", "id=text"};
  ck_assert_uint_eq(find(headline, 1, "title"), SLANT_COLUMN_TEXT);
  ck_assert_uint_eq(find(swapped, 2, "id"), SLANT_COLUMN_TEXT);
  ck_assert_uint_eq(find(swapped, 2, "text"), SLANT_ID);
}
END_TEST

START_TEST(mappings_that_make_no_sense_are_refused) {
  static const char *const wrong[] = {"text", "", "=body", "text=", "body=text", "Text=body"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    slant_columns columns;
    slant_error err = {0};
    ck_assert_int_eq(slant_columns_init(&columns, &wrong[i], 1, &err), SLANT_E_USAGE);
    ck_assert_says(err, i < 4 ? "FIELD=NAME" : "expected one of id, title");
  }
}
END_TEST

START_TEST(mapped_tables_and_lines_are_read) {
  const char *fields[] = {"text=body", "id=key", "title=headline"};
  slant_reader_options options = {.fields = fields, .n_fields = 3};
  slant_article *article = article_of("mapped.csv", BYTES("key,headline,body\nx,H,one\n"), &options);
  ck_assert_text_eq(slant_article_field(article, SLANT_ID), BYTES("x"));
  ck_assert_text_eq(slant_article_field(article, SLANT_TITLE), BYTES("H"));
  ck_assert_text_eq(slant_article_text(article), BYTES("one"));
  slant_article_free(article);
  article = article_of("mapped.jsonl", BYTES("{\"key\":\"x\",\"headline\":\"H\",\"body\":\"one\"}"), &options);
  ck_assert_text_eq(slant_article_field(article, SLANT_ID), BYTES("x"));
  ck_assert_text_eq(slant_article_text(article), BYTES("one"));
  slant_article_free(article);
  reading r;
  reading_run_bytes(&r, "mapped2.csv", BYTES("key,text\nx,one\n"), &options);
  ck_assert_warns(r, "expected one named body");
  reading_free(&r);
}
END_TEST

Suite *article_columns_suite(void) {
  Suite *suite = suite_create("article_columns");
  TCase *tc = tcase_create("columns");
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, built_in_names_stand_for_themselves);
  tcase_add_test(tc, a_mapped_name_takes_the_place_of_the_built_in_one);
  tcase_add_test(tc, a_mapped_name_wins_over_a_built_in_one);
  tcase_add_test(tc, mappings_that_make_no_sense_are_refused);
  tcase_add_test(tc, mapped_tables_and_lines_are_read);
  suite_add_tcase(suite, tc);
  return suite;
}
