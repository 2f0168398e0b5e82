/* Training: a saved model scores as its training did; the order of rows makes no difference; unfit data are refused. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "features/context.h"
#include "model/model.h"
#include "model/score.h"
#include "model/training.h"
#include "small_model.h"
#include "suites.h"
#include "support/reading.h"

static const double one_cost[] = {0.5};

static slant_model *save(const slant_training *training, const char *name) {
  slant_error err = {0};
  ck_assert_ok(slant_training_save(training, file_path(name), &err), err);
  return open_model(file_path(name));
}

static const char *const *labels_of(int index, size_t *n) {
  *n = index == 0 ? 3 : index == 1 ? 4 : 2;
  return index == 0 ? tone_labels : index == 1 ? own_labels : two_labels;
}

/* The table that is made when it pays gives to the bit what the model's own slots give. */
static void check_table(const slant_model *model, const slant_training *t, const double *margins) {
  slant_term_lookups_count(model->lookups, SLANT_TERM_WORDS_WORTH, model->keys, model->weights, model->n_slots, model->n_margins);
  ck_assert_int_eq(atomic_load(&model->lookups->ready) != NULL, model->n_margins <= SLANT_TERM_MARGINS);
  for (size_t r = 0; r < t->n_rows; r++) {
    double own[SLANT_MOST_LABELS];
    size_t n_words;
    const slant_word *words = slant_article_words(t->dataset.articles[t->rows[r].article], t->rows[r].paragraph, &n_words);
    (void)slant_score_words(model, words, n_words, 0, own);
    ck_assert_mem_eq(own, margins + r * model->n_margins, model->n_margins * sizeof *own);
  }
}

/* Stage 1's table against the weights as they were learned, for every row. */
START_TEST(the_table_gives_the_margins_that_training_found) {
  size_t n;
  const char *const *labels = labels_of(_i, &n);
  slant_training *t = small_training(small_file("table.csv", labels, n, 7), NULL);
  slant_model *model = save(t, "table.safetensors");
  ck_assert_uint_eq(model->n_margins, n == 2 ? 1 : n);
  double *all = calloc(t->n_rows * model->n_margins, sizeof *all);
  ck_assert_ptr_nonnull(all);
  for (size_t r = 0; r < t->n_rows; r++) {
    double *margins = all + r * model->n_margins;
    size_t n_words;
    const slant_word *words =
        slant_article_words(t->dataset.articles[t->rows[r].article], t->rows[r].paragraph, &n_words);
    ck_assert_uint_gt(slant_score_words(model, words, n_words, 0, margins).terms, 0);
    for (size_t m = 0; m < model->n_margins; m++) {
      double expected = slant_vectors_dot(&t->vectors, r, t->weights + m * t->vectors.n_columns) + t->bias[m];
      ck_assert_double_eq_tol(margins[m], expected, 1e-5);
    }
  }
  check_table(model, t, all);
  free(all);
  slant_model_free(model);
  slant_training_free(t);
}
END_TEST

