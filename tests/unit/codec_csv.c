/* CSV: rows and the lines they begin on, what is refused and where, and that what is written reads back. The table of
 * RFC 4180 cases is in tests/conformance. */
#include "codec/csv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "suites.h"
#include "support/support.h"

enum { CAP = 1 << 20 };

typedef struct table {
  slant_input *input;
  slant_csv *csv;
  slant_csv_row row;
  bool found;
} table;

static table open_table(const char *name, slant_text bytes, char delimiter, size_t cap) {
  table t = {0};
  slant_error err = {0};
  ck_assert_ok(slant_input_open(&t.input, file_write(name, bytes), &err), err);
  ck_assert_ok(slant_csv_open(&t.csv, t.input, delimiter, cap, &err), err);
  return t;
}

static void close_table(table *t) {
  slant_csv_close(t->csv);
  slant_input_close(t->input);
}

static void next_row(table *t, uint64_t line, size_t n_fields) {
  slant_error err = {0};
  ck_assert_ok(slant_csv_next(t->csv, &t->row, &t->found, &err), err);
  ck_assert(t->found);
  ck_assert_uint_eq(t->row.line, line);
  ck_assert_uint_eq(t->row.n_fields, n_fields);
}

static void assert_end(table *t) {
  slant_error err = {0};
  ck_assert_ok(slant_csv_next(t->csv, &t->row, &t->found, &err), err);
  ck_assert(!t->found);
}

static void assert_refused(table *t, uint64_t line, const char *part) {
  slant_error err = {0};
  ck_assert_int_eq(slant_csv_next(t->csv, &t->row, &t->found, &err), SLANT_E_DATA);
  ck_assert(!t->found);
  ck_assert_uint_eq(err.line, line);
  ck_assert_str_eq(err.source, slant_input_path(t->input));
  ck_assert_says(err, part);
}

START_TEST(rows_tell_the_line_they_begin_on) {
  table t = open_table("lines", BYTES("a,b\r\n\r\n\"1\n2\r\n\n3\",x\r\n\n\ny,z"), ',', CAP);
  next_row(&t, 1, 2);
  next_row(&t, 3, 2);
  ck_assert_text_eq(t.row.fields[0], BYTES("1\n2\r\n\n3"));
  ck_assert_text_eq(t.row.fields[1], BYTES("x"));
  next_row(&t, 9, 2);
  ck_assert_text_eq(t.row.fields[1], BYTES("z"));
  assert_end(&t);
  assert_end(&t);
  close_table(&t);
}
END_TEST

START_TEST(a_byte_order_mark_is_no_part_of_the_first_field) {
  table t = open_table("mark",
                       BYTES("\xEF\xBB\xBFid,text\n\xEF\xBB\xBF"
                             "1,a\n"),
                       ',', CAP);
  next_row(&t, 1, 2);
  ck_assert_text_eq(t.row.fields[0], BYTES("id"));
  next_row(&t, 2, 2);
  ck_assert_text_eq(t.row.fields[0], BYTES("\xEF\xBB\xBF"
                                           "1"));
  assert_end(&t);
  close_table(&t);
  t = open_table("mark-quoted", BYTES("\xEF\xBB\xBF\"id\",text\n"), ',', CAP);
  next_row(&t, 1, 2);
  ck_assert_text_eq(t.row.fields[0], BYTES("id"));
  close_table(&t);
  t = open_table("mark-alone", BYTES("\xEF\xBB\xBF"), ',', CAP);
  assert_end(&t);
  close_table(&t);
}
END_TEST

START_TEST(bytes_are_taken_as_they_are) {
  table t = open_table("bytes", BYTES("a\0b,\xFF\x92 , \tx\"\n"), '\t', CAP);
  assert_refused(&t, 1, "quotation mark in the middle");
  close_table(&t);
  t = open_table("bytes", BYTES("a\0b,\xFF\x92 , \t\n"), '\t', CAP);
  next_row(&t, 1, 2);
  ck_assert_text_eq(t.row.fields[0], BYTES("a\0b,\xFF\x92 , "));
  ck_assert_text_eq(t.row.fields[1], BYTES(""));
  close_table(&t);
}
END_TEST

START_TEST(an_unclosed_quotation_mark_names_the_line_where_its_row_begins) {
  table t = open_table("unclosed", BYTES("a,b\nc,d\ne,\"f\ng,h\ni,j\n"), ',', CAP);
  next_row(&t, 1, 2);
  next_row(&t, 2, 2);
  assert_refused(&t, 3, "never closed");
  close_table(&t);
}
END_TEST

START_TEST(a_stray_quotation_mark_is_refused) {
  table t = open_table("stray", BYTES("a,b\nc,d\"e\n"), ',', CAP);
  next_row(&t, 1, 2);
  assert_refused(&t, 2, "in the middle of a field");
  close_table(&t);
  t = open_table("stray-behind", BYTES("a,b\n\n\"c\" d,e\n"), ',', CAP);
  next_row(&t, 1, 2);
  assert_refused(&t, 3, "in the middle of a field");
  close_table(&t);
}
END_TEST

