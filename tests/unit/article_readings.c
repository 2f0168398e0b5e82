/* Readings: what is read, found again, and refused with its place. */
#include "article/readings.h"

#include "suites.h"
#include "support/reading.h"

static const char *const labels[] = {"good", "bad"};

START_TEST(rows_are_found_by_article_and_number) {
  const char *path = file_write("readings.csv", BYTES("bad,target,paragraph,article,good,encoder\n-1.5,,2,b,0.25,first\n3,,10,a,1e-1,\n\n7,,2,a,-7,second\n"
                                                 "8,Ann,2,a,9,first\n"));
  slant_readings readings = {0};
  slant_error err = {0};
  ck_assert_ok(slant_readings_load(&readings, path, labels, 2, &err), err);
  ck_assert_uint_eq(readings.n, 4);
  const slant_reading *found = slant_readings_find(&readings, BYTES("b"), 2, false);
  ck_assert_ptr_nonnull(found);
  ck_assert_double_eq(found->outputs[0], 0.25);
  ck_assert_double_eq(found->outputs[1], -1.5);
  ck_assert_text_eq(found->encoder, BYTES("first"));
  ck_assert_uint_eq(slant_readings_find(&readings, BYTES("a"), 10, false)->encoder.len, 0);
  ck_assert_double_eq(slant_readings_find(&readings, BYTES("a"), 2, false)->outputs[0], -7);
  ck_assert_double_eq(slant_readings_find(&readings, BYTES("a"), 10, false)->outputs[1], 3);
  ck_assert_double_eq(slant_readings_find(&readings, BYTES("a"), 2, true)->outputs[0], 9);
  ck_assert_ptr_null(slant_readings_find(&readings, BYTES("a"), 10, true));
  ck_assert_ptr_null(slant_readings_find(&readings, BYTES("a"), 3, false));
  ck_assert_ptr_null(slant_readings_find(&readings, BYTES("c"), 2, false));
  slant_readings_clear(&readings);
}
END_TEST

START_TEST(unfit_rows_are_refused) {
  static const struct {
    const char *text, *said;
    uint64_t line;
  } tried[] = {{"", "empty file", 1},
               {"article,paragraph,good\n", "no column named bad", 1},
               {"article,paragraph,good,bad,good\n", "two columns named good", 1},
               {"paragraph,good,bad\n", "no column named article", 1},
               {"article,paragraph,good,bad\na,1,2,3\na,2,2\n", "found 3 fields, expected 4", 3},
               {"article,paragraph,good,bad\na,0,2,3\n", "no number from 1", 2},
               {"article,paragraph,good,bad\n,1,2,3\n", "no id", 2},
               {"article,paragraph,good,bad\na,1,2,nan\n", "found \"nan\" as bad", 2},
               {"article,paragraph,good,bad\na,1,2,\n", "found \"\" as bad", 2},
               {"article,paragraph,good,bad\na,1,2,3\nb,1,2,3\na,1,2,3\n", "found paragraph 1 of a again", 4}};
  for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
    slant_readings readings = {0};
    slant_error err = {0};
    const char *path = file_write("unfit.csv", text_of(tried[i].text));
    ck_assert_int_eq(slant_readings_load(&readings, path, labels, 2, &err), SLANT_E_DATA);
    ck_assert_says(err, tried[i].said);
    ck_assert_uint_eq(err.line, tried[i].line);
    slant_readings_clear(&readings);
  }
}
END_TEST

Suite *article_readings_suite(void) {
  Suite *suite = suite_create("article_readings");
  TCase *file = tcase_create("file");
  tcase_add_checked_fixture(file, folder_make, folder_remove);
  tcase_add_test(file, rows_are_found_by_article_and_number);
  tcase_add_test(file, unfit_rows_are_refused);
  suite_add_tcase(suite, file);
  return suite;
}
