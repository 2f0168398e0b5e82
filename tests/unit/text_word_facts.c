/* Word facts: every entry is found where it was put, and nothing else is. */
#include "text/word_facts.h"

#include "suites.h"
#include "support/support.h"
#include "text/words.h"

static uint64_t hash(const char *word) { return slant_word_hash(text_of(word)); }

START_TEST(all_entries_are_found) {
  size_t n_words = 0, n_pairs = 0, n_phrases = 0;
  for (size_t i = 0; i < SLANT_FACT_SLOTS; i++) {
    if (slant_facts[i].hash == 0) continue;
    ck_assert_ptr_eq(slant_fact_find(slant_facts[i].hash), &slant_facts[i]);
    ck_assert_int_eq(slant_fact_furniture(slant_facts[i].hash), slant_facts[i].furniture);
    n_words++;
  }
  for (size_t i = 0; i < SLANT_FACT_PAIR_SLOTS; i++) {
    if (slant_fact_pairs[i].hash == 0) continue;
    ck_assert_int_eq(slant_fact_pair_furniture(slant_fact_pairs[i].hash), slant_fact_pairs[i].furniture);
    n_pairs++;
  }
  for (size_t i = 0; i < SLANT_PHRASE_SLOTS; i++) {
    if (slant_phrases[i].hash == 0) continue;
    ck_assert_ptr_eq(slant_phrase_find(slant_phrases[i].hash), &slant_phrases[i]);
    n_phrases++;
  }
  ck_assert_uint_gt(n_words, 5000);
  ck_assert_uint_gt(n_pairs, 5000);
  ck_assert_uint_gt(n_phrases, 800);
}
END_TEST

START_TEST(what_is_no_entry_weighs_nothing) {
  ck_assert_int_eq(slant_fact_furniture(0), 0);
  ck_assert_int_eq(slant_fact_pair_furniture(0), 0);
  ck_assert_ptr_null(slant_phrase_find(UINT64_MAX));
  ck_assert_int_eq(slant_fact_furniture(hash("qzxjkv")), 0);
  ck_assert_int_eq(slant_fact_pair_furniture(slant_pair_hash(hash("qzxjkv"), hash("jkvqzx"))), 0);
}
END_TEST

START_TEST(words_are_known_by_their_files) {
  const slant_word_fact *the = slant_fact_find(hash("the")), *read = slant_fact_find(hash("read"));
  ck_assert_uint_eq(the->hash, hash("the"));
  ck_assert_uint_ne(the->languages, 0);
  ck_assert_uint_ge(read->opening, read->inside);
  ck_assert_uint_gt(read->opening, 0);
  ck_assert_int_gt(slant_fact_furniture(hash("subscribe")), 0);
  uint64_t first = slant_pair_hash(0, hash("read"));
  ck_assert_ptr_nonnull(slant_phrase_find(first));
  ck_assert_ptr_nonnull(slant_phrase_find(slant_pair_hash(first, hash("more"))));
}
END_TEST

Suite *text_word_facts_suite(void) {
  Suite *suite = suite_create("text_word_facts");
  TCase *tc = tcase_create("facts");
  tcase_add_test(tc, all_entries_are_found);
  tcase_add_test(tc, what_is_no_entry_weighs_nothing);
  tcase_add_test(tc, words_are_known_by_their_files);
  suite_add_tcase(suite, tc);
  return suite;
}
