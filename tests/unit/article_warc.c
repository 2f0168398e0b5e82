/* Web archives: which records are articles, what they keep, what is counted; a long archive in little memory. */
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/buffer.h"
#include "suites.h"
#include "support/packing.h"
#include "support/reading.h"

#define HTTP_HTML "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1252\r\n\r\n"
#define PAGE "<!DOCTYPE html><html lang=\"en\"><head><title>Harbour</title></head><body><article><h1>Harbour</h1>"
#define ONE "<p>The council praised the harbour, and the ferry that leaves from it was welcomed by the whole village.</p>"
#define TWO "<p>The minister said that the budget of the harbour would be kept, and that the l\xEA" "vy stays as it is for now.</p>"
#define END "</article></body></html>"

static void put_record(slant_buffer *out, const char *type, const char *kind, const char *uri, const char *more, slant_text block) {
  slant_buffer_put_string(out, "WARC/1.1\r\nWARC-Type: ");
  slant_buffer_put_string(out, type);
  slant_buffer_put_string(out, "\r\nWARC-Target-URI: ");
  slant_buffer_put_string(out, uri);
  slant_buffer_put_string(out, "\r\nWARC-Date: 2024-05-01T10:00:00Z\r\nContent-Type: ");
  slant_buffer_put_string(out, kind);
  slant_buffer_put_string(out, more);
  slant_buffer_put_string(out, "\r\nContent-Length: ");
  slant_buffer_put_u64(out, block.len);
  slant_buffer_put_string(out, "\r\n\r\n");
  slant_buffer_put(out, block);
  slant_buffer_put_string(out, "\r\n\r\n");
}

static void put_response(slant_buffer *out, const char *uri, const char *more, slant_text block) {
  put_record(out, "response", "application/http; msgtype=response", uri, more, block);
}

static void put_sample(slant_buffer *out) {
  put_record(out, "warcinfo", "application/warc-fields", "", "", BYTES("software: x\r\n"));
  put_record(out, "request", "application/http; msgtype=request", "https://news.example/a/", "", BYTES("GET / HTTP/1.1\r\n\r\n"));
  put_response(out, "https://news.example/a/", "", BYTES(HTTP_HTML PAGE ONE TWO END));
  put_response(out, "https://news.example/gone", "", BYTES("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" PAGE ONE END));
  put_response(out, "https://news.example/logo.png", "", BYTES("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1A\n"));
  put_record(out, "revisit", "application/http; msgtype=response", "https://news.example/a/", "", BYTES("HTTP/1.1 304 Not Modified\r\n\r\n"));
  put_record(out, "conversion", "text/plain", "https://news.example/b", "", BYTES("one two\n\nthree four\n"));
  put_response(out, "https://news.example/c", "\r\nWARC-Truncated: length", BYTES(HTTP_HTML PAGE ONE));
  put_response(out, "https://news.example/d", "", BYTES("HTTP/1.1 200 OK\r\nContent-Type: text/html"));
  put_record(out, "resource", "text/html", "https://news.example/e", "", BYTES(PAGE ONE END));
}

static void check_sample(const char *path, const char *name) {
  reading r;
  reading_run_one(&r, path, NULL);
  ck_assert_int_eq(r.status, SLANT_OK);
  ck_assert_uint_eq(r.counts.articles, 4);
  ck_assert_uint_eq(r.counts.skipped, 1);
  static const int numbers[] = {3, 7, 8, 10};
  const char *line;
  slant_buffer_put_char(&r.articles, '\0');
  line = r.articles.ptr;
  for (size_t i = 0; i < 4; i++) {
    slant_buffer id = {0};
    slant_buffer_put_string(&id, name);
    slant_buffer_put_char(&id, ':');
    slant_buffer_put_u64(&id, (uint64_t)numbers[i]);
    slant_buffer_put_char(&id, ':');
    ck_assert_msg(strncmp(line, id.ptr, id.len) == 0, "%s", line);
    slant_buffer_free(&id);
    line = strchr(line, '\n');
    ck_assert_ptr_nonnull(line);
    line++;
  }
  ck_assert(holds_text(slant_buffer_get(&r.articles), BYTES("the l\xC3\xAAvy stays")));
  ck_assert_warns(r, ":9: found a response whose headers do not end");
  ck_assert_warns(r, ":0: pages read: 4, of them cut off by the crawler: 1; passed over: revisits: 1, responses with another status than 200: 1, contents that are no page: 1, "
                     "requests and other records: 2");
  reading_free(&r);
}

