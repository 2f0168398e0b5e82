/* Evaluation: what is counted, what is left out and said, and that figures are those of the labels. */
#include "analysis/evaluation.h"

#include <string.h>

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

static slant_evaluation *evaluate(const char *path, const slant_evaluate_options *options) {
  const char *inputs[] = {path};
  slant_evaluation *e;
  slant_error err = {0};
  ck_assert_ok(slant_evaluate(&e, model, inputs, 1, options, &err), err);
  return e;
}

static const char rows[] =
    "article,paragraph,label,weight,text\n"
    "a,1,supportive,,The council praised the brilliant harbour and welcomed the trusted ferry.\n"
    "a,2,critical,,The council praised the brilliant harbour and welcomed the trusted ferry again.\n"
    "a,3,,,The library is scheduled beside the listed station and measures the garden.\n"
    "b,1,critical,,The mayor blamed the reckless minister near the scandalous bridge in winter.\n"
    "b,2,neutral,3,The library is scheduled beside the listed station and measures the garden.\n"
    "b,3,upbeat,,The library is located beside the numbered station and consists of a garden.\n"
    "b,4,critical,,...\n"
    "b,5,critical,0,The mayor blamed the reckless minister near the scandalous bridge again.\n"
    "c,1,,,The mayor welcomed the painter near the trusted bridge in the valley.\n";

START_TEST(rows_are_counted_by_what_became_of_them) {
  slant_evaluation *e = evaluate(file_write("rows.csv", text_of(rows)), NULL);
  ck_assert_uint_eq(e->n_articles, 2);
  ck_assert_uint_eq(e->n_labelled, 6);
  ck_assert_uint_eq(e->n_unknown, 1);
  ck_assert_uint_eq(e->n_empty, 1);
  ck_assert_uint_eq(e->n_furniture, 0);
  ck_assert_uint_eq(e->n_rows, 4);
  ck_assert_uint_eq(e->n_seen, 0);
  slant_evaluation_free(e);
  slant_evaluation_free(NULL);
}
END_TEST

START_TEST(weights_enter_the_confusion) {
  slant_evaluation *e = evaluate(file_write("weights.csv", text_of(rows)), NULL);
  ck_assert_double_eq(e->confusion.counts[0][0], 1);
  ck_assert_double_eq(e->confusion.counts[1][0], 1);
  ck_assert_double_eq(e->confusion.counts[1][1], 1);
  ck_assert_double_eq(e->confusion.counts[2][2], 3);
  double expected = (2.0 / 3 + 2.0 / 3 + 1) / 3;
  ck_assert_double_eq_tol(slant_evaluation_macro_f1(e), expected, 1e-12);
  slant_evaluation_free(e);
}
END_TEST

START_TEST(articles_that_were_trained_on_are_counted) {
  slant_evaluation *e = evaluate(file_path("tone.csv"), NULL);
  ck_assert_uint_eq(e->n_articles, SMALL_ARTICLES);
  ck_assert_uint_eq(e->n_seen, SMALL_ARTICLES);
  ck_assert_uint_eq(e->n_rows, SMALL_ARTICLES * SMALL_PARAGRAPHS);
  ck_assert_double_ge(slant_evaluation_macro_f1(e), e->interval.low);
  ck_assert_double_le(slant_evaluation_macro_f1(e), e->interval.high);
  slant_evaluation_free(e);
}
END_TEST

static void assert_report(const slant_evaluation *e, slant_report_format format, const char *const *parts, size_t n) {
  slant_text report;
  slant_error err = {0};
  ck_assert_ok(slant_evaluation_report(e, format, &report, &err), err);
  for (size_t i = 0; i < n; i++) {
    ck_assert_msg(holds_text(report, text_of(parts[i])), "\"%s\" is not in \"%s\"", parts[i], shown(report, 0));
  }
  slant_text_free(report);
}

