/* Page: markup in articles stays text, marks and labels are what they should be, files appear together and stale ones go. */
#include "page/page.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page/labels.h"
#include "page/markup.h"
#include "page/text.h"
#include "suites.h"
#include "support/support.h"

static const double confusion[4] = {80, 20, 10, 90};
static const char attack[] = "</title><script>alert(1)</script><img src=x onerror='a()'> & \"<!--\x01\x7F\xC2\x85 praised";
static const char escaped[] = "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;a()&#39;&gt; &amp; "
                              "&quot;&lt;!--\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD praised";

/* A run with two labels, an article of two paragraphs (the second set aside), and what a page needs of them. */
typedef struct scene {
  slant_saved_run run;
  slant_saved_row rows[2];
  slant_saved_article article;
  slant_text card[2][2];
  slant_groups *groups;
  slant_page_input input;
} scene;

static void set_scene(scene *s, const char *text, size_t n_articles) {
  static const char *const by[] = {"source"};
  slant_error err = {0};
  *s = (scene){.run = {.labels = {.n = 2, .names = {"supportive", "critical"}, .supportive = 0, .critical = 1}, .version = "1.0.0"}};
  memcpy(s->run.confusion, confusion, sizeof confusion);
  s->card[0][0] = text_of("quality.accuracy"), s->card[0][1] = text_of("0.6165");
  s->card[1][0] = text_of("quality.f1"), s->card[1][1] = text_of("supportive 0.4973, critical 0.6059");
  s->run.card = (const slant_text (*)[2])s->card;
  s->run.n_card = 2;
  s->rows[0] = (slant_saved_row){.number = 1, .confidence = 0.7001, .probabilities = {7001, 2999}, .tone = 0.4, .flags = SLANT_UNCERTAIN,
                                 .end = strlen(text), .has_text = true, .text = text_of(text)};
  s->rows[1] =
      (slant_saved_row){.number = 2, .label = -1, .tone = NAN, .flags = SLANT_FURNITURE, .has_text = true, .text = text_of("Share")};
  s->article = (slant_saved_article){.n_paragraphs = 2,
                                     .n_scored = 1,
                                     .n_furniture = 1,
                                     .counts = {1, 0},
                                     .shares = {{0.7, 0.1, 1}, {0.3, 0, 0.9}},
                                     .tone = {0.4, 0.1, 0.6},
                                     .framing = text_of("supportive"),
                                     .peak_supportive = 1,
                                     .n_rows = 2,
                                     .rows = s->rows};
  for (size_t f = 0; f < SLANT_N_FIELDS; f++) s->article.fields[f] = (slant_text){"", 0};
  s->article.duplicate_of = (slant_text){"", 0};
  s->article.fields[SLANT_ID] = s->article.fields[SLANT_TITLE] = s->article.fields[SLANT_SOURCE] = text_of(text);
  ck_assert_ok(slant_groups_new(&s->groups, &s->run.labels, s->run.confusion, by, 1, &err), err);
  for (size_t i = 0; i < n_articles; i++) ck_assert_ok(slant_groups_add(s->groups, &s->article, &err), err);
  ck_assert_ok(slant_groups_finish(s->groups, &err), err);
  s->input = (slant_page_input){.run = &s->run, .groups = s->groups, .has_evidence = true};
}

static void write_page(scene *s, size_t n_articles) {
  slant_page *page;
  slant_error err = {0};
  (void)file_write("out/here", text_of(""));
  ck_assert_ok(slant_page_open(&page, file_path("out"), &s->input, &err), err);
  for (size_t i = 0; i < n_articles; i++) ck_assert_ok(slant_page_add(page, &s->article, &err), err);
  ck_assert_ok(slant_page_finish(page, &err), err);
  ck_assert(file_exists(file_path("out/report.html.part")));
  ck_assert_ok(slant_page_commit(page, &err), err);
  ck_assert(!file_exists(file_path("out/report.html.part")));
  slant_page_close(page);
}

static size_t count_of(slant_text page, const char *part) {
  size_t n = 0, len = strlen(part);
  for (size_t at = 0; at + len <= page.len; at++) n += memcmp(page.ptr + at, part, len) == 0;
  return n;
}

/* The page of one article with that text, title, id and source; free it. */
static slant_text page_of(const char *text) {
  scene s;
  set_scene(&s, text, 1);
  write_page(&s, 1);
  slant_groups_free(s.groups);
  return file_read(file_path("out/report.html"));
}

START_TEST(markup_is_escaped_everywhere) {
  slant_text page = page_of(attack);
  ck_assert_uint_eq(count_of(page, "<script"), 1); /* its own */
  ck_assert_uint_eq(count_of(page, "</title>"), 2); /* of the page, and of its chart */
  ck_assert_uint_eq(count_of(page, "<img"), 0);
  ck_assert_uint_eq(count_of(page, "<!--"), 0);
  ck_assert_uint_eq(count_of(page, "\x01") + count_of(page, "\x7F") + count_of(page, "\xC2\x85"), 0);
  ck_assert_uint_eq(count_of(page, escaped), 5); /* title, id, source of the article and of its group, text */
  free((char *)page.ptr);
}
END_TEST

