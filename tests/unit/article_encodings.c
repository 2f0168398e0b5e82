/* Encodings of files: what is converted, what is repaired, and what an article says of it. */
#include <string.h>

#include "base/buffer.h"
#include "suites.h"
#include "support/packing.h"
#include "support/reading.h"

#define R "\xEF\xBF\xBD"

typedef struct sample {
  const char *name;
  slant_text bytes;
  const char *articles, *encoding; /* of the first article */
} sample;

static const sample samples[] = {
    {"a.txt", BYTES("it\x92s caf\xE9"), "a.txt: 1 it\xE2\x80\x99s caf\xC3\xA9\n", "windows-1252"},
    {"a.txt", BYTES("it\xE2\x80\x99s caf\xE9"), "a.txt: 1 it\xE2\x80\x99s caf" R " {repaired-utf8}\n", "utf-8"},
    {"a.txt", BYTES("\x93quoted\x94 \x81"), "a.txt: 1 \xE2\x80\x9Cquoted\xE2\x80\x9D " R " {repaired-utf8}\n", "windows-1252"},
    {"a.md", BYTES("# Caf\xE9\n\none"), "a.md: 1 one\n", "windows-1252"},
    {"a.txt", BYTES("\xFF\xFEo\0n\0e\0"), "a.txt: 1 one\n", "utf-16le"},
    {"a.txt", BYTES("\xFE\xFF\0o\0n\0e\x20\x1C"), "a.txt: 1 one\xE2\x80\x9C\n", "utf-16be"},
    {"a.txt", BYTES("o\0n\0e\0 \0t\0w\0o\0\n\0"), "a.txt: 1 one two\n", "utf-16le"},
    {"a.txt", BYTES("\xFF\xFE\0\0o\0\0\0n\0\0\0e\0\0\0"), "a.txt: 1 one\n", "utf-32le"},
    {"a.txt", BYTES("\xEF\xBB\xBFone"), "a.txt: 1 one\n", "utf-8"},
    {"a.csv", BYTES("id,text\nx,it\x92s\ny,plain\n"), "x: 1 it\xE2\x80\x99s\ny: 1 plain\n", "windows-1252"},
    {"a.csv", BYTES("id,text\ny,plain\nx,it\x92s\n"), "y: 1 plain\nx: 1 it\xE2\x80\x99s\n", "utf-8"},
    {"a.tsv", BYTES("\xFF\xFEi\0d\0\t\0t\0e\0x\0t\0\n\0x\0\t\0o\0n\0e\0\n\0"), "x: 1 one\n", "utf-16le"},
    {"a.jsonl", BYTES("\xFF\xFE{\0\"\0t\0e\0x\0t\0\"\0:\0\"\0o\0\"\0}\0\n\0"), "a.jsonl:1: 1 o\n", "utf-16le"},
    {"a.json", BYTES("\0[\0{\0\"\0t\0e\0x\0t\0\"\0:\0\"\0o\0\"\0}\0]"), "a.json:1: 1 o\n", "utf-16be"},
    {"a.jsonl", BYTES("{\"text\":\"it\x92s\"}"), "a.jsonl:1: 1 it" R "s {repaired-utf8}\n", "utf-8"}, /* JSON is UTF-8 */
    {"a.jsonl", BYTES("{\"text\":\"one\",\"encoding\":\"koi8-r\"}"), "a.jsonl:1: 1 one\n", "koi8-r"},
};

/* What the first article of a file says of its encoding. */
static void check_encoding(const char *name, slant_text bytes, const slant_reader_options *options, const char *encoding) {
  const char *inputs[] = {file_write(name, bytes)};
  slant_reader *reader;
  slant_article *article;
  slant_error err = {0};
  ck_assert_ok(slant_reader_open(&reader, inputs, 1, options, &err), err);
  ck_assert_ok(slant_reader_next(reader, &article, &err), err);
  ck_assert_ptr_nonnull(article);
  ck_assert_text_eq(slant_article_field(article, SLANT_ENCODING), text_of(encoding));
  slant_article_free(article);
  slant_reader_close(reader);
}

START_TEST(files_are_converted) {
  const sample *s = &samples[_i];
  reading r;
  reading_run_bytes(&r, s->name, s->bytes, NULL);
  ck_assert_int_eq(r.status, SLANT_OK);
  ck_assert_articles(r, s->articles);
  ck_assert_uint_eq(r.counts.skipped, 0);
  check_encoding(s->name, s->bytes, NULL, s->encoding);
  reading_free(&r);
}
END_TEST