START_TEST(machines_and_decision_are_kept_to_the_bit) {
  size_t n;
  const char *const *labels = labels_of(_i, &n);
  slant_training *t = small_training(small_file("bits.csv", labels, n, 7), NULL);
  slant_model *model = save(t, "bits.safetensors");
  ck_assert_uint_eq(model->judges[SLANT_BY_TABLE].n_features, t->judges[SLANT_BY_TABLE].n_features);
  ck_assert_mem_eq(model->judges[SLANT_BY_TABLE].mean, t->judges[SLANT_BY_TABLE].mean, t->judges[SLANT_BY_TABLE].n_features * sizeof *t->judges[SLANT_BY_TABLE].mean);
  ck_assert_mem_eq(model->judges[SLANT_BY_TABLE].scale, t->judges[SLANT_BY_TABLE].feature_scale, t->judges[SLANT_BY_TABLE].n_features * sizeof *t->judges[SLANT_BY_TABLE].mean);
  for (size_t m = 0; m < model->n_margins; m++) {
    ck_assert_mem_eq(model->judges[SLANT_BY_TABLE].weights + m * t->judges[SLANT_BY_TABLE].n_features, t->judges[SLANT_BY_TABLE].machines[m].weights,
                     t->judges[SLANT_BY_TABLE].n_features * sizeof *t->judges[SLANT_BY_TABLE].mean);
    ck_assert_double_eq(model->judges[SLANT_BY_TABLE].bias[m], t->judges[SLANT_BY_TABLE].machines[m].bias);
  }
  for (size_t k = 0; k < n; k++) {
    ck_assert_str_eq(model->labels.names[k], labels[k]);
    ck_assert_mem_eq(model->judges[SLANT_BY_TABLE].rule.calibrator.weights[k], t->judges[SLANT_BY_TABLE].calibrator.weights[k], model->n_margins * sizeof(double));
    ck_assert_double_eq(model->judges[SLANT_BY_TABLE].rule.calibrator.bias[k], t->judges[SLANT_BY_TABLE].calibrator.bias[k]);
    ck_assert_double_eq(model->judges[SLANT_BY_TABLE].rule.thresholds[k], t->judges[SLANT_BY_TABLE].thresholds[k]);
  }
  slant_model_free(model);
  slant_training_free(t);
}
END_TEST

/* The way of one article through both stages, in terms of the training's own arrays. */
static void expected_probabilities(const slant_training *t, size_t a, double *margins, double *features,
                                   double *probabilities) {
  const slant_article *article = t->dataset.articles[a];
  size_t m = t->n_margins, n = article->n_paragraphs;
  double title[SLANT_MOST_LABELS];
  bool scored[SMALL_PARAGRAPHS];
  for (size_t i = 0; i < n; i++) scored[i] = true;
  for (size_t k = 0; k < m; k++) {
    const double *weights = t->weights + k * t->vectors.n_columns;
    title[k] =
        t->title_words[a] == 0 ? (double)NAN : slant_vectors_dot(&t->vectors, t->n_rows + a, weights) + t->bias[k];
    for (size_t i = 0; i < n; i++)
      margins[i * m + k] = slant_vectors_dot(&t->vectors, t->first_row[a] + i, weights) + t->bias[k];
  }
  slant_context_input input = {article, scored, margins, title, m};
  slant_context_get(&input, features);
  for (size_t i = 0; i < n; i++) {
    double stage2[SLANT_MOST_LABELS];
    for (size_t k = 0; k < m; k++) {
      stage2[k] = t->judges[SLANT_BY_TABLE].machines[k].bias;
      for (size_t d = 0; d < t->judges[SLANT_BY_TABLE].n_features; d++) {
        stage2[k] += t->judges[SLANT_BY_TABLE].machines[k].weights[d] *
                     slant_context_scaled(features[i * t->judges[SLANT_BY_TABLE].n_features + d], t->judges[SLANT_BY_TABLE].mean[d], t->judges[SLANT_BY_TABLE].feature_scale[d]);
      }
    }
    slant_calibrate_apply(&t->judges[SLANT_BY_TABLE].calibrator, stage2, probabilities + i * t->labels.n);
  }
}

START_TEST(classify_gives_the_probabilities_that_training_means) {
  size_t n;
  const char *const *labels = labels_of(_i, &n);
  slant_training *t = small_training(small_file("whole.csv", labels, n, 7), NULL);
  slant_model *model = save(t, "whole.safetensors");
  double margins[SMALL_PARAGRAPHS * 4], features[SMALL_PARAGRAPHS * 32], probabilities[SMALL_PARAGRAPHS * 4];
  for (size_t a = 0; a < t->dataset.n_articles; a++) {
    ck_assert_uint_eq(t->dataset.articles[a]->n_paragraphs, SMALL_PARAGRAPHS);
    expected_probabilities(t, a, margins, features, probabilities);
    slant_result *result = classify_text(model, t->dataset.articles[a], NULL);
    for (size_t i = 0; i < SMALL_PARAGRAPHS; i++) {
      const slant_row *row = slant_result_row(result, i);
      for (size_t k = 0; k < n; k++) ck_assert_double_eq_tol(row->probabilities[k], probabilities[i * n + k], 1e-5);
      ck_assert_int_eq(row->label, slant_decide_label(row->probabilities, t->judges[SLANT_BY_TABLE].thresholds, n));
    }
    slant_result_free(result);
  }
  slant_model_free(model);
  slant_training_free(t);
}
END_TEST

