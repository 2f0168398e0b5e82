/* Reports: made from a results folder as they were made with it; of other groups and of some articles; and the summary that fits a window. */
#include <stdlib.h>
#include <string.h>

#include "article/article.h"
#include "small_model.h"
#include "suites.h"
#include "text/utf8.h"

static const char *const good = "The council praised the brilliant harbour and welcomed the trusted ferry by the river.";
static const char *const bad = "The mayor blamed the reckless minister near the scandalous bridge, and botched it.";

static slant_model *model;

/* Results with four articles of two sources, "=north" and "south", in two months. */
static void make_results(const char *folder, bool spreadsheet) {
  static const char *const by[] = {"source", "month", "source+month", "topic"};
  slant_results_options options = {.spreadsheet = spreadsheet, .by = by, .n_by = sizeof by / sizeof *by};
  slant_reader_counts counts = {.articles = 4};
  slant_results *results;
  slant_error err = {0};
  ck_assert_ok(slant_results_open(&results, file_path(folder), model, &options, &err), err);
  for (size_t i = 0; i < 4; i++) {
    slant_article *article = small_article("+title", i < 2 ? good : bad);
    article->fields[SLANT_ID] = text_of(i == 0 ? "=1" : i == 1 ? "-2" : i == 2 ? "@3" : "'=4");
    article->fields[SLANT_SOURCE] = text_of(i < 2 ? "=north" : "south");
    article->fields[SLANT_DATE] = text_of(i % 2 == 0 ? "2024-01-02" : "2024-02-03");
    article->fields[SLANT_TOPIC] = text_of("tax");
    slant_result *result = classify_text(model, article, NULL);
    ck_assert_ok(slant_results_add(results, result, &err), err);
    slant_result_free(result);
    slant_article_free(article);
  }
  ck_assert_ok(slant_results_commit(results, &counts, &err), err);
  slant_results_close(results);
}

static void set_up(void) {
  folder_make();
  model = small_model("tone", tone_labels, 3, NULL);
  make_results("plain", false);
  make_results("sheet", true);
}

static void tear_down(void) {
  slant_model_free(model);
  folder_remove();
}

static slant_report *open_report(const char *folder, const slant_report_options *options) {
  slant_report *report;
  slant_error err = {0};
  ck_assert_ok(slant_report_open(&report, file_path(folder), options, &err), err);
  return report;
}

static const char *inside(const char *folder, const char *name) {
  slant_buffer path = {0};
  slant_buffer_put_string(&path, folder);
  slant_buffer_put_char(&path, '/');
  slant_buffer_put_bytes(&path, name, strlen(name) + 1);
  const char *whole = file_path(path.ptr);
  slant_buffer_free(&path);
  return whole;
}

static void assert_same_file(const char *first, const char *second, const char *name, bool same) {
  slant_text a = file_read(inside(first, name)), b = file_read(inside(second, name));
  ck_assert_msg(same_text(a, b) == same, "%s of %s and %s: expected them to be %s", name, first, second, same ? "the same" : "different");
  free((void *)(uintptr_t)a.ptr);
  free((void *)(uintptr_t)b.ptr);
}

START_TEST(what_was_made_with_the_results_is_made_again) {
  static const char *const by[] = {"source", "month", "source+month", "topic"};
  slant_report_options options = {.by = by, .n_by = sizeof by / sizeof *by};
  slant_error err = {0};
  slant_report *report = open_report("plain", &options);
  ck_assert_ok(slant_report_save(report, file_path("again"), &err), err);
  slant_report_close(report);
  slant_report_close(NULL);
  assert_same_file("plain", "again", "groups.csv", true);
  assert_same_file("plain", "again", "report.html", true);
  ck_assert(!file_exists(inside("again", "comparisons.csv")));
  report = open_report("plain", NULL);
  ck_assert_ok(slant_report_save(report, file_path("usual"), &err), err);
  slant_report_close(report);
  assert_same_file("plain", "usual", "groups.csv", false);
}
END_TEST

/* Guards of a spreadsheet change the cells and nothing that is made from them. */
START_TEST(guarded_cells_come_back) {
  slant_report_options options = {0};
  slant_error err = {0};
  assert_same_file("plain", "sheet", "articles.csv", false);
  slant_text rows = file_read(inside("sheet", "articles.csv"));
  ck_assert(holds_text(rows, BYTES("\xEF\xBB\xBF" "article,title")) && holds_text(rows, BYTES("\n'=1,'+title,'=north,")) &&
            holds_text(rows, BYTES("\n''=4,")));
  free((void *)(uintptr_t)rows.ptr);
  static const char *const folders[] = {"plain", "sheet"}, *const outs[] = {"from-plain", "from-sheet"};
  for (size_t i = 0; i < 2; i++) {
    slant_report *report = open_report(folders[i], &options);
    ck_assert_ok(slant_report_save(report, file_path(outs[i]), &err), err);
    slant_report_close(report);
  }
  assert_same_file("from-plain", "from-sheet", "groups.csv", true);
}
END_TEST

