/* Memory and arena: zeroed, aligned, growing, and honest about what cannot be had. */
#include "base/memory.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "suites.h"
#include "support/support.h"

static bool is_zero(const unsigned char *bytes, size_t len) {
  for (size_t i = 0; i < len; i++) {
    if (bytes[i] != 0) return false;
  }
  return true;
}

START_TEST(new_memory_is_zeroed_and_never_null) {
  unsigned char *bytes;
  ck_assert_int_eq(slant_memory_new(&bytes, 1000, 3, NULL), SLANT_OK);
  ck_assert(is_zero(bytes, 3000));
  slant_memory_free(bytes);
  ck_assert_int_eq(slant_memory_new(&bytes, 0, 8, NULL), SLANT_OK);
  ck_assert_ptr_nonnull(bytes);
  slant_memory_free(bytes);
  slant_memory_free(NULL);
}
END_TEST

START_TEST(a_size_that_overflows_is_out_of_memory) {
  slant_error err = {0};
  uint64_t *items = (uint64_t *)&err;
  ck_assert_int_eq(slant_memory_new(&items, SIZE_MAX / 4, sizeof *items, &err), SLANT_E_MEMORY);
  ck_assert_ptr_null(items);
  ck_assert_int_eq(err.status, SLANT_E_MEMORY);
  size_t cap = 0;
  ck_assert_int_eq(slant_memory_grow(&items, &cap, SIZE_MAX / 4, sizeof *items, NULL), SLANT_E_MEMORY);
  ck_assert_int_eq(slant_memory_grow(&items, &cap, SIZE_MAX, 1, NULL), SLANT_E_MEMORY);
  ck_assert_uint_eq(cap, 0);
  ck_assert_ptr_null(items);
}
END_TEST

START_TEST(a_growing_array_keeps_its_items) {
  uint32_t *items = NULL;
  size_t cap = 0;
  for (uint32_t i = 0; i < 5000; i++) {
    ck_assert_int_eq(slant_memory_grow(&items, &cap, i + 1, sizeof *items, NULL), SLANT_OK);
    ck_assert_uint_gt(cap, i);
    items[i] = i;
  }
  for (uint32_t i = 0; i < 5000; i++) ck_assert_uint_eq(items[i], i);
  uint32_t *before = items;
  ck_assert_int_eq(slant_memory_grow(&items, &cap, SIZE_MAX / 2, sizeof *items, NULL), SLANT_E_MEMORY);
  ck_assert_ptr_eq(items, before);
  slant_memory_free(items);
}
END_TEST

START_TEST(arena_memory_is_zeroed_aligned_and_apart) {
  slant_arena arena = {0};
  slant_random random = {5};
  unsigned char *pieces[600];
  size_t sizes[600];
  for (size_t i = 0; i < 600; i++) {
    sizes[i] = i == 300 ? 3000000 : (size_t)slant_random_below(&random, i % 7 == 0 ? 20000 : 100);
    pieces[i] = slant_arena_get(&arena, sizes[i], NULL);
    ck_assert_ptr_nonnull(pieces[i]);
    ck_assert_uint_eq((uintptr_t)pieces[i] % 16, 0);
    ck_assert(is_zero(pieces[i], sizes[i]));
    memset(pieces[i], (int)(i % 255) + 1, sizes[i]);
  }
  for (size_t i = 0; i < 600; i++) {
    for (size_t k = 0; k < sizes[i]; k++) {
      if (pieces[i][k] != i % 255 + 1) ck_abort_msg("piece %zu was written over", i);
    }
  }
  slant_arena_clear(&arena);
  ck_assert_ptr_null(arena.last);
  ck_assert_ptr_nonnull(slant_arena_get(&arena, 1, NULL));
  slant_arena_clear(&arena);
}
END_TEST

START_TEST(an_arena_copy_ends_with_nul) {
  slant_arena arena = {0};
  slant_text copy = slant_arena_copy(&arena, BYTES("ab\0c"), NULL);
  ck_assert_text_eq(copy, BYTES("ab\0c"));
  ck_assert_int_eq(copy.ptr[4], '\0');
  copy = slant_arena_copy(&arena, (slant_text){NULL, 0}, NULL);
  ck_assert_ptr_nonnull(copy.ptr);
  ck_assert_uint_eq(copy.len, 0);
  slant_arena_clear(&arena);
}
END_TEST

START_TEST(an_arena_refuses_what_is_larger_than_memory) {
  slant_arena arena = {0};
  slant_error err = {0};
  ck_assert_ptr_null(slant_arena_get(&arena, SIZE_MAX, &err));
  ck_assert_int_eq(err.status, SLANT_E_MEMORY);
  ck_assert_ptr_null(slant_arena_get(&arena, SIZE_MAX / 2 - 4096, NULL));
  slant_arena_clear(&arena);
}
END_TEST

Suite *base_memory_suite(void) {
  Suite *suite = suite_create("base_memory");
  TCase *tc = tcase_create("memory");
  tcase_add_test(tc, new_memory_is_zeroed_and_never_null);
  tcase_add_test(tc, a_size_that_overflows_is_out_of_memory);
  tcase_add_test(tc, a_growing_array_keeps_its_items);
  suite_add_tcase(suite, tc);
  tc = tcase_create("arena");
  tcase_add_test(tc, arena_memory_is_zeroed_aligned_and_apart);
  tcase_add_test(tc, an_arena_copy_ends_with_nul);
  tcase_add_test(tc, an_arena_refuses_what_is_larger_than_memory);
  suite_add_tcase(suite, tc);
  return suite;
}
