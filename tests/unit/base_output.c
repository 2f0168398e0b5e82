/* Output: a file is there whole or not at all; a descriptor that takes nothing more is an error. */
#define _XOPEN_SOURCE 700
#include "base/output.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "suites.h"
#include "support/support.h"

static const char *part_of(const char *name) {
  char part[64];
  ck_assert_uint_lt(strlen(name) + 6, sizeof part);
  (void)strcat(strcpy(part, name), ".part");
  return file_path(part);
}

static slant_output *open_file(const char *name) {
  slant_output *output;
  slant_error err = {0};
  ck_assert_ok(slant_output_open_file(&output, file_path(name), &err), err);
  return output;
}

static void assert_holds(const char *name, slant_text expected) {
  slant_text bytes = file_read(file_path(name));
  ck_assert_text_eq(bytes, expected);
  free((void *)(uintptr_t)bytes.ptr);
}

START_TEST(a_committed_file_is_whole_under_its_name) {
  slant_output *output = open_file("committed");
  ck_assert_int_eq(slant_output_put(output, BYTES("one\0"), NULL), SLANT_OK);
  ck_assert_int_eq(slant_output_put_bytes(output, "two", 3, NULL), SLANT_OK);
  ck_assert(!file_exists(file_path("committed")));
  ck_assert(file_exists(part_of("committed")));
  ck_assert_int_eq(slant_output_commit(output, NULL), SLANT_OK);
  slant_output_close(output);
  assert_holds("committed", BYTES("one\0two"));
  ck_assert(!file_exists(part_of("committed")));
}
END_TEST

START_TEST(an_uncommitted_file_leaves_nothing) {
  slant_output *output = open_file("uncommitted");
  ck_assert_int_eq(slant_output_put(output, BYTES("one"), NULL), SLANT_OK);
  ck_assert_int_eq(slant_output_flush(output, NULL), SLANT_OK);
  slant_output_close(output);
  ck_assert(!file_exists(file_path("uncommitted")));
  ck_assert(!file_exists(part_of("uncommitted")));
  slant_output_close(NULL);
}
END_TEST

START_TEST(an_older_file_stays_until_the_commit) {
  (void)file_write("older", BYTES("old"));
  slant_output *output = open_file("older");
  ck_assert_int_eq(slant_output_put(output, BYTES("new"), NULL), SLANT_OK);
  slant_output_close(output);
  assert_holds("older", BYTES("old"));
  output = open_file("older");
  ck_assert_int_eq(slant_output_put(output, BYTES("new"), NULL), SLANT_OK);
  ck_assert_int_eq(slant_output_commit(output, NULL), SLANT_OK);
  slant_output_close(output);
  assert_holds("older", BYTES("new"));
}
END_TEST

START_TEST(a_failed_rename_is_told_and_leaves_nothing) {
  slant_error err = {0};
  ck_assert_int_eq(mkdir(file_path("taken"), 0777), 0);
  slant_output *output = open_file("taken");
  ck_assert_int_eq(slant_output_put(output, BYTES("new"), NULL), SLANT_OK);
  ck_assert_int_eq(slant_output_commit(output, &err), SLANT_E_IO);
  ck_assert_says(err, "cannot rename");
  slant_output_close(output);
  ck_assert(!file_exists(part_of("taken")));
}
END_TEST

START_TEST(a_file_that_cannot_be_made_is_told) {
  slant_output *output;
  slant_error err = {0};
  ck_assert_int_eq(slant_output_open_file(&output, file_path("no/such/folder"), &err), SLANT_E_IO);
  ck_assert_ptr_null(output);
  ck_assert_says(err, "cannot create");
}
END_TEST

START_TEST(a_full_device_is_noticed_at_the_flush) {
  int fd = open("/dev/full", O_WRONLY);
  if (fd < 0) return; /* a system without it */
  slant_output *output;
  slant_error err = {0};
  ck_assert_ok(slant_output_open_fd(&output, fd, "rows", &err), err);
  ck_assert_int_eq(slant_output_put(output, BYTES("one"), &err), SLANT_OK);
  ck_assert_int_eq(slant_output_flush(output, &err), SLANT_E_IO);
  ck_assert_says(err, "cannot write");
  ck_assert_str_eq(err.source, "rows");
  ck_assert_int_eq(slant_output_commit(output, NULL), SLANT_E_IO); /* and is not forgotten */
  slant_output_close(output);
  ck_assert_int_eq(close(fd), 0); /* still the caller's */
}
END_TEST

START_TEST(a_closed_pipe_is_noticed) {
  int ends[2];
  void (*before)(int) = signal(SIGPIPE, SIG_IGN);
  ck_assert_int_eq(pipe(ends), 0);
  ck_assert_int_eq(close(ends[0]), 0);
  slant_output *output;
  ck_assert_int_eq(slant_output_open_fd(&output, ends[1], "rows", NULL), SLANT_OK);
  slant_status status = SLANT_OK;
  for (int i = 0; i < 100000 && status == SLANT_OK; i++) status = slant_output_put(output, BYTES("one"), NULL);
  ck_assert_int_eq(status, SLANT_E_IO); /* without a flush: what is together is written */
  slant_output_close(output);
  (void)close(ends[1]);
  (void)signal(SIGPIPE, before);
}
END_TEST

