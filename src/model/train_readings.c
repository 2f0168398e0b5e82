/* Readings part of a training: an encoder's outputs for its rows.
 * In: a file of outputs, each by an encoder that did not learn from the paragraph's article. Out: features of the second judge. */
#include "article/readings.h"
#include "base/memory.h"
#include "features/readings.h"
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

slant_status slant_train_readings(slant_training *t, slant_error *err) {
  slant_readings readings = {0};
  if (t->options.readings == NULL) return SLANT_OK;
  slant_status status = slant_memory_new(&t->readings, t->n_rows * t->labels.n, sizeof *t->readings, err);
  if (status == SLANT_OK) status = slant_readings_load(&readings, t->options.readings, (const char *const *)t->labels.names, t->labels.n, err);
  if (status == SLANT_OK) status = take(t, &readings, err);
  slant_readings_clear(&readings);
  return status;
}