START_TEST(the_signal_is_learned) {
  size_t n;
  const char *const *labels = labels_of(_i, &n);
  slant_training *t = small_training(small_file("signal.csv", labels, n, 7), NULL);
  double f1 = slant_confusion_macro_f1(&t->figures[SLANT_EFFORT_FAST].confusion);
  ck_assert_double_gt(f1, 0.75); /* one paragraph in eight speaks with another label's words */
  ck_assert_double_lt(f1, 1);
  ck_assert_double_le(t->figures[SLANT_EFFORT_FAST].interval.low, f1);
  ck_assert_double_ge(t->figures[SLANT_EFFORT_FAST].interval.high, f1);
  ck_assert_double_lt(t->figures[SLANT_EFFORT_FAST].curve.error, 0.2);
  slant_training_free(t);
}
END_TEST

static slant_text model_bytes(const char *data, const slant_train_options *options) {
  slant_training *t = small_training(data, options);
  slant_model_free(save(t, "bytes.safetensors"));
  slant_training_free(t);
  return file_read(file_path("bytes.safetensors"));
}

/* Header first, the rest of the lines backwards. */
static const char *turned(const char *name, slant_text csv) {
  slant_buffer out = {0};
  size_t header = (size_t)((char *)memchr(csv.ptr, '\n', csv.len) - csv.ptr) + 1, end = csv.len;
  slant_buffer_put_bytes(&out, csv.ptr, header);
  for (size_t at = csv.len - 1; at-- >= header;) {
    if (csv.ptr[at] != '\n') continue;
    slant_buffer_put_bytes(&out, csv.ptr + at + 1, end - at - 1);
    end = at + 1;
  }
  ck_assert_uint_eq(out.len, csv.len);
  const char *path = file_write(name, slant_buffer_get(&out));
  slant_buffer_free(&out);
  return path;
}

START_TEST(rows_threads_and_costs_in_another_order_give_the_same_bytes) {
  static const double costs[] = {0.25, 0.5, 4}, turned_costs[] = {4, 0.25, 0.5};
  slant_train_options options = {.n_folds = 3, .costs = costs, .n_costs = 3, .n_threads = 1};
  const char *path = small_file("order.csv", tone_labels, 3, 7);
  slant_text csv = file_read(path), first = model_bytes(path, &options);
  options.n_threads = 2;
  options.costs = turned_costs;
  slant_text second = model_bytes(turned("turned.csv", csv), &options);
  ck_assert_text_eq(second, first);
  options.seed = 2;
  slant_text third = model_bytes(path, &options);
  ck_assert(!same_text(third, first));
  free((void *)(uintptr_t)csv.ptr);
  free((void *)(uintptr_t)first.ptr);
  free((void *)(uintptr_t)second.ptr);
  free((void *)(uintptr_t)third.ptr);
}
END_TEST

