/* Training: what its steps share, and its end.
 * In: a training in any state. Out: small answers about it. */
#include "model/training.h"

#include "base/memory.h"

enum { ENOUGH_ROWS = 1500 };

bool slant_training_is_small(const slant_training *t) { return t->n_labelled < ENOUGH_ROWS; }

const slant_judge *slant_training_base_judge(const slant_training *t, slant_decided decided) {
  const slant_model *base = t->options.base;
  return base != NULL && slant_training_is_small(t) && base->judges[decided].n_features > 0 ? &base->judges[decided] : NULL;
}

size_t slant_training_n_judges(const slant_training *t) { return t->readings == NULL ? 1 : SLANT_N_JUDGES; }

size_t slant_training_n_efforts(const slant_training *t) { return t->readings == NULL ? 1 : SLANT_N_EFFORTS; }

const slant_judge_training *slant_training_judge_of(const slant_training *t, slant_effort effort, size_t r) {
  bool read = effort == SLANT_EFFORT_BEST || (effort == SLANT_EFFORT_BALANCED && slant_training_lead(t, r) < t->effort.open_below);
  return &t->judges[read ? SLANT_BY_ENCODER : SLANT_BY_TABLE];
}

static void clear_judge(slant_judge_training *j) {
  for (size_t m = 0; m < SLANT_MOST_LABELS; m++) slant_machine_clear(&j->machines[m]);
  void *parts[] = {j->features, j->mean, j->feature_scale, j->margins, j->probabilities, j->given};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) slant_memory_free(parts[i]);
}

void slant_training_progress(const slant_training *t, const char *stage, uint64_t done, uint64_t total) {
  if (t->options.progress != NULL) t->options.progress(t->options.user, stage, done, total);
}

slant_status slant_training_check_stop(const slant_training *t, slant_error *err) {
  if (t->options.should_stop == NULL || !t->options.should_stop(t->options.stop_user)) return SLANT_OK;
  return slant_error_set(err, SLANT_E_STOPPED, "interrupted");
}

/* Tasks that look before they begin. */
typedef struct watched {
  const slant_training *t;
  slant_task task;
  void *context;
} watched;

static slant_status run_watched(void *context, size_t index, slant_error *err) {
  const watched *w = context;
  slant_status status = slant_training_check_stop(w->t, err);
  return status == SLANT_OK ? w->task(w->context, index, err) : status;
}

slant_status slant_training_run(const slant_training *t, size_t n_tasks, slant_task task, void *context, slant_error *err) {
  watched w = {t, task, context};
  return slant_threads_run(t->options.n_threads, n_tasks, run_watched, &w, err);
}

signed char slant_training_sign(int label, size_t m) { return label == (int)m ? 1 : -1; }

int slant_training_argmax(const slant_training *t, const double *margins) {
  if (t->labels.n == 2) return margins[0] >= 0 ? 0 : 1;
  size_t best = 0;
  for (size_t m = 1; m < t->n_margins; m++) {
    if (margins[m] > margins[best]) best = m;
  }
  return (int)best;
}

const slant_word *slant_training_words(const slant_training *t, size_t r, size_t *n_words) {
  if (r < t->n_rows) return slant_article_words(t->dataset.articles[t->rows[r].article], t->rows[r].paragraph, n_words);
  const slant_auxiliary_row *row = &t->auxiliary_rows[r - t->n_rows - t->dataset.n_articles];
  return slant_article_words(row->article, row->paragraph, n_words);
}

void slant_training_free(slant_training *t) {
  if (t == NULL) return;
  slant_dataset_clear(&t->dataset);
  for (size_t i = 0; t->auxiliary != NULL && i < t->options.n_auxiliary; i++) slant_dataset_clear(&t->auxiliary[i].dataset);
  slant_vocabulary_free(&t->vocabulary);
  slant_priors_free(&t->priors);
  slant_vectors_free(&t->vectors);
  for (size_t i = 0; i < SLANT_N_JUDGES; i++) clear_judge(&t->judges[i]);
  for (size_t i = 0; i < SLANT_N_EFFORTS; i++) slant_memory_free(t->figures[i].scored);
  void *parts[] = {t->rows,    t->first_row, t->group_of,  t->fold_of,        t->title_words, t->base_margins, t->text_margins,
                   t->weights, t->auxiliary, t->auxiliary_rows, t->marks,  t->readings,     t->encoder_of};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) slant_memory_free(parts[i]);
  slant_target_training_clear(&t->target);
  slant_added_clear(&t->added);
  slant_readings_clear(&t->cross_fit);
  slant_arena_clear(&t->arena);
  slant_memory_free(t);
}
