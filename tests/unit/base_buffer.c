/* Buffer: growth, the cap, and numbers printed alike in every locale. */
#include "base/buffer.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "suites.h"
#include "support/support.h"

static void assert_fixed(double value, int decimals, const char *expected) {
  slant_buffer buffer = {0};
  slant_buffer_put_fixed(&buffer, value, decimals);
  ck_assert_text_eq(slant_buffer_get(&buffer), text_of(expected));
  slant_buffer_free(&buffer);
}

static void assert_double(double value, const char *expected) {
  slant_buffer buffer = {0};
  slant_buffer_put_double(&buffer, value);
  ck_assert_text_eq(slant_buffer_get(&buffer), text_of(expected));
  slant_buffer_free(&buffer);
}

START_TEST(puts_follow_one_another) {
  slant_buffer buffer = {0};
  slant_buffer_put(&buffer, BYTES("a\0b"));
  slant_buffer_put(&buffer, (slant_text){NULL, 0});
  slant_buffer_put_string(&buffer, "cd");
  slant_buffer_put_char(&buffer, 'e');
  slant_buffer_put_u64(&buffer, 0);
  slant_buffer_put_u64(&buffer, UINT64_MAX);
  ck_assert_int_eq(slant_buffer_check(&buffer, NULL), SLANT_OK);
  ck_assert_text_eq(slant_buffer_get(&buffer), BYTES("a\0bcde018446744073709551615"));
  slant_buffer_clear(&buffer);
  ck_assert_uint_eq(buffer.len, 0);
  slant_buffer_free(&buffer);
  ck_assert_ptr_null(buffer.ptr);
}
END_TEST

START_TEST(a_cap_is_kept_and_failure_stays) {
  slant_buffer buffer = {.max = 4};
  slant_error err = {0};
  slant_buffer_put_string(&buffer, "abcd");
  ck_assert_int_eq(slant_buffer_check(&buffer, &err), SLANT_OK);
  slant_buffer_put_string(&buffer, "ef");
  slant_buffer_put_string(&buffer, "");
  ck_assert_int_eq(slant_buffer_check(&buffer, &err), SLANT_E_MEMORY);
  ck_assert_says(err, "6 bytes");
  ck_assert_text_eq(slant_buffer_get(&buffer), text_of("abcd"));
  ck_assert(!slant_buffer_reserve(&buffer, 0));
  slant_buffer_clear(&buffer);
  slant_buffer_put_char(&buffer, 'x');
  ck_assert_int_eq(slant_buffer_check(&buffer, NULL), SLANT_OK);
  ck_assert_text_eq(slant_buffer_get(&buffer), text_of("x"));
  slant_buffer_free(&buffer);
}
END_TEST

START_TEST(a_reservation_that_overflows_fails) {
  slant_buffer buffer = {0};
  slant_buffer_put_char(&buffer, 'x');
  ck_assert(!slant_buffer_reserve(&buffer, SIZE_MAX));
  ck_assert_int_eq(slant_buffer_check(&buffer, NULL), SLANT_E_MEMORY);
  slant_buffer_free(&buffer);
}
END_TEST

START_TEST(fixed_has_exactly_its_decimals) {
  assert_fixed(0, 0, "0");
  assert_fixed(0, 4, "0.0000");
  assert_fixed(1, 1, "1.0");
  assert_fixed(0.05, 4, "0.0500");
  assert_fixed(12.345678, 3, "12.346");
  assert_fixed(123456789.125, 3, "123456789.125");
  assert_fixed(0.000000000001, 12, "0.000000000001");
  assert_fixed(1.0 / 3, 12, "0.333333333333");
}
END_TEST

START_TEST(fixed_rounds_halves_away_from_zero) {
  assert_fixed(0.5, 0, "1");
  assert_fixed(1.5, 0, "2");
  assert_fixed(2.5, 0, "3");
  assert_fixed(-2.5, 0, "-3");
  assert_fixed(0.125, 2, "0.13");
  assert_fixed(-0.125, 2, "-0.13");
  assert_fixed(0.49999, 0, "0");
}
END_TEST

START_TEST(fixed_carries_into_the_whole) {
  assert_fixed(0.99996, 4, "1.0000");
  assert_fixed(9.99996, 4, "10.0000");
  assert_fixed(-0.99996, 4, "-1.0000");
  assert_fixed(999999999.9996, 3, "1000000000.000");
}
END_TEST

