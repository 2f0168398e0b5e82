/* Bytes: what is used says what the portable twins say, of all bytes in all places. */
#include "base/bytes.h"

#include "base/hash.h"
#include "suites.h"
#include "support/support.h"

static void assert_as_the_twins(const unsigned char *p) {
  unsigned char small[SLANT_BYTES], twin[SLANT_BYTES];
  ck_assert_uint_eq(slant_bytes_alnum(p), slant_bytes_alnum_portable(p));
  ck_assert_uint_eq(slant_bytes_high(p), slant_bytes_high_portable(p));
  ck_assert_uint_eq(slant_bytes_equal(p, (char)p[3]), slant_bytes_equal_portable(p, (char)p[3]));
  ck_assert_uint_eq(slant_bytes_below(p, 0x20), slant_bytes_below_portable(p, 0x20));
  ck_assert_uint_eq(slant_bytes_below(p, 1), slant_bytes_below_portable(p, 1));
  ck_assert_uint_eq(slant_bytes_letters(p), slant_bytes_letters_portable(p));
  slant_bytes_lower(small, p);
  slant_bytes_lower_portable(twin, p);
  ck_assert_mem_eq(small, twin, sizeof small);
}

START_TEST(every_byte_is_told_in_every_place) {
  for (unsigned c = 0; c < 256; c++) {
    unsigned char bytes[SLANT_BYTES];
    for (unsigned i = 0; i < SLANT_BYTES; i++) bytes[i] = (unsigned char)(c + i * 17);
    assert_as_the_twins(bytes);
    memset(bytes, (int)c, sizeof bytes);
    assert_as_the_twins(bytes);
    bool alnum = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    ck_assert_uint_eq(slant_bytes_alnum(bytes), alnum ? SLANT_ALL_BYTES : 0);
    ck_assert_uint_eq(slant_bytes_high(bytes), c >= 0x80 ? SLANT_ALL_BYTES : 0);
    ck_assert_uint_eq(slant_bytes_below(bytes, 0x41), c < 0x41 ? SLANT_ALL_BYTES : 0);
    ck_assert_uint_eq(slant_byte_lower((unsigned char)c), c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
}
END_TEST

START_TEST(random_bytes_are_told_alike) {
  slant_random random = {31};
  for (int round = 0; round < 20000; round++) {
    unsigned char bytes[SLANT_BYTES];
    for (unsigned i = 0; i < SLANT_BYTES; i++) bytes[i] = (unsigned char)slant_random_below(&random, 256);
    assert_as_the_twins(bytes);
  }
}
END_TEST

START_TEST(copies_may_be_made_in_place) {
  char bytes[] = "In THE Year 1999";
  slant_bytes_lower(bytes, bytes);
  ck_assert_str_eq(bytes, "in the year 1999");
  ck_assert_uint_eq(slant_bytes_first(slant_bytes_equal(bytes, 't')), 3);
}
END_TEST

Suite *base_bytes_suite(void) {
  Suite *suite = suite_create("base_bytes");
  TCase *tc = tcase_create("bytes");
  tcase_add_test(tc, every_byte_is_told_in_every_place);
  tcase_add_test(tc, random_bytes_are_told_alike);
  tcase_add_test(tc, copies_may_be_made_in_place);
  suite_add_tcase(suite, tc);
  return suite;
}
