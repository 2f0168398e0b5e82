/* Trainings that are interrupted: before the model is whole there is none, then it is the same model, without a learning curve. */
#include <stdlib.h>

#include "model/training.h"
#include "small_model.h"
#include "suites.h"
#include "support/support.h"

/* Stops at the n-th time that it is asked. */
typedef struct stopper {
  long left;
  long asked;
} stopper;

static bool should_stop(void *user) {
  stopper *s = user;
  s->asked++;
  return s->left-- <= 0;
}

static slant_status train(const char *data, stopper *s, slant_training **out, slant_error *err) {
  static const double costs[] = {0.5, 1};
  const slant_train_options options = {.n_folds = 2, .costs = costs, .n_costs = 2, .n_threads = 1, .keep_furniture = true, .curve = true,
                                       .should_stop = should_stop, .stop_user = s};
  return slant_train(out, &data, 1, &options, err);
}

static slant_text saved(const slant_training *t, const char *name) {
  slant_error err = {0};
  ck_assert_ok(slant_training_save(t, file_path(name), &err), err);
  return file_read(file_path(name));
}

START_TEST(a_model_is_whole_or_there_is_none) {
  const char *data = small_file("stop.csv", two_labels, 2, 7);
  stopper all = {.left = 1000000};
  slant_training *t;
  slant_error err = {0};
  size_t n_without = 0, n_whole = 0;
  ck_assert_ok(train(data, &all, &t, &err), err);
  ck_assert(t->learning.n > 0);
  slant_text expected = saved(t, "whole");
  slant_training_free(t);
  long some[] = {0, 1, all.asked / 3, all.asked - 1};
  for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
    long n = some[i];
    stopper s = {.left = n};
    err = (slant_error){0};
    slant_status status = train(data, &s, &t, &err);
    if (status == SLANT_E_STOPPED) {
      ck_assert_ptr_null(t);
      ck_assert_uint_eq(n_whole, 0); /* it never is less whole later */
      n_without++;
      continue;
    }
    ck_assert_ok(status, err);
    n_whole++;
    ck_assert_uint_eq(t->learning.n, 0);
    slant_text found = saved(t, "stopped");
    ck_assert(same_text(found, expected));
    free((char *)(uintptr_t)found.ptr);
    slant_training_free(t);
  }
  ck_assert(n_without == 3 && n_whole == 1);
  free((char *)(uintptr_t)expected.ptr);
}
END_TEST

Suite *model_train_stop_suite(void) {
  Suite *suite = suite_create("model_train_stop");
  TCase *tc = tcase_create("stop");
  tcase_add_checked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, a_model_is_whole_or_there_is_none);
  suite_add_tcase(suite, tc);
  return suite;
}
