/* Threads: every task once, and the failure that is reported does not depend on chance. */
#include "base/threads.h"

#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include "suites.h"
#include "support/support.h"

enum { N_TASKS = 1000 };

typedef struct trial {
  atomic_int runs[N_TASKS];
  atomic_int n_runs;
  size_t first_failing, last_failing;
  bool mute; /* fail without a record */
} trial;

static slant_status task(void *context, size_t index, slant_error *err) {
  trial *t = context;
  atomic_fetch_add(&t->runs[index], 1);
  atomic_fetch_add(&t->n_runs, 1);
  if (index < t->first_failing || index > t->last_failing) return SLANT_OK;
  /* the earlier of the failing tasks fail later */
  struct timespec pause = {0, (long)(t->last_failing - index) * 100000};
  (void)nanosleep(&pause, NULL);
  return t->mute ? SLANT_E_DATA : slant_error_set(err, SLANT_E_DATA, "task %zu", index);
}

START_TEST(every_task_runs_once) {
  static const size_t n_threads[] = {0, 1, 2, 8, 5000};
  for (size_t k = 0; k < sizeof n_threads / sizeof *n_threads; k++) {
    static trial t;
    memset(&t, 0, sizeof t);
    t.first_failing = N_TASKS;
    slant_error err = {0};
    ck_assert_int_eq(slant_threads_run(n_threads[k], N_TASKS, task, &t, &err), SLANT_OK);
    ck_assert_int_eq(err.status, SLANT_OK);
    for (size_t i = 0; i < N_TASKS; i++) ck_assert_int_eq(t.runs[i], 1);
  }
}
END_TEST

START_TEST(no_tasks_are_no_failure) { ck_assert_int_eq(slant_threads_run(4, 0, task, NULL, NULL), SLANT_OK); }
END_TEST

START_TEST(the_lowest_failing_index_is_reported) {
  for (int round = 0; round < 30; round++) {
    static trial t;
    memset(&t, 0, sizeof t);
    t.first_failing = 37;
    t.last_failing = 45;
    slant_error err = {0};
    ck_assert_int_eq(slant_threads_run(8, N_TASKS, task, &t, &err), SLANT_E_DATA);
    ck_assert_str_eq(err.text, "task 37");
    for (size_t i = 0; i <= 37; i++) ck_assert_int_eq(t.runs[i], 1);
  }
}
END_TEST

START_TEST(no_task_is_started_after_a_failure) {
  static trial t;
  t.first_failing = t.last_failing = 5;
  slant_error err = {0};
  ck_assert_int_eq(slant_threads_run(1, N_TASKS, task, &t, &err), SLANT_E_DATA);
  ck_assert_int_eq(t.n_runs, 6);
}
END_TEST

START_TEST(a_failure_without_words_is_a_failure) {
  static trial t;
  t.first_failing = t.last_failing = 5;
  t.mute = true;
  slant_error err = {0};
  ck_assert_int_eq(slant_threads_run(4, N_TASKS, task, &t, &err), SLANT_E_DATA);
  ck_assert_int_eq(err.status, SLANT_E_DATA);
  ck_assert_uint_gt(strlen(err.text), 0);
  ck_assert_int_eq(slant_threads_run(4, N_TASKS, task, &t, NULL), SLANT_E_DATA);
}
END_TEST

START_TEST(there_is_at_least_one_processor) { ck_assert_uint_ge(slant_threads_available(), 1); }
END_TEST

Suite *base_threads_suite(void) {
  Suite *suite = suite_create("base_threads");
  TCase *tc = tcase_create("threads");
  tcase_set_timeout(tc, 60);
  tcase_add_test(tc, every_task_runs_once);
  tcase_add_test(tc, no_tasks_are_no_failure);
  tcase_add_test(tc, the_lowest_failing_index_is_reported);
  tcase_add_test(tc, no_task_is_started_after_a_failure);
  tcase_add_test(tc, a_failure_without_words_is_a_failure);
  tcase_add_test(tc, there_is_at_least_one_processor);
  suite_add_tcase(suite, tc);
  return suite;
}
