/* Fuzzing: what the targets share.
 * In: the bytes of an input. Out: slant's inputs and files of them. */
#define _GNU_SOURCE /* memfd_create */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "text/utf8.h"

void fuzz_fail(const char *condition, const char *file, int line) {
  (void)fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
  abort();
}

unsigned fuzz_take(slant_text *input) {
  if (input->len == 0) return 0;
  unsigned byte = (unsigned char)*input->ptr;
  *input = (slant_text){input->ptr + 1, input->len - 1};
  return byte;
}

bool fuzz_same(slant_text a, slant_text b) { return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0); }

slant_buffer fuzz_repair(slant_text bytes) {
  slant_buffer repaired = {0};
  (void)slant_utf8_repair(bytes, &repaired);
  FUZZ_HOLDS(repaired.missed == 0);
  return repaired;
}

typedef struct given {
  slant_text left;
  size_t step;
} given;

static slant_status give(void *context, char *bytes, size_t cap, size_t *n, slant_error *err) {
  given *g = context;
  (void)err;
  *n = g->left.len < cap ? g->left.len : cap;
  if (g->step > 0 && *n > g->step) *n = g->step;
  if (*n == 0) return SLANT_OK;
  memcpy(bytes, g->left.ptr, *n);
  g->left = (slant_text){g->left.ptr + *n, g->left.len - *n};
  return SLANT_OK;
}

slant_input *fuzz_open(slant_text bytes, size_t step) {
  given *g = malloc(sizeof *g);
  slant_input *input;
  if (g == NULL) abort();
  *g = (given){bytes, step};
  if (slant_input_open_source(&input, (slant_source){give, free, g}, "fuzzed", NULL) != SLANT_OK) abort();
  return input;
}

fuzz_file fuzz_file_new(slant_text bytes) {
  fuzz_file file = {.fd = memfd_create("fuzzed", 0)};
  if (file.fd < 0) abort();
  (void)snprintf(file.path, sizeof file.path, "/proc/self/fd/%d", file.fd);
  for (size_t done = 0; done < bytes.len;) {
    ssize_t n = write(file.fd, bytes.ptr + done, bytes.len - done);
    if (n <= 0) abort();
    done += (size_t)n;
  }
  return file;
}

slant_buffer fuzz_file_read(const fuzz_file *file) {
  slant_buffer bytes = {0};
  for (;;) {
    if (!slant_buffer_reserve(&bytes, 1 << 16)) abort();
    ssize_t n = pread(file->fd, bytes.ptr + bytes.len, 1 << 16, (off_t)bytes.len);
    if (n < 0) abort();
    if (n == 0) return bytes;
    bytes.len += (size_t)n;
  }
}

void fuzz_file_close(fuzz_file *file) { (void)close(file->fd); }
