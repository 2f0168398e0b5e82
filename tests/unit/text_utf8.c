/* UTF-8: what is well-formed, how the rest is repaired, what counts as space. */
#include "text/utf8.h"

#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "suites.h"
#include "support/support.h"

#define R "\xEF\xBF\xBD"

/* Bytes, what becomes of them, and how many replacements that takes. */
static const struct {
  slant_text bytes, repaired;
  size_t n;
} repairs[] = {
    {BYTES(""), BYTES(""), 0},
    {BYTES("plain"), BYTES("plain"), 0},
    {BYTES("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z"), BYTES("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z"), 0},
    {BYTES("\xEF\xBF\xBD"), BYTES(R), 0}, /* it stood there before */
    {BYTES("\0"), BYTES(R), 1},
    {BYTES("a\0\0b"), BYTES("a" R R "b"), 2},
    {BYTES("it\x92s"), BYTES("it" R "s"), 1},
    {BYTES("\x80"), BYTES(R), 1},
    {BYTES("\xBF\xBF"), BYTES(R R), 2},
    {BYTES("\xFF\xFE"), BYTES(R R), 2},
    {BYTES("\xC3"), BYTES(R), 1},
    {BYTES("\xC3"
           "A"),
     BYTES(R "A"), 1},
    {BYTES("\xC3\xC3\xA9"), BYTES(R "\xC3\xA9"), 1},
    {BYTES("\xE2\x82"), BYTES(R), 1},
    {BYTES("\xE2\x82"
           "A"),
     BYTES(R "A"), 1},
    {BYTES("\xE2\x82\xE2\x82\xAC"), BYTES(R "\xE2\x82\xAC"), 1},
    {BYTES("\xF0\x9F\x98"), BYTES(R), 1},
    {BYTES("\xF0\x9F\x98\xF0"), BYTES(R R), 2},
    {BYTES("\xF0\x9F"
           "A\x98"),
     BYTES(R "A" R), 2},
    /* overlong forms, surrogates and what lies beyond U+10FFFF: no byte of them begins a well-formed part */
    {BYTES("\xC0\x80"), BYTES(R R), 2},
    {BYTES("\xC1\xBF"), BYTES(R R), 2},
    {BYTES("\xE0\x80\x80"), BYTES(R R R), 3},
    {BYTES("\xE0\x9F\xBF"), BYTES(R R R), 3},
    {BYTES("\xE0\xA0\x80"), BYTES("\xE0\xA0\x80"), 0},
    {BYTES("\xED\x9F\xBF"), BYTES("\xED\x9F\xBF"), 0},
    {BYTES("\xED\xA0\x80"), BYTES(R R R), 3},
    {BYTES("\xED\xBF\xBF"), BYTES(R R R), 3},
    {BYTES("\xF0\x8F\xBF\xBF"), BYTES(R R R R), 4},
    {BYTES("\xF0\x90\x80\x80"), BYTES("\xF0\x90\x80\x80"), 0},
    {BYTES("\xF4\x8F\xBF\xBF"), BYTES("\xF4\x8F\xBF\xBF"), 0},
    {BYTES("\xF4\x90\x80\x80"), BYTES(R R R R), 4},
    {BYTES("\xF5\x80\x80\x80"), BYTES(R R R R), 4},
    {BYTES("\xF8\x88\x80\x80\x80"), BYTES(R R R R R), 5},
    /* the examples of the Unicode Standard, tables 3-8 to 3-11 */
    {BYTES("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82"
           "A"),
     BYTES(R R R R R R R R "A"), 8},
    {BYTES("\xED\xA0\x80\xED\xBF\xBF\xED\xAF"
           "A"),
     BYTES(R R R R R R R R "A"), 8},
    {BYTES("\xF4\x91\x92\x93\xFF"
           "A\x80\xBF"
           "B"),
     BYTES(R R R R R "A" R R "B"), 7},
    {BYTES("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF"
           "A"),
     BYTES(R R R R "A"), 4},
    /* across the eight bytes that are looked at together */
    {BYTES("0123456\xC3\xA9"
           "01234567\xC3"),
     BYTES("0123456\xC3\xA9"
           "01234567" R),
     1},
    {BYTES("01234567\0"
           "1234567"),
     BYTES("01234567" R "1234567"), 1},
    {BYTES("01234567\x01\x7F\x01\x7F\x01\x7F\x01\x7F"), BYTES("01234567\x01\x7F\x01\x7F\x01\x7F\x01\x7F"), 0},
};

