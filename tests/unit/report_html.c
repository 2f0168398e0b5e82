/* Page: markup in the text of articles stays text, whatever it tries. */
#include "report/report_html.h"

#include <string.h>

#include "article/article.h"
#include "small_model.h"
#include "suites.h"

static slant_model *model;

static void set_up(void) {
  folder_make();
  model = small_model("tone", tone_labels, 3, NULL);
}

static void tear_down(void) {
  slant_model_free(model);
  folder_remove();
}

/* The page of one article, `number` being its place in the run. */
static slant_buffer page_of(const slant_article *article, uint64_t number) {
  slant_buffer page = {0};
  slant_totals totals = {0};
  slant_result *result = classify_text(model, article, NULL);
  slant_page_put_head(&page, model);
  slant_page_put_article(&page, result, number);
  slant_totals_add(&totals, result);
  slant_page_put_end(&page, model, &totals);
  slant_result_free(result);
  return page;
}

static size_t count_of(const slant_buffer *page, const char *part) {
  size_t n = 0, len = strlen(part);
  for (size_t at = 0; at + len <= page->len; at++) n += memcmp(page->ptr + at, part, len) == 0;
  return n;
}

static const char attack[] =
    "</title><script>alert(1)</script><img src=x onerror='a()'> & \"<!--\x01\x7F the council praised it";

START_TEST(markup_is_escaped_everywhere) {
  slant_article *article = small_article(attack, attack);
  article->fields[SLANT_ID] = text_of(attack);
  slant_buffer page = page_of(article, 1);
  ck_assert_uint_eq(count_of(&page, "<script"), 0);
  ck_assert_uint_eq(count_of(&page, "<img"), 0);
  ck_assert_uint_eq(count_of(&page, "<!--"), 0);
  ck_assert_uint_eq(count_of(&page, "</title>"), 1); /* its own */
  ck_assert_uint_eq(count_of(&page, "\x01"), 0);
  ck_assert_uint_eq(count_of(&page, "\x7F"), 0);
  static const char escaped[] =
      "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;a()&#39;&gt; &amp; "
      "&quot;&lt;!--\xEF\xBF\xBD\xEF\xBF\xBD the council praised it";
  ck_assert_uint_eq(count_of(&page, escaped), 3); /* title, id and paragraph */
  slant_buffer_free(&page);
  slant_article_free(article);
}
END_TEST

START_TEST(the_page_stands_alone) {
  slant_article *article = small_article("A title", "The council praised the brilliant harbour by the river.");
  slant_buffer page = page_of(article, 1);
  ck_assert_uint_eq(count_of(&page, "default-src 'none'"), 1);
  static const char *const outside[] = {
      "<script", "<link", "<iframe", "src=", "href=", "url(", "http:", "https:", "@import"};
  for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) ck_assert_uint_eq(count_of(&page, outside[i]), 0);
  static const char *const pairs[][2] = {
      {"<details>", "</details>"}, {"<p", "</p>"},          {"<bdi>", "</bdi>"},
      {"<table>", "</table>"},     {"<small>", "</small>"}, {"<section", "</section>"},
      {"<summary>", "</summary>"}, {"<div", "</div>"},      {"<html", "</html>"}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    ck_assert_uint_eq(count_of(&page, pairs[i][0]), count_of(&page, pairs[i][1]));
  slant_buffer_free(&page);
  slant_article_free(article);
}
END_TEST

START_TEST(paragraphs_show_label_confidence_and_flags) {
  slant_article *article = small_article(
      "", "The council praised the brilliant harbour, and the trusted ferry was welcomed by the village.\n\n...");
  slant_buffer page = page_of(article, 1);
  ck_assert_uint_eq(count_of(&page, "<small>1</small> <b>supportive</b>"), 1);
  ck_assert_uint_eq(count_of(&page, "<small>2</small> <b>set aside</b> <small> empty</small>"),
                    1);
  ck_assert_uint_eq(count_of(&page, "<tr><th>Paragraphs</th><td class=\"n\">2</td>"), 1);
  slant_buffer_free(&page);
  slant_article_free(article);
}
END_TEST

START_TEST(beyond_a_number_of_articles_paragraphs_are_left_to_the_files) {
  slant_article *article = small_article("", "The council praised the brilliant harbour by the river.");
  slant_buffer page = page_of(article, SLANT_PAGE_MOST_ARTICLES + 1);
  ck_assert_uint_eq(count_of(&page, "brilliant harbour"), 0);
  ck_assert_uint_eq(count_of(&page, "Its paragraphs are in paragraphs.csv"), 1);
  slant_buffer_free(&page);
  slant_article_free(article);
}
END_TEST

Suite *report_html_suite(void) {
  Suite *suite = suite_create("report_html");
  TCase *tc = tcase_create("page");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, set_up, tear_down);
  tcase_add_test(tc, markup_is_escaped_everywhere);
  tcase_add_test(tc, the_page_stands_alone);
  tcase_add_test(tc, paragraphs_show_label_confidence_and_flags);
  tcase_add_test(tc, beyond_a_number_of_articles_paragraphs_are_left_to_the_files);
  suite_add_tcase(suite, tc);
  return suite;
}
