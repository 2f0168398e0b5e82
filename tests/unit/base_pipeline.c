/* Pipeline: everything is worked on once and finished in order, whatever the threads; a failure ends it; nothing is filled beyond what is
 * allowed. */
#include "base/pipeline.h"

#include <stdatomic.h>

#include "suites.h"
#include "support/support.h"

enum { N_NUMBERS = 500, MOST_SLOTS = 9 };

typedef struct run {
  size_t n_filled, n_finished, fails_at, most_under_way;
  size_t numbers[MOST_SLOTS]; /* in each slot */
  atomic_size_t worked[N_NUMBERS];
  size_t n_full;
} run;

static slant_filling fill(void *context, size_t slot) {
  run *r = context;
  if (r->n_filled == N_NUMBERS) return SLANT_AT_END;
  if (r->n_filled - r->n_finished >= r->most_under_way) {
    ck_assert_uint_gt(r->n_filled, r->n_finished);
    r->n_full++;
    return SLANT_FULL;
  }
  r->numbers[slot] = r->n_filled++;
  return SLANT_FILLED;
}

static void work(void *context, size_t slot) {
  run *r = context;
  for (volatile size_t i = 0; i < r->numbers[slot] % 7 * 200; i++) continue;
  atomic_fetch_add(&r->worked[r->numbers[slot]], 1);
}

static slant_status finish(void *context, size_t slot, slant_error *err) {
  run *r = context;
  ck_assert_uint_eq(r->numbers[slot], r->n_finished);
  ck_assert_uint_eq(atomic_load(&r->worked[r->n_finished]), 1);
  if (r->n_finished == r->fails_at) return slant_error_set(err, SLANT_E_DATA, "number %zu", r->n_finished);
  r->n_finished++;
  return SLANT_OK;
}

static slant_status run_one(run *r, size_t n_threads, size_t n_slots, slant_error *err) {
  slant_pipeline pipeline = {.context = r, .n_slots = n_slots, .fill = fill, .work = work, .finish = finish};
  return slant_pipeline_run(&pipeline, n_threads, err);
}

START_TEST(all_is_worked_on_once_and_finished_in_order) {
  static const size_t n_threads[] = {1, 2, 3, 8, 0}, n_slots[] = {1, 2, 4, MOST_SLOTS};
  for (size_t t = 0; t < sizeof n_threads / sizeof *n_threads; t++) {
    for (size_t s = 0; s < sizeof n_slots / sizeof *n_slots; s++) {
      run r = {.fails_at = SIZE_MAX, .most_under_way = SIZE_MAX};
      slant_error err = {0};
      ck_assert_ok(run_one(&r, n_threads[t], n_slots[s], &err), err);
      ck_assert_uint_eq(r.n_finished, N_NUMBERS);
    }
  }
}
END_TEST

START_TEST(a_failure_ends_it) {
  for (size_t n_threads = 1; n_threads <= 4; n_threads++) {
    run r = {.fails_at = 123, .most_under_way = SIZE_MAX};
    slant_error err = {0};
    ck_assert_int_eq(run_one(&r, n_threads, 6, &err), SLANT_E_DATA);
    ck_assert_says(err, "number 123");
    ck_assert_uint_eq(r.n_finished, 123);
    ck_assert_uint_le(r.n_filled, 123 + 6);
  }
}
END_TEST

START_TEST(what_is_full_is_filled_later) {
  for (size_t n_threads = 1; n_threads <= 4; n_threads++) {
    run r = {.fails_at = SIZE_MAX, .most_under_way = 2};
    slant_error err = {0};
    ck_assert_ok(run_one(&r, n_threads, 6, &err), err);
    ck_assert_uint_eq(r.n_finished, N_NUMBERS);
    ck_assert_uint_gt(r.n_full, 0);
  }
}
END_TEST

Suite *base_pipeline_suite(void) {
  Suite *suite = suite_create("base_pipeline");
  TCase *tc = tcase_create("pipeline");
  tcase_set_timeout(tc, 60);
  tcase_add_test(tc, all_is_worked_on_once_and_finished_in_order);
  tcase_add_test(tc, a_failure_ends_it);
  tcase_add_test(tc, what_is_full_is_filled_later);
  suite_add_tcase(suite, tc);
  return suite;
}
