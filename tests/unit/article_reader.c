/* Reader: folders in the order of names, ids, limits, and inputs that cannot be read. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "suites.h"
#include "support/reading.h"

static void write_text(const char *name) { (void)file_write(name, BYTES("one")); }

START_TEST(folders_are_read_in_the_byte_order_of_names) {
  static const char *const names[] = {"order/b.txt",  "order/a/z.txt",  "order/a/Z.txt",      "order/a.txt",
                                      "order/B.txt",  "order/c/d/e.md", "order/\xC3\xA9.txt", "order/a-b.txt",
                                      "order/10.txt", "order/9.txt"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) write_text(names[i]);
  ck_assert_int_eq(mkdir(file_path("order/empty"), 0777), 0);
  reading r;
  const char *expected =
      "10.txt: 1 one\n9.txt: 1 one\nB.txt: 1 one\na/Z.txt: 1 one\na/z.txt: 1 one\na-b.txt: 1 one\n"
      "a.txt: 1 one\nb.txt: 1 one\nc/d/e.md: 1 one\n\xC3\xA9.txt: 1 one\n";
  reading_run_one(&r, file_path("order"), NULL);
  ck_assert_articles(r, expected);
  ck_assert_uint_eq(r.counts.articles, 10);
  ck_assert_uint_eq(r.counts.paragraphs, 10);
  reading_free(&r);
  reading_run_one(&r, file_path("order/"), NULL); /* a slash at the end makes no difference */
  ck_assert_articles(r, expected);
  reading_free(&r);
}
END_TEST

START_TEST(what_is_of_no_known_kind_is_told_and_hidden_files_are_not) {
  write_text("kinds/a.txt");
  write_text("kinds/picture.png");
  write_text("kinds/.hidden.txt");
  write_text("kinds/.git/b.txt");
  reading r;
  reading_run_one(&r, file_path("kinds"), &(slant_reader_options){.fail = true});
  ck_assert_int_eq(r.status, SLANT_OK);
  ck_assert_articles(r, "a.txt: 1 one\n");
  ck_assert_uint_eq(r.counts.ignored, 1);
  ck_assert_uint_eq(r.counts.skipped, 0);
  ck_assert_warns(r, "picture.png:0: not read");
  reading_free(&r);
}
END_TEST

START_TEST(links_to_files_are_read_and_links_to_folders_are_not) {
  write_text("links/in/a.txt");
  ck_assert_int_eq(symlink("in/a.txt", file_path("links/file.txt")), 0);
  ck_assert_int_eq(symlink("..", file_path("links/in/loop")), 0);
  ck_assert_int_eq(symlink("nowhere", file_path("links/dangling.txt")), 0);
  reading r;
  reading_run_one(&r, file_path("links"), NULL);
  ck_assert_int_eq(r.status, SLANT_OK);
  ck_assert_articles(r, "file.txt: 1 one\nin/a.txt: 1 one\n");
  reading_free(&r);
}
END_TEST

START_TEST(inputs_are_read_in_their_order_and_ids_are_unique) {
  (void)file_write("first/a.txt", BYTES("one"));
  (void)file_write("second/a.txt", BYTES("two"));
  const char *inputs[] = {file_path("second"), file_path("first"), file_path("first/a.txt")};
  reading r;
  reading_run(&r, inputs, 3, NULL);
  ck_assert_articles(r, "a.txt: 1 two\na.txt#2: 1 one\na.txt#3: 1 one\n");
  ck_assert_text_eq(slant_buffer_get(&r.warnings),
                    BYTES("a.txt:0: found the id \"a.txt\" again, called \"a.txt#2\" here\n"
                          "a.txt:0: found the id \"a.txt\" again, called \"a.txt#3\" here\n"));
  reading_free(&r);
}
END_TEST

START_TEST(records_of_a_file_have_ids_of_their_own_or_their_line) {
  (void)file_write(
      "ids/a.jsonl",
      BYTES("{\"id\":\"x\",\"text\":\"1\"}\n{\"text\":\"2\"}\n\n{\"id\":\"\",\"text\":\"4\"}\n"
            "{\"id\":\"x\",\"text\":\"5\"}\n{\"id\":null,\"text\":\"6\",\"url\":\"https://example.org\"}\n"));
  reading r;
  reading_run_one(&r, file_path("ids"), NULL);
  ck_assert_articles(r, "x: 1 1\na.jsonl:2: 1 2\na.jsonl:4: 1 4\nx#2: 1 5\na.jsonl:6: 1 6\n");
  ck_assert_warns(r, "a.jsonl:5: found the id \"x\" again");
  reading_free(&r);
}
END_TEST

