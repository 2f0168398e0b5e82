/* Results folders: whole or not there, never mixed with what stood there before. */
#include <stdlib.h>
#include <string.h>

#include "small_model.h"
#include "suites.h"

static const char *const names[] = {"paragraphs.csv", "articles.csv", "evidence.jsonl", "report.html", "run.json", "groups.csv"};
enum { N_FILES = 6 };

static slant_model *model;

static void set_up(void) {
  folder_make();
  model = small_model("tone", tone_labels, 3, NULL);
}

static void tear_down(void) {
  slant_model_free(model);
  folder_remove();
}

static const char *inside(const char *folder, const char *name, const char *suffix) {
  slant_buffer path = {0};
  slant_buffer_put_string(&path, folder);
  slant_buffer_put_char(&path, '/');
  slant_buffer_put_string(&path, name);
  slant_buffer_put_string(&path, suffix);
  slant_buffer_put_char(&path, '\0');
  const char *whole = file_path(path.ptr);
  slant_buffer_free(&path);
  return whole;
}

static slant_results *open_results(const char *folder, const slant_results_options *options) {
  slant_results *results;
  slant_error err = {0};
  ck_assert_ok(slant_results_open(&results, file_path(folder), model, options, &err), err);
  return results;
}

static void add(slant_results *results, const char *text) {
  slant_article *article = small_article("A title", text);
  slant_result *result = classify_text(model, article, NULL);
  slant_error err = {0};
  ck_assert_ok(slant_results_add(results, result, &err), err);
  slant_result_free(result);
  slant_article_free(article);
}

static void commit(slant_results *results) {
  slant_reader_counts counts = {.articles = 1, .skipped = 2, .ignored = 3};
  slant_error err = {0};
  ck_assert_ok(slant_results_commit(results, &counts, &err), err);
  slant_results_close(results);
}

static void assert_files(const char *folder, bool there) {
  for (size_t f = 0; f < N_FILES; f++) {
    ck_assert_int_eq(file_exists(inside(folder, names[f], "")), there);
    ck_assert(!file_exists(inside(folder, names[f], ".part")));
  }
}

static const char sentence[] = "The council praised the brilliant harbour and welcomed the trusted ferry by the river.";

START_TEST(files_appear_together_when_all_are_whole) {
  slant_results *results = open_results("deep/er/out", NULL);
  add(results, sentence);
  for (size_t f = 0; f < N_FILES; f++) ck_assert(!file_exists(inside("deep/er/out", names[f], "")));
  commit(results);
  assert_files("deep/er/out", true);
}
END_TEST

START_TEST(what_is_not_committed_is_removed) {
  slant_results *results = open_results("dropped", NULL);
  add(results, sentence);
  ck_assert(file_exists(inside("dropped", names[0], ".part")));
  slant_results_close(results);
  slant_results_close(NULL);
  assert_files("dropped", false);
}
END_TEST

static void assert_not_opened(const char *folder, const slant_results_options *options, slant_status status,
                              const char *part) {
  slant_results *results;
  slant_error err = {0};
  ck_assert_int_eq(slant_results_open(&results, file_path(folder), model, options, &err), status);
  ck_assert_ptr_null(results);
  ck_assert_says(err, part);
}

START_TEST(a_folder_that_holds_something_is_refused) {
  (void)file_write("full/.hidden", BYTES("x"));
  assert_not_opened("full", NULL, SLANT_E_USAGE,
                    "found a folder that holds \".hidden\", expected an empty or new one (--force");
  assert_files("full", false);
  slant_results_options force = {.force = true};
  slant_results *results = open_results("full", &force);
  add(results, sentence);
  commit(results);
  assert_files("full", true);
  ck_assert(file_exists(inside("full", ".hidden", "")));
}
END_TEST

START_TEST(an_abandoned_run_leaves_the_former_one) {
  slant_results_options force = {.force = true};
  slant_results *results = open_results("twice", NULL);
  add(results, sentence);
  commit(results);
  slant_text before = file_read(inside("twice", names[0], ""));
  results = open_results("twice", &force);
  add(results, "Another text about the mayor and the scandalous bridge.");
  slant_results_close(results);
  slant_text after = file_read(inside("twice", names[0], ""));
  ck_assert_text_eq(after, before);
  assert_files("twice", true);
  free((void *)(uintptr_t)before.ptr);
  free((void *)(uintptr_t)after.ptr);
}
END_TEST

