/* WARC: records of both versions, lies about their lengths, damage and what comes behind it, packed records. */
#include "codec/warc.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "codec/gunzip.h"
#include "suites.h"
#include "support/packing.h"
#include "support/support.h"

/* A record with a block of that length, whatever it says. */
static void put_record_of(slant_buffer *out, const char *version, const char *type, const char *more, uint64_t len, slant_text block) {
  slant_buffer_put_string(out, version);
  slant_buffer_put_string(out, "\r\nWARC-Type: ");
  slant_buffer_put_string(out, type);
  slant_buffer_put_string(out, "\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n");
  slant_buffer_put_string(out, more);
  slant_buffer_put_string(out, "Content-Length: ");
  slant_buffer_put_u64(out, len);
  slant_buffer_put_string(out, "\r\n\r\n");
  slant_buffer_put(out, block);
  slant_buffer_put_string(out, "\r\n\r\n");
}

static void put_record(slant_buffer *out, const char *type, slant_text block) {
  put_record_of(out, "WARC/1.1", type, "WARC-Target-URI: https://news.example/a\r\n", block.len, block);
}

/* Shows the records of an input, which is closed: "NUMBER TYPE block|" or "NUMBER! text|". */
static void show(slant_input *input, size_t cap, slant_buffer *out) {
  slant_warc *warc;
  slant_error err = {0};
  slant_buffer_clear(out);
  ck_assert_ok(slant_warc_open(&warc, input, cap, &err), err);
  for (bool found = true; found;) {
    slant_warc_record r;
    slant_error problem = {0};
    slant_status status = slant_warc_next(warc, &r, &found, &problem);
    ck_assert(status == SLANT_OK || status == SLANT_E_DATA);
    if (status == SLANT_OK && !found) break;
    slant_buffer_put_u64(out, status == SLANT_OK ? r.number : problem.line);
    if (status == SLANT_OK) {
      slant_buffer_put_char(out, ' ');
      slant_buffer_put_u64(out, (uint64_t)r.type);
      slant_buffer_put_char(out, ' ');
      slant_buffer_put(out, r.block);
    } else {
      slant_buffer_put_string(out, "! ");
      slant_buffer_put_bytes(out, problem.text, strlen(problem.text) < 30 ? strlen(problem.text) : 30);
    }
    slant_buffer_put_char(out, '|');
    found = true;
  }
  slant_warc_close(warc);
  slant_input_close(input);
}

static void show_bytes(slant_text bytes, size_t cap, slant_buffer *out) {
  slant_input *input;
  slant_error err = {0};
  ck_assert_ok(slant_input_open(&input, file_write("a.warc", bytes), &err), err);
  show(input, cap, out);
}

static void check(slant_buffer *bytes, const char *expected) {
  slant_buffer out = {0};
  show_bytes(slant_buffer_get(bytes), 1 << 20, &out);
  ck_assert_text_eq(slant_buffer_get(&out), text_of(expected));
  slant_buffer_free(&out);
  slant_buffer_clear(bytes);
}

START_TEST(records_of_all_types_are_read) {
  slant_buffer bytes = {0};
  put_record_of(&bytes, "WARC/1.0", "warcinfo", "", 5, BYTES("hello"));
  put_record(&bytes, "request", BYTES("GET"));
  put_record(&bytes, "RESPONSE", BYTES("one"));
  put_record(&bytes, "resource", BYTES("two"));
  put_record(&bytes, "conversion", BYTES("\r\n\r\n"));
  put_record(&bytes, "revisit", BYTES("HTTP"));
  put_record(&bytes, "metadata", BYTES(""));
  put_record(&bytes, "unheard-of", BYTES("x"));
  check(&bytes, "1 4 |2 4 |3 0 one|4 1 two|5 2 \r\n\r\n|6 3 |7 4 |8 4 |");
  slant_buffer_put_string(&bytes, "\n\nWARC/1.0\nwarc-type:resource\ncontent-length:  3 \n\nabc\n\nWARC/1.0\nWARC-Type: response\nContent-Length: 1\n\nx");
  check(&bytes, "1 1 abc|2 0 x|");
  check(&bytes, "");
  slant_buffer_free(&bytes);
}
END_TEST

START_TEST(fields_are_given_out) {
  slant_buffer bytes = {0};
  put_record_of(&bytes, "WARC/1.0", "response",
                "WARC-Target-URI: <http://news.example/b/>\r\nWARC-Truncated: length\r\nContent-Type: application/http; msgtype=response\r\n", 3,
                BYTES("abc"));
  slant_input *input;
  slant_warc *warc;
  slant_warc_record r;
  bool found;
  slant_error err = {0};
  ck_assert_ok(slant_input_open(&input, file_write("f.warc", slant_buffer_get(&bytes)), &err), err);
  ck_assert_ok(slant_warc_open(&warc, input, 100, &err), err);
  ck_assert_ok(slant_warc_next(warc, &r, &found, &err), err);
  ck_assert(found && r.truncated);
  ck_assert_text_eq(r.uri, BYTES("http://news.example/b/"));
  ck_assert_text_eq(r.date, BYTES("2024-05-01T10:00:00Z"));
  ck_assert_text_eq(r.content_type, BYTES("application/http; msgtype=response"));
  slant_warc_close(warc);
  slant_input_close(input);
  slant_buffer_free(&bytes);
}
END_TEST