START_TEST(fixed_zero_has_no_sign) {
  assert_fixed(-0.0, 4, "0.0000");
  assert_fixed(-0.00004, 4, "0.0000");
  assert_fixed(-0.00006, 4, "-0.0001");
  assert_fixed(-0.4, 0, "0");
  assert_fixed(-DBL_MIN, 2, "0.00");
}
END_TEST

START_TEST(fixed_says_what_is_no_number) {
  assert_fixed((double)NAN, 4, "nan");
  assert_fixed(-(double)NAN, 4, "nan");
  assert_fixed((double)INFINITY, 4, "inf");
  assert_fixed(-(double)INFINITY, 4, "-inf");
  assert_fixed(1e9, 4, "inf");
  assert_fixed(-1e300, 4, "-inf");
}
END_TEST

START_TEST(fixed_agrees_with_printf_away_from_halves) {
  slant_random random = {11};
  for (int i = 0; i < 20000; i++) {
    /* odd multiples of 2^-20 are never halves of a decimal of at most four places */
    double value = ((double)(slant_random_below(&random, 1u << 29) * 2 + 1) - (double)(1u << 29)) / 1048576.0;
    char expected[64];
    (void)snprintf(expected, sizeof expected, "%.4f", value);
    assert_fixed(value, 4, expected);
  }
}
END_TEST

START_TEST(double_is_short_where_it_can_be) {
  assert_double(0, "0");
  assert_double(0.1, "0.1");
  assert_double(1, "1");
  assert_double(-2.5, "-2.5");
  assert_double(1e300, "1e+300");
  assert_double(100000, "100000");
  assert_double(1.0 / 3, "0.3333333333333333");
  assert_double(0.1 + 0.2, "0.30000000000000004");
  assert_double(DBL_TRUE_MIN, "5e-324");
  assert_double((double)INFINITY, "inf");
  assert_double(-(double)INFINITY, "-inf");
}
END_TEST

START_TEST(double_is_nan_whatever_its_sign) {
  assert_double((double)NAN, "nan");
  assert_double(-(double)NAN, "nan");
}
END_TEST

START_TEST(double_reads_back_as_the_same) {
  slant_random random = {3};
  for (int i = 0; i < 20000; i++) {
    uint64_t bits = slant_random_next(&random);
    double value, back;
    memcpy(&value, &bits, sizeof value);
    if (!isfinite(value)) continue;
    slant_buffer buffer = {0};
    slant_buffer_put_double(&buffer, value);
    slant_buffer_put_char(&buffer, '\0');
    back = strtod(buffer.ptr, NULL);
    slant_buffer_free(&buffer);
    if (memcmp(&back, &value, sizeof value) != 0) ck_abort_msg("%a came back as %a", value, back);
  }
}
END_TEST

static void assert_points(void) {
  assert_fixed(-1234.5678, 4, "-1234.5678");
  assert_fixed(1234567.5, 1, "1234567.5");
  assert_double(0.1, "0.1");
  assert_double(-1234567.25, "-1234567.25");
  assert_double(1.5e-7, "1.5e-07");
  locale_reset();
}

START_TEST(numbers_have_a_point_in_every_locale) {
  if (locale_set(comma_locales)) {
    assert_points();
  } else {
    (void)fprintf(stderr, "no locale with a decimal comma here: not tested\n");
  }
  if (locale_set(two_byte_locales)) {
    assert_points();
  } else {
    (void)fprintf(stderr, "no locale with a decimal sign of two bytes here: not tested\n");
  }
}
END_TEST

Suite *base_buffer_suite(void) {
  Suite *suite = suite_create("base_buffer");
  TCase *tc = tcase_create("buffer");
  tcase_add_test(tc, puts_follow_one_another);
  tcase_add_test(tc, a_cap_is_kept_and_failure_stays);
  tcase_add_test(tc, a_reservation_that_overflows_fails);
  tcase_add_test(tc, fixed_has_exactly_its_decimals);
  tcase_add_test(tc, fixed_rounds_halves_away_from_zero);
  tcase_add_test(tc, fixed_carries_into_the_whole);
  tcase_add_test(tc, fixed_zero_has_no_sign);
  tcase_add_test(tc, fixed_says_what_is_no_number);
  tcase_add_test(tc, fixed_agrees_with_printf_away_from_halves);
  tcase_add_test(tc, double_is_short_where_it_can_be);
  tcase_add_test(tc, double_is_nan_whatever_its_sign);
  tcase_add_test(tc, double_reads_back_as_the_same);
  tcase_add_test(tc, numbers_have_a_point_in_every_locale);
  suite_add_tcase(suite, tc);
  return suite;
}
