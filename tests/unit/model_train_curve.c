/* Learning curve: its points, that threads change nothing, and that the model stays the same. */
#include "model/train_curve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/training.h"
#include "small_model.h"
#include "suites.h"

static const double costs[] = {0.5};

static slant_training *train(size_t n_threads, slant_solver solver, uint64_t seed) {
  slant_train_options options = {.n_folds = 4, .costs = costs, .n_costs = 1, .n_threads = n_threads, .curve = true,
                                 .solver = solver, .seed = seed};
  return small_training(small_file("curve.csv", tone_labels, 3, 7), &options);
}

START_TEST(points_rise_in_size_and_end_at_the_whole) {
  slant_training *t = train(2, _i == 0 ? SLANT_SOLVER_SLANT : SLANT_SOLVER_LIBSVM, 1);
  const slant_learning_curve *l = &t->learning;
  ck_assert_uint_eq(l->n, SLANT_LEARNING_POINTS);
  for (size_t i = 0; i < l->n; i++) {
    const slant_learning_point *p = &l->points[i];
    ck_assert_double_eq(p->share, 1.0 / (8 >> i));
    ck_assert_double_eq_tol(p->n_articles, 30 * p->share, 0.8);
    ck_assert_double_eq_tol(p->n_labelled, p->n_articles * SMALL_PARAGRAPHS, 1e-9);
    ck_assert_double_le(p->interval.low, p->macro_f1);
    ck_assert_double_ge(p->interval.high, p->macro_f1);
  }
  ck_assert_double_eq(l->points[l->n - 1].macro_f1, t->text_f1);
  ck_assert_double_gt(l->points[l->n - 1].macro_f1, l->points[0].macro_f1);
  ck_assert_double_gt(l->gain, 0);
  ck_assert_double_le(l->gain_interval.low, l->gain);
  ck_assert_double_ge(l->gain_interval.high, l->gain);
  slant_training_free(t);
}
END_TEST

START_TEST(threads_change_nothing_and_the_seed_does) {
  slant_training *one = train(1, SLANT_SOLVER_SLANT, 1), *three = train(3, SLANT_SOLVER_SLANT, 1), *other = train(1, SLANT_SOLVER_SLANT, 2);
  ck_assert_mem_eq(&one->learning, &three->learning, sizeof one->learning);
  ck_assert_mem_ne(&one->learning, &other->learning, sizeof one->learning);
  slant_training_free(one);
  slant_training_free(three);
  slant_training_free(other);
}
END_TEST

START_TEST(the_model_is_the_same_with_and_without) {
  slant_train_options options = {.n_folds = 4, .costs = costs, .n_costs = 1, .curve = true};
  slant_text files[2];
  const char *data = small_file("curve.csv", tone_labels, 3, 7);
  for (size_t i = 0; i < 2; i++) {
    slant_error err = {0};
    slant_training *t = small_training(data, &options);
    ck_assert_ok(slant_training_save(t, file_path("curve.safetensors"), &err), err);
    files[i] = file_read(file_path("curve.safetensors"));
    slant_training_free(t);
    options.curve = false;
  }
  ck_assert_text_eq(files[0], files[1]);
  for (size_t i = 0; i < 2; i++) free((void *)(uintptr_t)files[i].ptr);
}
END_TEST

/* The third label stands in four articles only: small shares lack it. */
START_TEST(shares_without_a_label_are_left_out) {
  slant_buffer csv = {0};
  slant_buffer_put_string(&csv, "article,paragraph,label,text\n");
  for (size_t a = 0; a < 80; a++) {
    for (size_t p = 0; p < 2; p++) {
      size_t k = a < 4 ? 2 : p;
      slant_buffer_put_char(&csv, 'a');
      slant_buffer_put_u64(&csv, 100 + a);
      slant_buffer_put_char(&csv, ',');
      slant_buffer_put_u64(&csv, p + 1);
      slant_buffer_put_char(&csv, ',');
      slant_buffer_put_string(&csv, tone_labels[k]);
      slant_buffer_put_char(&csv, ',');
      for (size_t w = 0; w < 6; w++) {
        slant_buffer_put_string(&csv, signal_word(k, a + w + p));
        slant_buffer_put_string(&csv, w % 2 == 0 ? " town" : " hill");
        slant_buffer_put_u64(&csv, (a * 7 + w * 3 + p) % 31);
        slant_buffer_put_char(&csv, ' ');
      }
      slant_buffer_put_char(&csv, '\n');
    }
  }
  slant_train_options options = {.n_folds = 2, .costs = costs, .n_costs = 1, .curve = true};
  slant_training *t = small_training(file_write("rare.csv", slant_buffer_get(&csv)), &options);
  ck_assert_uint_lt(t->learning.n, SLANT_LEARNING_POINTS);
  ck_assert_uint_gt(t->learning.n, 0);
  ck_assert_double_eq(t->learning.points[t->learning.n - 1].share, 1);
  slant_text report;
  slant_error err = {0};
  ck_assert_ok(slant_training_report(t, SLANT_REPORT_TEXT, &report, &err), err);
  ck_assert(holds_text(report, BYTES("smaller shares lack a label in some fold")));
  slant_text_free(report);
  slant_training_free(t);
  slant_buffer_free(&csv);
}
END_TEST

Suite *model_train_curve_suite(void) {
  Suite *suite = suite_create("model_train_curve");
  TCase *tc = tcase_create("curve");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_loop_test(tc, points_rise_in_size_and_end_at_the_whole, 0, 2);
  tcase_add_test(tc, threads_change_nothing_and_the_seed_does);
  tcase_add_test(tc, the_model_is_the_same_with_and_without);
  tcase_add_test(tc, shares_without_a_label_are_left_out);
  suite_add_tcase(suite, tc);
  return suite;
}
