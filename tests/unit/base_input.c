/* Input: lines, looking ahead, the rest, other sources than files, and what cannot be read. */
#include "base/input.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "suites.h"
#include "support/support.h"

enum { CAP = 1 << 20 };

static slant_input *open_bytes(const char *name, slant_text bytes) {
  slant_input *input;
  slant_error err = {0};
  ck_assert_ok(slant_input_open(&input, file_write(name, bytes), &err), err);
  return input;
}

static void assert_line(slant_input *input, size_t cap, slant_text expected, uint64_t number) {
  slant_text line;
  bool too_long;
  slant_error err = {0};
  ck_assert_ok(slant_input_line(input, cap, &line, &too_long, &err), err);
  ck_assert(!too_long);
  ck_assert_text_eq(line, expected);
  ck_assert_uint_eq(slant_input_line_number(input), number);
}

static void assert_too_long(slant_input *input, size_t cap, uint64_t number) {
  slant_text line;
  bool too_long;
  slant_error err = {0};
  ck_assert_ok(slant_input_line(input, cap, &line, &too_long, &err), err);
  ck_assert(too_long);
  ck_assert_uint_eq(line.len, 0);
  ck_assert_uint_eq(slant_input_line_number(input), number);
}

START_TEST(lines_keep_their_ends_and_are_counted) {
  slant_input *input = open_bytes("lines", BYTES("one\n\ntwo\r\nthr\0ee\n"));
  ck_assert_uint_eq(slant_input_line_number(input), 0);
  assert_line(input, CAP, BYTES("one\n"), 1);
  assert_line(input, CAP, BYTES("\n"), 2);
  assert_line(input, CAP, BYTES("two\r\n"), 3);
  assert_line(input, CAP, BYTES("thr\0ee\n"), 4);
  assert_line(input, CAP, BYTES(""), 4);
  assert_line(input, CAP, BYTES(""), 4);
  slant_input_close(input);
}
END_TEST

START_TEST(the_last_line_needs_no_end) {
  slant_input *input = open_bytes("unended", BYTES("one\ntwo"));
  assert_line(input, CAP, BYTES("one\n"), 1);
  assert_line(input, CAP, BYTES("two"), 2);
  assert_line(input, CAP, BYTES(""), 2);
  slant_input_close(input);
}
END_TEST

START_TEST(an_empty_file_has_no_line) {
  slant_input *input = open_bytes("empty", BYTES(""));
  assert_line(input, CAP, BYTES(""), 0);
  slant_input_close(input);
}
END_TEST

START_TEST(a_line_over_the_cap_is_passed_over) {
  slant_input *input = open_bytes("cap", BYTES("1234\n12345\n1234\n123456"));
  assert_line(input, 5, BYTES("1234\n"), 1);
  assert_too_long(input, 5, 2);
  assert_line(input, 5, BYTES("1234\n"), 3);
  assert_too_long(input, 5, 4);
  assert_line(input, 5, BYTES(""), 4);
  slant_input_close(input);
}
END_TEST

START_TEST(lines_longer_than_a_chunk_are_whole) {
  enum { LEN = 200000 };
  char *bytes = malloc(2 * LEN + 3);
  ck_assert_ptr_nonnull(bytes);
  memset(bytes, 'a', LEN);
  bytes[LEN] = '\n';
  memset(bytes + LEN + 1, 'b', LEN);
  memcpy(bytes + 2 * LEN + 1, "\nc", 2);
  slant_input *input = open_bytes("long", (slant_text){bytes, 2 * LEN + 3});
  assert_line(input, CAP, (slant_text){bytes, LEN + 1}, 1);
  assert_too_long(input, LEN, 2);
  assert_line(input, CAP, BYTES("c"), 3);
  slant_input_close(input);
  free(bytes);
}
END_TEST

START_TEST(a_long_line_is_given_back_and_the_next_ones_are_not) {
  enum { LEN = 500000 };
  char *bytes = malloc(LEN + 7);
  ck_assert_ptr_nonnull(bytes);
  memset(bytes, 'a', LEN);
  memcpy(bytes + LEN, "\nb\nccc\n", 7);
  slant_input *input = open_bytes("given-back", (slant_text){bytes, LEN + 7});
  slant_input_shrink(input);
  assert_line(input, CAP, (slant_text){bytes, LEN + 1}, 1);
  slant_input_shrink(input);
  assert_line(input, CAP, BYTES("b\n"), 2);
  slant_input_shrink(input);
  assert_line(input, CAP, BYTES("ccc\n"), 3);
  assert_line(input, CAP, BYTES(""), 3);
  slant_input_close(input);
  free(bytes);
}
END_TEST

