/* Auxiliary data: labelled paragraphs that help stage 1 and are never scored.
 * In: files. Out: rows. One that stands in an article of the data follows that article, so that no fold learns from what it is scored on. */
#include <stdlib.h>
#include <string.h>

#include "base/compare.h"
#include "base/memory.h"
#include "model/model.h"
#include "model/training.h"

/* Something by which an auxiliary paragraph is known: the words of a paragraph of the data, or an article's id. */
typedef struct mark {
  uint64_t key;
  size_t article;
} mark;

static int by_key(const void *x, const void *y) {
  const mark *a = x, *b = y;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  return (a->article > b->article) - (a->article < b->article);
}

/* One mark a paragraph, sorted. */
static slant_status mark_paragraphs(const slant_training *t, mark **marks, slant_error *err) {
  slant_status status = slant_memory_new(marks, t->n_rows, sizeof **marks, err);
  for (size_t r = 0; r < t->n_rows && status == SLANT_OK; r++) {
    size_t n_words;
    const slant_word *words = slant_training_words(t, r, &n_words);
    (*marks)[r] = (mark){slant_model_article_key(words, n_words), t->rows[r].article};
  }
  if (status == SLANT_OK && t->n_rows > 0) qsort(*marks, t->n_rows, sizeof **marks, by_key);
  return status;
}

static int compare_id(const void *key, const void *element) {
  const slant_article *article = *(slant_article *const *)element;
  return slant_compare_text(*(const slant_text *)key, article->fields[SLANT_ID]);
}

static int compare_key(const void *key, const void *element) {
  uint64_t a = *(const uint64_t *)key, b = ((const mark *)element)->key;
  return (a > b) - (a < b);
}

/* The article of the data that has the id or the paragraph's words. */
static size_t find_article(const slant_training *t, const mark *marks, const slant_article *article, size_t paragraph) {
  slant_article *const *same = bsearch(&article->fields[SLANT_ID], t->dataset.articles, t->dataset.n_articles, sizeof *same, compare_id);
  if (same != NULL) return (size_t)(same - t->dataset.articles);
  size_t n_words;
  const slant_word *words = slant_article_words(article, paragraph, &n_words);
  uint64_t key = slant_model_article_key(words, n_words);
  const mark *found = t->n_rows == 0 ? NULL : bsearch(&key, marks, t->n_rows, sizeof *marks, compare_key);
  return found == NULL ? SIZE_MAX : found->article;
}

static slant_status unknown_label(const slant_training *t, const char *path, slant_text label, slant_error *err) {
  slant_buffer expected = {0};
  slant_labels_join(&t->labels, &expected);
  slant_status status = slant_error_at(err, SLANT_E_DATA, path, 0, "found the label \"%.*s\" in auxiliary data, expected one of the data's: %.*s",
                                       (int)label.len, label.ptr, (int)expected.len, expected.ptr == NULL ? "" : expected.ptr);
  slant_buffer_free(&expected);
  return status;
}

static slant_status add_rows(slant_training *t, size_t source, const mark *marks, size_t *cap, slant_error *err) {
  const slant_dataset *d = &t->auxiliary[source];
  double weight = t->options.auxiliary[source].weight;
  for (size_t a = 0; a < d->n_articles; a++) {
    for (size_t i = 0; i < d->articles[a]->n_paragraphs; i++) {
      const slant_paragraph *p = &d->articles[a]->paragraphs[i];
      bool set_aside = (p->flags & SLANT_EMPTY) != 0 || ((p->flags & SLANT_FURNITURE) != 0 && !t->options.keep_furniture);
      if (p->label.len == 0 || set_aside || !(p->weight * weight > 0)) continue;
      int label = slant_labels_find(&t->labels, p->label);
      if (label < 0) return unknown_label(t, t->options.auxiliary[source].path, p->label, err);
      slant_status status = slant_memory_grow(&t->auxiliary_rows, cap, t->n_auxiliary_rows + 1, sizeof *t->auxiliary_rows, err);
      if (status != SLANT_OK) return status;
      size_t follows = find_article(t, marks, d->articles[a], i);
      t->n_following += follows != SIZE_MAX;
      t->auxiliary_rows[t->n_auxiliary_rows++] = (slant_auxiliary_row){d->articles[a], i, label, p->weight * weight, source, follows};
    }
  }
  return SLANT_OK;
}

slant_status slant_train_load_auxiliary(slant_training *t, slant_error *err) {
  if (t->options.n_auxiliary == 0) return SLANT_OK;
  slant_reader_options reader = t->options.reader;
  mark *marks = NULL;
  size_t cap = 0;
  reader.label_columns = t->labels.names;
  reader.n_label_columns = t->labels.n;
  slant_status status = slant_memory_new(&t->auxiliary, t->options.n_auxiliary, sizeof *t->auxiliary, err);
  if (status == SLANT_OK) status = mark_paragraphs(t, &marks, err);
  for (size_t i = 0; i < t->options.n_auxiliary && status == SLANT_OK; i++) {
    status = slant_dataset_load_apart(&t->auxiliary[i], &t->options.auxiliary[i].path, 1, &reader, err);
    if (status == SLANT_OK) status = add_rows(t, i, marks, &cap, err);
  }
  slant_memory_free(marks);
  return status;
}
