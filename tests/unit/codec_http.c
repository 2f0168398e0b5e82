/* HTTP: responses as crawlers keep them, codings undone, lies refused. */
#include "codec/http.h"

#include <stdlib.h>
#include <string.h>

#include "codec/headers.h"
#include "suites.h"
#include "support/packing.h"
#include "support/support.h"

#define PAGE "<!DOCTYPE html><p>The harbour was praised, the ferry was praised, the village was praised.</p>\n"
#define BROTLI \
  "\x1B\x5E\x00\xE0\x9D\x09\x76\x2C\x9D\x61\x52\x1B\xF6\xB0\xA6\x42\x83\xA3\x53\x66\x77\xED\x22\x37\x97\x27\x7D\xC2" \
  "\xCA\x1C\xE3\xC0\x69\x18\x06\x1C\x27\xB8\x0D\xF7\x18\xCB\xB1\x86\x67\x5B\x98\x59\x69\x82\x0D\xA4\xBC\x3E\xF4\xE0" \
  "\xEA\x58\x27\xFC\x15\xC4\xA2\x3A"
#define ZLIB \
  "\x78\xDA\xB3\x51\x74\xF1\x77\x0E\x89\x0C\x70\x55\xC8\x28\xC9\xCD\xB1\xB3\x29\xB0\x0B\xC9\x48\x55\xC8\x48\x2C\x4A" \
  "\xCA\x2F\x2D\x52\x28\x4F\x2C\x56\x28\x28\x4A\xCC\x2C\x4E\x4D\xD1\x51\x28\x01\x4A\xA4\xA5\x16\x15\x55\x62\x0A\x97" \
  "\x65\xE6\xE4\x24\xA6\xA7\x22\x4B\xE8\xD9\xE8\x17\xD8\x71\x01\x00\x15\x80\x20\xB7"
#define RAW \
  "\xB3\x51\x74\xF1\x77\x0E\x89\x0C\x70\x55\xC8\x28\xC9\xCD\xB1\xB3\x29\xB0\x0B\xC9\x48\x55\xC8\x48\x2C\x4A\xCA\x2F" \
  "\x2D\x52\x28\x4F\x2C\x56\x28\x28\x4A\xCC\x2C\x4E\x4D\xD1\x51\x28\x01\x4A\xA4\xA5\x16\x15\x55\x62\x0A\x97\x65\xE6" \
  "\xE4\x24\xA6\xA7\x22\x4B\xE8\xD9\xE8\x17\xD8\x71\x01\x00"
#define GZIP \
  "\x1F\x8B\x08\x00\x00\x00\x00\x00\x02\x03\xB3\x51\x74\xF1\x77\x0E\x89\x0C\x70\x55\xC8\x28\xC9\xCD\xB1\xB3\x29\xB0" \
  "\x0B\xC9\x48\x55\xC8\x48\x2C\x4A\xCA\x2F\x2D\x52\x28\x4F\x2C\x56\x28\x28\x4A\xCC\x2C\x4E\x4D\xD1\x51\x28\x01\x4A" \
  "\xA4\xA5\x16\x15\x55\x62\x0A\x97\x65\xE6\xE4\x24\xA6\xA7\x22\x4B\xE8\xD9\xE8\x17\xD8\x71\x01\x00\xF8\x01\xC8\x7B" \
  "\x5F\x00\x00\x00"
#define BROTLI_BOMB \
  "\xCB\xFF\xFF\x3F\xF8\x27\x00\xE2\xB1\x40\x20\xF7\xFE\x2F\xFF\xFF\xFF\xF0\x4F\x00\xC4\x61\x11\x80\xEE\xFD\x1F"

#define OK "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

static slant_http_limits limits(bool cut) { return (slant_http_limits){.max_bytes = 1 << 20, .cut = cut, .path = "x.warc", .line = 7}; }

/* The body of a response; in `room`, or in `bytes`. */
static slant_status body_of(slant_text bytes, bool cut, slant_buffer *room, slant_text *body, slant_error *err) {
  slant_http_limits l = limits(cut);
  slant_http_response response;
  slant_status status = slant_http_parse(&response, bytes, &l, err);
  return status == SLANT_OK ? slant_http_body(&response, &l, room, body, err) : status;
}

