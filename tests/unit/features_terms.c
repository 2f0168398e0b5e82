/* Terms: words and pairs in the order of the text, with their places. */
#include "features/terms.h"

#include <math.h>

#include "suites.h"
#include "support/support.h"

static slant_words cut(const char *text) {
  slant_words words = {0};
  slant_error err = {0};
  ck_assert_ok(slant_words_cut(&words, text_of(text), &err), err);
  return words;
}

START_TEST(n_words_give_n_words_and_the_pairs_between) {
  ck_assert_uint_eq(slant_terms_count(0), 0);
  ck_assert_uint_eq(slant_terms_count(1), 1);
  ck_assert_uint_eq(slant_terms_count(2), 3);
  ck_assert_uint_eq(slant_terms_count(100), 199);
}
END_TEST

START_TEST(terms_stand_in_the_order_of_the_text) {
  slant_words words = cut("The Old mill");
  slant_term terms[5];
  slant_terms_get(words.items, words.n, terms);
  uint64_t the = slant_word_hash(BYTES("the")), old = slant_word_hash(BYTES("old")),
           mill = slant_word_hash(BYTES("mill"));
  const slant_term expected[5] = {
      {the, 0, 3}, {slant_pair_hash(the, old), 0, 7}, {old, 4, 7}, {slant_pair_hash(old, mill), 4, 12}, {mill, 8, 12}};
  for (size_t i = 0; i < 5; i++) {
    ck_assert_uint_eq(terms[i].hash, expected[i].hash);
    ck_assert_uint_eq(terms[i].start, expected[i].start);
    ck_assert_uint_eq(terms[i].end, expected[i].end);
  }
  slant_words_free(&words);
}
END_TEST

START_TEST(the_order_in_a_pair_counts) {
  uint64_t a = slant_word_hash(BYTES("not")), b = slant_word_hash(BYTES("good"));
  ck_assert_uint_ne(slant_pair_hash(a, b), slant_pair_hash(b, a));
  ck_assert_uint_ne(slant_pair_hash(a, a), a);
}
END_TEST

START_TEST(one_word_has_no_pair) {
  slant_words words = cut("  Mill! ");
  slant_term term;
  slant_terms_get(words.items, words.n, &term);
  ck_assert_uint_eq(term.start, 2);
  ck_assert_uint_eq(term.end, 6);
  slant_words_free(&words);
}
END_TEST

START_TEST(the_length_is_the_root_of_the_words) {
  ck_assert_double_eq(slant_terms_length(1), 1);
  ck_assert_double_eq(slant_terms_length(9), 3);
  ck_assert_double_eq_tol(slant_terms_length(2), sqrt(2), 1e-15);
}
END_TEST

/* A pair as the text has it, and folded. */
static const struct {
  const char *text, *folded;
} pairs[] = {
    {"Old Mill", "old mill"},
    {"old  \n mill", "old mill"},
    {"OLD\xE2\x80\x94mill", "old mill"},
    {"(old), \"mill\"", "old mill"},
    {"minister\xE2\x80\x99s Duty", "minister's duty"},
    {"3.5 percent", "3.5 percent"},
    {"Stra\xC3\x9F"
     "e \xC3\x89t\xC3\xA9",
     "strasse \xC3\xA9t\xC3\xA9"},
};

START_TEST(a_pair_is_folded_to_two_words_and_a_space) {
  slant_words words = cut(pairs[_i].text);
  slant_term terms[3];
  slant_buffer folded = {0};
  ck_assert_uint_eq(words.n, 2);
  slant_terms_get(words.items, words.n, terms);
  slant_term_fold(text_of(pairs[_i].text), &terms[1], &folded);
  ck_assert_text_eq(slant_buffer_get(&folded), text_of(pairs[_i].folded));
  slant_buffer_free(&folded);
  slant_words_free(&words);
}
END_TEST

Suite *features_terms_suite(void) {
  Suite *suite = suite_create("features_terms");
  TCase *tc = tcase_create("terms");
  tcase_add_test(tc, n_words_give_n_words_and_the_pairs_between);
  tcase_add_test(tc, terms_stand_in_the_order_of_the_text);
  tcase_add_test(tc, the_order_in_a_pair_counts);
  tcase_add_test(tc, one_word_has_no_pair);
  tcase_add_test(tc, the_length_is_the_root_of_the_words);
  tcase_add_loop_test(tc, a_pair_is_folded_to_two_words_and_a_space, 0, (int)(sizeof pairs / sizeof *pairs));
  suite_add_tcase(suite, tc);
  return suite;
}
