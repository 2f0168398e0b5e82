/* Round trip: articles of every format are written as JSON lines and read back the same, and written again give the same
 * bytes. Labels are the data's own and no part of what is printed. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/support.h"

enum { MOST_ARTICLES = 200 };

typedef struct batch {
  slant_article *articles[MOST_ARTICLES];
  size_t n;
} batch;

static void read_all(batch *b, const char *input) {
  const char *inputs[] = {input};
  slant_reader *reader;
  slant_error err = {0};
  b->n = 0;
  ck_assert_ok(slant_reader_open(&reader, inputs, 1, NULL, &err), err);
  for (;;) {
    slant_article *article;
    ck_assert_ok(slant_reader_next(reader, &article, &err), err);
    if (article == NULL) break;
    ck_assert_uint_lt(b->n, MOST_ARTICLES);
    b->articles[b->n++] = article;
  }
  ck_assert_uint_eq(slant_reader_get_counts(reader).skipped, 0);
  slant_reader_close(reader);
}

static const char *write_all(const batch *b, const char *name) {
  const char *path = file_path(name);
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  ck_assert_int_ge(fd, 0);
  slant_writer *writer;
  slant_error err = {0};
  ck_assert_ok(slant_writer_open_articles(&writer, fd, &err), err);
  for (size_t i = 0; i < b->n; i++) ck_assert_ok(slant_writer_add_article(writer, b->articles[i], &err), err);
  ck_assert_ok(slant_writer_finish(writer, &err), err);
  slant_writer_close(writer);
  ck_assert_int_eq(close(fd), 0);
  return path;
}

static void free_all(batch *b) {
  for (size_t i = 0; i < b->n; i++) slant_article_free(b->articles[i]);
}

static void assert_same_article(const slant_article *a, const slant_article *b) {
  for (int f = 0; f < SLANT_N_FIELDS; f++) {
    ck_assert_text_eq(slant_article_field(b, (slant_field)f), slant_article_field(a, (slant_field)f));
  }
  ck_assert_text_eq(slant_article_text(b), slant_article_text(a));
  ck_assert_uint_eq(slant_article_n_paragraphs(b), slant_article_n_paragraphs(a));
  for (size_t i = 0; i < slant_article_n_paragraphs(a); i++) {
    const slant_paragraph *x = slant_article_paragraph(a, i), *y = slant_article_paragraph(b, i);
    ck_assert_uint_eq(y->number, x->number);
    ck_assert_uint_eq(y->flags, x->flags);
    ck_assert_uint_eq(y->start, x->start);
    ck_assert_uint_eq(y->end, x->end);
    ck_assert_text_eq(y->text, x->text);
  }
}

static void assert_round_trip(const char *input) {
  static batch first, second;
  read_all(&first, input);
  ck_assert_uint_gt(first.n, 0);
  const char *path = write_all(&first, "written.jsonl");
  read_all(&second, path);
  ck_assert_uint_eq(second.n, first.n);
  for (size_t i = 0; i < first.n; i++) assert_same_article(first.articles[i], second.articles[i]);
  slant_text once = file_read(path), twice = file_read(write_all(&second, "again.jsonl"));
  ck_assert_text_eq(twice, once);
  free((void *)(uintptr_t)once.ptr);
  free((void *)(uintptr_t)twice.ptr);
  free_all(&first);
  free_all(&second);
}

START_TEST(articles_of_every_format_come_back) {
  (void)file_write("in/a.txt",
                   BYTES("  one\r\n\r\ntwo \xE2\x80\xA8 three\n\n***\n\nit\x92s \0 broken \"quoted\" \\ \x1B\x7F\n"));
  (void)file_write("in/empty.txt", BYTES(""));
  (void)file_write("in/blank.txt", BYTES(" \n\n\t\n"));
  (void)file_write("in/b.md", BYTES("\n# A title\n\none\n\ntwo\n"));
  (void)file_write("in/title.md", BYTES("# A title alone"));
  (void)file_write(
      "in/c.jsonl",
      BYTES("{\"id\":7,\"title\":\"T\",\"source\":\"S\",\"date\":\"2024-05-01\",\"author\":\"A\","
            "\"url\":\"https://example.org/?a=1&b=2\",\"language\":\"en\",\"target\":\"Acme\","
            "\"text\":\"one\\n\\ntwo\"}\n"
            "{\"paragraphs\":[\"one\\n\\nstill one\",\"\",\"  spaces  \",\"caf\xC3\xA9 \\u0000\"]}\n"
            "{\"id\":\"numbers\",\"paragraphs\":[{\"text\":\"two\",\"paragraph\":2},{\"text\":\"nine\",\"paragraph\":9}"
            "]}\n"
            "{\"id\":\"no paragraphs\",\"paragraphs\":[],\"text\":\"some text\"}\n{\"id\":\"nothing\"}\n"));
  (void)file_write("in/d.csv", BYTES("id,title,text\nx,\"a \"\"title\"\"\",\"one\n\ntwo\"\ny,,\n"));
  (void)file_write("in/e.csv", BYTES("article,paragraph,text,title\nz,1,one,t\nz,3,,t\nz,4,f\xFFur,t\nw,1,uno,u\n"));
  assert_round_trip(file_path("in"));
}
END_TEST

START_TEST(the_sample_comes_back) { assert_round_trip(SAMPLE_FOLDER); }
END_TEST

START_TEST(a_full_device_is_noticed) {
  int fd = open("/dev/full", O_WRONLY);
  if (fd < 0) return; /* a system without it */
  slant_article *article;
  slant_writer *writer;
  slant_error err = {0};
  ck_assert_ok(slant_article_from_text(&article, "a", BYTES(""), BYTES("one"), SLANT_BY_AUTO, &err), err);
  ck_assert_ok(slant_writer_open_articles(&writer, fd, &err), err);
  slant_status status = slant_writer_add_article(writer, article, &err);
  if (status == SLANT_OK) status = slant_writer_finish(writer, &err);
  ck_assert_int_eq(status, SLANT_E_IO);
  slant_writer_close(writer);
  slant_article_free(article);
  (void)close(fd);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("roundtrip");
  TCase *tc = tcase_create("articles");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, articles_of_every_format_come_back);
  tcase_add_test(tc, the_sample_comes_back);
  tcase_add_test(tc, a_full_device_is_noticed);
  suite_add_tcase(suite, tc);
  return run_suite(suite);
}