START_TEST(what_else_was_tried_leaves_no_trace) {
  static const double costs[] = {0.125, 0.5, 2};
  const char *path = small_file("trace.csv", tone_labels, 3, 7);
  slant_train_options options = {.n_folds = 3, .costs = costs, .n_costs = 3};
  slant_training *searched = small_training(path, &options);
  const double chosen[] = {searched->cost};
  options.costs = chosen;
  options.n_costs = 1;
  slant_training *given = small_training(path, &options);
  size_t n = (given->n_rows + given->dataset.n_articles) * given->n_margins;
  ck_assert_double_eq(searched->text_f1, given->text_f1);
  ck_assert_mem_eq(searched->text_margins, given->text_margins, n * sizeof *given->text_margins);
  ck_assert_mem_eq(searched->weights, given->weights, given->n_margins * given->vectors.n_columns * sizeof *given->weights);
  slant_training_free(searched);
  slant_training_free(given);
}
END_TEST

START_TEST(other_solvers_kernels_and_weights_train_as_well) {
  static const slant_train_options tried[] = {
      {.n_folds = 2, .costs = one_cost, .n_costs = 1, .solver = SLANT_SOLVER_LIBSVM},
      {.n_folds = 2, .costs = one_cost, .n_costs = 1, .solver = SLANT_SOLVER_LIBSVM_CONTEXT},
      {.n_folds = 5, .costs = one_cost, .n_costs = 1, .kernel = SLANT_KERNEL_POLYNOMIAL},
      {.n_folds = 5, .costs = one_cost, .n_costs = 1, .kernel = SLANT_KERNEL_RBF},
      {.n_folds = 2, .costs = one_cost, .n_costs = 1, .equal_weights = true},
      {.n_folds = 4, .costs = one_cost, .n_costs = 1, .min_count = 1, .seed = 9},
  };
  slant_training *t = small_training(small_file("kinds.csv", tone_labels, 3, 7), &tried[_i]);
  ck_assert_double_gt(slant_confusion_macro_f1(&t->figures[SLANT_EFFORT_FAST].confusion), 0.7);
  slant_model *model = save(t, "kinds.safetensors");
  const char *inputs[] = {small_file("fresh.csv", tone_labels, 3, 8)};
  slant_evaluation *evaluation;
  slant_error err = {0};
  ck_assert_ok(slant_evaluate(&evaluation, model, inputs, 1, NULL, &err), err);
  ck_assert_double_gt(slant_evaluation_macro_f1(evaluation), 0.7);
  slant_evaluation_free(evaluation);
  slant_model_free(model);
  slant_training_free(t);
}
END_TEST

START_TEST(a_base_model_is_adapted) {
  slant_model *base = small_model("base", tone_labels, 3, NULL);
  slant_train_options options = {.n_folds = 2, .costs = one_cost, .n_costs = 1, .base = base};
  slant_training *t = small_training(small_file("more.csv", tone_labels, 3, 99), &options);
  slant_model *model = save(t, "adapted.safetensors");
  ck_assert_uint_ge(model->n_terms, base->n_terms);
  ck_assert_uint_eq(model->n_training_articles, 2 * SMALL_ARTICLES);
  ck_assert_double_ge(t->gain.high, t->gain.low);
  ck_assert_uint_eq(t->n_base_articles, 0);
  slant_text report;
  slant_error err = {0};
  ck_assert_ok(slant_training_report(t, SLANT_REPORT_TEXT, &report, &err), err);
  ck_assert(holds_text(report, BYTES("Against the base model")));
  slant_text_free(report);
  slant_training_free(t);
  t = small_training(file_path("base.csv"), &options);
  ck_assert_uint_eq(t->n_base_articles, SMALL_ARTICLES);
  slant_training_free(t);
  slant_model_free(model);
  slant_model_free(base);
}
END_TEST

START_TEST(without_data_of_its_own_a_base_model_stays_as_it_is) {
  static const double nothing[] = {0};
  slant_model *base = small_model("stays", tone_labels, 3, NULL);
  slant_train_options options = {.n_folds = 2, .costs = nothing, .n_costs = 1, .base = base};
  slant_training *t = small_training(file_path("stays.csv"), &options);
  slant_model *model = save(t, "same.safetensors");
  ck_assert_uint_eq(model->n_terms, base->n_terms);
  for (size_t i = 0; i < base->n_slots; i++) {
    if (base->keys[i] == 0) continue;
    const float *weights = slant_model_find_term(model, base->keys[i]);
    ck_assert_ptr_nonnull(weights);
    ck_assert_mem_eq(weights, base->weights + i * 3, 3 * sizeof *weights);
  }
  slant_model_free(model);
  slant_training_free(t);
  slant_model_free(base);
}
END_TEST