START_TEST(peeking_consumes_nothing) {
  slant_input *input = open_bytes("peek", BYTES("one\ntwo\n"));
  slant_text bytes;
  slant_error err = {0};
  ck_assert_ok(slant_input_peek(input, 5, &bytes, &err), err);
  ck_assert_text_eq(bytes, BYTES("one\nt"));
  assert_line(input, CAP, BYTES("one\n"), 1);
  ck_assert_ok(slant_input_peek(input, 100, &bytes, &err), err);
  ck_assert_text_eq(bytes, BYTES("two\n"));
  assert_line(input, CAP, BYTES("two\n"), 2);
  ck_assert_ok(slant_input_peek(input, 1, &bytes, &err), err);
  ck_assert_uint_eq(bytes.len, 0);
  slant_input_close(input);
}
END_TEST

START_TEST(the_rest_is_all_that_is_left) {
  slant_input *input = open_bytes("rest", BYTES("one\ntwo\nthree"));
  slant_buffer buffer = {0};
  slant_error err = {0};
  assert_line(input, CAP, BYTES("one\n"), 1);
  slant_buffer_put_string(&buffer, "> ");
  ck_assert_ok(slant_input_rest(input, &buffer, &err), err);
  ck_assert_text_eq(slant_buffer_get(&buffer), BYTES("> two\nthree"));
  assert_line(input, CAP, BYTES(""), 1);
  slant_buffer_free(&buffer);
  slant_input_close(input);
}
END_TEST

START_TEST(a_rest_over_the_cap_is_refused) {
  slant_buffer buffer = {.max = 8};
  slant_error err = {0};
  slant_input *input = open_bytes("fits", BYTES("12345678"));
  ck_assert_ok(slant_input_rest(input, &buffer, &err), err);
  ck_assert_uint_eq(buffer.len, 8);
  slant_input_close(input);
  slant_buffer_clear(&buffer);
  input = open_bytes("over", BYTES("123456789"));
  ck_assert_int_eq(slant_input_rest(input, &buffer, &err), SLANT_E_DATA);
  ck_assert_says(err, "8 bytes");
  ck_assert_str_eq(err.source, slant_input_path(input));
  slant_buffer_free(&buffer);
  slant_input_close(input);
}
END_TEST

START_TEST(what_cannot_be_opened_or_read_is_told) {
  slant_input *input;
  slant_error err = {0};
  ck_assert_int_eq(slant_input_open(&input, file_path("missing"), &err), SLANT_E_IO);
  ck_assert_ptr_null(input);
  ck_assert_says(err, "cannot open");
  slant_error_clear(&err);
  ck_assert_ok(slant_input_open(&input, file_path("."), &err), err);
  slant_text line;
  bool too_long;
  ck_assert_int_eq(slant_input_line(input, CAP, &line, &too_long, &err), SLANT_E_IO);
  ck_assert_says(err, "cannot read");
  slant_input_close(input);
  slant_input_close(NULL);
}
END_TEST

START_TEST(a_hyphen_is_standard_input) {
  int kept = dup(STDIN_FILENO), fd = open(file_write("stdin", BYTES("from\nit")), O_RDONLY);
  ck_assert_int_ge(fd, 0);
  ck_assert_int_ge(dup2(fd, STDIN_FILENO), 0);
  slant_input *input;
  slant_error err = {0};
  ck_assert_ok(slant_input_open(&input, "-", &err), err);
  ck_assert_str_eq(slant_input_path(input), "-");
  assert_line(input, CAP, BYTES("from\n"), 1);
  assert_line(input, CAP, BYTES("it"), 2);
  slant_input_close(input);
  ck_assert_int_ge(fcntl(STDIN_FILENO, F_GETFD), 0); /* still the caller's */
  if (kept >= 0) (void)dup2(kept, STDIN_FILENO);
  (void)close(kept);
  (void)close(fd);
}
END_TEST

