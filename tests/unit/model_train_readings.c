/* Readings in a training: a second judge that is the better the more the readings know; what is missing is told. */
#include <math.h>

#include "model/model.h"
#include "model/training.h"
#include "small_model.h"
#include "suites.h"
#include "support/reading.h"

static const double one_cost[] = {0.5};

static const slant_train_options plain = {.n_folds = 2, .costs = one_cost, .n_costs = 1, .n_threads = 2, .keep_furniture = true};

/* Readings of all rows of `t` that lean toward the true label in `n_right` of 4 rows, and toward the next label in the others. */
static const char *write_readings(const slant_training *t, size_t n_right, size_t n_left_out) {
  slant_buffer csv = {0};
  slant_buffer_put_string(&csv, "article,paragraph,supportive,critical,neutral\n");
  for (size_t r = n_left_out; r < t->n_rows; r++) {
    const slant_article *article = t->dataset.articles[t->rows[r].article];
    size_t k = ((size_t)t->rows[r].label + (r % 4 < n_right ? 0 : 1)) % 3;
    slant_buffer_put(&csv, article->fields[SLANT_ID]);
    slant_buffer_put_char(&csv, ',');
    slant_buffer_put_u64(&csv, article->paragraphs[t->rows[r].paragraph].number);
    slant_buffer_put_string(&csv, k == 0 ? ",2,-1,-1\n" : k == 1 ? ",-1,2,-1\n" : ",-1,-1,2\n");
  }
  const char *path = file_write("readings.csv", slant_buffer_get(&csv));
  slant_buffer_free(&csv);
  return path;
}

static double f1(const slant_training *t, slant_effort effort) { return slant_confusion_macro_f1(&t->figures[effort].confusion); }

static slant_training *with_readings(const char *data, size_t n_right) {
  slant_training *t = small_training(data, &plain);
  slant_train_options options = plain;
  options.readings = write_readings(t, n_right, 0);
  slant_training_free(t);
  return small_training(data, &options);
}

START_TEST(readings_are_believed_as_far_as_they_are_right) {
  const char *data = small_file("read.csv", tone_labels, 3, 7);
  slant_training *without = small_training(data, &plain), *good = with_readings(data, 4), *poor = with_readings(data, 1);
  ck_assert_double_eq(f1(good, SLANT_EFFORT_FAST), f1(without, SLANT_EFFORT_FAST));
  ck_assert_double_eq(f1(good, SLANT_EFFORT_BEST), 1);
  ck_assert_double_lt(f1(poor, SLANT_EFFORT_BEST), 1);
  for (size_t i = 0; i < SLANT_EFFORT_POINTS; i++) {
    ck_assert_double_eq_tol(good->effort.points[i].share, (double)i / (SLANT_EFFORT_POINTS - 1), 0.1);
  }
  ck_assert_double_eq(good->effort.points[0].macro_f1, f1(good, SLANT_EFFORT_FAST));
  ck_assert_double_eq(good->effort.points[SLANT_EFFORT_POINTS - 1].macro_f1, f1(good, SLANT_EFFORT_BEST));
  slant_training_free(without);
  slant_training_free(good);
  slant_training_free(poor);
}
END_TEST

START_TEST(the_model_keeps_both_judges) {
  slant_training *t = with_readings(small_file("both.csv", tone_labels, 3, 7), 3);
  slant_error err = {0};
  ck_assert_ok(slant_training_save(t, file_path("both.safetensors"), &err), err);
  slant_model *model = open_model(file_path("both.safetensors"));
  for (size_t d = 0; d < SLANT_N_JUDGES; d++) {
    const slant_judge_training *from = &t->judges[d];
    ck_assert_uint_eq(model->judges[d].n_features, slant_context_size(3) + (d == SLANT_BY_ENCODER ? 3 : 0));
    for (size_t m = 0; m < 3; m++) {
      ck_assert_mem_eq(model->judges[d].weights + m * from->n_features, from->machines[m].weights, from->n_features * sizeof(double));
    }
    ck_assert_mem_eq(model->judges[d].rule.thresholds, from->thresholds, 3 * sizeof(double));
  }
  ck_assert_double_eq(model->open_below, t->effort.open_below);
  for (size_t e = 0; e < SLANT_N_EFFORTS; e++) {
    ck_assert_double_eq(model->trust[e].confusion[0], t->figures[e].confusion.counts[0][0]);
    ck_assert_double_eq(model->trust[e].uncertain_below, t->figures[e].uncertain_below);
  }
  slant_model_free(model);
  slant_training_free(t);
}
END_TEST

START_TEST(paragraphs_without_a_reading_are_told) {
  const char *data = small_file("gap.csv", tone_labels, 3, 7);
  slant_training *t = small_training(data, &plain), *refused;
  slant_train_options options = plain;
  slant_error err = {0};
  options.readings = write_readings(t, 4, 2);
  ck_assert_int_eq(slant_train(&refused, &data, 1, &options, &err), SLANT_E_DATA);
  ck_assert_says(err, "found nothing of 2 paragraphs of the data, the first of them paragraph");
  slant_training_free(t);
}
END_TEST

Suite *model_train_readings_suite(void) {
  Suite *suite = suite_create("model_train_readings");
  TCase *judges = tcase_create("judges");
  tcase_set_timeout(judges, 120);
  tcase_add_checked_fixture(judges, folder_make, folder_remove);
  tcase_add_test(judges, readings_are_believed_as_far_as_they_are_right);
  tcase_add_test(judges, the_model_keeps_both_judges);
  tcase_add_test(judges, paragraphs_without_a_reading_are_told);
  suite_add_tcase(suite, judges);
  return suite;
}
