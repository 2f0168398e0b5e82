/* Threads: a parallel loop over independent tasks. Results must not depend on which thread took which task. */
#ifndef SLANT_BASE_THREADS_H
#define SLANT_BASE_THREADS_H

#include "base/error.h"

/* One task: `index` in [0, n_tasks). A failure is recorded in `err`. */
typedef slant_status (*slant_task)(void *context, size_t index, slant_error *err);

/* Runs all tasks on up to `n_threads` threads (0: as many as there are processors), the calling one among them.
 * After a failure no new task is started; of several failures the one with the lowest index is reported. */
slant_status slant_threads_run(size_t n_threads, size_t n_tasks, slant_task task, void *context, slant_error *err);

/* Processors that this process may use, at least 1. */
size_t slant_threads_available(void);

#endif