/* Labelled rows of one paragraph an article, each with words of its own and ten that all share. */
static void put_row(slant_buffer *csv, size_t article, size_t number, const char *label, size_t words) {
  char row[400];
  (void)snprintf(row, sizeof row, "n%03zu,%zu,%s,", article, number, label);
  slant_buffer_put_string(csv, row);
  for (size_t w = 0; w < 8; w++) {
    (void)snprintf(row, sizeof row, "word%zu ", words * 8 + w);
    slant_buffer_put_string(csv, row);
  }
  slant_buffer_put_string(csv, "stood by the river and the bridge in the cold winter\n");
}

static void assert_not_trained(slant_buffer *csv, const slant_train_options *options, slant_status status,
                               const char *part) {
  const char *inputs[] = {file_write("unfit.csv", slant_buffer_get(csv))};
  slant_training *training;
  slant_error err = {0};
  ck_assert_int_eq(slant_train(&training, inputs, 1, options, &err), status);
  ck_assert_ptr_null(training);
  ck_assert_says(err, part);
  slant_buffer_free(csv);
}

static slant_buffer header(void) {
  slant_buffer csv = {0};
  slant_buffer_put_string(&csv, "article,paragraph,label,text\n");
  return csv;
}

START_TEST(one_label_is_not_enough) {
  slant_buffer csv = header();
  for (size_t i = 0; i < 30; i++) put_row(&csv, i, 1, "critical", i);
  assert_not_trained(&csv, NULL, SLANT_E_DATA, "found one label only (critical), expected 2 to 20");
}
END_TEST

START_TEST(no_label_is_not_enough) {
  slant_buffer csv = header();
  for (size_t i = 0; i < 30; i++) put_row(&csv, i, 1, "", i);
  assert_not_trained(&csv, NULL, SLANT_E_DATA, "found no labelled paragraph, expected a label column or key");
}
END_TEST

START_TEST(each_label_needs_paragraphs_and_articles) {
  slant_buffer csv = header();
  for (size_t i = 0; i < 30; i++) put_row(&csv, i, 1, i < 9 ? "rare" : "common", i);
  assert_not_trained(&csv, NULL, SLANT_E_DATA,
                     "found 9 paragraphs in 9 different articles with the label rare, expected at least 10 in 5");
  csv = header();
  for (size_t i = 0; i < 40; i++) put_row(&csv, i < 20 ? i : i % 4 + 20, i + 1, i < 20 ? "common" : "rare", i);
  assert_not_trained(&csv, NULL, SLANT_E_DATA,
                     "found 20 paragraphs in 4 different articles with the label rare, expected at least 10 in 5");
}
END_TEST

/* A label in copies of one article alone would leave the other folds without it. */
START_TEST(copies_of_an_article_count_once) {
  slant_buffer csv = header();
  for (size_t i = 0; i < 24; i++) {
    put_row(&csv, i, 1, i % 2 == 0 ? "rare" : "common", i % 2 == 0 ? 1000 : i);
    put_row(&csv, i, 2, i % 2 == 0 ? "rare" : "common", i % 2 == 0 ? 1001 : 100 + i);
  }
  assert_not_trained(&csv, NULL, SLANT_E_DATA, "found 24 paragraphs in 1 different articles with the label rare");
}
END_TEST