START_TEST(reports_say_what_was_left_out) {
  static const char *const text_parts[] = {"4 labelled paragraphs of 2 articles\n", "1 more were empty\n",
                                           "1 more carry a label that the model does not have\n",
                                           "macro-F1           0.7778 (95 % interval ", "accuracy           0.8333\n"};
  static const char *const json_parts[] = {
      "{\"articles\":2,\"paragraphs\":4,\"furniture\":0,\"empty\":1,\"unknown_label\":1,", "\"articles_trained_on\":0,",
      "\"macro_f1\":0.777778,", "\"confusion\":[[1.000000,0.000000,0.000000],[1.000000,1.000000,0.000000],"};
  slant_evaluation *e = evaluate(file_write("report.csv", text_of(rows)), NULL);
  assert_report(e, SLANT_REPORT_TEXT, text_parts, 5);
  assert_report(e, SLANT_REPORT_JSON, json_parts, 4);
  slant_evaluation_free(e);
  static const char *const seen[] = {"40 of the articles were in the model's training data: the figures flatter it\n"};
  e = evaluate(file_path("tone.csv"), NULL);
  assert_report(e, SLANT_REPORT_TEXT, seen, 1);
  slant_evaluation_free(e);
}
END_TEST

START_TEST(a_precision_asked_for_is_measured) {
  static const char *const text_parts[] = {"Certain of a precision of 0.60: confidence from 0.0000 on\n", "6  (100.0 % of all)\n", "0.8333\n"};
  static const char *const json_parts[] = {"\"min_precision\":0.600000,\"uncertain_below\":0.000000,\"certain_share\":1.000000,"
                                           "\"certain_precision\":0.833333,"};
  slant_evaluate_options options = {.classify = {.min_precision = 0.6}};
  slant_evaluation *e = evaluate(file_write("certain.csv", text_of(rows)), &options);
  assert_report(e, SLANT_REPORT_TEXT, text_parts, 3);
  assert_report(e, SLANT_REPORT_JSON, json_parts, 1);
  slant_evaluation_free(e);
  options.classify.min_precision = 1;
  e = evaluate(file_path("certain.csv"), &options);
  double kept = slant_model_promise(model, SLANT_EFFORT_FAST, SLANT_BALANCED, 1).confidence;
  ck_assert_double_eq(e->uncertain_below, kept);
  ck_assert_double_ge(e->certain, e->certain_right);
  slant_evaluation_free(e);
}
END_TEST

static slant_text json_of(const slant_evaluate_options *options) {
  slant_evaluation *e = evaluate(file_path("tone.csv"), options);
  slant_text report;
  slant_error err = {0};
  ck_assert_ok(slant_evaluation_report(e, SLANT_REPORT_JSON, &report, &err), err);
  slant_evaluation_free(e);
  return report;
}

START_TEST(threads_change_nothing) {
  slant_evaluate_options one = {.n_threads = 1}, three = {.n_threads = 3};
  slant_text a = json_of(&one), b = json_of(&three);
  ck_assert_text_eq(a, b);
  slant_text_free(a);
  slant_text_free(b);
}
END_TEST

static void assert_refused(const char *path, slant_status status, const char *part) {
  const char *inputs[] = {path};
  slant_evaluation *e;
  slant_error err = {0};
  ck_assert_int_eq(slant_evaluate(&e, model, inputs, 1, NULL, &err), status);
  ck_assert_ptr_null(e);
  ck_assert_says(err, part);
}

START_TEST(data_without_usable_labels_are_refused) {
  assert_refused(file_write("none.csv", BYTES("article,text\na,The council met by the river on a cold day.\n")),
                 SLANT_E_DATA, "found no labelled paragraph, expected a label column or key");
  assert_refused(
      file_write("others.csv", BYTES("article,label,text\na,upbeat,The council met by the river on a cold day.\n")),
      SLANT_E_DATA, "found none of the model's labels in the data, expected supportive,critical,neutral");
  assert_refused(file_path("missing.csv"), SLANT_E_IO, "cannot");
}
END_TEST

Suite *analysis_evaluate_suite(void) {
  Suite *suite = suite_create("analysis_evaluate");
  TCase *tc = tcase_create("evaluate");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, set_up, tear_down);
  tcase_add_test(tc, rows_are_counted_by_what_became_of_them);
  tcase_add_test(tc, weights_enter_the_confusion);
  tcase_add_test(tc, articles_that_were_trained_on_are_counted);
  tcase_add_test(tc, reports_say_what_was_left_out);
  tcase_add_test(tc, a_precision_asked_for_is_measured);
  tcase_add_test(tc, threads_change_nothing);
  tcase_add_test(tc, data_without_usable_labels_are_refused);
  suite_add_tcase(suite, tc);
  return suite;
}
