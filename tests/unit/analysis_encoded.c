/* Efforts: who decides about a row, the same by every way to the same set of rows; what does not fit together is refused; reasons sum up. */
#include <math.h>
#include <string.h>

#include "analysis/result.h"
#include "encoder/reading.h"
#include "model/logits.h"
#include "model/score.h"
#include "small_encoder.h"
#include "small_model.h"
#include "suites.h"

static const char text[] =
    "The council praised the brilliant harbour and welcomed the trusted ferry by the river.\n\n"
    "The mayor blamed the reckless minister near the scandalous bridge in that botched winter.\n\n... ---\n\n"
    "The library is scheduled beside the listed station and measures the old garden.";

enum { N_ROWS = 4, UNSCORED = 2 };

static slant_encoder *encoder, *other;
static slant_model *model, *blind; /* trained with the encoder, and without */
static slant_article *article;

static slant_encoder *open_small(const char *name, uint64_t seed) {
  small_encoder parts = small_encoder_make(seed);
  slant_encoder *made;
  slant_error err = {0};
  ck_assert_ok(slant_encoder_open(&made, small_encoder_save(&parts, name), &err), err);
  return made;
}

static void set_up(void) {
  static const double costs[] = {0.5};
  slant_train_options options = {.n_folds = 2, .costs = costs, .n_costs = 1, .n_threads = 2, .keep_furniture = true};
  folder_make();
  encoder = open_small("encoder", 3);
  other = open_small("other", 4);
  blind = small_model("blind", tone_labels, 3, &options);
  options.encoder = encoder;
  model = small_model("reads", tone_labels, 3, &options);
  article = small_article("Of the harbour", text);
}

static void tear_down(void) {
  slant_article_free(article);
  slant_model_free(model);
  slant_model_free(blind);
  slant_encoder_close(encoder);
  slant_encoder_close(other);
  folder_remove();
}

static slant_result *classify_by(const slant_model *by, slant_effort effort) {
  slant_classify_options options = {.effort = effort, .encoder = effort == SLANT_EFFORT_FAST ? NULL : encoder};
  return classify_text(by, article, &options);
}

/* All that stands in a row is the same. */
static void assert_same(const slant_row *a, const slant_row *b) {
  ck_assert_int_eq(a->label, b->label);
  ck_assert_uint_eq(a->flags, b->flags);
  if (a->label < 0) return;
  ck_assert_int_eq(a->decided, b->decided);
  ck_assert_mem_eq(a->probabilities, b->probabilities, 3 * sizeof *a->probabilities);
  ck_assert_mem_eq(a->margins, b->margins, 3 * sizeof *a->margins);
}

START_TEST(best_asks_the_encoder_about_every_row) {
  slant_result *fast = classify_by(model, SLANT_EFFORT_FAST), *best = classify_by(model, SLANT_EFFORT_BEST);
  slant_reading_desk *desk;
  slant_error err = {0};
  slant_text texts[N_ROWS];
  float logits[N_ROWS * SLANT_ENCODER_LABELS];
  size_t n = 0;
  for (size_t i = 0; i < N_ROWS; i++) {
    if (i != UNSCORED) texts[n++] = article->paragraphs[i].text;
  }
  ck_assert_ok(slant_reading_desk_new(&desk, encoder, &err), err);
  ck_assert_ok(slant_reading_run(desk, article->fields[SLANT_TITLE], texts, n, logits, &err), err);
  slant_reading_desk_free(desk);
  for (size_t i = 0, at = 0; i < N_ROWS; i++) {
    const slant_row *row = slant_result_row(best, i);
    double readings[3], margins[3];
    if (i == UNSCORED) continue;
    ck_assert_int_eq(slant_result_row(fast, i)->decided, SLANT_BY_TABLE);
    ck_assert_int_eq(row->decided, SLANT_BY_ENCODER);
    slant_labels_take_logits(&model->labels, logits + SLANT_ENCODER_LABELS * at++, readings);
    slant_score_context(model, SLANT_BY_ENCODER, best->features + i * model->judges[SLANT_BY_TABLE].n_features, readings, margins);
    ck_assert_mem_eq(row->margins, margins, sizeof margins);
    ck_assert_double_eq_tol(row->probabilities[0] + row->probabilities[1] + row->probabilities[2], 1, 1e-12);
  }
  ck_assert_int_eq(slant_result_row(best, UNSCORED)->label, -1);
  slant_result_free(fast);
  slant_result_free(best);
}
END_TEST