START_TEST(label_names_are_checked) {
  static const struct {
    const char *name, *said;
  } names[] = {{"very good", "found the label \"very good\", expected a letter"},
               {"tone", "found the label \"tone\", expected a letter"},
               {"2nd", "found the label \"2nd\", expected a letter"}};
  for (size_t k = 0; k < 3; k++) {
    slant_buffer csv = header();
    for (size_t i = 0; i < 30; i++) put_row(&csv, i, 1, i % 2 == 0 ? names[k].name : "fine", i);
    assert_not_trained(&csv, NULL, SLANT_E_DATA, names[k].said);
  }
  slant_buffer csv = header();
  for (size_t i = 0; i < 60; i++) {
    char name[8];
    (void)snprintf(name, sizeof name, "l%02zu", i % 21);
    put_row(&csv, i, 1, name, i);
  }
  assert_not_trained(&csv, NULL, SLANT_E_DATA, "found more than 20 labels");
}
END_TEST

START_TEST(rows_that_contradict_are_told_and_left_out) {
  slant_buffer csv = header(), warnings = {0};
  for (size_t i = 0; i < 24; i++) put_row(&csv, i, 1, i % 2 == 0 ? "yes" : "no", i);
  put_row(&csv, 3, 1, "yes", 3);
  const char *path = file_write("contra.csv", slant_buffer_get(&csv));
  slant_train_options options = {
      .n_folds = 2, .costs = one_cost, .n_costs = 1, .reader = {.warning = keep_warning, .user = &warnings}};
  slant_training *t = small_training(path, &options);
  ck_assert_uint_eq(t->n_labelled, 23);
  ck_assert_uint_eq(t->dataset.counts.contradictory, 1);
  ck_assert_msg(
      holds_text(slant_buffer_get(&warnings),
                 BYTES("contra.csv:26: found paragraph 1 of article \"n003\" as yes, and as no in line 5 of ")),
      "%s", shown(slant_buffer_get(&warnings), 0));
  slant_text report;
  slant_error err = {0};
  ck_assert_ok(slant_training_report(t, SLANT_REPORT_TEXT, &report, &err), err);
  ck_assert(holds_text(report, BYTES("rows that contradict another on the same paragraph")));
  slant_text_free(report);
  slant_training_free(t);
  slant_buffer_free(&csv);
  slant_buffer_free(&warnings);
}
END_TEST

START_TEST(only_contradictions_leave_nothing) {
  slant_buffer csv = header();
  for (size_t i = 0; i < 24; i++) {
    put_row(&csv, i, 1, "yes", i);
    put_row(&csv, i, 1, "no", i);
  }
  assert_not_trained(&csv, NULL, SLANT_E_DATA, "found no labelled paragraph");
}
END_TEST

START_TEST(words_that_never_repeat_make_no_model) {
  slant_buffer csv = {0};
  slant_buffer_put_string(&csv, "article,paragraph,label,text\n");
  for (size_t i = 0; i < 30; i++) {
    char row[80];
    (void)snprintf(row, sizeof row, "n%zu,1,%s,a%zu b%zu c%zu d%zu e%zu f%zu\n", i, i % 2 == 0 ? "yes" : "no", i, i, i,
                   i, i, i);
    slant_buffer_put_string(&csv, row);
  }
  assert_not_trained(&csv, NULL, SLANT_E_DATA, "found no term that stands in 2 paragraphs or more");
}
END_TEST