START_TEST(after_a_broken_record_the_next_one_is_read) {
  slant_buffer b = {0};
  /* lengths that are too long, too short, and none */
  put_record(&b, "resource", BYTES("one"));
  put_record_of(&b, "WARC/1.1", "resource", "", 1000, BYTES("two"));
  put_record(&b, "resource", BYTES("three"));
  put_record(&b, "resource", BYTES("four"));
  check(&b, "1 1 one|2! found a record behind which no|3 1 three|4 1 four|");
  put_record_of(&b, "WARC/1.1", "resource", "", 150, BYTES("two"));
  put_record(&b, "resource", BYTES("three"));
  put_record(&b, "resource", BYTES("four, which is longer than what the first record says of itself, so that it ends in the midst of it"));
  check(&b, "1! found a record behind which no|2 1 three|3 1 four, which is longer than what the first record says of itself, so that it ends in the "
            "midst of it|");
  put_record_of(&b, "WARC/1.1", "resource", "", 2, BYTES("two\nmore"));
  put_record(&b, "resource", BYTES("three"));
  check(&b, "1! found a record behind which no|2 1 three|");
  put_record_of(&b, "WARC/1.1", "resource", "Content-Length: 18446744073709551617\r\n", 3, BYTES("two"));
  put_record(&b, "resource", BYTES("three"));
  check(&b, "1! found a record without a whole|2 1 three|");
  put_record_of(&b, "WARC/1.1", "resource", "Content-Length: 9000000000000000000\r\n", 3, BYTES("two"));
  put_record(&b, "resource", BYTES("three"));
  check(&b, "1! found a record of 900000000000|");
  /* what is no record, before and between */
  slant_buffer_put_string(&b, "some bytes\nthat are none\n");
  put_record(&b, "resource", BYTES("one"));
  slant_buffer_put_string(&b, "junk WARC/1.0\n");
  put_record(&b, "resource", BYTES("two"));
  check(&b, "1! found bytes that begin no reco|2 1 one|3! found bytes that begin no reco|4 1 two|");
  slant_buffer_put_string(&b, "WARC/1.1\r\nContent-Length: 3\r\nno end");
  check(&b, "1! found a record whose headers d|");
  slant_buffer_free(&b);
}
END_TEST

START_TEST(blocks_over_the_cap_are_passed_over) {
  slant_buffer bytes = {0}, out = {0}, block = {0};
  for (int i = 0; i < 300000; i++) slant_buffer_put_string(&block, "line\n");
  put_record(&bytes, "resource", slant_buffer_get(&block));
  put_record(&bytes, "metadata", slant_buffer_get(&block));
  put_record(&bytes, "resource", BYTES("three"));
  show_bytes(slant_buffer_get(&bytes), 100, &out);
  ck_assert_text_eq(slant_buffer_get(&out), BYTES("1! found a record of 1500000 byte|2 4 |3 1 three|"));
  slant_buffer_free(&bytes);
  slant_buffer_free(&out);
  slant_buffer_free(&block);
}
END_TEST

/* A packed archive of records that each are a member of their own; `damaged` (from 1) of them has bytes changed in its midst. */
static const char *pack(int n, int damaged) {
  slant_buffer all = {0};
  for (int i = 1; i <= n; i++) {
    slant_buffer record = {0};
    slant_buffer block = {0};
    for (uint32_t k = 0, x = (uint32_t)i; k < 3000; k++, x = x * 1664525 + 1013904223) slant_buffer_put_char(&block, (char)('a' + (x >> 28)));
    put_record(&record, "metadata", slant_buffer_get(&block));
    if (i % 2 == 0) {
      slant_buffer_clear(&record);
      put_record(&record, "resource", BYTES("two"));
    }
    slant_text member = file_read(file_compress("member.gz", PACK_GZ, slant_buffer_get(&record)));
    if (i == damaged) memset((char *)(uintptr_t)member.ptr + member.len / 2, 0, 40);
    slant_buffer_put(&all, member);
    free((char *)(uintptr_t)member.ptr);
    slant_buffer_free(&record);
    slant_buffer_free(&block);
  }
  const char *path = file_write("packed.warc.gz", slant_buffer_get(&all));
  slant_buffer_free(&all);
  return path;
}

static void check_packed(const char *path, const char *expected) {
  slant_input *raw, *input;
  slant_buffer out = {0};
  slant_error err = {0};
  ck_assert_ok(slant_input_open(&raw, path, &err), err);
  ck_assert_ok(slant_gunzip_open(&input, raw, &err), err);
  show(input, 1 << 20, &out);
  ck_assert_text_eq(slant_buffer_get(&out), text_of(expected));
  slant_buffer_free(&out);
}

START_TEST(packed_records_are_read_and_a_damaged_one_is_passed_over) {
  check_packed(pack(4, 0), "1 4 |2 1 two|3 4 |4 1 two|");
  check_packed(pack(4, 1), "1! found a record behind which no|2 1 two|3 4 |4 1 two|");
  check_packed(pack(4, 3), "1 4 |2 1 two|3! found a record behind which no|4 1 two|");
  const char *path = pack(3, 0);
  file_cut(path, 0.7);
  check_packed(path, "1 4 |2 1 two|3! found a record that the end of|");
  check_packed(file_write("none.gz", BYTES("")), "");
  check_packed(file_write("junk.gz", BYTES("\x1F\x8B\x08junk")), "1! found bytes that begin no reco|");
}
END_TEST

Suite *codec_warc_suite(void) {
  Suite *suite = suite_create("codec_warc");
  TCase *tc = tcase_create("warc");
  tcase_add_checked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, records_of_all_types_are_read);
  tcase_add_test(tc, fields_are_given_out);
  tcase_add_test(tc, after_a_broken_record_the_next_one_is_read);
  tcase_add_test(tc, blocks_over_the_cap_are_passed_over);
  tcase_add_test(tc, packed_records_are_read_and_a_damaged_one_is_passed_over);
  suite_add_tcase(suite, tc);
  return suite;
}
