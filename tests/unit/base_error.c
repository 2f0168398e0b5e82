/* Errors: what a record holds after it was filled, filled again, cut or copied. */
#include "base/error.h"

#include <errno.h>
#include <string.h>

#include "suites.h"
#include "support/support.h"

START_TEST(the_first_error_wins) {
  slant_error err = {0};
  ck_assert_int_eq(slant_error_at(&err, SLANT_E_DATA, "a.csv", 7, "found %d, expected %s", 1, "two"), SLANT_E_DATA);
  ck_assert_int_eq(slant_error_set(&err, SLANT_E_IO, "later"), SLANT_E_IO);
  ck_assert_int_eq(err.status, SLANT_E_DATA);
  ck_assert_str_eq(err.source, "a.csv");
  ck_assert_uint_eq(err.line, 7);
  ck_assert_str_eq(err.text, "found 1, expected two");
}
END_TEST

START_TEST(a_cleared_error_records_anew) {
  slant_error err = {0};
  (void)slant_error_at(&err, SLANT_E_DATA, "a.csv", 7, "first");
  slant_error_clear(&err);
  ck_assert_int_eq(err.status, SLANT_OK);
  (void)slant_error_set(&err, SLANT_E_USAGE, "second");
  ck_assert_int_eq(err.status, SLANT_E_USAGE);
  ck_assert_str_eq(err.text, "second");
  ck_assert_str_eq(err.source, "");
  ck_assert_uint_eq(err.line, 0);
  slant_error_clear(NULL);
}
END_TEST

START_TEST(no_record_is_needed) {
  ck_assert_int_eq(slant_error_set(NULL, SLANT_E_USAGE, "x"), SLANT_E_USAGE);
  ck_assert_int_eq(slant_error_at(NULL, SLANT_E_DATA, NULL, 0, "x"), SLANT_E_DATA);
  ck_assert_int_eq(slant_error_memory(NULL, 1), SLANT_E_MEMORY);
  ck_assert_int_eq(slant_error_system(NULL, ENOENT, "open", "x"), SLANT_E_IO);
  slant_error err = {.status = SLANT_E_DATA};
  ck_assert_int_eq(slant_error_copy(NULL, &err), SLANT_E_DATA);
  ck_assert_int_eq(slant_error_copy(&err, NULL), SLANT_OK);
}
END_TEST

START_TEST(long_sources_and_texts_are_cut) {
  char long_string[2000];
  memset(long_string, 'x', sizeof long_string - 1);
  long_string[sizeof long_string - 1] = '\0';
  slant_error err = {0};
  (void)slant_error_at(&err, SLANT_E_DATA, long_string, 1, "%s", long_string);
  ck_assert_uint_eq(strlen(err.source), sizeof err.source - 1);
  ck_assert_uint_eq(strlen(err.text), sizeof err.text - 1);
}
END_TEST

START_TEST(a_system_error_names_the_path_and_the_reason) {
  slant_error err = {0};
  (void)slant_error_system(&err, ENOENT, "open", "missing.txt");
  ck_assert_str_eq(err.source, "missing.txt");
  ck_assert_says(err, "cannot open: ");
  ck_assert_says(err, strerror(ENOENT));
}
END_TEST

START_TEST(a_copy_gives_way_to_an_earlier_error) {
  slant_error from = {0}, to = {0};
  ck_assert_int_eq(slant_error_copy(&to, &from), SLANT_OK);
  (void)slant_error_set(&from, SLANT_E_MODEL, "from");
  ck_assert_int_eq(slant_error_copy(&to, &from), SLANT_E_MODEL);
  ck_assert_str_eq(to.text, "from");
  slant_error other = {0};
  (void)slant_error_set(&other, SLANT_E_IO, "other");
  ck_assert_int_eq(slant_error_copy(&to, &other), SLANT_E_IO);
  ck_assert_str_eq(to.text, "from");
}
END_TEST

Suite *base_error_suite(void) {
  Suite *suite = suite_create("base_error");
  TCase *tc = tcase_create("error");
  tcase_add_test(tc, the_first_error_wins);
  tcase_add_test(tc, a_cleared_error_records_anew);
  tcase_add_test(tc, no_record_is_needed);
  tcase_add_test(tc, long_sources_and_texts_are_cut);
  tcase_add_test(tc, a_system_error_names_the_path_and_the_reason);
  tcase_add_test(tc, a_copy_gives_way_to_an_earlier_error);
  suite_add_tcase(suite, tc);
  return suite;
}