START_TEST(the_user_overrules) {
  static const struct {
    const char *name, *told;
    slant_text bytes;
    const char *articles, *encoding;
  } cases[] = {{"u.txt", "cp866", BYTES("\x8C\xED\xE0"), "u.txt: 1 \xD0\x9C\xD1\x8D\xD1\x80\n", "ibm866"},
               {"u.txt", "latin1", BYTES("\xC3\xA9"), "u.txt: 1 \xC3\x83\xC2\xA9\n", "windows-1252"},
               {"u.txt", "utf-8", BYTES("it\x92s"), "u.txt: 1 it" R "s {repaired-utf8}\n", "utf-8"},
               {"u.jsonl", "latin1", BYTES("{\"text\":\"\xE9\"}"), "u.jsonl:1: 1 \xC3\xA9\n", "windows-1252"},
               {"u.csv", "utf-16", BYTES("\xFE\xFF\0t\0e\0x\0t\0\n\0o\0\n"), "u.csv:2: 1 o\n", "utf-16be"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    slant_reader_options options = {.encoding = cases[i].told};
    reading r;
    reading_run_bytes(&r, cases[i].name, cases[i].bytes, &options);
    ck_assert_articles(r, cases[i].articles);
    reading_free(&r);
    check_encoding(cases[i].name, cases[i].bytes, &options, cases[i].encoding);
  }
}
END_TEST

START_TEST(an_unknown_name_is_a_mistake_of_use) {
  const char *inputs[] = {file_write("u.txt", BYTES("one"))};
  slant_reader *reader = NULL;
  slant_error err = {0};
  ck_assert_int_eq(slant_reader_open(&reader, inputs, 1, &(slant_reader_options){.encoding = "latin-17"}, &err), SLANT_E_USAGE);
  ck_assert_says(err, "found the encoding \"latin-17\", expected a name as utf-8, windows-1252");
}
END_TEST

START_TEST(strict_reading_guesses_nothing_and_believes_what_is_told) {
  reading r;
  reading_run_bytes(&r, "s.txt", BYTES("\xFF\xFEo\0n\0e\0"), &(slant_reader_options){.strict = true});
  ck_assert_articles(r, "s.txt: 1 one\n");
  reading_free(&r);
  reading_run_bytes(&r, "s.txt", BYTES("it\x92s"), &(slant_reader_options){.strict = true, .encoding = "windows-1252"});
  ck_assert_articles(r, "s.txt: 1 it\xE2\x80\x99s\n");
  reading_free(&r);
  reading_run_bytes(&r, "s.txt", BYTES("a\x81"), &(slant_reader_options){.strict = true, .encoding = "windows-1252"});
  ck_assert_uint_eq(r.counts.skipped, 1);
  ck_assert_warns(r, "found byte 0xFF at offset 1 of the text");
  reading_free(&r);
}
END_TEST

START_TEST(a_table_changes_where_it_is_no_utf8_and_rows_before_it_do_not) {
  slant_buffer bytes = {0};
  slant_buffer_put_string(&bytes, "id,text\n");
  for (int i = 0; i < 5000; i++) {
    slant_buffer_put_char(&bytes, 'r');
    slant_buffer_put_u64(&bytes, (uint64_t)i);
    slant_buffer_put_string(&bytes, i == 4000 ? ",l'\xE9t\xE9\n" : ",a plain row\n");
  }
  reading r;
  reading_run_bytes(&r, "late.csv", slant_buffer_get(&bytes), NULL);
  ck_assert_uint_eq(r.counts.articles, 5000);
  ck_assert(holds_text(slant_buffer_get(&r.articles), BYTES("r4000: 1 l'\xC3\xA9t\xC3\xA9\nr4001: 1 a plain row\n")));
  reading_free(&r);
  const char *path = file_compress("late.csv.gz", PACK_GZ, slant_buffer_get(&bytes));
  reading_run_one(&r, path, NULL);
  ck_assert(holds_text(slant_buffer_get(&r.articles), BYTES("r4000: 1 l'\xC3\xA9t\xC3\xA9\n")));
  reading_free(&r);
  slant_buffer_free(&bytes);
}
END_TEST

Suite *article_encodings_suite(void) {
  Suite *suite = suite_create("article_encodings");
  TCase *tc = tcase_create("encodings");
  tcase_add_checked_fixture(tc, folder_make, folder_remove);
  tcase_add_loop_test(tc, files_are_converted, 0, sizeof samples / sizeof *samples);
  tcase_add_test(tc, the_user_overrules);
  tcase_add_test(tc, an_unknown_name_is_a_mistake_of_use);
  tcase_add_test(tc, strict_reading_guesses_nothing_and_believes_what_is_told);
  tcase_add_test(tc, a_table_changes_where_it_is_no_utf8_and_rows_before_it_do_not);
  suite_add_tcase(suite, tc);
  return suite;
}
