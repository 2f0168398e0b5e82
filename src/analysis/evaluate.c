/* Evaluate: classify labelled articles and compare.
 * In: a model and labelled data. Out: confusion, F1 with an interval over articles, calibration. Articles that the model was
 * trained on are counted, since they flatter it. */
#include <string.h>

#include "analysis/evaluation.h"
#include "analysis/result.h"
#include "article/dataset.h"
#include "base/memory.h"
#include "base/threads.h"
#include "model/score.h"

typedef struct work {
  const slant_model *model;
  const slant_evaluate_options *options;
  slant_dataset dataset;
  slant_result **results; /* n_articles */
} work;

static slant_status classify_one(void *context, size_t index, slant_error *err) {
  work *w = context;
  return slant_classify(&w->results[index], w->model, w->dataset.articles[index], &w->options->classify, err);
}

static slant_status enter_row(slant_evaluation *e, const slant_row *row, size_t group, slant_error *err) {
  const slant_paragraph *p = row->paragraph;
  if (p->label.len == 0 || !(p->weight > 0)) return SLANT_OK;
  e->n_labelled++;
  int truth = slant_labels_find(&e->labels, p->label);
  if (truth < 0) {
    e->n_unknown++;
    return SLANT_OK;
  }
  if (row->label < 0) {
    if ((row->flags & SLANT_EMPTY) != 0) e->n_empty++;
    else e->n_furniture++;
    return SLANT_OK;
  }
  slant_status status = slant_memory_grow(&e->rows, &e->cap_rows, e->n_rows + 1, sizeof *e->rows, err);
  if (status != SLANT_OK) return status;
  e->rows[e->n_rows++] = (slant_scored_row){group, truth, row->label, row->confidence, p->weight};
  e->n_read += row->decided == SLANT_BY_ENCODER;
  slant_confusion_add(&e->confusion, truth, row->label, p->weight);
  return SLANT_OK;
}

static slant_status collect(slant_evaluation *e, const work *w, slant_error *err) {
  for (size_t a = 0; a < w->dataset.n_articles; a++) {
    const slant_article *article = w->dataset.articles[a];
    size_t before = e->n_labelled;
    for (size_t i = 0; i < article->n_paragraphs; i++) {
      slant_status status = enter_row(e, slant_result_row(w->results[a], i), a, err);
      if (status != SLANT_OK) return status;
    }
    if (e->n_labelled == before) continue;
    uint64_t key = slant_model_article_key(article->words, article->word_starts[article->n_paragraphs]);
    e->n_articles++;
    e->n_seen += slant_model_saw_article(w->model, key);
  }
  if (e->n_labelled == 0) return slant_error_set(err, SLANT_E_DATA, "found no labelled paragraph, expected a label column or key");
  if (e->n_rows == 0) {
    slant_buffer names = {.max = 400};
    slant_labels_join(&e->labels, &names);
    slant_status status = slant_error_set(err, SLANT_E_DATA,
                                          "found none of the model's labels in the data, expected %.*s", (int)names.len, names.ptr);
    slant_buffer_free(&names);
    return status;
  }
  return SLANT_OK;
}

static slant_status measure(slant_evaluation *e, const work *w, slant_error *err) {
  slant_metrics_calibration(&e->curve, e->rows, e->n_rows);
  e->effort = w->options->classify.effort;
  e->min_precision = w->options->classify.min_precision;
  e->uncertain_below = slant_classify_level(w->model, &w->options->classify);
  for (size_t i = 0; i < e->n_rows; i++) {
    const slant_scored_row *row = &e->rows[i];
    e->scored += row->weight;
    if (row->confidence < e->uncertain_below) continue;
    e->certain += row->weight;
    if (row->truth == row->given) e->certain_right += row->weight;
  }
  return slant_metrics_macro_f1_interval(&e->interval, e->rows, e->n_rows, w->dataset.n_articles, e->labels.n, 1, err);
}

static slant_status copy_labels(slant_evaluation *e, const slant_model *model, slant_error *err) {
  e->labels.supportive = e->labels.critical = -1;
  for (size_t k = 0; k < model->labels.n; k++) {
    slant_text name = {model->labels.names[k], strlen(model->labels.names[k])};
    slant_status status = slant_labels_add(&e->labels, name, &e->arena, err);
    if (status != SLANT_OK) return status;
  }
  e->confusion.n_labels = e->labels.n;
  return SLANT_OK;
}

slant_status slant_evaluate(slant_evaluation **out, const slant_model *model, const char *const *inputs, size_t n_inputs,
                            const slant_evaluate_options *options, slant_error *err) {
  static const slant_evaluate_options defaults;
  work w = {.model = model, .options = options == NULL ? &defaults : options};
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  status = copy_labels(*out, model, err);
  if (status == SLANT_OK) status = slant_dataset_load(&w.dataset, inputs, n_inputs, &w.options->reader, err);
  if (status == SLANT_OK) status = slant_memory_new(&w.results, w.dataset.n_articles, sizeof *w.results, err);
  if (status == SLANT_OK) status = slant_threads_run(w.options->n_threads, w.dataset.n_articles, classify_one, &w, err);
  if (status == SLANT_OK) status = collect(*out, &w, err);
  if (status == SLANT_OK) status = measure(*out, &w, err);
  for (size_t a = 0; w.results != NULL && a < w.dataset.n_articles; a++) slant_result_free(w.results[a]);
  slant_memory_free(w.results);
  slant_dataset_clear(&w.dataset);
  if (status != SLANT_OK) {
    slant_evaluation_free(*out);
    *out = NULL;
  }
  return status;
}

double slant_evaluation_macro_f1(const slant_evaluation *evaluation) { return slant_confusion_macro_f1(&evaluation->confusion); }

void slant_evaluation_free(slant_evaluation *evaluation) {
  if (evaluation == NULL) return;
  slant_memory_free(evaluation->rows);
  slant_arena_clear(&evaluation->arena);
  slant_memory_free(evaluation);
}