START_TEST(ids_are_unique_as_they_are_printed) {
  reading r;
  reading_run_bytes(&r, "spaces.csv", BYTES("id,text\nx,one\n x ,two\n  ,three\n"), NULL);
  ck_assert_articles(r, "x: 1 one\nx#2: 1 two\nspaces.csv:4: 1 three\n");
  reading_free(&r);
  reading_run_bytes(&r, "spaces.jsonl", BYTES("{\"id\":\"x\",\"text\":\"one\"}\n{\"id\":\"x\\n\",\"text\":\"two\"}\n"),
                    NULL);
  ck_assert_articles(r, "x: 1 one\nx#2: 1 two\n");
  reading_free(&r);
  reading_run_bytes(&r, "rows.csv", BYTES("id,paragraph,text\nx,1,one\nx ,2,two\n"), NULL);
  ck_assert_articles(r, "x: 1 one|2 two\n");
  reading_free(&r);
}
END_TEST

START_TEST(rows_of_the_same_id_in_another_file_are_another_article) {
  (void)file_write("rows/a.csv", BYTES("id,paragraph,text\nx,1,one\nx,2,two\n"));
  (void)file_write("rows/b.csv", BYTES("id,paragraph,text\nx,3,three\ny,1,uno\n"));
  reading r;
  reading_run_one(&r, file_path("rows"), NULL);
  ck_assert_articles(r, "x: 1 one|2 two\nx#2: 3 three\ny: 1 uno\n");
  ck_assert_warns(r, "b.csv:2: found the id \"x\" again, called \"x#2\" here");
  reading_free(&r);
  (void)file_write("rows/b.csv", BYTES("id,paragraph,text\nx,3,three\ny,1,uno\nx,4,four\n")); /* apart, there too */
  reading_run_one(&r, file_path("rows"), NULL);
  ck_assert_int_eq(r.status, SLANT_E_DATA);
  ck_assert_uint_eq(r.err.line, 4);
  ck_assert_says(r.err, "apart from its other rows");
  reading_free(&r);
}
END_TEST

START_TEST(a_missing_input_is_an_error_at_once) {
  write_text("there.txt");
  const char *inputs[] = {file_path("there.txt"), file_path("missing.txt")};
  reading r;
  reading_run(&r, inputs, 2, NULL);
  ck_assert_int_eq(r.status, SLANT_E_IO);
  ck_assert_str_eq(r.err.source, inputs[1]);
  ck_assert_articles(r, "");
  reading_free(&r);
}
END_TEST

START_TEST(a_file_that_cannot_be_opened_is_skipped_in_a_folder_alone) {
  write_text("closed/a.txt");
  write_text("closed/b.txt");
  ck_assert_int_eq(chmod(file_path("closed/a.txt"), 0), 0);
  if (access(file_path("closed/a.txt"), R_OK) == 0) return; /* as root */
  reading r;
  reading_run_one(&r, file_path("closed"), NULL);
  ck_assert_int_eq(r.status, SLANT_OK);
  ck_assert_articles(r, "b.txt: 1 one\n");
  ck_assert_uint_eq(r.counts.skipped, 1);
  reading_free(&r);
  reading_run_one(&r, file_path("closed/a.txt"), NULL);
  ck_assert_int_eq(r.status, SLANT_E_IO);
  reading_free(&r);
}
END_TEST

START_TEST(a_limit_counts_articles) {
  write_text("limit/a.txt");
  (void)file_write("limit/b.csv", BYTES("id,paragraph,text\nx,1,one\nx,2,two\ny,1,uno\n"));
  static const char *const expected[] = {"a.txt: 1 one\n", "a.txt: 1 one\nx: 1 one|2 two\n",
                                         "a.txt: 1 one\nx: 1 one|2 two\ny: 1 uno\n",
                                         "a.txt: 1 one\nx: 1 one|2 two\ny: 1 uno\n"};
  for (uint64_t limit = 1; limit <= 4; limit++) {
    reading r;
    reading_run_one(&r, file_path("limit"), &(slant_reader_options){.limit = limit});
    ck_assert_articles(r, expected[limit - 1]);
    reading_free(&r);
  }
}
END_TEST

START_TEST(no_inputs_are_no_articles) {
  reading r;
  reading_run(&r, NULL, 0, NULL);
  ck_assert_int_eq(r.status, SLANT_OK);
  ck_assert_articles(r, "");
  reading_free(&r);
  slant_reader_close(NULL);
}
END_TEST

