/* Progress: a line on a terminal that says how far the work is. */
#ifndef SLANT_CLI_PROGRESS_H
#define SLANT_CLI_PROGRESS_H

#include "slant/slant.h"

typedef struct progress {
  bool shown;       /* standard error is a terminal and nobody asked for quiet */
  double start, last; /* seconds */
  uint64_t n;       /* articles so far */
  uint64_t n_bytes; /* of all inputs; 0: not known */
  const slant_reader *reader;
} progress;

/* `reader` and its inputs, for the estimate of the time left; NULL where there is none. */
void progress_start(progress *p, bool quiet, const slant_reader *reader, const char *const *inputs, size_t n_inputs);
/* One more article is done. */
void progress_step(progress *p);
/* A slant_progress: names the stage of a training. `user` is a progress. */
void progress_stage(void *user, const char *stage, uint64_t done, uint64_t total);
/* Clears the line. */
void progress_end(progress *p);

#endif