START_TEST(the_page_stands_alone) {
  slant_text page = page_of("The council praised the harbour.");
  ck_assert_uint_eq(count_of(page, "default-src 'none'; style-src 'sha256-"), 1);
  ck_assert_uint_eq(count_of(page, "unsafe-"), 0);
  static const char *const outside[] = {"<link", "<iframe", "<img",    " src=",   "url(",
                                        "http:", "https:",  "@import", " style=", " onclick="};
  for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) ck_assert_msg(count_of(page, outside[i]) == 0, "found %s", outside[i]);
  static const char *const elements[] = {"html", "head", "body",  "header",  "main", "footer", "section", "div",     "ul",      "ol",
                                         "li",   "p",    "table", "caption", "tr",   "th",     "td",      "details", "summary", "svg",
                                         "g",    "dl",   "dt",    "dd",      "bdi",  "b",      "small",   "span",    "a",       "nav"};
  for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
    char open[16], with[16], close[16];
    (void)snprintf(open, sizeof open, "<%s>", elements[i]);
    (void)snprintf(with, sizeof with, "<%s ", elements[i]);
    (void)snprintf(close, sizeof close, "</%s>", elements[i]);
    ck_assert_msg(count_of(page, open) + count_of(page, with) == count_of(page, close), "<%s> and </%s> are not as many", elements[i],
                  elements[i]);
  }
  free((char *)page.ptr);
}
END_TEST

START_TEST(paragraphs_show_label_confidence_and_flags) {
  slant_text page = page_of("The council praised the harbour.");
  ck_assert_uint_eq(count_of(page, "<span class=\"no\">1</span> <b class=\"lab ks\">"), 1);
  ck_assert_uint_eq(count_of(page, "70\xC2\xA0% sure</span> <span class=\"fl\">uncertain</span> <span class=\"fl peak\">most supportive"),
                    1);
  ck_assert_uint_eq(count_of(page, "<b class=\"lab\">set aside</b> <span class=\"fl\">furniture</span>"), 1);
  ck_assert_uint_eq(count_of(page, "1 article with 2 paragraphs, of which 1 was labelled and 1 set aside"), 1);
  ck_assert_uint_eq(count_of(page, "62 of 100 labels were right"), 1);
  ck_assert_uint_eq(count_of(page, "F1 by label supportive 0.50, critical 0.61."), 1);
  ck_assert_uint_eq(count_of(page, "aria-label=\"2 paragraphs: 1 supportive, 1 set aside\""), 1);
  free((char *)page.ptr);
}
END_TEST

START_TEST(many_articles_have_pages_of_detail) {
  scene s;
  set_scene(&s, "The council praised the harbour.", SLANT_PAGE_ALONE + 1);
  write_page(&s, SLANT_PAGE_ALONE + 1);
  slant_text page = file_read(file_path("out/report.html"));
  ck_assert_uint_eq(count_of(page, "<a class=\"t\" href=\"report/0001.html#a1\">"), 1);
  ck_assert_uint_eq(count_of(page, "<a class=\"t\" href=\"report/0006.html#a501\">"), 1);
  ck_assert_uint_eq(count_of(page, "<p dir=\"auto\">"), 0);
  free((char *)page.ptr);
  page = file_read(file_path("out/report/0006.html"));
  ck_assert_uint_eq(count_of(page, "<p dir=\"auto\">"), 2); /* of article 501 */
  ck_assert_uint_eq(count_of(page, "rel=\"prev\" href=\"0005.html\""), 2);
  ck_assert_uint_eq(count_of(page, "rel=\"next\""), 0);
  free((char *)page.ptr);
  slant_groups_free(s.groups);
  (void)file_write("out/report/notes.html", text_of("kept"));
  free((char *)page_of("Few articles now.").ptr);
  ck_assert(!file_exists(file_path("out/report/0001.html")));
  ck_assert(!file_exists(file_path("out/report/0006.html")));
  ck_assert(file_exists(file_path("out/report/notes.html")));
}
END_TEST

START_TEST(what_is_not_committed_is_removed) {
  scene s;
  slant_page *page;
  slant_error err = {0};
  set_scene(&s, "Text", SLANT_PAGE_ALONE + 1);
  (void)file_write("out/here", text_of(""));
  ck_assert_ok(slant_page_open(&page, file_path("out"), &s.input, &err), err);
  ck_assert_ok(slant_page_add(page, &s.article, &err), err);
  ck_assert_int_eq(slant_page_finish(page, &err), SLANT_E_USAGE);
  ck_assert_says(err, "found 1 articles for the page, expected 501");
  slant_page_close(page);
  ck_assert(!file_exists(file_path("out/report.html")));
  ck_assert(!file_exists(file_path("out/report.html.part")));
  ck_assert(!file_exists(file_path("out/report")));
  slant_groups_free(s.groups);
}
END_TEST