START_TEST(a_file_in_place_of_the_folder_is_an_error) {
  (void)file_write("taken", BYTES("x"));
  slant_results_options force = {.force = true};
  assert_not_opened("taken", NULL, SLANT_E_IO, "cannot open");
  assert_not_opened("taken", &force, SLANT_E_IO, "cannot create");
  assert_not_opened("taken/below", NULL, SLANT_E_IO, "cannot create");
}
END_TEST

START_TEST(evidence_can_be_left_out) {
  slant_results_options options = {.no_evidence = true};
  slant_results *results = open_results("bare", &options);
  add(results, sentence);
  commit(results);
  ck_assert(!file_exists(inside("bare", "evidence.jsonl", "")));
  ck_assert(file_exists(inside("bare", "run.json", "")));
}
END_TEST

static void assert_holds(const char *folder, const char *name, const char *part, bool expected) {
  slant_text bytes = file_read(inside(folder, name, ""));
  ck_assert_msg(holds_text(bytes, text_of(part)) == expected, "%s of %s: \"%s\" in \"%s\"", name, folder, part,
                shown(bytes, 0));
  free((void *)(uintptr_t)bytes.ptr);
}

START_TEST(evidence_names_the_terms_that_pushed) {
  slant_results *results = open_results("evidence", NULL);
  add(results, sentence);
  add(results, "...");
  commit(results);
  assert_holds("evidence", "evidence.jsonl",
               "{\"article\":\"memo\",\"paragraph\":1,\"label\":\"supportive\",\"text\":\"The council", true);
  assert_holds("evidence", "evidence.jsonl", "{\"term\":\"praised\",\"start\":12,\"end\":19,\"push\":", true);
  assert_holds("evidence", "evidence.jsonl",
               "{\"article\":\"memo\",\"paragraph\":1,\"label\":null,\"text\":\"...\",\"terms\":[]}\n", true);
  assert_holds("evidence", "evidence.jsonl", "\"push\":-", false);
}
END_TEST

START_TEST(the_run_file_tells_options_and_counts_and_no_place) {
  slant_results_options options = {.classify = {.decide = SLANT_ARGMAX, .keep_furniture = true},
                                   .paragraphs_by = SLANT_BY_LINE};
  slant_results *results = open_results("told", &options);
  add(results, sentence);
  add(results, "...");
  commit(results);
  static const char *const parts[] = {
      "\"decide\": \"argmax\"", "\"furniture\": \"kept\"", "\"paragraphs_by\": \"line\"", "\"articles\": 2",
      "\"scored\": 1",          "\"skipped_inputs\": 2",   "\"ignored_files\": 3",        "\"supportive\": 1",
      "\"empty\": 1",           "\"checksum\": \""};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) assert_holds("told", "run.json", parts[i], true);
  assert_holds("told", "run.json", slant_model_checksum(model), true);
  assert_holds("told", "run.json", file_path("told"), false);
}
END_TEST

START_TEST(an_empty_run_is_whole_too) {
  commit(open_results("empty", NULL));
  assert_files("empty", true);
  assert_holds("empty", "paragraphs.csv", "article,paragraph,label,", true);
  assert_holds("empty", "report.html", "</html>", true);
}
END_TEST

Suite *results_results_suite(void) {
  Suite *suite = suite_create("results_results");
  TCase *tc = tcase_create("results");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, set_up, tear_down);
  tcase_add_test(tc, files_appear_together_when_all_are_whole);
  tcase_add_test(tc, what_is_not_committed_is_removed);
  tcase_add_test(tc, a_folder_that_holds_something_is_refused);
  tcase_add_test(tc, an_abandoned_run_leaves_the_former_one);
  tcase_add_test(tc, a_file_in_place_of_the_folder_is_an_error);
  tcase_add_test(tc, evidence_can_be_left_out);
  tcase_add_test(tc, evidence_names_the_terms_that_pushed);
  tcase_add_test(tc, the_run_file_tells_options_and_counts_and_no_place);
  tcase_add_test(tc, an_empty_run_is_whole_too);
  suite_add_tcase(suite, tc);
  return suite;
}