START_TEST(an_article_outlives_its_reader) {
  slant_article *article =
      article_of("outlives.csv", BYTES("id,title,paragraph,label,text\nx,T,1,neutral,one\n"), NULL);
  ck_assert_text_eq(slant_article_field(article, SLANT_TITLE), BYTES("T"));
  ck_assert_text_eq(slant_article_paragraph(article, 0)->text, BYTES("one"));
  ck_assert_text_eq(slant_article_paragraph(article, 0)->label, BYTES("neutral"));
  slant_article_free(article);
}
END_TEST

START_TEST(a_reader_can_be_closed_at_any_time) {
  const char *inputs[] = {file_write("early.csv", BYTES("id,paragraph,text\nx,1,one\ny,1,uno\nz,1,eins\n"))};
  slant_reader *reader;
  slant_article *article;
  ck_assert_int_eq(slant_reader_open(&reader, inputs, 1, NULL, NULL), SLANT_OK);
  slant_reader_close(reader);
  ck_assert_int_eq(slant_reader_open(&reader, inputs, 1, NULL, NULL), SLANT_OK);
  ck_assert_int_eq(slant_reader_next(reader, &article, NULL), SLANT_OK);
  slant_reader_close(reader);
  slant_article_free(article);
}
END_TEST

static void count_unfit(void *user, const slant_error *problem) {
  ck_assert_int_eq(problem->status, SLANT_E_DATA);
  ck_assert_uint_eq(problem->line, 2);
  ++*(int *)user;
}

static void forbid_warning(void *user, const slant_error *warning) {
  (void)user;
  ck_abort_msg("warned: %s", warning->text);
}

static void assert_next(slant_reader *reader, const char *id) {
  slant_article *article;
  ck_assert_int_eq(slant_reader_next(reader, &article, NULL), SLANT_OK);
  if (id == NULL) ck_assert_ptr_null(article);
  if (id != NULL) ck_assert_text_eq(slant_article_field(article, SLANT_ID), text_of(id));
  slant_article_free(article);
}

START_TEST(bytes_stand_for_standard_input_once) {
  static const char *const inputs[] = {"-", "-"};
  int n_unfit = 0;
  slant_reader_options options = {.format = SLANT_FORMAT_JSONL,
                                  .bytes = BYTES("{\"id\":\"x\",\"text\":\"one\"}\n{]\n{\"id\":\"x\",\"text\":\"two\"}"),
                                  .keep_ids = true,
                                  .unfit = count_unfit,
                                  .warning = forbid_warning,
                                  .user = &n_unfit};
  slant_reader *reader;
  ck_assert_int_eq(slant_reader_open(&reader, inputs, 2, &options, NULL), SLANT_OK);
  assert_next(reader, "x");
  ck_assert_int_eq(n_unfit, 0); /* told in its place */
  assert_next(reader, "x");
  ck_assert_int_eq(n_unfit, 1);
  assert_next(reader, NULL);
  ck_assert_uint_eq(slant_reader_get_counts(reader).skipped, 1);
  slant_reader_close(reader);
  options.bytes = BYTES("");
  ck_assert_int_eq(slant_reader_open(&reader, inputs, 1, &options, NULL), SLANT_OK);
  assert_next(reader, NULL);
  slant_reader_close(reader);
}
END_TEST

Suite *article_reader_suite(void) {
  Suite *suite = suite_create("article_reader");
  TCase *tc = tcase_create("reader");
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, folders_are_read_in_the_byte_order_of_names);
  tcase_add_test(tc, what_is_of_no_known_kind_is_told_and_hidden_files_are_not);
  tcase_add_test(tc, links_to_files_are_read_and_links_to_folders_are_not);
  tcase_add_test(tc, inputs_are_read_in_their_order_and_ids_are_unique);
  tcase_add_test(tc, records_of_a_file_have_ids_of_their_own_or_their_line);
  tcase_add_test(tc, ids_are_unique_as_they_are_printed);
  tcase_add_test(tc, rows_of_the_same_id_in_another_file_are_another_article);
  tcase_add_test(tc, a_missing_input_is_an_error_at_once);
  tcase_add_test(tc, a_file_that_cannot_be_opened_is_skipped_in_a_folder_alone);
  tcase_add_test(tc, a_limit_counts_articles);
  tcase_add_test(tc, no_inputs_are_no_articles);
  tcase_add_test(tc, an_article_outlives_its_reader);
  tcase_add_test(tc, a_reader_can_be_closed_at_any_time);
  tcase_add_test(tc, bytes_stand_for_standard_input_once);
  suite_add_tcase(suite, tc);
  return suite;
}