/* A source of some bytes, a few at a time. */
typedef struct trickle {
  slant_text bytes;
  size_t given, n_reads;
  bool fails; /* at the end */
  int n_closed;
} trickle;

static slant_status read_trickle(void *context, char *bytes, size_t cap, size_t *n, slant_error *err) {
  trickle *t = context;
  t->n_reads++;
  size_t left = t->bytes.len - t->given;
  *n = left < 3 ? left : 3;
  if (*n > cap) *n = cap;
  if (*n == 0 && t->fails) return slant_error_at(err, SLANT_E_DATA, "trickle", 0, "the source is dry");
  if (*n > 0) memcpy(bytes, t->bytes.ptr + t->given, *n);
  t->given += *n;
  return SLANT_OK;
}

static void close_trickle(void *context) { ((trickle *)context)->n_closed++; }

static slant_input *open_trickle(trickle *t) {
  slant_input *input;
  slant_error err = {0};
  ck_assert_ok(slant_input_open_source(&input, (slant_source){read_trickle, close_trickle, t}, "inside", &err), err);
  ck_assert_str_eq(slant_input_path(input), "inside");
  return input;
}

START_TEST(a_source_is_read_like_a_file_and_closed) {
  trickle t = {.bytes = BYTES("one\ntwo\nthree and four")};
  slant_input *input = open_trickle(&t);
  slant_text head;
  slant_error err = {0};
  ck_assert_ok(slant_input_peek(input, 5, &head, &err), err);
  ck_assert_text_eq(head, BYTES("one\nt"));
  assert_line(input, CAP, BYTES("one\n"), 1);
  assert_line(input, CAP, BYTES("two\n"), 2);
  slant_buffer rest = {0};
  char bytes[5];
  size_t n;
  ck_assert_ok(slant_input_read(input, bytes, sizeof bytes, &n, &err), err);
  ck_assert(n > 0 && n <= sizeof bytes);
  slant_buffer_put_bytes(&rest, bytes, n);
  ck_assert_ok(slant_input_rest(input, &rest, &err), err);
  ck_assert_text_eq(slant_buffer_get(&rest), BYTES("three and four"));
  ck_assert_ok(slant_input_read(input, bytes, sizeof bytes, &n, &err), err);
  ck_assert_uint_eq(n, 0);
  ck_assert_int_eq(t.n_closed, 0);
  slant_input_close(input);
  ck_assert_int_eq(t.n_closed, 1);
  slant_buffer_free(&rest);
}
END_TEST

START_TEST(a_source_without_close_is_the_callers) {
  trickle t = {.bytes = BYTES("one")};
  slant_input *input;
  ck_assert_int_eq(slant_input_open_source(&input, (slant_source){read_trickle, NULL, &t}, "inside", NULL), SLANT_OK);
  assert_line(input, CAP, BYTES("one"), 1);
  slant_input_close(input);
}
END_TEST

START_TEST(a_source_that_failed_is_asked_no_more_and_its_last_line_is_not_given) {
  trickle t = {.bytes = BYTES("one\nhalf a li"), .fails = true};
  slant_input *input = open_trickle(&t);
  assert_line(input, CAP, BYTES("one\n"), 1);
  slant_text line;
  bool too_long;
  slant_error err = {0};
  ck_assert_int_eq(slant_input_line(input, CAP, &line, &too_long, &err), SLANT_E_DATA);
  ck_assert_says(err, "the source is dry");
  size_t n_reads = t.n_reads, n = 1;
  assert_line(input, CAP, BYTES(""), 1);
  char byte;
  ck_assert_int_eq(slant_input_read(input, &byte, 1, &n, NULL), SLANT_OK);
  ck_assert_uint_eq(n, 0);
  ck_assert_uint_eq(t.n_reads, n_reads);
  slant_input_close(input);
  ck_assert_int_eq(t.n_closed, 1);
}
END_TEST

