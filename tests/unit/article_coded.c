/* Coded rows: what is read, what is refused with its place, and what several coders' labels come to. */
#include "article/coded.h"

#include <math.h>

#include "base/buffer.h"
#include "suites.h"
#include "support/reading.h"

/* Reads and settles files; rows as lines "ARTICLE#NUMBER LABEL STRATUM PROBABILITY TITLE|TEXT". */
static slant_coded settled(const char *const *paths, size_t n, slant_buffer *out, slant_buffer *warnings) {
  const slant_reader_options options = {.warning = keep_warning, .user = warnings};
  slant_coded coded;
  slant_error err = {0};
  ck_assert_ok(slant_coded_load(&coded, paths, n, &options, &err), err);
  slant_coded_settle(&coded, &options);
  for (size_t i = 0; i < coded.n; i++) {
    const slant_coded_row *row = &coded.rows[i];
    slant_buffer_put(out, row->article);
    slant_buffer_put_char(out, '#');
    slant_buffer_put_u64(out, row->paragraph);
    slant_buffer_put_char(out, ' ');
    slant_buffer_put(out, row->label);
    slant_buffer_put_char(out, ' ');
    slant_buffer_put_string(out, row->stratum < SLANT_N_STRATA ? slant_stratum_name(row->stratum) : "-");
    slant_buffer_put_char(out, ' ');
    slant_buffer_put_fixed(out, row->probability, 2);
    slant_buffer_put_char(out, ' ');
    slant_buffer_put(out, row->title);
    slant_buffer_put_char(out, '|');
    slant_buffer_put(out, row->text);
    slant_buffer_put_char(out, '\n');
  }
  return coded;
}

START_TEST(rows_are_read_whatever_wrote_them) {
  const char *paths[] = {
      file_write("a.csv", BYTES("\xEF\xBB\xBFstratum,probability,label,article,paragraph,note,text\r\nrandom,0.25,good,'-b,2,x,'=one\r\n"
                                "margin,, bad ,c,1,,\"'Tis \xFF\"\r\n,,,c,2,,two\r\n")),
      file_write("b.tsv", BYTES("id\tparagraph\tlabel\ncd\t3\tgood\n"))};
  slant_buffer out = {0}, warnings = {0};
  slant_coded coded = settled(paths, 2, &out, &warnings);
  ck_assert_text_eq(slant_buffer_get(&out), BYTES("-b#2 good random 0.25 |=one\nc#1 bad margin nan |'Tis \xEF\xBF\xBD\ncd#3 good - nan |\n"));
  ck_assert_uint_eq(coded.n_unlabelled, 1);
  ck_assert_uint_eq(warnings.len, 0);
  slant_coded_clear(&coded);
  slant_buffer_free(&out);
}
END_TEST

/* p1: 2 to 1. p2: tie. p3: one coder contradicts himself, the other counts. p4: the same coder twice counts once, so it is a tie. p5: 2 of 4
 * is no majority. */
START_TEST(the_majority_of_coders_counts) {
  static const char rows[] =
      "coder,article,paragraph,label,stratum,probability,title,text\nann,a,1,good,margin,,,\nben,a,1,bad,random,0.5,T,x\ncy,a,1,good,random,0.1,,\n"
      "ann,a,2,good,,,,\nben,a,2,bad,,,,\nann,a,3,good,,,,\nann,a,3,bad,,,,\nben,a,3,bad,,,,\n"
      "ann,a,4,good,,,,\nann,a,4,good,,,,\nben,a,4,bad,,,,\n"
      "ann,a,5,good,,,,\nben,a,5,good,,,,\ncy,a,5,bad,,,,\ndee,a,5,mixed,,,,\n";
  const char *paths[] = {file_write("many.csv", text_of(rows))};
  slant_buffer out = {0}, warnings = {0};
  slant_coded coded = settled(paths, 1, &out, &warnings);
  ck_assert_text_eq(slant_buffer_get(&out), BYTES("a#1 good random 0.50 T|x\na#3 bad - nan |\n"));
  ck_assert_uint_eq(coded.n_tied, 3);
  ck_assert_uint_eq(coded.n_contradictory, 1);
  ck_assert(holds_text(slant_buffer_get(&warnings), BYTES("found no majority for paragraph 5 of article \"a\"")));
  ck_assert(holds_text(slant_buffer_get(&warnings), BYTES("found two labels by one coder for paragraph 3")));
  slant_coded_clear(&coded);
  slant_buffer_free(&out);
  slant_buffer_free(&warnings);
}
END_TEST

START_TEST(files_without_coders_are_coders) {
  const char *paths[] = {file_write("one.csv", BYTES("article,paragraph,label\na,1,good\na,2,good\n")),
                         file_write("two.csv", BYTES("article,paragraph,label\na,2,bad\na,1,good\n"))};
  slant_buffer out = {0}, warnings = {0};
  slant_coded coded = settled(paths, 2, &out, &warnings);
  ck_assert_text_eq(slant_buffer_get(&out), BYTES("a#1 good - nan |\n"));
  ck_assert_uint_eq(coded.n_tied, 1);
  slant_coded_clear(&coded);
  slant_buffer_free(&out);
  slant_buffer_free(&warnings);
}
END_TEST

static void assert_refused(slant_text bytes, uint64_t line, const char *part) {
  const char *paths[] = {file_write("unfit.csv", bytes)};
  const slant_reader_options options = {0};
  slant_coded coded;
  slant_error err = {0};
  ck_assert_int_eq(slant_coded_load(&coded, paths, 1, &options, &err), SLANT_E_DATA);
  ck_assert_says(err, part);
  ck_assert_uint_eq(err.line, line);
}

START_TEST(unfit_rows_are_refused) {
  assert_refused(BYTES("article|paragraph|label\n"), 1, "found no column named article");
  assert_refused(BYTES("article,paragraph,text\n"), 1, "found no column named label");
  assert_refused(BYTES("article,id,paragraph,label\n"), 1, "found two columns named article");
  assert_refused(BYTES("article,paragraph,label\na,1,good\na,1,good,x\n"), 3, "found 4 fields");
  assert_refused(BYTES("article,paragraph,label\na,0,good\n"), 2, "paragraph \"0\", expected an id and a number from 1");
  assert_refused(BYTES("article,paragraph,label\na,1,very good\n"), 2, "found the label \"very good\"");
  assert_refused(BYTES("article,paragraph,label,stratum\na,1,good,chance\n"), 2, "found the stratum \"chance\"");
  assert_refused(BYTES("article,paragraph,label,stratum,probability\na,1,good,random,0\n"), 2, "found the probability \"0\"");
  assert_refused(BYTES("article,paragraph,label,stratum\na,1,good,random\n"), 2, "found the probability \"\"");
}
END_TEST

Suite *article_coded_suite(void) {
  Suite *suite = suite_create("article_coded");
  TCase *tests = tcase_create("all");
  tcase_add_checked_fixture(tests, folder_make, folder_remove);
  tcase_add_test(tests, rows_are_read_whatever_wrote_them);
  tcase_add_test(tests, the_majority_of_coders_counts);
  tcase_add_test(tests, files_without_coders_are_coders);
  tcase_add_test(tests, unfit_rows_are_refused);
  suite_add_tcase(suite, tests);
  return suite;
}
