/* Judging toward a named target: what is near to it decides, what is not mentioned changes nothing. */
#include <math.h>
#include <string.h>

#include "analysis/target.h"
#include "base/hash.h"
#include "encoder/reading.h"
#include "model/logits.h"
#include "model/score.h"
#include "model/training.h"
#include "report/report_readings.h"
#include "small_encoder.h"
#include "small_model.h"
#include "suites.h"

static const char *const names[] = {"Quill", "Marlow", "Tansy", "Orrin"};

static void put_side(slant_buffer *csv, size_t name, size_t k, slant_random *random) {
  slant_buffer_put_string(csv, names[name]);
  slant_buffer_put_string(csv, " was ");
  slant_buffer_put_string(csv, signal_word(k, (size_t)slant_random_below(random, 6)));
  slant_buffer_put_string(csv, " by the council");
}

/* Sentences about two people, each with a light of its own; the label is that of the one who is the target. */
static const char *target_file(const char *name) {
  slant_buffer csv = {0};
  slant_random random = {5};
  slant_buffer_put_string(&csv, "article,target,label,text\n");
  for (size_t i = 0; i < 240; i++) {
    size_t first = i % 4, second = (i / 4 + first + 1) % 4, light[2] = {(size_t)slant_random_below(&random, 3), 0};
    light[1] = (light[0] + 1 + i % 2) % 3;
    if (second == first) second = (first + 1) % 4;
    for (size_t side = 0; side < 2; side++) {
      slant_random same = {1000 + i}; /* one sentence, two targets */
      slant_buffer_put_char(&csv, 's');
      slant_buffer_put_u64(&csv, 1000 + 2 * i + side);
      slant_buffer_put_char(&csv, ',');
      slant_buffer_put_string(&csv, names[side == 0 ? first : second]);
      slant_buffer_put_char(&csv, ',');
      slant_buffer_put_string(&csv, tone_labels[light[side]]);
      slant_buffer_put_char(&csv, ',');
      put_side(&csv, first, light[0], &same);
      slant_buffer_put_string(&csv, " while in the other valley");
      for (char c = 'a'; c < 'k'; c++) { /* words of its own: otherwise all sentences were near-duplicates */
        slant_buffer_put_char(&csv, ' ');
        slant_buffer_put_char(&csv, c);
        slant_buffer_put_u64(&csv, i);
      }
      slant_buffer_put_char(&csv, ' ');
      put_side(&csv, second, light[1], &same);
      slant_buffer_put_char(&csv, '\n');
    }
  }
  const char *path = file_write(name, slant_buffer_get(&csv));
  slant_buffer_free(&csv);
  return path;
}

/* Trained with an encoder that reads, too. */
static slant_training *read_training(const slant_encoder *encoder) {
  static const double costs[] = {0.5};
  const slant_train_options options = {.n_folds = 2, .costs = costs, .n_costs = 1, .n_threads = 2, .keep_furniture = true, .encoder = encoder};
  return small_training(target_file("target.csv"), &options);
}

static slant_training *target_training(void) { return small_training(target_file("target.csv"), NULL); }

static slant_model *target_model(slant_training *training) {
  slant_error err = {0};
  ck_assert_ok(slant_training_save(training, file_path("target.safetensors"), &err), err);
  return open_model(file_path("target.safetensors"));
}

static const char text[] =
    "Marlow was brilliant by the council while in the other valley far beyond the long canal and the quiet orchard Quill was botched by the "
    "council\n\nThe river was listed beside the station.";

static int label_toward(const slant_model *model, const char *name, size_t row) {
  slant_article *article = small_article("", text);
  slant_classify_options options = {.target = name};
  slant_result *result = classify_text(model, article, &options);
  int label = slant_result_row(result, row)->label;
  slant_result_free(result);
  slant_article_free(article);
  return label;
}

START_TEST(a_sentence_shows_each_target_in_its_own_light) {
  slant_training *training = target_training();
  slant_model *model = target_model(training);
  ck_assert_uint_eq(training->target.n_rows, 480);
  ck_assert_uint_eq(training->target.n_groups, 240);
  ck_assert_double_gt(slant_confusion_macro_f1(&training->target.rules[SLANT_BY_TABLE].confusion), 0.9);
  ck_assert_double_lt(training->text_f1, 0.7); /* blind to the target nobody can tell */
  ck_assert_str_eq(slant_model_label(model, (size_t)label_toward(model, "Marlow", 0)), "supportive");
  ck_assert_str_eq(slant_model_label(model, (size_t)label_toward(model, "Quill", 0)), "critical");
  slant_model_free(model);
  slant_training_free(training);
}
END_TEST