START_TEST(a_carriage_return_alone_is_refused_outside_quotes) {
  table t = open_table("return", BYTES("a,b\nc\rd,e\n"), ',', CAP);
  next_row(&t, 1, 2);
  assert_refused(&t, 2, "carriage return");
  close_table(&t);
  t = open_table("returns", BYTES("a,b\r1,2\r3,4\r"), ',', CAP); /* an old Macintosh's table */
  assert_refused(&t, 1, "carriage return");
  close_table(&t);
  t = open_table("return-quoted", BYTES("a,\"b\rc\"\r\n"), ',', CAP);
  next_row(&t, 1, 2);
  ck_assert_text_eq(t.row.fields[1], BYTES("b\rc"));
  assert_end(&t);
  close_table(&t);
}
END_TEST

START_TEST(a_row_over_the_cap_names_the_line_where_it_begins) {
  table t = open_table("cap", BYTES("a,b\n\"12\n34\n56\n78\"\n"), ',', 10);
  next_row(&t, 1, 2);
  assert_refused(&t, 2, "10 bytes");
  close_table(&t);
  t = open_table("cap-line", BYTES("a,b\n\n123456789012\n"), ',', 10);
  next_row(&t, 1, 2);
  assert_refused(&t, 3, "10 bytes");
  close_table(&t);
  t = open_table("cap-kept", BYTES("\n\n\n\n\n\n\n\n\n\n\n\n12345,789\n"), ',', 10); /* empty lines are no row's */
  next_row(&t, 13, 2);
  assert_end(&t);
  close_table(&t);
}
END_TEST

START_TEST(many_and_large_fields_are_whole) {
  enum { N = 3000, LEN = 500000 };
  slant_buffer bytes = {0};
  for (size_t i = 0; i < N; i++) slant_buffer_put_string(&bytes, i == 0 ? "x" : ",x");
  slant_buffer_put_string(&bytes, "\n\"");
  for (size_t i = 0; i < LEN; i++) slant_buffer_put_char(&bytes, i % 100 == 0 ? '\n' : 'y');
  slant_buffer_put_string(&bytes, "\"\n");
  table t = open_table("large", slant_buffer_get(&bytes), ',', CAP);
  next_row(&t, 1, N);
  for (size_t i = 0; i < N; i++) ck_assert_text_eq(t.row.fields[i], BYTES("x"));
  next_row(&t, 2, 1);
  ck_assert_text_eq(t.row.fields[0], ((slant_text){bytes.ptr + 2 * N + 1, LEN}));
  close_table(&t);
  slant_buffer_free(&bytes);
}
END_TEST

static void assert_put(slant_text field, char delimiter, const char *expected) {
  slant_buffer buffer = {0};
  slant_csv_put(&buffer, field, delimiter);
  ck_assert_text_eq(slant_buffer_get(&buffer), text_of(expected));
  slant_buffer_free(&buffer);
}

START_TEST(fields_are_quoted_where_they_must_be) {
  assert_put(BYTES(""), ',', "");
  assert_put((slant_text){NULL, 0}, ',', "");
  assert_put(BYTES(" plain\ttext "), ',', " plain\ttext ");
  assert_put(BYTES("a,b"), ',', "\"a,b\"");
  assert_put(BYTES("a,b"), '\t', "a,b");
  assert_put(BYTES("a\tb"), '\t', "\"a\tb\"");
  assert_put(BYTES("say \"so\""), ',', "\"say \"\"so\"\"\"");
  assert_put(BYTES("\""), ',', "\"\"\"\"");
  assert_put(BYTES("a\nb"), ',', "\"a\nb\"");
  assert_put(BYTES("a\rb"), ',', "\"a\rb\"");
}
END_TEST

enum { N_ROWS = 400, N_FIELDS = 5, LONGEST = 12 };

static size_t make_field(slant_random *random, char *field) {
  static const char alphabet[] = "ab \t,;\"\"\n\r\xC3\xA9\xFF"; /* the NUL at its end as well */
  size_t len = (size_t)slant_random_below(random, LONGEST);
  for (size_t i = 0; i < len; i++) field[i] = alphabet[slant_random_below(random, sizeof alphabet)];
  return len;
}