START_TEST(bytes_are_counted_as_they_are_read) {
  uint64_t n_bytes = 4;
  slant_input *input = open_bytes("counted", BYTES("one\ntwo\n"));
  slant_input_count(input, &n_bytes);
  ck_assert_uint_eq(n_bytes, 4);
  assert_line(input, CAP, BYTES("one\n"), 1);
  assert_line(input, CAP, BYTES("two\n"), 2);
  assert_line(input, CAP, BYTES(""), 2);
  ck_assert_uint_eq(n_bytes, 12);
  slant_input_close(input);
  trickle t = {.bytes = BYTES("seven b")};
  char bytes[16];
  size_t n = 1;
  input = open_trickle(&t);
  slant_input_count(input, &n_bytes);
  while (n > 0) ck_assert_int_eq(slant_input_read(input, bytes, sizeof bytes, &n, NULL), SLANT_OK);
  ck_assert_uint_eq(n_bytes, 19);
  slant_input_close(input);
}
END_TEST

START_TEST(a_line_that_is_not_there_is_waited_for) {
  int ends[2];
  char path[32];
  slant_input *input;
  slant_error err = {0};
  ck_assert_int_eq(pipe(ends), 0);
  (void)snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
  ck_assert_ok(slant_input_open(&input, path, &err), err);
  ck_assert(slant_input_line_waits(input, CAP));
  ck_assert_int_eq(write(ends[1], "one", 3), 3);
  ck_assert(slant_input_line_waits(input, CAP)); /* a part of it */
  ck_assert_int_eq(write(ends[1], "\n \r\n\n", 5), 5);
  ck_assert(!slant_input_line_waits(input, CAP));
  assert_line(input, CAP, BYTES("one\n"), 1);
  ck_assert(slant_input_line_waits(input, CAP)); /* blank lines are none */
  ck_assert_int_eq(write(ends[1], "a long one", 10), 10);
  ck_assert(!slant_input_line_waits(input, 8)); /* which need not be kept */
  assert_line(input, CAP, BYTES(" \r\n"), 2);
  assert_line(input, CAP, BYTES("\n"), 3);
  ck_assert(slant_input_line_waits(input, CAP));
  ck_assert_int_eq(close(ends[1]), 0);
  ck_assert(!slant_input_line_waits(input, CAP)); /* no more will come */
  assert_line(input, CAP, BYTES("a long one"), 4);
  ck_assert(!slant_input_line_waits(input, CAP));
  slant_input_close(input);
  ck_assert_int_eq(close(ends[0]), 0);
}
END_TEST

START_TEST(what_fails_before_a_line_is_asked_for_is_told_with_it) {
  slant_input *input;
  slant_text line;
  bool too_long;
  slant_error err = {0};
  ck_assert_ok(slant_input_open(&input, "/proc/self", &err), err); /* a folder can be opened, not read */
  ck_assert(!slant_input_line_waits(input, CAP));
  ck_assert_int_eq(slant_input_line(input, CAP, &line, &too_long, &err), SLANT_E_IO);
  ck_assert_says(err, "cannot read");
  ck_assert_uint_eq(line.len, 0);
  assert_line(input, CAP, BYTES(""), 0);
  slant_input_close(input);
}
END_TEST

Suite *base_input_suite(void) {
  Suite *suite = suite_create("base_input");
  TCase *tc = tcase_create("input");
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, lines_keep_their_ends_and_are_counted);
  tcase_add_test(tc, the_last_line_needs_no_end);
  tcase_add_test(tc, an_empty_file_has_no_line);
  tcase_add_test(tc, a_line_over_the_cap_is_passed_over);
  tcase_add_test(tc, lines_longer_than_a_chunk_are_whole);
  tcase_add_test(tc, a_long_line_is_given_back_and_the_next_ones_are_not);
  tcase_add_test(tc, peeking_consumes_nothing);
  tcase_add_test(tc, the_rest_is_all_that_is_left);
  tcase_add_test(tc, a_rest_over_the_cap_is_refused);
  tcase_add_test(tc, what_cannot_be_opened_or_read_is_told);
  tcase_add_test(tc, a_hyphen_is_standard_input);
  tcase_add_test(tc, a_source_is_read_like_a_file_and_closed);
  tcase_add_test(tc, a_source_without_close_is_the_callers);
  tcase_add_test(tc, a_source_that_failed_is_asked_no_more_and_its_last_line_is_not_given);
  tcase_add_test(tc, bytes_are_counted_as_they_are_read);
  tcase_add_test(tc, a_line_that_is_not_there_is_waited_for);
  tcase_add_test(tc, what_fails_before_a_line_is_asked_for_is_told_with_it);
  suite_add_tcase(suite, tc);
  return suite;
}
