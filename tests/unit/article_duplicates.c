/* Duplicates: near copies share a group, also through others; strangers and empty articles do not. */
#include "article/duplicates.h"

#include <string.h>

#include "base/buffer.h"
#include "base/hash.h"
#include "small_model.h"
#include "suites.h"

/* `n` words beginning with number `first`, a full stop after each tenth. */
static slant_article *words(uint64_t first, uint64_t n, const char *ending) {
  slant_buffer text = {0};
  for (uint64_t i = first; i < first + n; i++) {
    slant_buffer_put_string(&text, i == first ? "" : i % 10 == 0 ? ". " : " ");
    uint64_t hash = slant_hash_pair(i, 5);
    for (int k = 0; k < 6; k++) slant_buffer_put_char(&text, (char)('a' + (hash >> (8 * k)) % 26));
  }
  slant_buffer_put_string(&text, ending);
  slant_buffer_put_char(&text, '\0');
  slant_article *article = small_article("", text.ptr);
  slant_buffer_free(&text);
  return article;
}

static void assert_groups(slant_article **articles, size_t n, const size_t *expected) {
  size_t groups[8];
  slant_error err = {0};
  ck_assert_ok(slant_duplicates_group(articles, n, groups, &err), err);
  for (size_t a = 0; a < n; a++) {
    ck_assert_msg(groups[a] == expected[a], "article %zu: group %zu, expected %zu", a, groups[a], expected[a]);
    slant_article_free(articles[a]);
  }
}

START_TEST(near_copies_share_a_group) {
  slant_article *articles[] = {words(0, 200, "."), words(1000, 200, "."),
                               words(0, 200, ". And one more sentence here."), words(5, 190, "."),
                               words(1000, 200, ".")};
  assert_groups(articles, 5, (const size_t[]){0, 1, 0, 0, 1});
}
END_TEST

START_TEST(articles_are_joined_through_others) {
  /* each shares two thirds of its words with the next, the first and the last share a third */
  slant_article *articles[] = {words(0, 300, "."), words(80, 300, "."), words(160, 300, "."), words(240, 300, ".")};
  assert_groups(articles, 4, (const size_t[]){0, 0, 0, 0});
}
END_TEST

START_TEST(a_shared_passage_is_no_copy) {
  slant_article *articles[] = {words(0, 200, "."), words(160, 200, "."), words(5000, 30, ".")};
  assert_groups(articles, 3, (const size_t[]){0, 1, 2});
}
END_TEST

START_TEST(short_and_empty_articles) {
  slant_article *articles[] = {small_article("", "Rain all week"),
                               small_article("", "rain ALL week!"),
                               small_article("", ""),
                               small_article("", ""),
                               small_article("", "Rain all day"),
                               small_article("", "...")};
  assert_groups(articles, 6, (const size_t[]){0, 0, 2, 3, 4, 5});
}
END_TEST

START_TEST(no_articles_are_no_groups) {
  slant_error err = {0};
  ck_assert_ok(slant_duplicates_group(NULL, 0, NULL, &err), err);
}
END_TEST

Suite *article_duplicates_suite(void) {
  Suite *suite = suite_create("article_duplicates");
  TCase *tc = tcase_create("duplicates");
  tcase_add_test(tc, near_copies_share_a_group);
  tcase_add_test(tc, articles_are_joined_through_others);
  tcase_add_test(tc, a_shared_passage_is_no_copy);
  tcase_add_test(tc, short_and_empty_articles);
  tcase_add_test(tc, no_articles_are_no_groups);
  suite_add_tcase(suite, tc);
  return suite;
}
