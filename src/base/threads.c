/* Threads: a parallel loop.
 * In: a number of independent tasks. Out: all done, or the first failure by index. */
#define _GNU_SOURCE
#include "base/threads.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>

#include "base/memory.h"

enum { MOST_THREADS = 256 };

typedef struct loop {
  slant_task task;
  void *context;
  size_t n_tasks;
  atomic_size_t next;
  atomic_bool failed;
  pthread_mutex_t lock; /* guards the two below */
  size_t failed_index;
  slant_error error;
} loop;

static void note_failure(loop *l, size_t index, const slant_error *error) {
  pthread_mutex_lock(&l->lock);
  if (l->error.status == SLANT_OK || index < l->failed_index) {
    l->failed_index = index;
    l->error = *error;
  }
  pthread_mutex_unlock(&l->lock);
  atomic_store(&l->failed, true);
}

static void *work(void *argument) {
  loop *l = argument;
  while (!atomic_load(&l->failed)) {
    size_t index = atomic_fetch_add(&l->next, 1);
    if (index >= l->n_tasks) break;
    slant_error error = {0};
    slant_status status = l->task(l->context, index, &error);
    if (status == SLANT_OK) continue;
    if (error.status == SLANT_OK) (void)slant_error_set(&error, status, "a task failed without saying why");
    note_failure(l, index, &error);
  }
  return NULL;
}

size_t slant_threads_available(void) {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  int n = CPU_COUNT(&set);
  return n < 1 ? 1 : (size_t)n;
}

slant_status slant_threads_run(size_t n_threads, size_t n_tasks, slant_task task, void *context, slant_error *err) {
  if (n_threads == 0) n_threads = slant_threads_available();
  if (n_threads > n_tasks) n_threads = n_tasks;
  if (n_threads > MOST_THREADS) n_threads = MOST_THREADS;
  loop l = {.task = task, .context = context, .n_tasks = n_tasks, .lock = PTHREAD_MUTEX_INITIALIZER};
  pthread_t threads[MOST_THREADS];
  size_t n_started = 0;
  /* a thread that cannot be started is no failure: the calling one does its share */
  while (n_started + 1 < n_threads && pthread_create(&threads[n_started], NULL, work, &l) == 0) n_started++;
  (void)work(&l);
  for (size_t i = 0; i < n_started; i++) pthread_join(threads[i], NULL);
  pthread_mutex_destroy(&l.lock);
  return slant_error_copy(err, &l.error);
}