START_TEST(pages_are_articles_and_the_rest_is_counted) {
  slant_buffer bytes = {0};
  put_sample(&bytes);
  check_sample(file_write("crawl.warc", slant_buffer_get(&bytes)), "crawl.warc");
  check_sample(file_compress("crawl.warc.gz", PACK_GZ, slant_buffer_get(&bytes)), "crawl.warc.gz");
  check_sample(file_compress("crawl.warc.zst", PACK_ZST, slant_buffer_get(&bytes)), "crawl.warc.zst");
  slant_buffer_free(&bytes);
}
END_TEST

START_TEST(pages_keep_address_day_and_encoding) {
  slant_buffer bytes = {0};
  put_sample(&bytes);
  const char *inputs[] = {file_write("named", slant_buffer_get(&bytes))}; /* its first bytes tell */
  slant_reader *reader;
  slant_article *article;
  slant_error err = {0};
  ck_assert_ok(slant_reader_open(&reader, inputs, 1, NULL, &err), err);
  ck_assert_ok(slant_reader_next(reader, &article, &err), err);
  ck_assert_text_eq(slant_article_field(article, SLANT_ID), BYTES("named:3"));
  ck_assert_text_eq(slant_article_field(article, SLANT_URL), BYTES("https://news.example/a/"));
  ck_assert_text_eq(slant_article_field(article, SLANT_DATE), BYTES("2024-05-01"));
  ck_assert_text_eq(slant_article_field(article, SLANT_ENCODING), BYTES("windows-1252"));
  slant_article_free(article);
  ck_assert_ok(slant_reader_next(reader, &article, &err), err);
  ck_assert_text_eq(slant_article_field(article, SLANT_URL), BYTES("https://news.example/b"));
  ck_assert_text_eq(slant_article_field(article, SLANT_DATE), BYTES("2024-05-01"));
  ck_assert_text_eq(slant_article_text(article), BYTES("one two\n\nthree four\n"));
  ck_assert_uint_eq(slant_article_n_paragraphs(article), 2);
  slant_article_free(article);
  slant_reader_close(reader);
  slant_buffer_free(&bytes);
}
END_TEST

/* Bytes of memory that the process had at most. */
static size_t most_memory(void) {
  struct rusage usage;
  ck_assert_int_eq(getrusage(RUSAGE_SELF, &usage), 0);
  return (size_t)usage.ru_maxrss << 10;
}

/* What is freed stays taken for a while under a sanitizer. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KEEPS_FREED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define KEEPS_FREED 1
#endif
#ifdef KEEPS_FREED
enum { MOST_TAKEN = 512 << 20 };
#else
enum { MOST_TAKEN = 48 << 20 }; /* valgrind keeps 20 MB of it */
#endif

START_TEST(a_long_archive_takes_little_memory) {
  enum { N = 6000 }; /* 120 MB unpacked */
  slant_buffer bytes = {0}, blob = {0};
  slant_buffer_put_string(&blob, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n");
  for (int i = 0; i < 20000; i++) slant_buffer_put_char(&blob, (char)(i * 7));
  put_sample(&bytes);
  for (int i = 0; i < 20; i++) put_response(&bytes, "https://news.example/logo.png", "", slant_buffer_get(&blob));
  slant_text once = file_read(file_compress("once.gz", PACK_GZ, slant_buffer_get(&bytes)));
  slant_buffer_clear(&bytes);
  for (int i = 0; i < N / 20; i++) slant_buffer_put(&bytes, once); /* members, one behind the other */
  const char *path = file_write("long.warc.gz", slant_buffer_get(&bytes));
  slant_buffer_free(&bytes);
  free((char *)(uintptr_t)once.ptr);
  slant_reader *reader;
  slant_article *article;
  slant_error err = {0};
  size_t before = most_memory();
  ck_assert_ok(slant_reader_open(&reader, &path, 1, NULL, &err), err);
  do {
    ck_assert_ok(slant_reader_next(reader, &article, &err), err);
    slant_article_free(article);
  } while (article != NULL);
  ck_assert_uint_eq(slant_reader_get_counts(reader).articles, 4 * N / 20);
  ck_assert_uint_lt(most_memory() - before, MOST_TAKEN);
  slant_reader_close(reader);
  slant_buffer_free(&blob);
}
END_TEST

Suite *article_warc_suite(void) {
  Suite *suite = suite_create("article_warc");
  TCase *tc = tcase_create("warc");
  tcase_add_checked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, pages_are_articles_and_the_rest_is_counted);
  tcase_add_test(tc, pages_keep_address_day_and_encoding);
  tcase_add_test(tc, a_long_archive_takes_little_memory);
  suite_add_tcase(suite, tc);
  return suite;
}
