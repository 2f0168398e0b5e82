/* Files: compressed ones and archives are read as if they were unpacked; other kinds are refused or passed over. */
#include "article/files.h"

#include <stdlib.h>
#include <string.h>

#include "article/format.h"
#include "base/hash.h"
#include "suites.h"
#include "support/packing.h"
#include "support/reading.h"

START_TEST(compressed_files_are_read_as_what_they_hold) {
  static const struct {
    const char *name;
    packing how;
    slant_text bytes;
    const char *articles;
  } cases[] = {
      {"a.txt.gz", PACK_GZ, BYTES("one\n\ntwo"), "a.txt.gz: 1 one|2 two\n"},
      {"a.txt.zst", PACK_ZST, BYTES("one\n\ntwo"), "a.txt.zst: 1 one|2 two\n"},
      {"a.md.gz", PACK_GZ, BYTES("# Title\n\none"), "a.md.gz: 1 one\n"},
      {"a.jsonl.gz", PACK_GZ, BYTES("{\"id\":\"x\",\"text\":\"one\"}\n{\"text\":\"two\"}\n"),
       "x: 1 one\na.jsonl.gz:2: 1 two\n"},
      {"a.JSON.ZST", PACK_ZST, BYTES("[{\"text\":\"one\"}]"), "a.JSON.ZST:1: 1 one\n"},
      {"a.csv.gz", PACK_GZ, BYTES("id,text\nx,one\n"), "x: 1 one\n"},
      {"a.csv", PACK_GZ, BYTES("id,text\nx,one\n"), "x: 1 one\n"}, /* the name hides it */
      {"a.gz", PACK_GZ, BYTES("{\"id\":\"x\",\"text\":\"one\"}\n"), "x: 1 one\n"},
      {"a.zst", PACK_ZST, BYTES("id\ttext\nx\tone\n"), "x: 1 one\n"},
      {"a.gz", PACK_GZ, BYTES("one"), "a.gz: 1 one\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    reading r;
    reading_run_one(&r, file_compress(cases[i].name, cases[i].how, cases[i].bytes), NULL);
    ck_assert_int_eq(r.status, SLANT_OK);
    ck_assert_articles(r, cases[i].articles);
    ck_assert_text_eq(slant_buffer_get(&r.warnings), BYTES(""));
    reading_free(&r);
  }
}
END_TEST

START_TEST(a_compressed_file_may_be_empty) {
  static const char *const names[] = {"empty.txt.gz", "empty.jsonl.gz", "empty.gz"};
  static const char *const expected[] = {"empty.txt.gz:\n", "", "empty.gz:\n"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    reading r;
    reading_run_one(&r, file_compress(names[i], PACK_GZ, BYTES("")), NULL);
    ck_assert_int_eq(r.status, SLANT_OK);
    ck_assert_articles(r, expected[i]); /* as without the packing */
    ck_assert_uint_eq(r.counts.skipped, 0);
    reading_free(&r);
  }
}
END_TEST

static const packed tree[] = {
    {"b.txt", BYTES("one")},
    {"news/", BYTES("")},
    {"news/2019/a.txt", BYTES("two\n\nthree")},
    {"news/2019/rows.csv", BYTES("id,text\nx,four\n")},
    {"news/a.jsonl", BYTES("{\"text\":\"five\"}\n")},
    {"news/a.json", BYTES("[{\"id\":\"y\",\"text\":\"six\"},{\"id\":\"z\",\"text\":\"seven\"}]")},
    {"news/empty.txt", BYTES("")},
    {"news/picture.png", BYTES("\x89PNG\r\n\x1A\n\0\0\0\0")},
    {"news/.hidden.txt", BYTES("no")},
    {".git/a.txt", BYTES("no")},
    {"__MACOSX/news/b.txt", BYTES("no")},
};
enum { N_TREE = sizeof tree / sizeof *tree };

START_TEST(archives_are_read_like_folders) {
  static const packing ways[] = {PACK_TAR_GZ, PACK_ZIP};
  static const char *const names[] = {"pack.tar.gz", "pack.zip"};
  for (size_t i = 0; i < 2; i++) {
    slant_buffer expected = {0};
    static const char *const ids[] = {"/b.txt: 1 one\n", "/news/2019/a.txt: 1 two|2 three\n", NULL,
                                      "/news/a.jsonl:1: 1 five\n", "y: 1 six\nz: 1 seven\n", "/news/empty.txt:\n"};
    for (size_t k = 0; k < sizeof ids / sizeof *ids; k++) {
      if (ids[k] != NULL && *ids[k] == '/') slant_buffer_put_string(&expected, names[i]);
      slant_buffer_put_string(&expected, ids[k] == NULL ? "x: 1 four\n" : ids[k]);
    }
    slant_buffer_put_char(&expected, '\0');
    reading r;
    reading_run_one(&r, file_pack(names[i], ways[i], tree, N_TREE), NULL);
    ck_assert_int_eq(r.status, SLANT_OK);
    ck_assert_articles(r, expected.ptr);
    ck_assert_text_eq(slant_buffer_get(&r.warnings),
                      BYTES("picture.png:0: not read: its name ends in none of .txt .md .json .jsonl .csv .tsv .html .warc\n"));
    ck_assert_uint_eq(r.counts.ignored, 1);
    ck_assert_uint_eq(r.counts.skipped, 0);
    slant_buffer_free(&expected);
    reading_free(&r);
  }
}
END_TEST

START_TEST(an_archive_lies_in_a_folder_or_under_another_name) {
  static const packed dotted[] = {{"./", BYTES("")}, {"./a.txt", BYTES("one")}, {"./in/b.txt", BYTES("two")}};
  (void)file_pack("lying/in/dots.tar.gz", PACK_TAR_GZ, dotted, 3);
  (void)file_pack("lying/tree.bin", PACK_ZIP, dotted + 1, 1);
  reading r;
  reading_run_one(&r, file_path("lying"), NULL);
  ck_assert_int_eq(r.status, SLANT_OK);
  ck_assert_articles(r,
                     "in/dots.tar.gz/a.txt: 1 one\nin/dots.tar.gz/in/b.txt: 1 two\ntree.bin/a.txt: 1 one\n");
  reading_free(&r);
}
END_TEST

START_TEST(an_archive_without_files_is_no_article) {
  static const packed folder[] = {{"in/", BYTES("")}};
  static const packing ways[] = {PACK_TAR_GZ, PACK_ZIP};
  static const char *const names[] = {"none.tar.gz", "none.zip"};
  for (size_t i = 0; i < 4; i++) {
    reading r;
    reading_run_one(&r, file_pack(names[i % 2], ways[i % 2], folder, i / 2), NULL);
    ck_assert_int_eq(r.status, SLANT_OK);
    ck_assert_articles(r, "");
    ck_assert_uint_eq(r.counts.skipped, 0);
    reading_free(&r);
  }
}
END_TEST

/* Text that no packing makes short. */
static slant_text long_text(slant_buffer *out, const char *between) {
  slant_random random = {9};
  for (size_t i = 0; i < 40000; i++) {
    slant_buffer_put_u64(out, slant_random_below(&random, 100000));
    slant_buffer_put_string(out, i % 8 == 7 ? between : " ");
  }
  return slant_buffer_get(out);
}

START_TEST(damaged_archives_are_skipped_and_the_next_file_is_read) {
  slant_buffer text = {0};
  packed files[] = {{"in/a.txt", BYTES("one")}, {"in/long.txt", long_text(&text, "\n\n")}, {"in/z.txt", BYTES("two")}};
  const char *last = file_write("zz.txt", BYTES("last"));
  const struct {
    const char *path, *articles;
  } cases[] = {
      {file_compress("cut.txt.gz", PACK_GZ, files[1].bytes), "zz.txt: 1 last\n"},
      {file_compress("cut.txt.zst", PACK_ZST, files[1].bytes), "zz.txt: 1 last\n"},
      {file_pack("cut.tar.gz", PACK_TAR_GZ, files, 3), "cut.tar.gz/in/a.txt: 1 one\nzz.txt: 1 last\n"},
      {file_pack("cut.zip", PACK_ZIP, files, 3), "cut.zip/in/a.txt: 1 one\nzz.txt: 1 last\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    file_cut(cases[i].path, 0.5);
    const char *inputs[] = {cases[i].path, last};
    reading r;
    reading_run(&r, inputs, 2, NULL);
    ck_assert_int_eq(r.status, SLANT_OK);
    ck_assert_articles(r, cases[i].articles);
    ck_assert_uint_eq(r.counts.skipped, 1);
    ck_assert_warns(r, "found a damaged archive or compressed file (");
    reading_free(&r);
    reading_run(&r, inputs, 2, &(slant_reader_options){.fail = true});
    ck_assert_int_eq(r.status, SLANT_E_DATA);
    ck_assert_says(r.err, "found a damaged archive");
    reading_free(&r);
  }
  slant_buffer_free(&text);
}
END_TEST

START_TEST(records_before_the_damage_are_read_and_none_is_cut_short) {
  static const char *const names[] = {"rows.csv.gz", "rows.jsonl.gz"};
  static const char *const begins[] = {"text,id\n", ""}, *const between[] = {",x\n", "\"}\n{\"text\":\""};
  for (size_t i = 0; i < 2; i++) {
    slant_buffer bytes = {0};
    slant_buffer_put_string(&bytes, begins[i]);
    if (i == 1) slant_buffer_put_string(&bytes, "{\"text\":\"");
    slant_text whole = long_text(&bytes, between[i]);
    if (i == 1) whole.len -= strlen("\n{\"text\":\"");
    const char *path = file_compress(names[i], PACK_GZ, whole);
    file_cut(path, 0.5);
    reading r;
    reading_run_one(&r, path, NULL);
    ck_assert_int_eq(r.status, SLANT_OK);
    ck_assert_uint_gt(r.counts.articles, 1000);
    ck_assert_uint_lt(r.counts.articles, 4000);
    ck_assert_uint_eq(r.counts.skipped, 1);
    ck_assert_warns(r, "found a damaged archive");
    reading_free(&r);
    slant_buffer_free(&bytes);
  }
}
END_TEST

START_TEST(other_kinds_are_refused_with_a_remedy) {
  static const struct {
    const char *name;
    slant_text bytes;
    const char *says;
  } cases[] = {
      {"a.pdf", BYTES("%PDF-1.4\n"), "a.pdf:0: found a PDF file: convert it to text first, as with pdftotext FILE"},
      {"report.txt", BYTES("%PDF-1.4\n"), "report.txt:0: found a PDF file"},
      {"a.docx", BYTES("PK\x03\x04rest"), "a.docx:0: found a Word file: save it as plain text first"},
      {"A.XLSX", BYTES("PK\x03\x04rest"), "A.XLSX:0: found an Excel file: save the sheet as CSV (UTF-8) first"},
      {"a.rtf", BYTES("{\\rtf1 one}"), "a.rtf:0: found an RTF file: save it as plain text first"},
      {"letter", BYTES("{\\rtf1 one}"), "letter:0: found an RTF file"},
      {"a.bin", BYTES("\x7F\x45\x4C\x46\0\0\0\0\0\0\0\0"), "a.bin:0: found binary data, expected text"},
      {"a.exe", BYTES("MZ\0\1\0\0\0"), "found binary data"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *inputs[] = {file_write(cases[i].name, cases[i].bytes), file_write("next.txt", BYTES("one"))};
    reading r;
    reading_run(&r, inputs, 2, NULL);
    ck_assert_int_eq(r.status, SLANT_OK);
    ck_assert_articles(r, "next.txt: 1 one\n");
    ck_assert_warns(r, cases[i].says);
    ck_assert_uint_eq(r.counts.skipped, 1);
    ck_assert_uint_eq(r.counts.ignored, 0);
    reading_free(&r);
  }
}
END_TEST

START_TEST(what_is_packed_is_refused_alike) {
  static const packed files[] = {{"a.pdf", BYTES("%PDF-1.4\n")},
                                 {"b.txt", BYTES("one")},
                                 {"c.docx", BYTES("PK\x03\x04rest")},
                                 {"d.txt", BYTES("o\0\1\2\3e\0\0")},
                                 {"e.txt", BYTES("two")}};
  reading r;
  reading_run_one(&r, file_pack("mixed.zip", PACK_ZIP, files, 5), NULL);
  ck_assert_int_eq(r.status, SLANT_OK);
  ck_assert_articles(r, "mixed.zip/b.txt: 1 one\nmixed.zip/e.txt: 1 two\n");
  ck_assert_uint_eq(r.counts.skipped, 3);
  ck_assert_warns(r, "a.pdf:0: found a PDF file");
  ck_assert_warns(r, "c.docx:0: found a Word file");
  ck_assert_warns(r, "d.txt:0: found binary data");
  reading_free(&r);
  reading_run_one(&r, file_compress("a.txt.gz", PACK_GZ, BYTES("%PDF-1.4\n")), NULL);
  ck_assert_articles(r, "");
  ck_assert_warns(r, "a.txt.gz:0: found a PDF file");
  reading_free(&r);
}
END_TEST

START_TEST(bytes_are_counted_as_they_lie_on_disk) {
  slant_buffer text = {0};
  const char *inputs[] = {file_compress("count.txt.gz", PACK_GZ, long_text(&text, "\n\n")),
                          file_write("count/a.txt", BYTES("one two three")), file_path("count")};
  reading r;
  reading_run(&r, inputs, 2, NULL);
  ck_assert_uint_eq(r.counts.bytes, slant_inputs_size(inputs, 2));
  reading_free(&r);
  ck_assert_uint_eq(slant_inputs_size(inputs + 1, 1), 13);
  ck_assert_uint_eq(slant_inputs_size(inputs + 1, 2), 26); /* the file, and the folder that it lies in */
  static const char *const unknown[] = {"-"}, *const missing[] = {"/nowhere/at/all"};
  ck_assert_uint_eq(slant_inputs_size(unknown, 1), 0);
  ck_assert_uint_eq(slant_inputs_size(missing, 1), 0);
  ck_assert_uint_eq(slant_inputs_size(NULL, 0), 0);
  slant_buffer_free(&text);
}
END_TEST

Suite *article_files_suite(void) {
  Suite *suite = suite_create("article_files");
  TCase *tc = tcase_create("files");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, compressed_files_are_read_as_what_they_hold);
  tcase_add_test(tc, a_compressed_file_may_be_empty);
  tcase_add_test(tc, archives_are_read_like_folders);
  tcase_add_test(tc, an_archive_lies_in_a_folder_or_under_another_name);
  tcase_add_test(tc, an_archive_without_files_is_no_article);
  tcase_add_test(tc, damaged_archives_are_skipped_and_the_next_file_is_read);
  tcase_add_test(tc, records_before_the_damage_are_read_and_none_is_cut_short);
  tcase_add_test(tc, other_kinds_are_refused_with_a_remedy);
  tcase_add_test(tc, what_is_packed_is_refused_alike);
  tcase_add_test(tc, bytes_are_counted_as_they_lie_on_disk);
  suite_add_tcase(suite, tc);
  return suite;
}
