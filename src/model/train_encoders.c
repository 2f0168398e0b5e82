/* Encoders part of a training: which of those that were cross-fit had not learned from an article.
 * In: readings that name their encoder, groups of near-duplicates. Out: an encoder for each article. Folds are dealt within the articles of one
 * encoder, so that what it labelled helps to judge those alone. */
#include <stdlib.h>
#include <string.h>

#include "article/readings.h"
#include "base/compare.h"
#include "base/memory.h"
#include "model/training.h"

static int by_name(const void *x, const void *y) {
  const char *const *a = x, *const *b = y;
  return strcmp(*a, *b);
}

static bool asked_for(const slant_train_options *o) {
  for (size_t i = 0; i < o->n_auxiliary; i++) {
    if (o->auxiliary[i].encoder != NULL && strcmp(o->auxiliary[i].encoder, SLANT_ALL) != 0) return true;
  }
  return false;
}

size_t slant_training_encoder_named(const slant_training *t, slant_text name) {
  for (size_t e = 0; e < t->n_encoders; e++) {
    if (slant_compare_text(name, (slant_text){t->encoders[e], strlen(t->encoders[e])}) == 0) return e;
  }
  return SIZE_MAX;
}

size_t slant_training_encoder_of_fold(const slant_training *t, size_t fold) { return fold % t->n_encoders; }

static const slant_article *article_of(const slant_training *t, size_t r) { return t->dataset.articles[t->rows[r].article]; }

static slant_status no_encoder(const slant_training *t, size_t r, const slant_reading *reading, slant_error *err) {
  return slant_error_at(err, SLANT_E_DATA, t->options.readings, reading->line, "found no encoder named for paragraph %u of %s, expected one in the column encoder",
                        reading->paragraph, article_of(t, r)->fields[SLANT_ID].ptr);
}

/* The names, in an order that rows do not decide. */
static slant_status find_names(slant_training *t, slant_error *err) {
  for (size_t r = 0; r < t->n_rows; r++) {
    const slant_reading *reading = slant_training_reading(t, r);
    if (reading->encoder.len == 0) return no_encoder(t, r, reading, err);
    if (slant_training_encoder_named(t, reading->encoder) != SIZE_MAX) continue;
    if (t->n_encoders == t->options.n_folds) {
      return slant_error_at(err, SLANT_E_DATA, t->options.readings, reading->line, "found readings of more than %zu encoders, expected at most one a fold",
                            t->options.n_folds);
    }
    t->encoders[t->n_encoders++] = reading->encoder.ptr;
  }
  qsort(t->encoders, t->n_encoders, sizeof *t->encoders, by_name);
  return SLANT_OK;
}

static slant_status find_articles(slant_training *t, slant_error *err) {
  slant_status status = slant_memory_new(&t->encoder_of, t->dataset.n_articles, sizeof *t->encoder_of, err);
  for (size_t a = 0; a < t->dataset.n_articles && status == SLANT_OK; a++) t->encoder_of[a] = SIZE_MAX;
  for (size_t r = 0; r < t->n_rows && status == SLANT_OK; r++) {
    const slant_reading *reading = slant_training_reading(t, r);
    size_t *of_group = &t->encoder_of[t->group_of[t->rows[r].article]], encoder = slant_training_encoder_named(t, reading->encoder);
    if (*of_group == SIZE_MAX) *of_group = encoder;
    if (*of_group == encoder) continue;
    status = slant_error_at(err, SLANT_E_DATA, t->options.readings, reading->line,
                            "found a reading of %s by %s, and of the same article or a near-duplicate by %s, expected one encoder for all of them",
                            article_of(t, r)->fields[SLANT_ID].ptr, t->encoders[encoder], t->encoders[*of_group]);
  }
  for (size_t a = 0; a < t->dataset.n_articles && status == SLANT_OK; a++) {
    size_t of_group = t->encoder_of[t->group_of[a]];
    t->encoder_of[a] = of_group == SIZE_MAX ? 0 : of_group; /* no row of the group takes part */
  }
  return status;
}

slant_status slant_train_find_encoders(slant_training *t, slant_error *err) {
  if (!asked_for(&t->options)) return SLANT_OK;
  if (t->options.readings == NULL) return slant_error_set(err, SLANT_E_USAGE, "found labels of an encoder without readings, expected those that it was cross-fit with");
  slant_status status = find_names(t, err);
  return status == SLANT_OK ? find_articles(t, err) : status;
}