START_TEST(headers_are_found) {
  slant_text head = BYTES("GET / HTTP/1.1\r\nContent-Type :  text/html ; charset=x \r\nX:\n folded: yes\r\nEMPTY:\r\ncontent-type: two\r\n\r\nrest");
  ck_assert_uint_eq(slant_headers_end(head), head.len - 4);
  ck_assert_text_eq(slant_headers_find(head, "content-type"), BYTES("text/html ; charset=x"));
  ck_assert_text_eq(slant_headers_first(slant_headers_find(head, "content-type")), BYTES("text/html"));
  ck_assert_text_eq(slant_headers_find(head, "empty"), BYTES(""));
  ck_assert_text_eq(slant_headers_find(head, "folded"), BYTES(""));
  ck_assert_text_eq(slant_headers_find(head, "absent"), BYTES(""));
  ck_assert_uint_eq(slant_headers_end(BYTES("a: b\r\nc: d\r\n")), 0);
  ck_assert_uint_eq(slant_headers_end(BYTES("")), 0);
  ck_assert_uint_eq(slant_headers_end(BYTES("\n")), 1);
  uint64_t n;
  ck_assert(slant_headers_number(BYTES("0123"), &n) && n == 123);
  ck_assert(!slant_headers_number(BYTES(""), &n) && !slant_headers_number(BYTES("-1"), &n) && !slant_headers_number(BYTES("1 2"), &n));
  ck_assert(!slant_headers_number(BYTES("99999999999999999999"), &n));
}
END_TEST

START_TEST(responses_are_taken_apart) {
  slant_http_limits l = limits(false);
  slant_http_response r;
  slant_error err = {0};
  ck_assert_ok(slant_http_parse(&r, BYTES("HTTP/1.1 404 Not Found\r\nA: b\r\n\r\nbody\r\n\r\n"), &l, &err), err);
  ck_assert_uint_eq(r.status, 404);
  ck_assert_text_eq(r.body, BYTES("body\r\n\r\n"));
  ck_assert_ok(slant_http_parse(&r, BYTES("HTTP/2 200\n\n"), &l, &err), err);
  ck_assert_uint_eq(r.status, 200);
  ck_assert_text_eq(r.body, BYTES(""));
  static const slant_text broken[] = {BYTES("HTTP/1.1 200 OK\r\nA: b\r\nno end"), BYTES("<html>\n\n"), BYTES("HTTP/1.1"), BYTES(""),
                                      BYTES("HTTP/1.1200OK\r\n\r\n")};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    slant_error problem = {0};
    ck_assert_int_eq(slant_http_parse(&r, broken[i], &l, &problem), SLANT_E_DATA);
    ck_assert_says(problem, "expected HTTP headers");
    ck_assert_uint_eq(problem.line, 7);
  }
}
END_TEST

START_TEST(codings_are_undone) {
  static const slant_text responses[] = {
      BYTES(OK "\r\n" PAGE),
      BYTES(OK "Content-Encoding: gzip\r\n\r\n" GZIP),
      BYTES(OK "Content-Encoding: X-GZip\r\n\r\n" GZIP),
      BYTES(OK "Content-Encoding: deflate\r\n\r\n" ZLIB),
      BYTES(OK "Content-Encoding: deflate\r\n\r\n" RAW),
      BYTES(OK "Content-Encoding: br\r\n\r\n" BROTLI),
      BYTES(OK "Content-Encoding: identity, br , identity\r\n\r\n" BROTLI),
      BYTES(OK "Transfer-Encoding: chunked\r\n\r\n5\r\n<!DOC\r\n5a;name=value\r\nTYPE html><p>The harbour was praised, the ferry was praised, "
               "the village was praised.</p>\n\r\n0\r\nTrailer: x\r\n\r\n"),
      BYTES(OK "Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n\r\n40\r\n" BROTLI "\r\n0\r\n\r\n"),
      BYTES(OK "Transfer-Encoding: gzip, chunked\r\nContent-Encoding: identity, gzip\r\n\r\n58\r\n" GZIP "\r\n0\r\n\r\n"),
      /* the crawler undid them and kept the headers */
      BYTES(OK "Transfer-Encoding: chunked\r\n\r\n" PAGE),
      BYTES(OK "Content-Encoding: gzip\r\n\r\n" PAGE),
      BYTES(OK "Content-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n" PAGE),
  };
  for (size_t i = 0; i < sizeof responses / sizeof *responses; i++) {
    slant_buffer room = {0};
    slant_text body;
    slant_error err = {0};
    ck_assert_ok(body_of(responses[i], false, &room, &body, &err), err);
    ck_assert_msg(same_text(body, BYTES(PAGE)), "response %zu: \"%s\"", i, shown(body, 0));
    slant_buffer_free(&room);
  }
}
END_TEST

