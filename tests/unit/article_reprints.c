/* Reprints: altered copies are found, strangers are not, short texts never; the first one is named; growth changes nothing. */
#include "article/reprints.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/hash.h"
#include "suites.h"
#include "support/support.h"

/* Words [first, first + n) of an endless text, without every `gap`th (0: none), in paragraphs of forty. */
static slant_article *words(uint64_t first, uint64_t n, uint64_t gap) {
  slant_buffer text = {0};
  slant_article *article;
  slant_error err = {0};
  for (uint64_t i = first; i < first + n; i++) {
    if (gap != 0 && i % gap == gap - 1) continue;
    uint64_t hash = slant_hash_pair(i, 11);
    for (int k = 0; k < 6; k++) slant_buffer_put_char(&text, (char)('a' + (hash >> (8 * k)) % 26));
    slant_buffer_put_string(&text, i % 40 == 39 ? ".\n\n" : " ");
  }
  ck_assert_ok(slant_article_from_text(&article, "x", (slant_text){"", 0}, slant_buffer_get(&text), SLANT_BY_AUTO, &err), err);
  slant_buffer_free(&text);
  return article;
}

static slant_reprint_sketch sketch(uint64_t first, uint64_t n, uint64_t gap) {
  slant_article *article = words(first, n, gap);
  slant_reprint_sketch out;
  slant_error err = {0};
  ck_assert_ok(slant_reprint_sketch_make(&out, article, &err), err);
  slant_article_free(article);
  return out;
}

static void check_entered(slant_duplicates *d, slant_reprint_sketch s, const char *id, const char *of) {
  slant_text found;
  slant_error err = {0};
  ck_assert_ok(slant_duplicates_enter(d, &s, text_of(id), &found, &err), err);
  ck_assert_text_eq(found, text_of(of));
}

START_TEST(similarity_is_estimated) {
  /* that of words [0, n) and [shift, shift + n) is (n - shift) / (n + shift) */
  for (uint64_t shift = 0; shift <= 400; shift += 50) {
    double sum = 0, jaccard = (400.0 - (double)shift) / (400.0 + (double)shift);
    for (uint64_t i = 0; i < 20; i++) {
      slant_reprint_sketch a = sketch(i * 10000, 400, 0), b = sketch(i * 10000 + shift, 400, 0);
      sum += slant_reprint_similarity(&a, &b);
    }
    ck_assert_msg(sum / 20 > jaccard - 0.06 && sum / 20 < jaccard + 0.06, "%f, expected %f", sum / 20, jaccard);
  }
}
END_TEST

START_TEST(copies_are_named_after_the_first) {
  slant_duplicates *d;
  slant_error err = {0};
  ck_assert_ok(slant_duplicates_new(&d, &err), err);
  check_entered(d, sketch(0, 400, 0), "first", "");
  check_entered(d, sketch(5000, 400, 0), "other", "");
  check_entered(d, sketch(0, 400, 0), "copy", "first");
  check_entered(d, sketch(40, 400, 0), "shifted", "first");
  check_entered(d, sketch(0, 400, 25), "words changed", "first");
  check_entered(d, sketch(0, 440, 0), "longer", "first");
  check_entered(d, sketch(80, 320, 40), "shorter", "first");
  check_entered(d, sketch(300, 400, 0), "a quarter in common", "");
  check_entered(d, sketch(5000, 390, 0), "copy of the other", "other");
  slant_duplicates_free(d);
  slant_duplicates_free(NULL);
}
END_TEST

START_TEST(short_texts_have_no_duplicates) {
  slant_duplicates *d;
  slant_error err = {0};
  ck_assert_ok(slant_duplicates_new(&d, &err), err);
  for (uint64_t n = 0; n < SLANT_REPRINT_WORDS; n += 3) {
    check_entered(d, sketch(0, n, 0), "a", "");
    check_entered(d, sketch(0, n, 0), "b", "");
  }
  check_entered(d, sketch(0, SLANT_REPRINT_WORDS, 0), "long", "");
  check_entered(d, sketch(0, SLANT_REPRINT_WORDS, 0), "long again", "long");
  slant_duplicates_free(d);
}
END_TEST

START_TEST(among_many_the_right_one_is_found) {
  enum { N = 10000 }; /* more than two generations hold */
  slant_duplicates *d;
  slant_error err = {0};
  ck_assert_ok(slant_duplicates_new(&d, &err), err);
  char id[16], of[16];
  for (uint64_t i = 0; i < N; i++) {
    (void)snprintf(id, sizeof id, "a%u", (unsigned)i);
    check_entered(d, sketch(i * 1000, 60, 0), id, "");
  }
  for (uint64_t i = 0; i < N; i += 97) {
    (void)snprintf(of, sizeof of, "a%u", (unsigned)i);
    check_entered(d, sketch(i * 1000, 62, 0), "b", of);
  }
  char *long_id = malloc(300000);
  memset(long_id, 'x', 299999);
  long_id[299999] = '\0';
  check_entered(d, sketch(3, 400, 0), long_id, "");
  check_entered(d, sketch(3, 400, 0), "copy", long_id);
  free(long_id);
  slant_duplicates_free(d);
}
END_TEST

Suite *article_reprints_suite(void) {
  Suite *suite = suite_create("article_reprints");
  TCase *tc = tcase_create("reprints");
  tcase_add_test(tc, similarity_is_estimated);
  tcase_add_test(tc, copies_are_named_after_the_first);
  tcase_add_test(tc, short_texts_have_no_duplicates);
  tcase_add_test(tc, among_many_the_right_one_is_found);
  tcase_set_timeout(tc, 60);
  suite_add_tcase(suite, tc);
  return suite;
}
