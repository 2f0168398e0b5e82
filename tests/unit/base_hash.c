/* Hashing and random numbers: known values, so that models and seeds mean the same on every machine; uniformity. */
#include "base/hash.h"

#include <stdint.h>
#include <string.h>

#include "suites.h"
#include "support/support.h"

START_TEST(hashes_are_xxh3) {
  ck_assert_uint_eq(slant_hash_bytes("", 0, 0), UINT64_C(0x2D06800538D394C2));
  ck_assert_uint_eq(slant_hash_bytes(NULL, 0, 0), UINT64_C(0x2D06800538D394C2));
  ck_assert_uint_ne(slant_hash_bytes("a", 1, 0), slant_hash_bytes("a", 1, 1));
  ck_assert_uint_ne(slant_hash_bytes("a", 1, 0), slant_hash_bytes("a\0", 2, 0));
}
END_TEST

START_TEST(pairs_are_ordered) {
  uint64_t a = slant_hash_bytes("a", 1, 0), b = slant_hash_bytes("b", 1, 0);
  ck_assert_uint_eq(slant_hash_pair(a, b), slant_hash_pair(a, b));
  ck_assert_uint_ne(slant_hash_pair(a, b), slant_hash_pair(b, a));
  ck_assert_uint_ne(slant_hash_pair(a, a), slant_hash_pair(b, b));
}
END_TEST

START_TEST(the_long_hash_does_not_depend_on_the_pieces) {
  char bytes[5000], whole[33], parts[33];
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)(i * 31 % 251);
  slant_hash128 *hash;
  ck_assert_int_eq(slant_hash128_new(&hash, NULL), SLANT_OK);
  slant_hash128_digits(hash, whole);
  ck_assert_str_eq(whole, "99aa06d3014798d86001c324468d497f");
  slant_hash128_add(hash, bytes, sizeof bytes);
  slant_hash128_digits(hash, whole);
  slant_hash128_free(hash);
  ck_assert_int_eq(slant_hash128_new(&hash, NULL), SLANT_OK);
  for (size_t at = 0, len = 1; at < sizeof bytes; at += len, len = len * 2 + 1) {
    slant_hash128_add(hash, bytes + at, len < sizeof bytes - at ? len : sizeof bytes - at);
  }
  slant_hash128_digits(hash, parts);
  slant_hash128_free(hash);
  ck_assert_str_eq(whole, parts);
  ck_assert_uint_eq(strlen(whole), 32);
  slant_hash128_free(NULL);
}
END_TEST

START_TEST(the_generator_is_splitmix64) {
  static const uint64_t expected[] = {UINT64_C(6457827717110365317), UINT64_C(3203168211198807973),
                                      UINT64_C(9817491932198370423), UINT64_C(4593380528125082431),
                                      UINT64_C(16408922859458223821)};
  slant_random random = {1234567};
  for (size_t i = 0; i < 5; i++) ck_assert_uint_eq(slant_random_next(&random), expected[i]);
}
END_TEST

START_TEST(numbers_below_a_bound_are_uniform) {
  enum { N = 7, DRAWS = 70000 };
  slant_random random = {1};
  double counts[N] = {0}, chi2 = 0;
  for (int i = 0; i < DRAWS; i++) {
    uint64_t value = slant_random_below(&random, N);
    ck_assert_uint_lt(value, N);
    counts[value]++;
  }
  for (int k = 0; k < N; k++) chi2 += (counts[k] - DRAWS / N) * (counts[k] - DRAWS / N) / (DRAWS / N);
  ck_assert_double_lt(chi2, 22.5); /* 6 degrees of freedom: exceeded once in a thousand seeds */
}
END_TEST

START_TEST(odd_bounds_are_kept) {
  slant_random random = {2};
  ck_assert_uint_eq(slant_random_below(&random, 1), 0);
  uint64_t bound = (UINT64_C(1) << 63) + 1; /* nearly half of all draws must be drawn again */
  int n_high = 0;
  for (int i = 0; i < 10000; i++) {
    uint64_t value = slant_random_below(&random, bound);
    ck_assert_uint_lt(value, bound);
    n_high += value >= bound / 2;
  }
  ck_assert_int_gt(n_high, 4800);
  ck_assert_int_lt(n_high, 5200);
}
END_TEST

Suite *base_hash_suite(void) {
  Suite *suite = suite_create("base_hash");
  TCase *tc = tcase_create("hash");
  tcase_add_test(tc, hashes_are_xxh3);
  tcase_add_test(tc, pairs_are_ordered);
  tcase_add_test(tc, the_long_hash_does_not_depend_on_the_pieces);
  suite_add_tcase(suite, tc);
  tc = tcase_create("random");
  tcase_add_test(tc, the_generator_is_splitmix64);
  tcase_add_test(tc, numbers_below_a_bound_are_uniform);
  tcase_add_test(tc, odd_bounds_are_kept);
  suite_add_tcase(suite, tc);
  return suite;
}