START_TEST(options_are_checked) {
  static const double negative[] = {0.5, -1};
  const char *inputs[] = {small_file("options.csv", tone_labels, 3, 7)};
  slant_model *base = small_model("checked", tone_labels, 3, NULL);
  const struct {
    slant_train_options options;
    slant_status status;
    const char *said;
  } tried[] = {
      {{.n_folds = 1}, SLANT_E_USAGE, "found 1 folds, expected 2 to 20"},
      {{.n_folds = 21}, SLANT_E_USAGE, "found 21 folds, expected 2 to 20"},
      {{.costs = negative, .n_costs = 2}, SLANT_E_USAGE, "found a C of -1"},
      {{.costs = one_cost, .n_costs = 33}, SLANT_E_USAGE, "found 33 values of C, expected 1 to 32"},
      {{.base = base, .solver = SLANT_SOLVER_LIBSVM}, SLANT_E_USAGE, "found a base model together with libsvm"},
      {{.base = base, .kernel = SLANT_KERNEL_RBF}, SLANT_E_USAGE, "found a base model together with another kernel"},
  };
  for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
    slant_training *training;
    slant_error err = {0};
    ck_assert_int_eq(slant_train(&training, inputs, 1, &tried[i].options, &err), tried[i].status);
    ck_assert_ptr_null(training);
    ck_assert_says(err, tried[i].said);
  }
  slant_train_options options = {.base = base, .n_folds = 2};
  const char *others[] = {small_file("others.csv", own_labels, 4, 7)};
  slant_training *training;
  slant_error err = {0};
  ck_assert_int_eq(slant_train(&training, others, 1, &options, &err), SLANT_E_DATA);
  ck_assert_says(err, "expected the base model's: supportive,critical,neutral");
  slant_model_free(base);
}
END_TEST

START_TEST(reports_hold_the_figures) {
  slant_training *t = small_training(small_file("report.csv", two_labels, 2, 7), NULL);
  slant_text text, json;
  slant_error err = {0};
  ck_assert_ok(slant_training_report(t, SLANT_REPORT_TEXT, &text, &err), err);
  ck_assert_ok(slant_training_report(t, SLANT_REPORT_JSON, &json, &err), err);
  slant_buffer f1 = {0};
  slant_buffer_put_fixed(&f1, slant_confusion_macro_f1(&t->figures[SLANT_EFFORT_FAST].confusion), 4);
  ck_assert(holds_text(text, slant_buffer_get(&f1)));
  ck_assert(holds_text(json, BYTES("\"macro_f1\":0.")));
  ck_assert(holds_text(json, BYTES("\"labels\":{\"about\":{")));
  ck_assert_int_eq(json.ptr[json.len - 1], '\n');
  slant_buffer_free(&f1);
  slant_text_free(text);
  slant_text_free(json);
  slant_training_free(t);
}
END_TEST

static void add_refusals(TCase *tc) {
  tcase_add_test(tc, one_label_is_not_enough);
  tcase_add_test(tc, no_label_is_not_enough);
  tcase_add_test(tc, each_label_needs_paragraphs_and_articles);
  tcase_add_test(tc, copies_of_an_article_count_once);
  tcase_add_test(tc, label_names_are_checked);
  tcase_add_test(tc, rows_that_contradict_are_told_and_left_out);
  tcase_add_test(tc, only_contradictions_leave_nothing);
  tcase_add_test(tc, words_that_never_repeat_make_no_model);
  tcase_add_test(tc, options_are_checked);
}

Suite *model_train_suite(void) {
  Suite *suite = suite_create("model_train");
  TCase *tc = tcase_create("train");
  tcase_set_timeout(tc, 120);
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_loop_test(tc, the_table_gives_the_margins_that_training_found, 0, 3);
  tcase_add_loop_test(tc, machines_and_decision_are_kept_to_the_bit, 0, 3);
  tcase_add_loop_test(tc, classify_gives_the_probabilities_that_training_means, 0, 3);
  tcase_add_loop_test(tc, the_signal_is_learned, 0, 3);
  tcase_add_test(tc, rows_threads_and_costs_in_another_order_give_the_same_bytes);
  tcase_add_test(tc, what_else_was_tried_leaves_no_trace);
  tcase_add_loop_test(tc, other_solvers_kernels_and_weights_train_as_well, 0, 6);
  tcase_add_test(tc, a_base_model_is_adapted);
  tcase_add_test(tc, without_data_of_its_own_a_base_model_stays_as_it_is);
  add_refusals(tc);
  tcase_add_test(tc, reports_hold_the_figures);
  suite_add_tcase(suite, tc);
  return suite;
}
