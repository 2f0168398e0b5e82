/* CSV against RFC 4180, rule by rule, and where slant goes beyond it or is stricter. */
#include "codec/csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/support.h"

/* Rows as "[field][field]", divided by '/'; a row that is refused as "!LINE". */
static const struct {
  const char *rule;
  char delimiter;
  slant_text bytes;
  const char *rows;
} cases[] = {
    {"2.1 each record on a line of its own", ',', BYTES("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n"),
     "[aaa][bbb][ccc]/[zzz][yyy][xxx]"},
    {"2.2 the last record may lack its line end", ',', BYTES("aaa,bbb,ccc\r\nzzz,yyy,xxx"),
     "[aaa][bbb][ccc]/[zzz][yyy][xxx]"},
    {"2.3 a header has the form of a record", ',', BYTES("n1,n2\r\na,b\r\n"), "[n1][n2]/[a][b]"},
    {"2.4 spaces are part of a field", ',', BYTES(" a , b\t,c  \r\n"), "[ a ][ b\t][c  ]"},
    {"2.4 fields may be empty", ',', BYTES(",\r\na,\r\n,b\r\n,,\r\n"), "[][]/[a][]/[][b]/[][][]"},
    {"2.5 fields may be quoted", ',', BYTES("\"aaa\",\"bbb\",ccc\r\n"), "[aaa][bbb][ccc]"},
    {"2.5 quoted fields may be empty", ',', BYTES("\"\",\"\"\r\n"), "[][]"},
    {"2.5 one quoted empty field is a record", ',', BYTES("\"\"\r\n"), "[]"},
    {"2.5 no quotation mark inside a field that is not quoted", ',', BYTES("a\"b,c\r\n"), "!1"},
    {"2.5 nor at its end", ',', BYTES("x,y\r\na\",c\r\n"), "[x][y]/!2"},
    {"2.5 nothing behind a closing quotation mark", ',', BYTES("\"a\"b,c\r\n"), "!1"},
    {"2.5 nor before an opening one", ',', BYTES(" \"a\",c\r\n"), "!1"},
    {"2.6 line ends inside quotes", ',', BYTES("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx"),
     "[aaa][b\r\nbb][ccc]/[zzz][yyy][xxx]"},
    {"2.6 the delimiter inside quotes", ',', BYTES("\"a,b\",c\r\n"), "[a,b][c]"},
    {"2.6 empty lines inside quotes", ',', BYTES("\"a\n\n\nb\",c\n"), "[a\n\n\nb][c]"},
    {"2.7 a quotation mark inside quotes is doubled", ',', BYTES("\"aaa\",\"b\"\"bb\",\"ccc\"\r\n"),
     "[aaa][b\"bb][ccc]"},
    {"2.7 at the ends, too", ',', BYTES("\"\"\"a\"\"\",\"\"\"\"\r\n"), "[\"a\"][\"]"},
    {"2.7 the last field, without line end", ',', BYTES("a,\"b\"\"\""), "[a][b\"]"},
    {"LF alone ends a record", ',', BYTES("a,b\nc,d\n"), "[a][b]/[c][d]"},
    {"line ends may be mixed", ',', BYTES("a,b\nc,d\r\ne,f\n"), "[a][b]/[c][d]/[e][f]"},
    {"CR alone does not", ',', BYTES("a,b\rc,d\r"), "!1"},
    {"empty lines are no records", ',', BYTES("\n\na,b\n\r\n\nc,d\n\n"), "[a][b]/[c][d]"},
    {"a byte order mark is no data", ',',
     BYTES("\xEF\xBB\xBF"
           "a,b\r\n"),
     "[a][b]"},
    {"nor in front of a quotation mark", ',', BYTES("\xEF\xBB\xBF\"a\",b\r\n"), "[a][b]"},
    {"records may differ in length", ',', BYTES("a\nb,c\nd,e,f\n"), "[a]/[b][c]/[d][e][f]"},
    {"a comma is data in TSV", '\t', BYTES("a,b\tc\n"), "[a,b][c]"},
    {"TSV may be quoted as well", '\t', BYTES("\"a\tb\"\tc\n"), "[a\tb][c]"},
    {"an apostrophe is no quotation mark", ',', BYTES("'a','b'\n"), "['a']['b']"},
    {"a backslash escapes nothing", ',', BYTES("\"a\\\",b\n"), "[a\\][b]"},
    {"an unclosed quotation mark", ',', BYTES("a,b\nc,\"d\ne,f\n"), "[a][b]/!2"},
    {"an unclosed quotation mark in the last field", ',', BYTES("a,\""), "!1"},
    {"nothing", ',', BYTES(""), ""},
    {"a line end alone", ',', BYTES("\n"), ""},
};

static void put_row(slant_buffer *out, const slant_csv_row *row) {
  if (out->len > 0) slant_buffer_put_char(out, '/');
  for (size_t i = 0; i < row->n_fields; i++) {
    slant_buffer_put_char(out, '[');
    slant_buffer_put(out, row->fields[i]);
    slant_buffer_put_char(out, ']');
  }
}

/* Reads all rows of a file; what went wrong before the first one is in `err`. */
static void read_rows(const char *path, char delimiter, slant_buffer *out, slant_error *err) {
  slant_input *input = NULL;
  slant_csv *csv = NULL;
  slant_csv_row row;
  bool found = true;
  slant_status status = slant_input_open(&input, path, err);
  if (status == SLANT_OK) status = slant_csv_open(&csv, input, delimiter, 1 << 20, err);
  while (status == SLANT_OK && found) {
    status = slant_csv_next(csv, &row, &found, err);
    if (status == SLANT_OK && found) put_row(out, &row);
  }
  if (err->status == SLANT_E_DATA) {
    slant_buffer_put_string(out, out->len > 0 ? "/!" : "!");
    slant_buffer_put_u64(out, err->line);
  }
  slant_csv_close(csv);
  slant_input_close(input);
}

START_TEST(cases_are_read_as_the_rule_says) {
  slant_buffer rows = {0};
  slant_error err = {0};
  read_rows(file_write("case.csv", cases[_i].bytes), cases[_i].delimiter, &rows, &err);
  ck_assert_msg(same_text(slant_buffer_get(&rows), text_of(cases[_i].rows)), "%s: found \"%s\", expected \"%s\"",
                cases[_i].rule, shown(slant_buffer_get(&rows), 0), shown(text_of(cases[_i].rows), 1));
  slant_buffer_free(&rows);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("csv");
  TCase *tc = tcase_create("RFC 4180");
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_loop_test(tc, cases_are_read_as_the_rule_says, 0, (int)(sizeof cases / sizeof *cases));
  suite_add_tcase(suite, tc);
  return run_suite(suite);
}
