/* Folds: groups stay whole, labels are spread evenly, the order of items leaves no trace. */
#include "model/folds.h"

#include <string.h>

#include "base/hash.h"
#include "suites.h"
#include "support/support.h"

enum { N = 200, N_LABELS = 3, N_FOLDS = 5 };

typedef struct items {
  size_t group_of[N], counts[N * N_LABELS], fold_of[N];
  uint64_t keys[N];
} items;

/* Articles of up to eight paragraphs, the last label being rare. */
static void make(items *x) {
  slant_random random = {21};
  memset(x, 0, sizeof *x);
  for (size_t i = 0; i < N; i++) {
    x->group_of[i] = i;
    x->keys[i] = slant_random_next(&random);
    for (size_t k = 0; k < N_LABELS; k++)
      x->counts[i * N_LABELS + k] = (size_t)slant_random_below(&random, k == 2 ? 2 : 6);
  }
}

static void assign(items *x, size_t n_folds, uint64_t seed) {
  slant_error err = {0};
  slant_fold_items dealt = {.n = N, .n_labels = N_LABELS, .group_of = x->group_of, .counts = x->counts, .keys = x->keys};
  ck_assert_ok(slant_folds_assign(x->fold_of, &dealt, n_folds, seed, &err), err);
  for (size_t i = 0; i < N; i++) ck_assert_uint_lt(x->fold_of[i], n_folds);
}

START_TEST(every_label_is_spread_evenly) {
  items x;
  make(&x);
  assign(&x, N_FOLDS, 1);
  for (size_t k = 0; k < N_LABELS; k++) {
    size_t sums[N_FOLDS] = {0}, total = 0;
    for (size_t i = 0; i < N; i++) {
      sums[x.fold_of[i]] += x.counts[i * N_LABELS + k];
      total += x.counts[i * N_LABELS + k];
    }
    for (size_t f = 0; f < N_FOLDS; f++) {
      ck_assert_double_eq_tol((double)sums[f] / (double)total, 1.0 / N_FOLDS, 0.02);
    }
  }
}
END_TEST

START_TEST(a_group_stays_whole) {
  items x;
  make(&x);
  for (size_t i = 0; i < N; i++) x.group_of[i] = i - i % 4;
  assign(&x, N_FOLDS, 1);
  bool used[N_FOLDS] = {false};
  for (size_t i = 0; i < N; i++) {
    ck_assert_uint_eq(x.fold_of[i], x.fold_of[x.group_of[i]]);
    used[x.fold_of[i]] = true;
  }
  for (size_t f = 0; f < N_FOLDS; f++) ck_assert(used[f]);
}
END_TEST

START_TEST(the_order_of_items_leaves_no_trace) {
  items x, y;
  make(&x);
  assign(&x, N_FOLDS, 1);
  for (size_t i = 0; i < N; i++) { /* backwards */
    y.group_of[i] = i;
    y.keys[i] = x.keys[N - 1 - i];
    memcpy(y.counts + i * N_LABELS, x.counts + (N - 1 - i) * N_LABELS, N_LABELS * sizeof *x.counts);
  }
  assign(&y, N_FOLDS, 1);
  for (size_t i = 0; i < N; i++) ck_assert_uint_eq(y.fold_of[i], x.fold_of[N - 1 - i]);
}
END_TEST

START_TEST(the_seed_decides_between_equals) {
  items x, y, z;
  make(&x);
  for (size_t i = 0; i < N * N_LABELS; i++) x.counts[i] = 1;
  y = z = x;
  assign(&x, N_FOLDS, 1);
  assign(&y, N_FOLDS, 1);
  assign(&z, N_FOLDS, 2);
  ck_assert_mem_eq(x.fold_of, y.fold_of, sizeof x.fold_of);
  ck_assert(memcmp(x.fold_of, z.fold_of, sizeof x.fold_of) != 0);
}
END_TEST

START_TEST(items_without_rows_are_spread_too) {
  items x;
  make(&x);
  memset(x.counts, 0, sizeof x.counts);
  assign(&x, N_FOLDS, 1);
  size_t sums[N_FOLDS] = {0};
  for (size_t i = 0; i < N; i++) sums[x.fold_of[i]]++;
  for (size_t f = 0; f < N_FOLDS; f++) ck_assert_uint_gt(sums[f], N / N_FOLDS / 2);
}
END_TEST

/* Two classes in five folds: three of the one, two of the other. */
START_TEST(a_fold_holds_one_class) {
  items x;
  size_t class_of[N], sums[N_FOLDS] = {0}, of_class[2] = {0};
  slant_error err = {0};
  make(&x);
  for (size_t i = 0; i < N; i++) class_of[i] = i % 3 == 0;
  slant_fold_items dealt = {N, N_LABELS, x.group_of, x.counts, x.keys, class_of, 2};
  ck_assert_ok(slant_folds_assign(x.fold_of, &dealt, N_FOLDS, 1, &err), err);
  for (size_t i = 0; i < N; i++) {
    ck_assert_uint_eq(x.fold_of[i] % 2, class_of[i]);
    sums[x.fold_of[i]] += x.counts[i * N_LABELS];
    of_class[class_of[i]] += x.counts[i * N_LABELS];
  }
  for (size_t f = 0; f < N_FOLDS; f++) ck_assert_double_eq_tol((double)sums[f] / (double)of_class[f % 2], f % 2 == 0 ? 1.0 / 3 : 0.5, 0.03);
  memset(x.counts, 0, sizeof x.counts);
  ck_assert_ok(slant_folds_assign(x.fold_of, &dealt, N_FOLDS, 1, &err), err);
  for (size_t i = 0; i < N; i++) ck_assert_uint_eq(x.fold_of[i] % 2, class_of[i]);
}
END_TEST

START_TEST(a_rare_label_reaches_every_fold) {
  items x;
  make(&x);
  for (size_t i = 0; i < N; i++) x.counts[i * N_LABELS + 2] = i % 40 == 0; /* five articles */
  assign(&x, N_FOLDS, 1);
  size_t sums[N_FOLDS] = {0};
  for (size_t i = 0; i < N; i++) sums[x.fold_of[i]] += x.counts[i * N_LABELS + 2];
  for (size_t f = 0; f < N_FOLDS; f++) ck_assert_uint_eq(sums[f], 1);
}
END_TEST

Suite *model_folds_suite(void) {
  Suite *suite = suite_create("model_folds");
  TCase *tc = tcase_create("folds");
  tcase_add_test(tc, every_label_is_spread_evenly);
  tcase_add_test(tc, a_group_stays_whole);
  tcase_add_test(tc, the_order_of_items_leaves_no_trace);
  tcase_add_test(tc, the_seed_decides_between_equals);
  tcase_add_test(tc, items_without_rows_are_spread_too);
  tcase_add_test(tc, a_fold_holds_one_class);
  tcase_add_test(tc, a_rare_label_reaches_every_fold);
  suite_add_tcase(suite, tc);
  return suite;
}