START_TEST(each_maximal_ill_formed_part_becomes_one_replacement) {
  slant_buffer out = {0};
  slant_buffer_put_string(&out, "<");
  ck_assert_uint_eq(slant_utf8_repair(repairs[_i].bytes, &out), repairs[_i].n);
  slant_text repaired = slant_buffer_get(&out);
  ck_assert_int_eq(repaired.ptr[0], '<'); /* appended */
  ck_assert_text_eq(((slant_text){repaired.ptr + 1, repaired.len - 1}), repairs[_i].repaired);
  ck_assert_uint_eq(slant_utf8_valid_prefix(repaired), repaired.len);
  ck_assert_int_eq(slant_utf8_valid_prefix(repairs[_i].bytes) == repairs[_i].bytes.len, repairs[_i].n == 0);
  slant_buffer_free(&out);
}
END_TEST

START_TEST(no_bytes_at_all_need_no_repair) {
  slant_buffer out = {0};
  ck_assert_uint_eq(slant_utf8_repair((slant_text){NULL, 0}, &out), 0);
  ck_assert_uint_eq(slant_utf8_valid_prefix((slant_text){NULL, 0}), 0);
  ck_assert_uint_eq(slant_utf8_trim((slant_text){NULL, 0}).len, 0);
  slant_buffer_free(&out);
}
END_TEST

static size_t encode(uint32_t c, char out[4]) {
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (size_t i = len - 1; i > 0; i--, c >>= 6) out[i] = (char)(0x80 | (c & 0x3F));
  out[0] = (char)((len == 2 ? 0xC0u : len == 3 ? 0xE0u : 0xF0u) | c);
  return len;
}

START_TEST(every_code_point_is_valid_but_nul_and_surrogates) {
  for (uint32_t c = 0; c < 0x110000; c++) {
    char bytes[4];
    slant_text text = {bytes, encode(c, bytes)};
    bool expected = c != 0 && !(c >= 0xD800 && c < 0xE000);
    if ((slant_utf8_valid_prefix(text) == text.len) != expected) ck_abort_msg("U+%04X", c);
    if (!expected) continue;
    size_t len;
    if (slant_utf8_get(text, 0, &len) != c || len != text.len) ck_abort_msg("U+%04X is read as another", c);
    if (slant_utf8_count(text) != 1) ck_abort_msg("U+%04X is counted more than once", c);
  }
}
END_TEST

/* Whether a sequence is that of a code point, found by decoding and encoding it again. */
static bool is_sequence(const char *bytes, size_t len) {
  unsigned char first = (unsigned char)bytes[0];
  uint32_t c = len == 1 ? first : len == 2 ? first & 0x1Fu : first & 0x0Fu;
  char again[4];
  for (size_t i = 1; i < len; i++) c = c << 6 | ((unsigned char)bytes[i] & 0x3Fu);
  return c != 0 && !(c >= 0xD800 && c < 0xE000) && encode(c, again) == len && memcmp(again, bytes, len) == 0;
}

START_TEST(no_other_short_sequence_is_valid) {
  for (uint32_t n = 0; n < 1 << 16; n++) {
    char bytes[3] = {(char)(0xE0 | n >> 12), (char)(n >> 4), (char)(0x80 | ((n & 15) * 4))};
    bool expected = is_sequence(bytes, 3);
    if ((slant_utf8_valid_prefix((slant_text){bytes, 3}) == 3) != expected)
      ck_abort_msg("%s", shown((slant_text){bytes, 3}, 0));
    char pair[2] = {(char)(n >> 8), (char)n};
    expected = is_sequence(pair, 2) || (is_sequence(pair, 1) && is_sequence(pair + 1, 1));
    if ((slant_utf8_valid_prefix((slant_text){pair, 2}) == 2) != expected)
      ck_abort_msg("%s", shown((slant_text){pair, 2}, 0));
  }
}
END_TEST

