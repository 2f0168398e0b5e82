/* Journal: records count as far as they are as they were written; and entries of an index. */
#include "results/journal.h"

#include <stdlib.h>
#include <string.h>

#include "results/index_entry.h"
#include "results/numbers.h"
#include "suites.h"
#include "support/support.h"

#define SETUP "{\"model\":\"m\"}\n"

static slant_journal_record record_of(uint64_t n) {
  return (slant_journal_record){.position = {.items = n, .inputs = UINT64_MAX - n}, .totals = {.articles = n}, .len = {10 * n}, .hash = {n << 60}};
}

/* A journal of `n` records; its bytes, to be freed. */
static slant_text write_journal(size_t n) {
  slant_journal *journal;
  slant_error err = {0};
  (void)file_write("j/other", BYTES(""));
  ck_assert_ok(slant_journal_begin(&journal, file_path("j"), BYTES(SETUP), &err), err);
  for (size_t i = 1; i <= n; i++) {
    slant_journal_record record = record_of(i);
    ck_assert_ok(slant_journal_add(journal, &record, &err), err);
  }
  ck_assert_uint_eq(slant_journal_n(journal), n);
  slant_journal_close(journal);
  return file_read(file_path("j/" SLANT_JOURNAL_NAME));
}

/* How many records count. */
static size_t count_records(slant_journal *journal) {
  slant_journal_record record;
  slant_error err = {0};
  bool found = true;
  size_t n = 0;
  while (found) {
    ck_assert_ok(slant_journal_next(journal, &record, &found, &err), err);
    if (!found) continue;
    slant_journal_record expected = record_of(++n);
    ck_assert_int_eq(memcmp(&record, &expected, sizeof record), 0);
    slant_journal_accept(journal);
  }
  return n;
}

static size_t count_in(slant_text bytes) {
  slant_journal *journal;
  slant_error err = {0};
  (void)file_write("j/" SLANT_JOURNAL_NAME, bytes);
  ck_assert_ok(slant_journal_open(&journal, file_path("j"), false, &err), err);
  ck_assert_text_eq(slant_journal_setup(journal), BYTES(SETUP));
  size_t n = count_records(journal);
  slant_journal_close(journal);
  return n;
}

START_TEST(records_come_back) {
  slant_text bytes = write_journal(3);
  ck_assert_uint_eq(count_in(bytes), 3);
  free((char *)(uintptr_t)bytes.ptr);
}
END_TEST

START_TEST(a_torn_record_does_not_count) {
  slant_text two = write_journal(2), three = write_journal(3);
  for (size_t len = two.len; len < three.len; len++) ck_assert_uint_eq(count_in((slant_text){three.ptr, len}), 2);
  free((char *)(uintptr_t)two.ptr);
  free((char *)(uintptr_t)three.ptr);
}
END_TEST

START_TEST(nor_does_what_stands_behind_a_changed_one) {
  slant_text one = write_journal(1), two = write_journal(2), three = write_journal(3);
  char *bytes = (char *)(uintptr_t)three.ptr;
  for (size_t at = one.len; at < two.len; at++) {
    bytes[at] ^= 1;
    ck_assert_uint_eq(count_in(three), 1);
    bytes[at] ^= 1;
  }
  ck_assert_uint_eq(count_in(three), 3);
  free((char *)(uintptr_t)one.ptr);
  free((char *)(uintptr_t)two.ptr);
  free(bytes);
}
END_TEST

START_TEST(garbage_behind_records_is_overwritten) {
  static const char *const garbage[] = {"garbage", "1 2 3\n", "\n\n", "18446744073709551616 \n", "\xFF\xFE\n0\n"};
  for (size_t i = 0; i < sizeof garbage / sizeof *garbage; i++) {
    slant_journal *journal;
    slant_error err = {0};
    slant_buffer bytes = {0};
    slant_text two = write_journal(2), three = write_journal(3);
    slant_buffer_put(&bytes, two);
    slant_buffer_put_string(&bytes, garbage[i]);
    (void)file_write("j/" SLANT_JOURNAL_NAME, slant_buffer_get(&bytes));
    ck_assert_ok(slant_journal_open(&journal, file_path("j"), true, &err), err);
    ck_assert_uint_eq(count_records(journal), 2);
    slant_journal_record record = record_of(3);
    ck_assert_ok(slant_journal_add(journal, &record, &err), err);
    slant_journal_close(journal);
    slant_text found = file_read(file_path("j/" SLANT_JOURNAL_NAME));
    ck_assert_text_eq(found, three);
    const char *all[] = {two.ptr, three.ptr, found.ptr};
    for (size_t k = 0; k < 3; k++) free((char *)(uintptr_t)all[k]);
    slant_buffer_free(&bytes);
  }
}
END_TEST

