/* Pipeline: one queue of slots in a ring.
 * In: what to do with a slot. Out: all of it done, or the first failure. The calling thread keeps slots filled for the others,
 * finishes what is ready, and works like them when neither is called for. */
#include "base/pipeline.h"

#include <pthread.h>

#include "base/memory.h"
#include "base/threads.h"

enum { MOST_HELPERS = 255 };

/* Slots are counted from the start of the run: slot number s lies at s % n_slots, and finished <= claimed <= filled. */
typedef struct state {
  const slant_pipeline *pipeline;
  size_t n_helpers;
  bool at_end; /* looked at by the calling thread alone */
  pthread_mutex_t lock; /* guards what follows */
  pthread_cond_t filled_one, done_one;
  size_t filled, claimed, finished;
  bool *done; /* n_slots: worked on and not finished */
  bool over;
} state;

static void work_on(state *s, size_t number) {
  size_t slot = number % s->pipeline->n_slots;
  s->pipeline->work(s->pipeline->context, slot);
  pthread_mutex_lock(&s->lock);
  s->done[slot] = true;
  if (number == s->finished) pthread_cond_signal(&s->done_one);
  pthread_mutex_unlock(&s->lock);
}

static void *help(void *argument) {
  state *s = argument;
  for (;;) {
    pthread_mutex_lock(&s->lock);
    while (s->claimed == s->filled && !s->over) pthread_cond_wait(&s->filled_one, &s->lock);
    bool over = s->over;
    size_t number = s->claimed;
    if (!over) s->claimed++;
    pthread_mutex_unlock(&s->lock);
    if (over) return NULL;
    work_on(s, number);
  }
}

enum action { FILL, FINISH, WORK, WAIT, END };

/* What the calling thread does next; a slot to work on is claimed. Called with the lock held. */
static enum action choose(state *s, bool full) {
  size_t under_way = s->filled - s->finished, waiting = s->filled - s->claimed;
  bool can_fill = !s->at_end && !full && under_way < s->pipeline->n_slots;
  bool can_finish = under_way > 0 && s->done[s->finished % s->pipeline->n_slots];
  if (can_fill && waiting < s->n_helpers) return FILL; /* nobody shall be idle */
  if (can_finish) return FINISH;
  if (can_fill) return FILL;
  if (waiting > 0) return WORK;
  return under_way > 0 ? WAIT : END;
}

static void fill(state *s, bool *full) {
  slant_filling filling = s->pipeline->fill(s->pipeline->context, s->filled % s->pipeline->n_slots);
  if (filling == SLANT_AT_END) s->at_end = true;
  *full = filling == SLANT_FULL;
  if (filling != SLANT_FILLED) return;
  pthread_mutex_lock(&s->lock);
  s->filled++;
  pthread_cond_signal(&s->filled_one);
  pthread_mutex_unlock(&s->lock);
}

static slant_status finish(state *s, slant_error *err) {
  size_t slot = s->finished % s->pipeline->n_slots;
  slant_status status = s->pipeline->finish(s->pipeline->context, slot, err);
  pthread_mutex_lock(&s->lock);
  s->done[slot] = false;
  s->finished++;
  pthread_mutex_unlock(&s->lock);
  return status;
}

static slant_status run(state *s, slant_error *err) {
  slant_status status = SLANT_OK;
  bool full = false;
  while (status == SLANT_OK) {
    pthread_mutex_lock(&s->lock);
    enum action action = choose(s, full);
    size_t number = s->claimed;
    if (action == WORK) s->claimed++;
    while (action == WAIT && !s->done[s->finished % s->pipeline->n_slots]) pthread_cond_wait(&s->done_one, &s->lock);
    pthread_mutex_unlock(&s->lock);
    if (action == END) break;
    if (action == FILL) fill(s, &full);
    if (action == WORK) work_on(s, number);
    if (action == FINISH) {
      status = finish(s, err);
      full = false;
    }
  }
  return status;
}

slant_status slant_pipeline_run(const slant_pipeline *pipeline, size_t n_threads, slant_error *err) {
  state s = {.pipeline = pipeline,
             .lock = PTHREAD_MUTEX_INITIALIZER,
             .filled_one = PTHREAD_COND_INITIALIZER,
             .done_one = PTHREAD_COND_INITIALIZER};
  pthread_t helpers[MOST_HELPERS];
  slant_status status = slant_memory_new(&s.done, pipeline->n_slots, sizeof *s.done, err);
  if (status != SLANT_OK) return status;
  if (n_threads == 0) n_threads = slant_threads_available();
  if (n_threads > MOST_HELPERS) n_threads = MOST_HELPERS;
  /* a thread that cannot be started is no failure: the calling one does its share */
  while (s.n_helpers + 1 < n_threads && pthread_create(&helpers[s.n_helpers], NULL, help, &s) == 0) s.n_helpers++;
  status = run(&s, err);
  pthread_mutex_lock(&s.lock);
  s.over = true;
  pthread_cond_broadcast(&s.filled_one);
  pthread_mutex_unlock(&s.lock);
  for (size_t i = 0; i < s.n_helpers; i++) pthread_join(helpers[i], NULL);
  pthread_cond_destroy(&s.done_one);
  pthread_cond_destroy(&s.filled_one);
  pthread_mutex_destroy(&s.lock);
  slant_memory_free(s.done);
  return status;
}
