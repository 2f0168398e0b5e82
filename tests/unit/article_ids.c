/* Ids: every one once, and where it was met before. */
#include "article/ids.h"

#include <stdio.h>
#include <string.h>

#include "suites.h"
#include "support/support.h"

static void assert_unique(slant_ids *ids, const char *id, uint32_t origin, const char *expected, bool expected_again) {
  slant_buffer unique = {0};
  bool again;
  ck_assert_int_eq(slant_ids_make_unique(ids, text_of(id), origin, &unique, &again, NULL), SLANT_OK);
  ck_assert_text_eq(slant_buffer_get(&unique), text_of(expected));
  ck_assert_int_eq(again, expected_again);
  slant_buffer_free(&unique);
}

START_TEST(an_id_met_again_gets_a_number) {
  slant_ids ids = {0};
  assert_unique(&ids, "a", 1, "a", false);
  assert_unique(&ids, "b", 1, "b", false);
  assert_unique(&ids, "a", 1, "a#2", true);
  assert_unique(&ids, "a", 2, "a#3", true);
  assert_unique(&ids, "a#2", 2, "a#2#2", true);
  assert_unique(&ids, "", 2, "", false);
  assert_unique(&ids, "", 2, "#2", true);
  slant_ids_free(&ids);
}
END_TEST

START_TEST(the_origin_is_the_last_one) {
  slant_ids ids = {0};
  uint32_t met;
  ck_assert_int_eq(slant_ids_add(&ids, BYTES("a"), 1, &met, NULL), SLANT_OK);
  ck_assert_uint_eq(met, 0);
  ck_assert_int_eq(slant_ids_add(&ids, BYTES("a"), 2, &met, NULL), SLANT_OK);
  ck_assert_uint_eq(met, 1);
  ck_assert_int_eq(slant_ids_add(&ids, BYTES("a"), 2, &met, NULL), SLANT_OK);
  ck_assert_uint_eq(met, 2);
  slant_ids_free(&ids);
}
END_TEST

START_TEST(many_ids_are_kept_apart) {
  slant_ids ids = {0};
  char id[32];
  uint32_t met;
  for (int round = 0; round < 2; round++) {
    for (int i = 0; i < 20000; i++) {
      (void)snprintf(id, sizeof id, "article-%d", i);
      ck_assert_int_eq(slant_ids_add(&ids, text_of(id), (uint32_t)i + 1, &met, NULL), SLANT_OK);
      ck_assert_uint_eq(met, round == 0 ? 0 : (uint64_t)i + 1);
    }
  }
  ck_assert_uint_eq(ids.n, 20000);
  slant_ids_free(&ids);
}
END_TEST

Suite *article_ids_suite(void) {
  Suite *suite = suite_create("article_ids");
  TCase *tc = tcase_create("ids");
  tcase_add_test(tc, an_id_met_again_gets_a_number);
  tcase_add_test(tc, the_origin_is_the_last_one);
  tcase_add_test(tc, many_ids_are_kept_apart);
  suite_add_tcase(suite, tc);
  return suite;
}