START_TEST(a_file_with_a_hole_is_never_committed) {
  struct rlimit before, small;
  ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
  small = before;
  small.rlim_cur = 100000;
  void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
  slant_output *output = open_file("hole");
  char block[70000] = {0};
  ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
  ck_assert_int_eq(slant_output_put_bytes(output, block, sizeof block, NULL), SLANT_OK);
  slant_status second = slant_output_put_bytes(output, block, sizeof block, NULL);
  ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
  ck_assert_int_eq(second, SLANT_E_IO);
  (void)slant_output_put_bytes(output, block, sizeof block, NULL);
  ck_assert_int_eq(slant_output_commit(output, NULL), SLANT_E_IO);
  slant_output_close(output);
  ck_assert(!file_exists(file_path("hole")));
  ck_assert(!file_exists(part_of("hole")));
  (void)signal(SIGXFSZ, handler);
}
END_TEST

START_TEST(long_texts_come_through_in_order) {
  enum { LEN = 200000 };
  char *bytes = malloc(LEN);
  ck_assert_ptr_nonnull(bytes);
  memset(bytes, 'x', LEN);
  slant_output *output = open_file("long");
  ck_assert_int_eq(slant_output_put(output, BYTES("a"), NULL), SLANT_OK);
  ck_assert_int_eq(slant_output_put_bytes(output, bytes, LEN, NULL), SLANT_OK);
  ck_assert_int_eq(slant_output_put(output, BYTES("b"), NULL), SLANT_OK);
  ck_assert_int_eq(slant_output_commit(output, NULL), SLANT_OK);
  slant_output_close(output);
  free(bytes);
  slant_text found = file_read(file_path("long"));
  ck_assert_uint_eq(found.len, LEN + 2);
  for (size_t i = 0; i < LEN + 2; i++) ck_assert_int_eq(found.ptr[i], i == 0 ? 'a' : i <= LEN ? 'x' : 'b');
  free((void *)(uintptr_t)found.ptr);
}
END_TEST

START_TEST(much_output_comes_through_in_order) {
  slant_output *output = open_file("much");
  for (int i = 0; i < 60000; i++)
    ck_assert_int_eq(slant_output_put_bytes(output, i % 2 ? "bcd" : "a", i % 2 ? 3 : 1, NULL), SLANT_OK);
  ck_assert_int_eq(slant_output_commit(output, NULL), SLANT_OK);
  slant_output_close(output);
  slant_text bytes = file_read(file_path("much"));
  ck_assert_uint_eq(bytes.len, 120000);
  for (size_t i = 0; i < bytes.len; i++) {
    if (bytes.ptr[i] != "abcd"[i % 4]) ck_abort_msg("found another byte at %zu", i);
  }
  free((void *)(uintptr_t)bytes.ptr);
}
END_TEST

START_TEST(a_kept_file_can_be_gone_on_with) {
  slant_output *output = open_file("kept");
  slant_error err = {0};
  ck_assert_int_eq(slant_output_put(output, BYTES("whole torn"), NULL), SLANT_OK);
  ck_assert_int_eq(slant_output_flush(output, NULL), SLANT_OK);
  slant_output_keep(output);
  slant_output_close(output);
  ck_assert_ok(slant_output_reopen_file(&output, file_path("kept"), 5, &err), err);
  ck_assert_int_eq(slant_output_put(output, BYTES(", too"), NULL), SLANT_OK);
  ck_assert_int_eq(slant_output_commit(output, NULL), SLANT_OK);
  slant_output_close(output);
  slant_text bytes = file_read(file_path("kept"));
  ck_assert_text_eq(bytes, BYTES("whole, too"));
  free((void *)(uintptr_t)bytes.ptr);
  ck_assert_int_eq(slant_output_reopen_file(&output, file_path("kept"), 5, &err), SLANT_E_IO); /* it has its name */
}
END_TEST

Suite *base_output_suite(void) {
  Suite *suite = suite_create("base_output");
  TCase *tc = tcase_create("output");
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, a_committed_file_is_whole_under_its_name);
  tcase_add_test(tc, an_uncommitted_file_leaves_nothing);
  tcase_add_test(tc, an_older_file_stays_until_the_commit);
  tcase_add_test(tc, a_failed_rename_is_told_and_leaves_nothing);
  tcase_add_test(tc, a_file_that_cannot_be_made_is_told);
  tcase_add_test(tc, a_full_device_is_noticed_at_the_flush);
  tcase_add_test(tc, a_closed_pipe_is_noticed);
  tcase_add_test(tc, a_file_with_a_hole_is_never_committed);
  tcase_add_test(tc, much_output_comes_through_in_order);
  tcase_add_test(tc, a_kept_file_can_be_gone_on_with);
  tcase_add_test(tc, long_texts_come_through_in_order);
  suite_add_tcase(suite, tc);
  return suite;
}
