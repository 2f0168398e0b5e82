/* Targets: mentions of a name, and how near to one every word stands. */
#include "features/target.h"

#include <math.h>

#include "suites.h"
#include "support/support.h"

enum { MOST = 64 };

typedef struct scene {
  slant_target target;
  slant_words words;
  slant_place places[MOST];
  size_t n_mentions;
} scene;

static scene look(const char *name, const char *text) {
  scene s = {0};
  slant_error err = {0};
  ck_assert_ok(slant_target_init(&s.target, text_of(name), &err), err);
  ck_assert_ok(slant_words_cut(&s.words, text_of(text), &err), err);
  ck_assert_uint_lt(s.words.n, MOST);
  s.n_mentions = slant_target_places(&s.target, s.words.items, s.words.n, s.places);
  return s;
}

static size_t count(const char *name, const char *text) {
  scene s = look(name, text);
  slant_words_free(&s.words);
  return s.n_mentions;
}

START_TEST(a_name_is_found_whole_and_by_its_last_word) {
  ck_assert_uint_eq(count("Ada Quill", "Ada Quill won. Quill smiled; ADA QUILL left."), 3);
  ck_assert_uint_eq(count("Ada Quill", "Ada smiled at quills."), 0);
  ck_assert_uint_eq(count("Ada Quill", "Quill's and Ada Quill\xE2\x80\x99s plans"), 2);
  ck_assert_uint_eq(count("the harbour plan", "The plan failed; the harbour plan held"), 2);
  ck_assert_uint_eq(count("Quill", "Quill"), 1);
  ck_assert_uint_eq(count("Ray Xi", "Xi spoke"), 0); /* too short to stand for the whole */
}
END_TEST

START_TEST(a_name_without_a_word_or_with_too_many_is_nowhere) {
  ck_assert_uint_eq(count("", "Quill won"), 0);
  ck_assert_uint_eq(count("--", "Quill -- won"), 0);
  ck_assert_uint_eq(count("a b c d e f g h i j k l m n o p q r", "r q p"), 0);
  ck_assert_uint_eq(count("Quill", ""), 0);
}
END_TEST

START_TEST(words_count_by_their_distance_to_the_nearest_mention) {
  scene s = look("Quill", "one two Quill three four five Quill six");
  const slant_zone zones[] = {SLANT_ZONE_LEFT, SLANT_ZONE_LEFT, 0, SLANT_ZONE_RIGHT, SLANT_ZONE_RIGHT, SLANT_ZONE_LEFT, 0, SLANT_ZONE_RIGHT};
  const int distances[] = {2, 1, 0, 1, 2, 1, 0, 1};
  ck_assert_uint_eq(s.n_mentions, 2);
  for (size_t i = 0; i < s.words.n; i++) {
    double expected = distances[i] == 0 ? 0 : exp(-(distances[i] - 1) / 4.0);
    ck_assert_double_eq_tol(s.places[i].weight, expected, 1e-12);
    if (distances[i] > 0) ck_assert_int_eq((int)s.places[i].zone, (int)zones[i]);
  }
  slant_words_free(&s.words);
}
END_TEST

START_TEST(far_words_do_not_count) {
  scene s = look("Quill", "Quill a b c d e f g h i j k l m n o p q r s t u");
  ck_assert_double_gt(s.places[20].weight, 0);
  ck_assert_double_eq(s.places[21].weight, 0);
  slant_words_free(&s.words);
}
END_TEST

Suite *features_target_suite(void) {
  Suite *suite = suite_create("features_target");
  TCase *tcase = tcase_create("target");
  tcase_add_test(tcase, a_name_is_found_whole_and_by_its_last_word);
  tcase_add_test(tcase, a_name_without_a_word_or_with_too_many_is_nowhere);
  tcase_add_test(tcase, words_count_by_their_distance_to_the_nearest_mention);
  tcase_add_test(tcase, far_words_do_not_count);
  suite_add_tcase(suite, tcase);
  return suite;
}
