/* Progress: count and rate while a batch runs, stages while a model is trained.
 * In: steps. Out: one line on standard error, rewritten in place, and nothing where that is no terminal. */
#include "cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec time;
  (void)clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void progress_start(progress *p, bool quiet, const slant_reader *reader, const char *const *inputs, size_t n_inputs) {
  *p = (progress){.shown = !quiet && isatty(STDERR_FILENO) == 1, .reader = reader};
  p->start = p->last = now();
  if (p->shown && reader != NULL) p->n_bytes = slant_inputs_size(inputs, n_inputs);
}

/* Seconds left, if the rest is like what was read; below 0: not known. */
static double time_left(const progress *p, double elapsed) {
  double done = p->reader == NULL ? 0 : (double)slant_reader_get_counts(p->reader).bytes, all = (double)p->n_bytes;
  return done > 0 && all >= done ? elapsed * (all - done) / done : -1;
}

void progress_step(progress *p) {
  p->n++;
  if (!p->shown) return;
  double time = now(), elapsed = time - p->start;
  if (time - p->last < 0.2) return;
  p->last = time;
  fprintf(stderr, "\r\033[K%llu articles, %.0f a second", (unsigned long long)p->n, (double)p->n / elapsed);
  double left = time_left(p, elapsed);
  if (left >= 0) fprintf(stderr, ", %d:%02d left", (int)left / 60, (int)left % 60);
}

void progress_stage(void *user, const char *stage, uint64_t done, uint64_t total) {
  progress *p = user;
  if (!p->shown) return;
  if (total > 0) {
    fprintf(stderr, "\r\033[K%s (%llu of %llu)", stage, (unsigned long long)(done + 1), (unsigned long long)total);
  } else {
    fprintf(stderr, "\r\033[K%s", stage);
  }
}

void progress_end(progress *p) {
  if (p->shown) fprintf(stderr, "\r\033[K");
}
