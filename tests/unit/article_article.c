/* Article: text in memory, its paragraphs and their words. */
#include "article/article.h"

#include <string.h>

#include "suites.h"
#include "support/support.h"

static slant_article *make(slant_text title, slant_text text) {
  slant_article *article;
  slant_error err = {0};
  ck_assert_ok(slant_article_from_text(&article, "memo", title, text, SLANT_BY_AUTO, &err), err);
  return article;
}

START_TEST(text_in_memory_becomes_an_article) {
  slant_article *article = make(BYTES(" A title "), BYTES("one two\n\nthr\xFF"
                                                          "ee"));
  ck_assert_text_eq(slant_article_field(article, SLANT_ID), BYTES("memo"));
  ck_assert_text_eq(slant_article_field(article, SLANT_TITLE), BYTES("A title"));
  ck_assert_text_eq(slant_article_text(article), BYTES("one two\n\nthr\xEF\xBF\xBD"
                                                       "ee"));
  ck_assert_uint_eq(slant_article_n_paragraphs(article), 2);
  const slant_paragraph *second = slant_article_paragraph(article, 1);
  ck_assert_uint_eq(second->number, 2);
  ck_assert_uint_eq(second->start, 9);
  ck_assert_uint_eq(second->end, 17);
  ck_assert_uint_ne(second->flags & SLANT_REPAIRED_UTF8, 0);
  ck_assert_uint_eq(slant_article_paragraph(article, 0)->flags & SLANT_REPAIRED_UTF8, 0);
  slant_article_free(article);
  slant_article_free(NULL);
}
END_TEST

START_TEST(the_text_is_copied) {
  char text[] = "one";
  slant_article *article = make(BYTES(""), (slant_text){text, 3});
  memcpy(text, "two", 3);
  ck_assert_text_eq(slant_article_text(article), BYTES("one"));
  slant_article_free(article);
}
END_TEST

START_TEST(nothing_is_an_article_without_paragraphs) {
  slant_article *article = make((slant_text){NULL, 0}, (slant_text){NULL, 0});
  ck_assert_uint_eq(slant_article_n_paragraphs(article), 0);
  ck_assert_uint_eq(slant_article_text(article).len, 0);
  slant_article_free(article);
}
END_TEST

START_TEST(words_are_counted_from_the_start_of_their_paragraph) {
  slant_article *article = make(BYTES(""), BYTES("one two\n\n***\n\nthree"));
  static const size_t counts[] = {2, 0, 1};
  for (size_t i = 0; i < 3; i++) {
    size_t n;
    const slant_word *words = slant_article_words(article, i, &n);
    ck_assert_uint_eq(n, counts[i]);
    if (n == 0) continue;
    slant_text text = slant_article_paragraph(article, i)->text;
    ck_assert_uint_eq(words[0].start, 0);
    ck_assert_uint_eq(words[n - 1].end, text.len);
    ck_assert_uint_eq(words[0].hash, slant_word_hash((slant_text){text.ptr, words[0].end}));
  }
  slant_article_free(article);
}
END_TEST

START_TEST(paragraphs_without_letters_or_digits_are_empty) {
  slant_article *article = make(BYTES(""), BYTES("* * *\n\n--"));
  for (size_t i = 0; i < 2; i++) {
    size_t n;
    (void)slant_article_words(article, i, &n);
    ck_assert_uint_eq(n, 0);
    ck_assert_uint_ne(slant_article_paragraph(article, i)->flags & SLANT_EMPTY, 0);
  }
  slant_article_free(article);
}
END_TEST

START_TEST(flags_have_names) {
  for (size_t i = 0; i < SLANT_N_FLAGS; i++) {
    for (size_t k = 0; k < i; k++) ck_assert_str_ne(slant_flag_name(i), slant_flag_name(k));
  }
  ck_assert_str_eq(slant_flag_name(0), "furniture");
  ck_assert_str_eq(slant_flag_name(7), "duplicate");
}
END_TEST

Suite *article_article_suite(void) {
  Suite *suite = suite_create("article_article");
  TCase *tc = tcase_create("article");
  tcase_add_test(tc, text_in_memory_becomes_an_article);
  tcase_add_test(tc, the_text_is_copied);
  tcase_add_test(tc, nothing_is_an_article_without_paragraphs);
  tcase_add_test(tc, words_are_counted_from_the_start_of_their_paragraph);
  tcase_add_test(tc, paragraphs_without_letters_or_digits_are_empty);
  tcase_add_test(tc, flags_have_names);
  suite_add_tcase(suite, tc);
  return suite;
}