START_TEST(balanced_asks_about_open_rows_alone) {
  slant_model own = *model;
  own.open_below = 2; /* above every lead */
  slant_result *fast = classify_by(model, SLANT_EFFORT_FAST), *best = classify_by(model, SLANT_EFFORT_BEST);
  slant_result *all = classify_by(&own, SLANT_EFFORT_BALANCED);
  own.open_below = 0;
  slant_result *none = classify_by(&own, SLANT_EFFORT_BALANCED);
  for (size_t i = 0; i < N_ROWS; i++) {
    assert_same(slant_result_row(all, i), slant_result_row(best, i));
    assert_same(slant_result_row(none, i), slant_result_row(fast, i));
  }
  /* the row with the smallest lead alone */
  double leads[N_ROWS], smallest = 2;
  size_t first = 0;
  for (size_t i = 0; i < N_ROWS; i++) {
    if (i == UNSCORED) continue;
    leads[i] = slant_decide_lead(slant_result_row(fast, i)->probabilities, model->judges[SLANT_BY_TABLE].rule.thresholds, 3);
    if (leads[i] < smallest) smallest = leads[first = i];
  }
  own.open_below = nextafter(smallest, 2);
  slant_result *one = classify_by(&own, SLANT_EFFORT_BALANCED);
  for (size_t i = 0; i < N_ROWS; i++) {
    if (i == UNSCORED) continue;
    ck_assert_int_eq(slant_result_row(one, i)->decided, i == first ? SLANT_BY_ENCODER : SLANT_BY_TABLE);
    if (i != first) assert_same(slant_result_row(one, i), slant_result_row(fast, i));
  }
  slant_result_free(fast);
  slant_result_free(best);
  slant_result_free(all);
  slant_result_free(none);
  slant_result_free(one);
}
END_TEST

static void assert_refused(const slant_model *by, const slant_encoder *with, slant_status status, const char *says) {
  slant_classify_options options = {.effort = SLANT_EFFORT_BEST, .encoder = with};
  slant_result *result;
  slant_error err = {0};
  ck_assert_int_eq(slant_classify(&result, by, article, &options, &err), status);
  ck_assert_says(err, says);
  ck_assert_ptr_null(result);
}

START_TEST(what_does_not_fit_is_refused) {
  assert_refused(model, NULL, SLANT_E_USAGE, "found no encoder");
  assert_refused(model, other, SLANT_E_USAGE, slant_encoder_checksum(encoder));
  assert_refused(blind, encoder, SLANT_E_MODEL, "trained without an encoder");
  ck_assert(slant_model_reads(model) && !slant_model_reads(blind));
  ck_assert_str_eq(slant_model_encoder(model), slant_encoder_checksum(encoder));
  ck_assert_ptr_null(slant_model_encoder(blind));
}
END_TEST

START_TEST(labels_that_no_encoder_knows_are_refused) {
  const char *path = small_file("own.csv", own_labels, 4, 7);
  slant_train_options options = {.n_folds = 2, .encoder = encoder, .keep_furniture = true};
  slant_training *training;
  slant_error err = {0};
  ck_assert_int_eq(slant_train(&training, &path, 1, &options, &err), SLANT_E_MODEL);
  ck_assert_says(err, "expected labels that encoders know");
}
END_TEST

START_TEST(shares_are_of_one_effort) {
  slant_result *fast = classify_by(model, SLANT_EFFORT_FAST), *best = classify_by(model, SLANT_EFFORT_BEST);
  slant_shares *shares;
  slant_error err = {0};
  ck_assert_ok(slant_shares_new(&shares, model, &err), err);
  ck_assert_ok(slant_shares_add(shares, best, &err), err);
  ck_assert_ok(slant_shares_add(shares, best, &err), err);
  ck_assert_int_eq(slant_shares_add(shares, fast, &err), SLANT_E_USAGE);
  ck_assert_says(err, "several efforts");
  ck_assert_uint_eq(slant_shares_n_scored(shares), 6);
  slant_shares_free(shares);
  slant_result_free(fast);
  slant_result_free(best);
}
END_TEST