START_TEST(records_that_are_not_accepted_are_overwritten) {
  slant_journal *journal;
  slant_journal_record record;
  slant_error err = {0};
  bool found;
  slant_text three = write_journal(3);
  ck_assert_ok(slant_journal_open(&journal, file_path("j"), true, &err), err);
  ck_assert_ok(slant_journal_next(journal, &record, &found, &err), err);
  slant_journal_accept(journal);
  ck_assert_ok(slant_journal_next(journal, &record, &found, &err), err);
  record = record_of(2);
  ck_assert_ok(slant_journal_add(journal, &record, &err), err);
  slant_journal_close(journal);
  slant_text found_bytes = file_read(file_path("j/" SLANT_JOURNAL_NAME));
  ck_assert_uint_eq(count_in(found_bytes), 2);
  free((char *)(uintptr_t)found_bytes.ptr);
  free((char *)(uintptr_t)three.ptr);
}
END_TEST

START_TEST(one_process_writes) {
  slant_journal *journal, *second;
  slant_error err = {0};
  slant_text bytes = write_journal(1);
  ck_assert_ok(slant_journal_open(&journal, file_path("j"), true, &err), err);
  ck_assert_int_eq(slant_journal_open(&second, file_path("j"), true, &err), SLANT_E_USAGE);
  ck_assert_says(err, "another process");
  slant_journal_close(journal);
  free((char *)(uintptr_t)bytes.ptr);
}
END_TEST

START_TEST(what_is_no_journal_is_refused) {
  slant_journal *journal;
  slant_error err = {0};
  (void)file_write("none/other", BYTES(""));
  ck_assert_ok(slant_journal_open(&journal, file_path("none"), true, &err), err);
  ck_assert_ptr_null(journal);
  (void)file_write("none/" SLANT_JOURNAL_NAME, BYTES("{\"model\":"));
  ck_assert_int_eq(slant_journal_open(&journal, file_path("none"), true, &err), SLANT_E_DATA);
  ck_assert_says(err, "found no description of a run");
}
END_TEST

START_TEST(entries_of_an_index_come_back_whatever_their_ids_are) {
  static const slant_text ids[] = {{"a", 1}, {"", 0}, {"two\nlines\n", 10}, {"7 8 9\n\n", 7}};
  slant_buffer bytes = {0}, id = {0};
  slant_input *input;
  slant_index_entry entry;
  slant_error err = {0};
  bool found;
  for (size_t i = 0; i < 4; i++) {
    entry = (slant_index_entry){.ordinal = i, .len = {i, 2, 3}, .sketch = {.is_long = i > 1, .bits = {UINT64_MAX, i}, .keys = {1, 2, UINT32_MAX}}, .id = ids[i]};
    slant_index_entry_put(&bytes, &entry);
  }
  ck_assert_ok(slant_input_open(&input, file_write("index", slant_buffer_get(&bytes)), &err), err);
  for (size_t i = 0; i < 4; i++) {
    ck_assert_ok(slant_index_entry_read(input, &entry, &id, &found, &err), err);
    ck_assert(found && entry.ordinal == i && entry.len[0] == i && entry.len[2] == 3 && entry.sketch.is_long == (i > 1));
    ck_assert(entry.sketch.bits[0] == UINT64_MAX && entry.sketch.keys[2] == UINT32_MAX);
    ck_assert_text_eq(entry.id, ids[i]);
  }
  ck_assert_ok(slant_index_entry_read(input, &entry, &id, &found, &err), err);
  ck_assert(!found);
  slant_input_close(input);
  ck_assert_ok(slant_input_open(&input, file_write("index", (slant_text){bytes.ptr, bytes.len - 2}), &err), err);
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < 4 && status == SLANT_OK; i++) status = slant_index_entry_read(input, &entry, &id, &found, &err);
  ck_assert_int_eq(status, SLANT_E_DATA);
  slant_input_close(input);
  slant_buffer_free(&bytes);
  slant_buffer_free(&id);
}
END_TEST

Suite *results_journal_suite(void) {
  Suite *suite = suite_create("results_journal");
  TCase *tc = tcase_create("journal");
  tcase_add_checked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, records_come_back);
  tcase_add_test(tc, a_torn_record_does_not_count);
  tcase_add_test(tc, nor_does_what_stands_behind_a_changed_one);
  tcase_add_test(tc, garbage_behind_records_is_overwritten);
  tcase_add_test(tc, records_that_are_not_accepted_are_overwritten);
  tcase_add_test(tc, one_process_writes);
  tcase_add_test(tc, what_is_no_journal_is_refused);
  tcase_add_test(tc, entries_of_an_index_come_back_whatever_their_ids_are);
  suite_add_tcase(suite, tc);
  return suite;
}
