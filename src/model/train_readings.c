/* Readings part of a training: an encoder's outputs for its rows.
 * In: a file of outputs, each by an encoder that did not learn from the paragraph's article; or the encoder itself, which learned from none of
 * them. Out: features of the second judge. */
#include "article/readings.h"
#include "base/memory.h"
#include "base/threads.h"
#include "encoder/desks.h"
#include "features/readings.h"
#include "model/logits.h"
#include "model/training.h"

static slant_status take(slant_training *t, const slant_readings *readings, slant_error *err) {
  size_t n_missing = 0, first = 0, k = t->labels.n;
  for (size_t r = 0; r < t->n_rows; r++) {
    const slant_article *article = t->dataset.articles[t->rows[r].article];
    uint32_t number = article->paragraphs[t->rows[r].paragraph].number;
    const slant_reading *reading = slant_readings_find(readings, article->fields[SLANT_ID], number);
    if (reading != NULL) slant_readings_get(reading->outputs, k, t->readings + r * k);
    else if (n_missing++ == 0) first = r;
  }
  if (n_missing == 0) return SLANT_OK;
  const slant_article *article = t->dataset.articles[t->rows[first].article];
  return slant_error_at(err, SLANT_E_DATA, t->options.readings, 0,
                        "found nothing of %zu paragraphs of the data, the first of them paragraph %u of %s, expected an encoder's outputs for each",
                        n_missing, article->paragraphs[t->rows[first].paragraph].number, article->fields[SLANT_ID].ptr);
}

static slant_status load(slant_training *t, slant_error *err) {
  slant_readings readings = {0};
  slant_status status = slant_readings_load(&readings, t->options.readings, (const char *const *)t->labels.names, t->labels.n, err);
  if (status == SLANT_OK) status = take(t, &readings, err);
  slant_readings_clear(&readings);
  return status;
}

/* Reads the rows of article `index`, as slant classify does at best effort. */
static slant_status read_article(void *context, size_t index, slant_error *err) {
  slant_training *t = context;
  size_t first = t->first_row[index], n = t->first_row[index + 1] - first, k = t->labels.n;
  slant_text *texts = NULL;
  float *logits = NULL;
  slant_reading_desk *desk = NULL;
  const slant_article *article = t->dataset.articles[index];
  slant_status status = slant_memory_new(&texts, n + 1, sizeof *texts, err);
  if (status == SLANT_OK) status = slant_memory_new(&logits, (n + 1) * SLANT_ENCODER_LABELS, sizeof *logits, err);
  if (status == SLANT_OK) status = slant_desks_take(&desk, t->options.encoder, err);
  for (size_t i = 0; i < n && status == SLANT_OK; i++) texts[i] = article->paragraphs[t->rows[first + i].paragraph].text;
  if (status == SLANT_OK) status = slant_reading_run(desk, article->fields[SLANT_TITLE], texts, n, logits, err);
  for (size_t i = 0; i < n && status == SLANT_OK; i++) {
    slant_labels_take_logits(&t->labels, logits + i * SLANT_ENCODER_LABELS, t->readings + (first + i) * k);
  }
  slant_desks_give_back(t->options.encoder, desk);
  slant_memory_free(texts);
  slant_memory_free(logits);
  return status;
}

slant_status slant_train_readings(slant_training *t, slant_error *err) {
  if (t->options.readings == NULL && t->options.encoder == NULL) return SLANT_OK;
  slant_status status = t->options.encoder != NULL ? slant_labels_are_read(&t->labels, err) : SLANT_OK;
  if (status == SLANT_OK) status = slant_memory_new(&t->readings, t->n_rows * t->labels.n, sizeof *t->readings, err);
  if (status != SLANT_OK) return status;
  if (t->options.readings != NULL) return load(t, err);
  slant_training_progress(t, "reading by the encoder", 0, 0);
  return slant_threads_run(t->options.n_threads, t->dataset.n_articles, read_article, t, err);
}