START_TEST(repaired_bytes_are_valid_and_stay_as_they_are) {
  slant_random random = {17};
  for (int round = 0; round < 20000; round++) {
    char bytes[40];
    size_t len = (size_t)slant_random_below(&random, sizeof bytes);
    uint64_t range = round % 2 == 0 ? 256 : 0x40; /* every byte, or mostly leads and continuations */
    for (size_t i = 0; i < len; i++) bytes[i] = (char)(slant_random_below(&random, range) + (range == 256 ? 0 : 0xB4));
    slant_buffer once = {0}, twice = {0};
    size_t n = slant_utf8_repair((slant_text){bytes, len}, &once);
    ck_assert_uint_eq(slant_utf8_valid_prefix(slant_buffer_get(&once)), once.len);
    ck_assert_uint_le(n, len);
    ck_assert_uint_eq(slant_utf8_repair(slant_buffer_get(&once), &twice), 0);
    ck_assert_text_eq(slant_buffer_get(&twice), slant_buffer_get(&once));
    slant_buffer_free(&once);
    slant_buffer_free(&twice);
  }
}
END_TEST

START_TEST(space_is_what_unicode_calls_so_and_two_more) {
  static const uint32_t spaces[] = {0x09,   0x0A,   0x0B,   0x0C,   0x0D,   0x20,   0x85,   0xA0,   0x1680,
                                    0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008,
                                    0x2009, 0x200A, 0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF};
  size_t n = 0;
  for (uint32_t c = 1; c < 0x110000; c++) n += slant_utf8_is_space(c);
  ck_assert_uint_eq(n, sizeof spaces / sizeof *spaces);
  for (size_t i = 0; i < n; i++) ck_assert_msg(slant_utf8_is_space(spaces[i]), "U+%04X", spaces[i]);
}
END_TEST

START_TEST(trimming_takes_space_off_the_ends_alone) {
  ck_assert_text_eq(slant_utf8_trim(BYTES(" \t a b\n")), BYTES("a b"));
  ck_assert_text_eq(slant_utf8_trim(BYTES("\xC2\xA0\xE2\x80\x83x\xC2\xA0y\xE3\x80\x80\xEF\xBB\xBF")),
                    BYTES("x\xC2\xA0y"));
  ck_assert_text_eq(slant_utf8_trim(BYTES("\xC3\xA9")), BYTES("\xC3\xA9"));
  ck_assert_text_eq(slant_utf8_trim(BYTES(" \xF0\x9F\x98\x80 ")), BYTES("\xF0\x9F\x98\x80"));
  ck_assert_text_eq(slant_utf8_trim(BYTES("\xE2\x80\x8B \r\n")), BYTES(""));
  ck_assert_text_eq(slant_utf8_trim(BYTES("")), BYTES(""));
}
END_TEST

START_TEST(code_points_are_counted) {
  ck_assert_uint_eq(slant_utf8_count(BYTES("")), 0);
  ck_assert_uint_eq(slant_utf8_count(BYTES("abc")), 3);
  ck_assert_uint_eq(slant_utf8_count(BYTES("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80")), 4);
}
END_TEST

/* Going through bytes code point by code point and writing these is another way to repair them. */
START_TEST(any_bytes_are_read_as_they_are_repaired) {
  slant_text bytes = repairs[_i].bytes;
  slant_buffer out = {0};
  for (size_t at = 0, len; at < bytes.len; at += len) {
    char code_point[4];
    slant_buffer_put_bytes(&out, code_point, slant_utf8_put(slant_utf8_get_any(bytes, at, &len), code_point));
  }
  ck_assert_text_eq(slant_buffer_get(&out), repairs[_i].repaired);
  slant_buffer_free(&out);
}
END_TEST

Suite *text_utf8_suite(void) {
  Suite *suite = suite_create("text_utf8");
  TCase *tc = tcase_create("utf8");
  tcase_set_timeout(tc, 60);
  tcase_add_loop_test(tc, each_maximal_ill_formed_part_becomes_one_replacement, 0,
                      (int)(sizeof repairs / sizeof *repairs));
  tcase_add_loop_test(tc, any_bytes_are_read_as_they_are_repaired, 0, (int)(sizeof repairs / sizeof *repairs));
  tcase_add_test(tc, no_bytes_at_all_need_no_repair);
  tcase_add_test(tc, every_code_point_is_valid_but_nul_and_surrogates);
  tcase_add_test(tc, no_other_short_sequence_is_valid);
  tcase_add_test(tc, repaired_bytes_are_valid_and_stay_as_they_are);
  tcase_add_test(tc, space_is_what_unicode_calls_so_and_two_more);
  tcase_add_test(tc, trimming_takes_space_off_the_ends_alone);
  tcase_add_test(tc, code_points_are_counted);
  suite_add_tcase(suite, tc);
  return suite;
}
