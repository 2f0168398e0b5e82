/* Pipeline: a stream through slots. Each slot is filled in order, worked on by any thread, and finished in order; then it is filled again.
 * Threads leave no trace: filling and finishing are the calling thread's alone. */
#ifndef SLANT_BASE_PIPELINE_H
#define SLANT_BASE_PIPELINE_H

#include "base/error.h"

typedef enum slant_filling {
  SLANT_FILLED,
  SLANT_FULL, /* not before another slot is finished; only while one is under way */
  SLANT_AT_END,
} slant_filling;

typedef struct slant_pipeline {
  void *context;
  size_t n_slots; /* 1 or more */
  slant_filling (*fill)(void *context, size_t slot);
  void (*work)(void *context, size_t slot);
  /* The first one that fails ends it all. */
  slant_status (*finish)(void *context, size_t slot, slant_error *err);
} slant_pipeline;

/* Runs until `fill` is at its end and all slots are finished, on up to `n_threads` threads (0: as many as there are processors),
 * the calling one among them. */
slant_status slant_pipeline_run(const slant_pipeline *pipeline, size_t n_threads, slant_error *err);

#endif
