/* Logits of windows, for tests and measurements.
 * In: a model file, a kernel (portable, fast), and on standard input a line for each window: n_title n_ids ids n_spans begin end begin
 * end. Out: a line for each span, its logits with all their bits; on standard error the seconds of processor time that this took. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"
#include "encoder/network.h"

typedef struct numbers {
  uint32_t *items;
  size_t n, cap;
} numbers;

static void fail(const char *what) {
  (void)fprintf(stderr, "logits: %s\n", what);
  exit(EXIT_FAILURE);
}

static numbers read_numbers(void) {
  numbers all = {0};
  slant_error err = {0};
  uint32_t number;
  while (scanf("%" SCNu32, &number) == 1) {
    if (slant_memory_grow(&all.items, &all.cap, all.n + 1, sizeof *all.items, &err) != SLANT_OK) fail(err.text);
    all.items[all.n++] = number;
  }
  return all;
}

/* The next `count` numbers. */
static const uint32_t *next(const numbers *all, size_t *at, size_t count) {
  if (all->n - *at < count) fail("found the end inside a window");
  const uint32_t *items = all->items + *at;
  *at += count;
  return items;
}

/* All windows, new, and how many spans they have; a span is two numbers. */
static slant_encoder_window *cut(const numbers *all, size_t *n_windows, size_t *n_spans) {
  slant_encoder_window *windows = NULL;
  slant_error err = {0};
  size_t cap = 0;
  *n_windows = *n_spans = 0;
  for (size_t at = 0; at < all->n;) {
    if (slant_memory_grow(&windows, &cap, *n_windows + 1, sizeof *windows, &err) != SLANT_OK) fail(err.text);
    slant_encoder_window *w = &windows[(*n_windows)++];
    w->n_title = *next(all, &at, 1);
    w->n_ids = *next(all, &at, 1);
    w->ids = next(all, &at, w->n_ids);
    w->n_spans = *next(all, &at, 1);
    w->spans = (const slant_encoder_span *)(const void *)next(all, &at, 2 * w->n_spans);
    *n_spans += w->n_spans;
  }
  return windows;
}

int main(int argc, char **argv) {
  if (argc != 3) fail("usage: logits MODEL portable|fast");
  const slant_encoder_kernel *kernel = strcmp(argv[2], "portable") == 0 ? slant_encoder_kernel_portable() : slant_encoder_kernel_choose();
  slant_encoder *encoder;
  slant_encoder_scratch *scratch;
  slant_error err = {0};
  clock_t opened = clock();
  if (slant_encoder_open_with(&encoder, argv[1], kernel, &err) != SLANT_OK) fail(err.text);
  opened = clock() - opened;
  if (slant_encoder_scratch_new(&scratch, encoder, &err) != SLANT_OK) fail(err.text);
  numbers all = read_numbers();
  size_t n_windows, n_spans;
  slant_encoder_window *windows = cut(&all, &n_windows, &n_spans);
  float *logits;
  if (slant_memory_new(&logits, n_spans * SLANT_ENCODER_LABELS, sizeof *logits, &err) != SLANT_OK) fail(err.text);
  clock_t start = clock();
  if (slant_encoder_run(encoder, scratch, windows, n_windows, logits, &err) != SLANT_OK) fail(err.text);
  double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  for (size_t i = 0; i < n_spans; i++) {
    const float *l = logits + i * SLANT_ENCODER_LABELS;
    (void)printf("%a %a %a\n", (double)l[0], (double)l[1], (double)l[2]);
  }
  (void)fprintf(stderr, "%s %.4f opened in %.4f\n", kernel->name, seconds, (double)opened / CLOCKS_PER_SEC);
  slant_memory_free(logits);
  slant_memory_free(windows);
  slant_memory_free(all.items);
  slant_encoder_scratch_free(scratch);
  slant_encoder_close(encoder);
  return EXIT_SUCCESS;
}