START_TEST(duplicates_are_not_listed) {
  scene s;
  slant_page *page;
  slant_error err = {0};
  set_scene(&s, "Text", 1);
  (void)file_write("out/here", text_of(""));
  ck_assert_ok(slant_page_open(&page, file_path("out"), &s.input, &err), err);
  s.article.duplicate_of = text_of("another");
  ck_assert_ok(slant_page_add(page, &s.article, &err), err);
  s.article.duplicate_of = (slant_text){"", 0};
  ck_assert_ok(slant_page_add(page, &s.article, &err), err);
  ck_assert_ok(slant_page_finish(page, &err), err);
  slant_page_close(page);
  slant_groups_free(s.groups);
}
END_TEST

START_TEST(marks_that_overlap_are_one) {
  static const slant_saved_term terms[] = {{.start = 110, .end = 115, .push = 0.9},
                                           {.start = 100, .end = 103, .push = 0.5},
                                           {.start = 102, .end = 106, .push = 0.2},
                                           {.start = 3, .end = 8}};
  slant_saved_row row = {.start = 100, .end = 116, .text = text_of("ab<def ghi <j> & "), .n_terms = 4, .terms = terms};
  slant_buffer out = {0};
  row.text.len = 16;
  slant_page_put_marked(&out, &row);
  ck_assert_text_eq(slant_buffer_get(&out),
                    BYTES("<p dir=\"auto\"><mark class=\"m2\">ab&lt;def</mark> ghi<mark class=\"m3\"> &lt;j&gt; </mark>&amp;</p>"));
  slant_buffer_free(&out);
}
END_TEST

START_TEST(figures_are_printed_for_people) {
  slant_buffer out = {0};
  slant_markup_put_count(&out, 1234005);
  slant_markup_put(&out, "|");
  slant_markup_put_percent(&out, 0.1604, 1);
  slant_markup_put(&out, "|");
  slant_markup_put_signed(&out, -0.126, 2);
  slant_markup_put(&out, "|");
  slant_markup_put_signed(&out, -0.001, 2);
  slant_markup_put(&out, "|");
  slant_markup_put_signed(&out, 0.5, 1);
  slant_markup_put(&out, "|");
  slant_markup_put_percents(&out, (slant_share){0.5, 0.25, 1}, 0);
  slant_markup_put(&out, "|");
  slant_markup_put_percent(&out, NAN, 1);
  ck_assert_text_eq(slant_buffer_get(&out), BYTES("1,234,005|16.0\xC2\xA0%|\xE2\x88\x92"
                                                  "0.13|0.00|+0.5|25 to 100\xC2\xA0%|\xE2\x80\x93"));
  slant_buffer_free(&out);
}
END_TEST

START_TEST(labels_of_ones_own_look_different) {
  slant_labels labels = {.n = SLANT_MOST_LABELS, .supportive = -1, .critical = -1};
  char names[SLANT_MOST_LABELS][8];
  for (size_t k = 0; k < labels.n; k++) {
    (void)snprintf(names[k], sizeof names[k], "l%zu", k);
    labels.names[k] = names[k];
  }
  for (size_t k = 0; k < labels.n; k++) {
    for (size_t j = 0; j < k; j++) {
      ck_assert_str_ne(slant_page_label_class(&labels, k), slant_page_label_class(&labels, j));
      ck_assert(slant_page_label_lane(&labels, j).bottom < slant_page_label_lane(&labels, k).top);
    }
    slant_page_lane lane = slant_page_label_lane(&labels, k);
    ck_assert(lane.bottom - lane.top > 2 && lane.bottom <= slant_page_strip_height(&labels));
  }
}
END_TEST

Suite *page_page_suite(void) {
  Suite *suite = suite_create("page_page");
  TCase *tc = tcase_create("page");
  tcase_add_checked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, markup_is_escaped_everywhere);
  tcase_add_test(tc, the_page_stands_alone);
  tcase_add_test(tc, paragraphs_show_label_confidence_and_flags);
  tcase_add_test(tc, many_articles_have_pages_of_detail);
  tcase_add_test(tc, what_is_not_committed_is_removed);
  tcase_add_test(tc, duplicates_are_not_listed);
  tcase_add_test(tc, marks_that_overlap_are_one);
  tcase_add_test(tc, figures_are_printed_for_people);
  tcase_add_test(tc, labels_of_ones_own_look_different);
  suite_add_tcase(suite, tc);
  return suite;
}