START_TEST(the_table_gives_the_margins_that_training_found) {
  slant_training *training = target_training();
  slant_model *model = target_model(training);
  const slant_target_training *g = &training->target;
  for (size_t i = 0; i < g->n_rows; i++) {
    slant_target target;
    slant_error err = {0};
    slant_place places[64];
    double margins[3];
    size_t n_words;
    const slant_word *words = slant_article_words(g->rows[i].article, g->rows[i].paragraph, &n_words);
    ck_assert_ok(slant_target_init(&target, g->rows[i].article->fields[SLANT_TARGET], &err), err);
    ck_assert_uint_gt(slant_target_places(&target, words, n_words, places), 0);
    slant_score_target(model, words, n_words, places, margins);
    for (size_t m = 0; m < 3; m++) {
      double expected = slant_vectors_dot(&g->vectors, i, g->weights + m * g->vectors.n_columns) + g->bias[m];
      ck_assert_double_eq_tol(margins[m], expected, 1e-5);
    }
  }
  slant_model_free(model);
  slant_training_free(training);
}
END_TEST

START_TEST(what_does_not_mention_the_target_is_judged_as_without_one) {
  slant_training *training = target_training();
  slant_model *model = target_model(training);
  slant_article *article = small_article("", text);
  slant_classify_options toward = {.target = "Marlow"};
  slant_result *a = classify_text(model, article, &toward), *b = classify_text(model, article, NULL);
  for (size_t k = 0; k < 3; k++) ck_assert_double_eq(slant_result_row(a, 1)->margins[k], slant_result_row(b, 1)->margins[k]);
  ck_assert_double_ne(slant_result_row(a, 0)->margins[0], slant_result_row(b, 0)->margins[0]);
  slant_result_free(a);
  slant_result_free(b);
  slant_article_free(article);
  slant_model_free(model);
  slant_training_free(training);
}
END_TEST

START_TEST(parts_toward_a_target_sum_to_the_margin) {
  slant_training *training = target_training();
  slant_model *model = target_model(training);
  slant_article *article = small_article("", text);
  slant_classify_options toward = {.target = "Quill"};
  slant_result *result = classify_text(model, article, &toward);
  for (int k = 0; k < 3; k++) {
    slant_explanation *e;
    slant_error err = {0};
    double sum = 0;
    bool near = false;
    ck_assert_ok(slant_explain(&e, result, 0, k, &err), err);
    for (size_t i = 0; i < e->n_reasons; i++) {
      sum += e->reasons[i].contribution;
      near = near || (k == 1 && same_text(e->reasons[i].term, BYTES("botched")) && e->reasons[i].contribution > 0.1);
    }
    ck_assert_double_eq_tol(sum, e->margin, 1e-6);
    ck_assert(k != 1 || near);
    slant_explanation_free(e);
  }
  slant_result_free(result);
  slant_article_free(article);
  slant_model_free(model);
  slant_training_free(training);
}
END_TEST

START_TEST(the_encoder_reads_toward_the_target) {
  small_encoder parts = small_encoder_make(3);
  slant_encoder *encoder;
  slant_error err = {0};
  ck_assert_ok(slant_encoder_open(&encoder, small_encoder_save(&parts, "encoder"), &err), err);
  slant_training *training = read_training(encoder);
  slant_model *model = target_model(training);
  slant_article *article = small_article("", text);
  slant_classify_options fast = {.target = "Quill"}, best = {.target = "Quill", .effort = SLANT_EFFORT_BEST, .encoder = encoder};
  slant_result *a = classify_text(model, article, &fast), *b = classify_text(model, article, &best);
  const slant_row *row = slant_result_row(b, 0);
  const slant_calibrator *calibrator = &model->target_rules[SLANT_BY_ENCODER].calibrator;
  slant_reading_desk *desk;
  float logits[SLANT_ENCODER_LABELS];
  double own[6], probabilities[3];
  ck_assert_uint_eq(training->target.n_unread, 0);
  ck_assert_int_eq(row->decided, SLANT_BY_ENCODER);
  ck_assert_ok(slant_reading_desk_new(&desk, encoder, &err), err);
  ck_assert_ok(slant_reading_run(desk, BYTES("Quill"), &article->paragraphs[0].text, 1, logits, &err), err);
  slant_reading_desk_free(desk);
  memcpy(own, slant_result_row(a, 0)->margins, 3 * sizeof *own);
  slant_labels_take_logits(&model->labels, logits, own + 3);
  slant_calibrate_apply(calibrator, own, probabilities);
  for (int k = 0; k < 3; k++) {
    slant_explanation *whole, *reading;
    double sums[2] = {0, 0};
    ck_assert_double_eq(row->probabilities[k], probabilities[k]);
    ck_assert_double_eq(row->margins[k], slant_calibrate_score(calibrator, (size_t)k, own));
    ck_assert_ok(slant_explain(&whole, b, 0, k, &err), err);
    ck_assert_ok(slant_explain_reading(&reading, b, 0, k, &err), err);
    for (size_t i = 0; i < whole->n_reasons; i++) sums[0] += whole->reasons[i].contribution;
    for (size_t i = 0; i < reading->n_reasons; i++) sums[1] += reading->reasons[i].contribution;
    ck_assert_double_eq_tol(sums[0], row->margins[k], 1e-6);
    ck_assert_double_eq_tol(sums[1], reading->margin, 1e-9);
    slant_explanation_free(whole);
    slant_explanation_free(reading);
  }
  slant_result_free(a);
  slant_result_free(b);
  slant_article_free(article);
  slant_model_free(model);
  slant_training_free(training);
  slant_encoder_close(encoder);
}
END_TEST