static double sum_of(const slant_explanation *e) {
  double sum = 0;
  for (size_t i = 0; i < e->n_reasons; i++) sum += e->reasons[i].contribution;
  return sum;
}

START_TEST(reasons_sum_to_margin_and_part) {
  slant_result *best = classify_by(model, SLANT_EFFORT_BEST), *fast = classify_by(model, SLANT_EFFORT_FAST);
  slant_error err = {0};
  for (size_t i = 0; i < N_ROWS; i++) {
    for (int k = 0; k < 3 && i != UNSCORED; k++) {
      slant_explanation *whole, *reading;
      double part = 0;
      ck_assert_ok(slant_explain(&whole, best, i, k, &err), err);
      ck_assert_ok(slant_explain_reading(&reading, best, i, k, &err), err);
      ck_assert_double_eq_tol(sum_of(whole), slant_result_row(best, i)->margins[k], 1e-6);
      for (size_t r = 0; r < whole->n_reasons; r++) {
        if (holds_text(whole->reasons[r].term, text_of("encoder "))) part += whole->reasons[r].contribution;
      }
      ck_assert_double_eq_tol(reading->margin, part, 1e-9);
      ck_assert_double_eq_tol(sum_of(reading), part, 1e-9);
      ck_assert_uint_eq(reading->n_reasons, article->word_starts[i + 1] - article->word_starts[i] + 1);
      ck_assert(same_text(reading->reasons[reading->n_reasons - 1].term, text_of("no single word")));
      slant_explanation_free(whole);
      slant_explanation_free(reading);
    }
  }
  slant_explanation *refused;
  ck_assert_int_eq(slant_explain_reading(&refused, fast, 0, -1, &err), SLANT_E_USAGE);
  ck_assert_says(err, "no encoder decided");
  slant_result_free(best);
  slant_result_free(fast);
}
END_TEST

/* Rows of a batch, as bytes. */
static slant_status keep(void *user, const slant_result *result, slant_error *err) {
  slant_buffer *out = user;
  (void)err;
  for (size_t i = 0; i < slant_result_n_rows(result); i++) {
    const slant_row *row = slant_result_row(result, i);
    if (row->label < 0) continue;
    slant_buffer_put_bytes(out, (const char *)row->margins, 3 * sizeof *row->margins);
    slant_buffer_put_bytes(out, (const char *)&row->decided, sizeof row->decided);
  }
  return SLANT_OK;
}

START_TEST(threads_change_nothing) {
  const char *path = small_file("batch.csv", tone_labels, 3, 11);
  slant_buffer rows[2] = {{0}, {0}};
  for (size_t i = 0; i < 2; i++) {
    slant_classify_options options = {.effort = SLANT_EFFORT_BALANCED, .encoder = encoder, .keep_furniture = true};
    slant_reader *reader;
    slant_error err = {0};
    ck_assert_ok(slant_reader_open(&reader, &path, 1, NULL, &err), err);
    ck_assert_ok(slant_classify_all(model, reader, &options, i == 0 ? 1 : 4, keep, &rows[i], &err), err);
    slant_reader_close(reader);
  }
  ck_assert_uint_gt(rows[0].len, 0);
  ck_assert(same_text(slant_buffer_get(&rows[0]), slant_buffer_get(&rows[1])));
  slant_buffer_free(&rows[0]);
  slant_buffer_free(&rows[1]);
}
END_TEST

Suite *analysis_encoded_suite(void) {
  Suite *suite = suite_create("analysis_encoded");
  TCase *tests = tcase_create("efforts");
  tcase_set_timeout(tests, 120);
  tcase_add_checked_fixture(tests, set_up, tear_down);
  tcase_add_test(tests, best_asks_the_encoder_about_every_row);
  tcase_add_test(tests, balanced_asks_about_open_rows_alone);
  tcase_add_test(tests, what_does_not_fit_is_refused);
  tcase_add_test(tests, labels_that_no_encoder_knows_are_refused);
  tcase_add_test(tests, shares_are_of_one_effort);
  tcase_add_test(tests, reasons_sum_to_margin_and_part);
  tcase_add_test(tests, threads_change_nothing);
  suite_add_tcase(suite, tests);
  return suite;
}
