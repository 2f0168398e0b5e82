/* Fuzzing: what the targets share. Each target is a file of its own with LLVMFuzzerTestOneInput, which libFuzzer or replay.c calls with an
 * input. A property that does not hold ends the process, as a sanitizer's finding does: so whoever runs the target keeps the input. */
#ifndef SLANT_TESTS_FUZZ_H
#define SLANT_TESTS_FUZZ_H

#include "base/buffer.h"
#include "base/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len); /* the name that libFuzzer calls */

#define FUZZ_HOLDS(condition) ((condition) ? (void)0 : fuzz_fail(#condition, __FILE__, __LINE__))
void fuzz_fail(const char *condition, const char *file, int line);

/* An input is text for most targets, with a byte or two before it that choose among ways to read it. Takes that byte; 0 where there is none. */
unsigned fuzz_take(slant_text *input);

bool fuzz_same(slant_text a, slant_text b);

/* The bytes as UTF-8, repaired. New: freed with slant_buffer_free. */
slant_buffer fuzz_repair(slant_text bytes);

/* An input of `bytes`, which are borrowed, that gives out at most `step` at a time (0: all). */
slant_input *fuzz_open(slant_text bytes, size_t step);

/* A file without a name that holds the bytes. Its path is borrowed until the file is closed. */
typedef struct fuzz_file {
  int fd;
  char path[40];
} fuzz_file;
fuzz_file fuzz_file_new(slant_text bytes);
/* All that it holds. New. */
slant_buffer fuzz_file_read(const fuzz_file *file);
void fuzz_file_close(fuzz_file *file);

#endif
