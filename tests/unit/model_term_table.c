/* Term table: every term is found with its weights, in its bucket, in the neighbour or in the model's own table; nothing else is. */
#include "model/term_table.h"

#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "suites.h"
#include "support/support.h"

enum { N_SLOTS = 1 << 10, N_TERMS = 800 };

/* Where the weights of a term stand; NULL where the table sends to the model's own, or does not know it. */
static const float *find(const slant_term_table *table, uint64_t key, bool *elsewhere) {
  const slant_term_bucket *bucket = &table->buckets[(size_t)key & table->mask];
  *elsewhere = (bucket->over & SLANT_TERM_LOST) != 0;
  for (size_t i = 0; i < SLANT_TERM_BUCKET; i++) {
    if (bucket->keys[i] == key) return bucket->weights[i];
  }
  return (bucket->over & slant_term_over_bit(key)) == 0 ? NULL : slant_term_table_find_over(table, key);
}

/* Random keys in the order of their places; `spread` masks the lowest bits, so that some places have more than their share. */
static void make(slant_term_table *table, uint64_t spread, size_t n_margins, uint64_t *keys, float *weights) {
  slant_random random = {43};
  slant_error err = {0};
  memset(keys, 0, N_SLOTS * sizeof *keys);
  for (size_t i = 0; i < N_TERMS; i++) {
    keys[i] = (slant_random_next(&random) & ~(uint64_t)(N_SLOTS - 1)) | (slant_random_next(&random) & spread);
    if (keys[i] == 0) keys[i] = 1;
    for (size_t m = 0; m < n_margins; m++) weights[i * n_margins + m] = (float)(i * 4 + m) + 0.5F;
  }
  ck_assert_ok(slant_term_table_make(table, keys, weights, N_SLOTS, n_margins, &err), err);
  ck_assert_uint_eq((uintptr_t)table->buckets % 64, 0);
}

START_TEST(terms_are_found_with_their_weights) {
  static const uint64_t spreads[] = {N_SLOTS - 1, N_SLOTS / 8 - 1, (N_SLOTS - 1) & ~(uint64_t)7, 0};
  uint64_t keys[N_SLOTS];
  float weights[N_SLOTS * SLANT_TERM_MARGINS];
  size_t n_elsewhere = 0, n_over = 0;
  for (size_t s = 0; s < sizeof spreads / sizeof *spreads; s++) {
    for (size_t n_margins = 1; n_margins <= SLANT_TERM_MARGINS; n_margins++) {
      slant_term_table table;
      make(&table, spreads[s], n_margins, keys, weights);
      for (size_t i = 0; i < N_TERMS; i++) {
        bool elsewhere;
        const float *found = find(&table, keys[i], &elsewhere);
        ck_assert(found != NULL || elsewhere);
        n_elsewhere += found == NULL;
        n_over += table.buckets[(size_t)keys[i] & table.mask].over != 0;
        for (size_t m = 0; found != NULL && m < SLANT_TERM_MARGINS; m++) {
          ck_assert_float_eq(found[m], m < n_margins ? weights[i * n_margins + m] : 0);
        }
        found = find(&table, keys[i] ^ UINT64_C(1) << 60, &elsewhere);
        ck_assert_ptr_null(found);
      }
      slant_term_table_free(&table);
      ck_assert_ptr_null(table.buckets);
    }
  }
  ck_assert_uint_gt(n_elsewhere, 0);
  ck_assert_uint_gt(n_over, 0);
}
END_TEST

START_TEST(a_table_without_terms_is_empty) {
  uint64_t keys[2] = {0};
  float weights[2] = {0};
  slant_term_table table;
  slant_error err = {0};
  ck_assert_ok(slant_term_table_make(&table, keys, weights, 2, 1, &err), err);
  for (uint64_t key = 1; key < 9; key++) {
    bool elsewhere;
    ck_assert_ptr_null(find(&table, key, &elsewhere));
    ck_assert(!elsewhere);
  }
  slant_term_table_free(&table);
}
END_TEST

START_TEST(the_table_is_made_when_it_pays) {
  uint64_t keys[N_SLOTS] = {0};
  float weights[N_SLOTS * (SLANT_TERM_MARGINS + 1)] = {0};
  keys[1] = 1;
  for (size_t n_margins = SLANT_TERM_MARGINS; n_margins <= SLANT_TERM_MARGINS + 1; n_margins++) {
    bool fits = n_margins == SLANT_TERM_MARGINS;
    slant_term_lookups lookups = {0};
    slant_term_lookups_count(&lookups, SLANT_TERM_WORDS_WORTH - 1, keys, weights, N_SLOTS, n_margins);
    ck_assert_ptr_null(lookups.ready);
    slant_term_lookups_count(&lookups, 0, keys, weights, N_SLOTS, n_margins);
    ck_assert_ptr_null(lookups.ready);
    slant_term_lookups_count(&lookups, 2, keys, weights, N_SLOTS, n_margins);
    ck_assert_ptr_eq(lookups.ready, fits ? &lookups.table : NULL);
    const slant_term_bucket *buckets = lookups.table.buckets;
    slant_term_lookups_count(&lookups, SLANT_TERM_WORDS_WORTH, keys, weights, N_SLOTS, n_margins); /* of a thread that came late */
    ck_assert_ptr_eq(lookups.table.buckets, buckets);
    slant_term_table_free(&lookups.table);
  }
}
END_TEST

Suite *model_term_table_suite(void) {
  Suite *suite = suite_create("model_term_table");
  TCase *tc = tcase_create("term_table");
  tcase_add_test(tc, terms_are_found_with_their_weights);
  tcase_add_test(tc, a_table_without_terms_is_empty);
  tcase_add_test(tc, the_table_is_made_when_it_pays);
  suite_add_tcase(suite, tc);
  return suite;
}