/* A file of readings that has them toward the title alone: the table judges toward targets, and that is counted. */
START_TEST(readings_toward_targets_are_looked_for) {
  small_encoder parts = small_encoder_make(3);
  slant_encoder *encoder;
  slant_error err = {0};
  slant_buffer rows = {0}, all = {0};
  slant_readings_rows state = {0};
  ck_assert_ok(slant_encoder_open(&encoder, small_encoder_save(&parts, "encoder"), &err), err);
  slant_training *training = read_training(encoder);
  state.encoder = encoder;
  slant_readings_put_header(&rows);
  slant_readings_put_header(&all);
  for (size_t a = 0; a < training->dataset.n_articles; a++) {
    slant_article *article = training->dataset.articles[a];
    slant_text target = article->fields[SLANT_TARGET];
    ck_assert_ok(slant_readings_put(&state, article, &all, &err), err);
    article->fields[SLANT_TARGET].len = 0;
    ck_assert_ok(slant_readings_put(&state, article, &rows, &err), err);
    article->fields[SLANT_TARGET] = target;
  }
  for (size_t i = 0; i < 2; i++) {
    static const double costs[] = {0.5};
    slant_train_options options = {.n_folds = 2, .costs = costs, .n_costs = 1, .n_threads = 2, .keep_furniture = true};
    options.readings = file_write("readings.csv", slant_buffer_get(i == 0 ? &rows : &all));
    slant_training *read = small_training(file_path("target.csv"), &options);
    ck_assert_uint_eq(read->target.n_unread, i == 0 ? 480 : 0);
    ck_assert((read->target.joined == NULL) == (i == 0));
    for (size_t r = 0; r < training->n_rows * 3; r++) ck_assert_double_eq_tol(read->readings[r], training->readings[r], 2e-4);
    for (size_t r = 0; i == 1 && r < 480 * 6; r++) ck_assert_double_eq_tol(read->target.joined[r], training->target.joined[r], 2e-4);
    slant_training_free(read);
  }
  slant_readings_rows_clear(&state);
  slant_buffer_free(&rows);
  slant_buffer_free(&all);
  slant_training_free(training);
  slant_encoder_close(encoder);
}
END_TEST

START_TEST(a_model_that_knows_no_targets_refuses_one) {
  slant_model *model = small_model("plain", tone_labels, 3, NULL);
  slant_article *article = small_article("", text);
  slant_classify_options toward = {.target = "Quill"};
  slant_result *result;
  slant_error err = {0};
  ck_assert_int_eq(slant_classify(&result, model, article, &toward, &err), SLANT_E_MODEL);
  ck_assert_ptr_nonnull(strstr(err.text, "target"));
  slant_article_free(article);
  slant_model_free(model);
}
END_TEST

Suite *analysis_target_suite(void) {
  Suite *suite = suite_create("analysis_target");
  TCase *tcase = tcase_create("target");
  tcase_set_timeout(tcase, 120);
  tcase_add_unchecked_fixture(tcase, folder_make, folder_remove);
  tcase_add_test(tcase, a_sentence_shows_each_target_in_its_own_light);
  tcase_add_test(tcase, the_table_gives_the_margins_that_training_found);
  tcase_add_test(tcase, what_does_not_mention_the_target_is_judged_as_without_one);
  tcase_add_test(tcase, parts_toward_a_target_sum_to_the_margin);
  tcase_add_test(tcase, the_encoder_reads_toward_the_target);
  tcase_add_test(tcase, readings_toward_targets_are_looked_for);
  tcase_add_test(tcase, a_model_that_knows_no_targets_refuses_one);
  suite_add_tcase(suite, tcase);
  return suite;
}