static void assert_round_trip(slant_random *random, const char *name, char delimiter, const char *row_end) {
  char fields[N_ROWS][N_FIELDS][LONGEST];
  size_t lens[N_ROWS][N_FIELDS];
  slant_buffer bytes = {0};
  for (size_t r = 0; r < N_ROWS; r++) {
    for (size_t f = 0; f < N_FIELDS; f++) {
      lens[r][f] = make_field(random, fields[r][f]);
      if (f > 0) slant_buffer_put_char(&bytes, delimiter);
      slant_csv_put(&bytes, (slant_text){fields[r][f], lens[r][f]}, delimiter);
    }
    slant_buffer_put_string(&bytes, row_end);
  }
  table t = open_table(name, slant_buffer_get(&bytes), delimiter, CAP);
  slant_error err = {0};
  for (size_t r = 0; r < N_ROWS; r++) {
    ck_assert_ok(slant_csv_next(t.csv, &t.row, &t.found, &err), err);
    ck_assert(t.found);
    ck_assert_uint_eq(t.row.n_fields, N_FIELDS);
    for (size_t f = 0; f < N_FIELDS; f++) ck_assert_text_eq(t.row.fields[f], ((slant_text){fields[r][f], lens[r][f]}));
  }
  assert_end(&t);
  close_table(&t);
  slant_buffer_free(&bytes);
}

START_TEST(what_is_written_reads_back) {
  slant_random random = {37};
  for (int round = 0; round < 10; round++) {
    assert_round_trip(&random, "trip.csv", ',', "\n");
    assert_round_trip(&random, "trip-crlf.csv", ',', "\r\n");
    assert_round_trip(&random, "trip.tsv", '\t', "\n");
  }
}
END_TEST

/* Semicolons divide where the first row has them and no commas; what the other rows hold does not matter. */
START_TEST(semicolons_stand_for_commas) {
  static const struct {
    const char *bytes, *second;
    size_t n;
  } cases[] = {{"\xEF\xBB\xBF" "a;b\n1,5;x\n", "b", 2}, {"\"a,\";b\n", "b", 2}, {"a,b;c\n", "b;c", 2}, {"\"a;\",b\n", "b", 2}, {"a;b", "b", 2}, {"a\n1;2\n", NULL, 1}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    table t = open_table("semicolons", text_of(cases[i].bytes), ',', CAP);
    slant_error err = {0};
    ck_assert_ok(slant_csv_next(t.csv, &t.row, &t.found, &err), err);
    ck_assert_uint_eq(t.row.n_fields, cases[i].n);
    if (cases[i].second != NULL) ck_assert_text_eq(t.row.fields[1], text_of(cases[i].second));
    close_table(&t);
  }
  table t = open_table("tabs", BYTES("a;b\tc\n"), '\t', CAP);
  slant_error err = {0};
  ck_assert_ok(slant_csv_next(t.csv, &t.row, &t.found, &err), err);
  ck_assert_text_eq(t.row.fields[0], BYTES("a;b"));
  close_table(&t);
}
END_TEST

/* What a spreadsheet would take for a formula is guarded, all else stays as it is, and both come back. */
START_TEST(formulas_are_guarded_for_spreadsheets) {
  static const char *const cases[][2] = {{"=1+1", "'=1+1"}, {"+49 30", "'+49 30"}, {"-0.5", "'-0.5"}, {"@SUM(A1)", "'@SUM(A1)"}, {"\tx", "'\tx"},
                                         {"\r=x", "'\r=x"}, {"\n=x", "'\n=x"}, {"=\"a\",b", "'=\"a\",b"}, {"\uFF1D1", "'\uFF1D1"}, {"'=1", "''=1"},
                                         {"''-1", "'''-1"}, {"", ""}, {"'", "'"}, {"'tis", "'tis"}, {" =1", " =1"}, {"a=1", "a=1"}, {"\u2014 x", "\u2014 x"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    slant_buffer found = {0}, expected = {0};
    slant_csv_put_guarded(&found, text_of(cases[i][0]), ',');
    slant_csv_put(&expected, text_of(cases[i][1]), ',');
    ck_assert_text_eq(slant_buffer_get(&found), slant_buffer_get(&expected));
    ck_assert_text_eq(slant_csv_unguard(text_of(cases[i][1])), text_of(cases[i][0]));
    slant_buffer_free(&found);
    slant_buffer_free(&expected);
  }
}
END_TEST

Suite *codec_csv_suite(void) {
  Suite *suite = suite_create("codec_csv");
  TCase *tc = tcase_create("csv");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, rows_tell_the_line_they_begin_on);
  tcase_add_test(tc, a_byte_order_mark_is_no_part_of_the_first_field);
  tcase_add_test(tc, bytes_are_taken_as_they_are);
  tcase_add_test(tc, an_unclosed_quotation_mark_names_the_line_where_its_row_begins);
  tcase_add_test(tc, a_stray_quotation_mark_is_refused);
  tcase_add_test(tc, a_carriage_return_alone_is_refused_outside_quotes);
  tcase_add_test(tc, a_row_over_the_cap_names_the_line_where_it_begins);
  tcase_add_test(tc, many_and_large_fields_are_whole);
  tcase_add_test(tc, fields_are_quoted_where_they_must_be);
  tcase_add_test(tc, what_is_written_reads_back);
  tcase_add_test(tc, semicolons_stand_for_commas);
  tcase_add_test(tc, formulas_are_guarded_for_spreadsheets);
  suite_add_tcase(suite, tc);
  return suite;
}