START_TEST(damage_and_lies_are_refused_or_cut) {
  static const struct {
    slant_text bytes;
    const char *says;
    const char *cut; /* what is read of bytes that are known to be cut off; NULL: they are refused, too */
  } cases[] = {
      {BYTES(OK "Transfer-Encoding: chunked\r\n\r\n5\r\nabc"), "damaged in its coding chunked", "abc"},
      {BYTES(OK "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n"), "damaged in its coding chunked", "abc"},
      {BYTES(OK "Transfer-Encoding: chunked\r\n\r\n3\r\nabc"), "damaged in its coding chunked", "abc"},
      {BYTES(OK "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nfffffffffffffff\r\nd"), "damaged in its coding chunked", "abcd"},
      {BYTES(OK "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n10000000000000003\r\nd"), "damaged in its coding chunked", "abc"},
      {BYTES(OK "Content-Encoding: gzip\r\n\r\n\x1F\x8B\x08\0\0\0\0\0\0\3\xFF\xFF\xFF"), "damaged in its coding gzip", NULL},
      {BYTES(OK "Content-Encoding: deflate\r\n\r\n"), "damaged in its coding gzip", ""},
      {BYTES(OK "Content-Encoding: br\r\n\r\n\xFF\xFF\xFF"), "damaged in its coding br", NULL},
      {BYTES(OK "Content-Encoding: br\r\n\r\n"), "damaged in its coding br", ""},
      {BYTES(OK "Content-Encoding: zstd\r\n\r\n\x28\xB5\x2F\xFD\xFF\xFF\xFF"), "damaged in its coding zstd", ""},
      {BYTES(OK "Content-Encoding: zst\r\n\r\nabc"), "in the coding zst, expected", NULL},
      {BYTES(OK "Content-Encoding: identity,identity,identity,identity,gzip\r\n\r\nabc"), "many layers", NULL},
      {BYTES(OK "Content-Encoding: br\r\n\r\n" BROTLI_BOMB), "more than 250 times", NULL},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    slant_buffer room = {0};
    slant_text body;
    slant_error err = {0};
    ck_assert_msg(body_of(cases[i].bytes, false, &room, &body, &err) == SLANT_E_DATA, "case %zu", i);
    ck_assert_says(err, cases[i].says);
    ck_assert_str_eq(err.source, "x.warc");
    slant_error second = {0};
    slant_status status = body_of(cases[i].bytes, true, &room, &body, &second);
    ck_assert_msg((status == SLANT_OK) == (cases[i].cut != NULL), "case %zu: %s", i, second.text);
    if (cases[i].cut != NULL) ck_assert_text_eq(body, text_of(cases[i].cut));
    slant_buffer_free(&room);
  }
}
END_TEST

START_TEST(zstd_is_undone) {
  slant_text sent = file_read(file_compress("page.zst", PACK_ZST, BYTES(PAGE)));
  for (size_t missing = 0; missing < 2; missing++) {
    slant_buffer bytes = {0}, room = {0};
    slant_text body;
    slant_error err = {0};
    slant_buffer_put_string(&bytes, OK "Content-Encoding: zstd\r\n\r\n");
    slant_buffer_put_bytes(&bytes, sent.ptr, sent.len - missing);
    slant_status status = body_of(slant_buffer_get(&bytes), false, &room, &body, &err);
    ck_assert_int_eq(status, missing == 0 ? SLANT_OK : SLANT_E_DATA);
    if (missing == 0) ck_assert_text_eq(body, BYTES(PAGE));
    else ck_assert_says(err, "damaged in its coding zstd");
    slant_buffer_free(&bytes);
    slant_buffer_free(&room);
  }
  free((char *)(uintptr_t)sent.ptr);
}
END_TEST

START_TEST(a_page_that_unpacks_to_more_than_the_cap_is_refused) {
  slant_buffer bytes = {0}, noise = {0}, room = {0};
  for (uint32_t i = 0, x = 1; i < 5 << 18; i++) {
    x = x * 1664525 + 1013904223;
    slant_buffer_put_char(&noise, (char)('a' + (x >> 28)));
  }
  const char *path = file_compress("big.gz", PACK_GZ, slant_buffer_get(&noise));
  slant_text small = file_read(path);
  slant_buffer_put_string(&bytes, OK "Content-Encoding: gzip\r\n\r\n");
  slant_buffer_put(&bytes, small);
  slant_text body;
  slant_error err = {0};
  ck_assert_int_eq(body_of(slant_buffer_get(&bytes), false, &room, &body, &err), SLANT_E_DATA);
  ck_assert_says(err, "found a page of more than 1048576 bytes");
  free((char *)(uintptr_t)small.ptr);
  slant_buffer_free(&bytes);
  slant_buffer_free(&noise);
  slant_buffer_free(&room);
}
END_TEST

Suite *codec_http_suite(void) {
  Suite *suite = suite_create("codec_http");
  TCase *tc = tcase_create("http");
  tcase_add_checked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, headers_are_found);
  tcase_add_test(tc, responses_are_taken_apart);
  tcase_add_test(tc, codings_are_undone);
  tcase_add_test(tc, damage_and_lies_are_refused_or_cut);
  tcase_add_test(tc, zstd_is_undone);
  tcase_add_test(tc, a_page_that_unpacks_to_more_than_the_cap_is_refused);
  suite_add_tcase(suite, tc);
  return suite;
}