static slant_text summary_of(const slant_report_options *options, size_t width, bool colour) {
  slant_text text;
  slant_error err = {0};
  slant_report *report = open_report("plain", options);
  ck_assert_ok(slant_report_summary(report, width, colour, &text, &err), err);
  slant_report_close(report);
  return text;
}

START_TEST(a_selection_and_a_comparison) {
  static const char *const only[] = {"source=south", "month=2024-01..2024-02"}, *const first[] = {"month=2024-01"}, *const second[] = {"month=2024-02"};
  slant_report_options options = {.only = only, .n_only = 2, .first = first, .second = second, .n_compared = 1};
  slant_text text = summary_of(&options, 80, false);
  ck_assert_msg(holds_text(text, BYTES("2 articles, 2 paragraphs")), "%s", shown(text, 0));
  ck_assert_msg(!holds_text(text, BYTES("north")), "%s", shown(text, 0));
  ck_assert_msg(holds_text(text, BYTES("month=2024-01 less month=2024-02")), "%s", shown(text, 0));
  slant_text_free(text);
  slant_report *report = open_report("plain", &options);
  slant_error err = {0};
  ck_assert_ok(slant_report_save(report, file_path("compared"), &err), err);
  slant_report_close(report);
  slant_text rows = file_read(inside("compared", "comparisons.csv"));
  ck_assert_msg(holds_text(rows, BYTES("month=2024-01,month=2024-02,supportive,")), "%s", shown(rows, 0));
  free((void *)(uintptr_t)rows.ptr);
}
END_TEST

/* Columns of the longest line; every character here takes one. */
static size_t widest(slant_text text) {
  size_t most = 0, columns = 0;
  for (size_t at = 0, len; at < text.len; at += len, columns++) {
    if (slant_utf8_get(text, at, &len) == '\n') columns = (size_t)-1;
    if (columns != (size_t)-1 && columns + 1 > most) most = columns + 1;
  }
  return most;
}

START_TEST(the_summary_fits_the_window) {
  static const size_t widths[] = {40, 60, 80, 100, 200};
  for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
    slant_text text = summary_of(NULL, widths[i], false);
    ck_assert_msg(widest(text) <= widths[i], "%zu columns, expected %zu at most:\n%s", widest(text), widths[i], text.ptr);
    ck_assert(!holds_text(text, BYTES("\033")));
    slant_text_free(text);
  }
  slant_text coloured = summary_of(NULL, 80, true);
  ck_assert(holds_text(coloured, BYTES("\033[36m")));
  slant_text_free(coloured);
}
END_TEST

static void assert_refused(const char *folder, slant_report_options options, slant_status expected, const char *part) {
  slant_report *report;
  slant_error err = {0};
  ck_assert_int_eq(slant_report_open(&report, file_path(folder), &options, &err), expected);
  ck_assert_ptr_null(report);
  ck_assert_says(err, part);
}

START_TEST(what_is_not_there_is_refused) {
  static const char *const unknown[] = {"mood"}, *const nowhere[] = {"source=west"}, *const south[] = {"source=south"};
  assert_refused("nothing", (slant_report_options){0}, SLANT_E_IO, "cannot open");
  assert_refused("plain", (slant_report_options){.by = unknown, .n_by = 1}, SLANT_E_USAGE, "mood");
  assert_refused("plain", (slant_report_options){.first = nowhere, .second = south, .n_compared = 1}, SLANT_E_USAGE, "west");
  slant_results_options options = {.by = unknown, .n_by = 1};
  slant_results *results;
  slant_error err = {0};
  ck_assert_int_eq(slant_results_open(&results, file_path("early"), model, &options, &err), SLANT_E_USAGE);
  ck_assert(!file_exists(file_path("early")));
}
END_TEST

Suite *report_report_suite(void) {
  Suite *suite = suite_create("report_report");
  TCase *tc = tcase_create("report");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, set_up, tear_down);
  tcase_add_test(tc, what_was_made_with_the_results_is_made_again);
  tcase_add_test(tc, guarded_cells_come_back);
  tcase_add_test(tc, a_selection_and_a_comparison);
  tcase_add_test(tc, the_summary_fits_the_window);
  tcase_add_test(tc, what_is_not_there_is_refused);
  suite_add_tcase(suite, tc);
  return suite;
}
