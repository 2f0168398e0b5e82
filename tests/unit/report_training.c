/* Training report: what helped the text SVM, and what of it was left out, as text and as JSON. */
#include <stdio.h>
#include <string.h>

#include "model/training.h"
#include "small_model.h"
#include "suites.h"
#include "support/support.h"

static const double one_cost[] = {0.5};

static slant_text report_of(const slant_training *t, slant_report_format format) {
  slant_text report;
  slant_error err = {0};
  ck_assert_ok(slant_training_report(t, format, &report, &err), err);
  return report;
}

static void assert_holds(slant_text report, const char *part) {
  ck_assert_msg(holds_text(report, text_of(part)), "found \"%s\", expected it to hold \"%s\"", shown(report, 0), part);
}

/* Two files, given in another order than that of their names, from another folder. */
static slant_training *train_helped(void) {
  static slant_auxiliary auxiliary[2];
  auxiliary[0] = small_auxiliary(
      file_write("deep/b \"two\".csv", BYTES("id,label,text\na101,about,The pilots went home.\n,about,The bar waited long.\n,other,So it was.\n")), 0.5);
  auxiliary[1] = small_auxiliary(file_write("deep/a.csv", BYTES("label,text\nother,The bar waited long.\n")), 2);
  slant_train_options options = {.n_folds = 2,
                                 .costs = one_cost,
                                 .n_costs = 1,
                                 .n_threads = 1,
                                 .keep_furniture = true,
                                 .auxiliary = auxiliary,
                                 .n_auxiliary = 2,
                                 .vectors = file_write("deep/v.txt", BYTES("harbour 1 2 3\npraised 1 0 2\nPraised 1 1 1\n")),
                                 .lexicon = file_write("deep/l.tsv", BYTES("praised\t2\nin a fix\t-1\nthe harbour\t1\nshrug\t0\nat a loss\t-2\n"))};
  slant_training *t = small_training(small_file("report.csv", two_labels, 2, 7), &options);
  memset(auxiliary, 0, sizeof auxiliary); /* what was asked for need not outlive the training */
  return t;
}

START_TEST(the_text_counts_what_helped) {
  slant_training *t = train_helped();
  slant_text report = report_of(t, SLANT_REPORT_TEXT);
  assert_holds(report, "\n       1  auxiliary rows of a.csv, each weighing 2\n"
                       "       3  auxiliary rows of b \"two\".csv, each weighing 0.5; 1 of them in articles of the data, left out with those\n"
                       "       2  rated words and word pairs of the lexicon\n"
                       "       2  word vectors of 3 dimensions\n");
  assert_holds(report, "\nLeft out\n       2  phrases of three words or more of the lexicon\n");
  ck_assert(!holds_text(report, BYTES("deep")));
  slant_text_free(report);
  slant_training_free(t);
}
END_TEST

START_TEST(the_json_counts_what_helped) {
  slant_training *t = train_helped();
  slant_text report = report_of(t, SLANT_REPORT_JSON);
  assert_holds(report, "\"auxiliary\":[{\"file\":\"a.csv\",\"weight\":2.000000,\"rows\":1.000000,\"following\":0.000000},"
                       "{\"file\":\"b \\\"two\\\".csv\",\"weight\":0.500000,\"rows\":3.000000,\"following\":1.000000}],"
                       "\"lexicon_terms\":2.000000,\"left_out_phrases\":2.000000,\"vectors\":2.000000,\"vector_dimensions\":3.000000,");
  ck_assert(!holds_text(report, BYTES("deep")));
  slant_text_free(report);
  slant_training_free(t);
}
END_TEST

/* A folder, too, is called by its last part. */
START_TEST(a_folder_of_rows_is_named) {
  static const char *const endings[] = {"", "/", "//"};
  const char *data = small_file("folders.csv", two_labels, 2, 7);
  (void)file_write("deep/said/a.csv", BYTES("label,text\nother,The bar waited long.\n"));
  for (size_t i = 0; i < 3; i++) {
    char path[4096];
    (void)snprintf(path, sizeof path, "%s%s", file_path("deep/said"), endings[i]);
    slant_auxiliary auxiliary = small_auxiliary(path, 1);
    slant_train_options options = {
        .n_folds = 2, .costs = one_cost, .n_costs = 1, .keep_furniture = true, .auxiliary = &auxiliary, .n_auxiliary = 1};
    slant_training *t = small_training(data, &options);
    slant_text report = report_of(t, SLANT_REPORT_TEXT);
    assert_holds(report, "auxiliary rows of said, each");
    slant_text_free(report);
    slant_training_free(t);
  }
}
END_TEST

START_TEST(nothing_is_said_of_help_that_was_not_asked_for) {
  slant_training *t = small_training(small_file("alone.csv", two_labels, 2, 7), NULL);
  slant_text text = report_of(t, SLANT_REPORT_TEXT), json = report_of(t, SLANT_REPORT_JSON);
  static const char *const parts[] = {"auxiliary", "lexicon", "vector", "Left out"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) ck_assert(!holds_text(text, text_of(parts[i])));
  assert_holds(json, "\"auxiliary\":[],\"lexicon_terms\":0.000000,\"left_out_phrases\":0.000000,\"vectors\":0.000000,\"vector_dimensions\":0.000000,");
  slant_text_free(text);
  slant_text_free(json);
  slant_training_free(t);
}
END_TEST

Suite *report_training_suite(void) {
  Suite *suite = suite_create("report_training");
  TCase *tc = tcase_create("training report");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, the_text_counts_what_helped);
  tcase_add_test(tc, the_json_counts_what_helped);
  tcase_add_test(tc, a_folder_of_rows_is_named);
  tcase_add_test(tc, nothing_is_said_of_help_that_was_not_asked_for);
  suite_add_tcase(suite, tc);
  return suite;
}
