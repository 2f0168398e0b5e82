/* Readings part of a training: an encoder's outputs for its rows.
 * In: a file of outputs, each by an encoder that did not learn from the paragraph's article; or the encoder itself, which learned from none of
 * them. Out: features of the second judge. */
#include <string.h>

#include "article/readings.h"
#include "base/memory.h"
#include "encoder/desks.h"
#include "features/readings.h"
#include "model/logits.h"
#include "model/training.h"

const slant_reading *slant_training_reading(const slant_training *t, size_t r) {
  const slant_article *article = t->dataset.articles[t->rows[r].article];
  return slant_readings_find(&t->cross_fit, article->fields[SLANT_ID], article->paragraphs[t->rows[r].paragraph].number, false);
}

static slant_status take(slant_training *t, slant_error *err) {
  size_t n_missing = 0, first = 0, k = t->labels.n;
  for (size_t r = 0; r < t->n_rows; r++) {
    const slant_reading *reading = slant_training_reading(t, r);
    if (reading != NULL) slant_readings_get(reading->outputs, k, t->readings + r * k);
    else if (n_missing++ == 0) first = r;
  }
  if (n_missing == 0) return SLANT_OK;
  const slant_article *article = t->dataset.articles[t->rows[first].article];
  return slant_error_at(err, SLANT_E_DATA, t->options.readings, 0,
                        "found nothing of %zu paragraphs of the data, the first of them paragraph %u of %s, expected an encoder's outputs for each",
                        n_missing, article->paragraphs[t->rows[first].paragraph].number, article->fields[SLANT_ID].ptr);
}

slant_status slant_train_load_readings(slant_training *t, slant_error *err) {
  const slant_train_options *o = &t->options;
  if (o->readings == NULL && o->encoder == NULL) return SLANT_OK;
  slant_status status = o->encoder != NULL ? slant_labels_are_read(&t->labels, err) : SLANT_OK;
  if (status == SLANT_OK) status = slant_memory_new(&t->readings, t->n_rows * t->labels.n, sizeof *t->readings, err);
  if (status != SLANT_OK || o->readings == NULL) return status;
  status = slant_readings_load(&t->cross_fit, o->readings, (const char *const *)t->labels.names, t->labels.n, err);
  return status == SLANT_OK ? take(t, err) : status;
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
  if (t->options.readings != NULL || t->options.encoder == NULL) return SLANT_OK;
  slant_training_progress(t, "reading by the encoder", 0, 0);
  return slant_training_run(t, t->dataset.n_articles, read_article, t, err);
}

static double *readings_of(slant_training *t, size_t i) { return t->target.joined + i * (t->n_margins + t->labels.n) + t->n_margins; }

/* How many rows the file says nothing of. */
static size_t take_target_rows(slant_training *t) {
  size_t n_missing = 0;
  for (size_t i = 0; i < t->target.n_rows; i++) {
    const slant_target_row *row = &t->target.rows[i];
    const slant_reading *reading = slant_readings_find(&t->cross_fit, row->article->fields[SLANT_ID], row->article->paragraphs[row->paragraph].number, true);
    if (reading == NULL) n_missing++;
    else slant_readings_get(reading->outputs, t->labels.n, readings_of(t, i));
  }
  return n_missing;
}

static slant_status read_target_row(void *context, size_t index, slant_error *err) {
  slant_training *t = context;
  const slant_target_row *row = &t->target.rows[index];
  float logits[SLANT_ENCODER_LABELS];
  slant_reading_desk *desk;
  slant_status status = slant_desks_take(&desk, t->options.encoder, err);
  if (status == SLANT_OK) {
    status = slant_reading_run(desk, row->article->fields[SLANT_TARGET], &row->article->paragraphs[row->paragraph].text, 1, logits, err);
  }
  if (status == SLANT_OK) slant_labels_take_logits(&t->labels, logits, readings_of(t, index));
  slant_desks_give_back(t->options.encoder, desk);
  return status;
}

slant_status slant_train_target_readings(slant_training *t, slant_error *err) {
  slant_target_training *g = &t->target;
  size_t m = t->n_margins, width = m + t->labels.n, n_missing = 0;
  if (t->readings == NULL || width > SLANT_MOST_LABELS) return SLANT_OK; /* a calibrator has room for so many inputs */
  slant_status status = slant_memory_new(&g->joined, g->n_rows * width, sizeof *g->joined, err);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < g->n_rows; i++) memcpy(g->joined + i * width, g->margins + i * m, m * sizeof *g->joined);
  if (t->options.readings != NULL) n_missing = take_target_rows(t);
  else status = slant_training_run(t, g->n_rows, read_target_row, t, err);
  if (n_missing == 0) return status;
  slant_memory_free(g->joined); /* the table alone judges toward targets then */
  g->joined = NULL;
  g->n_unread = n_missing;
  return status;
}
