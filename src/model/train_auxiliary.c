/* Auxiliary data: labelled paragraphs that help stage 1 and are never scored.
 * In: files. Out: rows, in an order that neither files nor lines decide. One that stands in articles of the data is left out with each of
 * them, and one that an encoder labelled with all that the encoder had learned from, so that no fold learns from what it is scored on. */
#include <stdlib.h>
#include <string.h>

#include "base/compare.h"
#include "base/hash.h"
#include "base/memory.h"
#include "model/model.h"
#include "model/training.h"

/* By what they say: text, label, weight, article; then by source. */
static int compare_rows(const void *x, const void *y) {
  const slant_auxiliary_row *a = x, *b = y;
  int order = slant_compare_text(a->article->paragraphs[a->paragraph].text, b->article->paragraphs[b->paragraph].text);
  if (order == 0) order = (a->label > b->label) - (a->label < b->label);
  if (order == 0) order = (a->weight > b->weight) - (a->weight < b->weight);
  if (order == 0) order = slant_compare_text(a->article->fields[SLANT_ID], b->article->fields[SLANT_ID]);
  return order == 0 ? (a->source > b->source) - (a->source < b->source) : order;
}

static int by_key(const void *x, const void *y) {
  const slant_mark *a = x, *b = y;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  return (a->row > b->row) - (a->row < b->row);
}

/* One mark a paragraph and title of the data, sorted. */
static slant_status mark_data(slant_training *t, slant_error *err) {
  slant_words title = {0};
  slant_status status = slant_memory_new(&t->marks, t->n_rows + t->dataset.n_articles, sizeof *t->marks, err);
  for (size_t r = 0; r < t->n_rows && status == SLANT_OK; r++) {
    size_t n_words;
    const slant_word *words = slant_training_words(t, r, &n_words);
    t->marks[t->n_marks++] = (slant_mark){slant_model_article_key(words, n_words), r};
  }
  for (size_t a = 0; a < t->dataset.n_articles && status == SLANT_OK; a++) {
    status = slant_words_cut(&title, t->dataset.articles[a]->fields[SLANT_TITLE], err);
    if (status != SLANT_OK || title.n == 0) continue;
    t->marks[t->n_marks++] = (slant_mark){slant_model_article_key(title.items, title.n), t->n_rows + a};
  }
  slant_words_free(&title);
  if (status == SLANT_OK && t->n_marks > 0) qsort(t->marks, t->n_marks, sizeof *t->marks, by_key);
  return status;
}

static int compare_id(const void *key, const void *element) {
  const slant_article *article = *(slant_article *const *)element;
  return slant_compare_text(*(const slant_text *)key, article->fields[SLANT_ID]);
}

/* The article of the data that has the id, and the marks that have the words. */
static void find_in_data(const slant_training *t, slant_auxiliary_row *row) {
  const slant_text *id = &row->article->fields[SLANT_ID];
  slant_article *const *same = NULL;
  if (id->len > 0) same = bsearch(id, t->dataset.articles, t->dataset.n_articles, sizeof *same, compare_id);
  row->same_id = same == NULL ? SIZE_MAX : (size_t)(same - t->dataset.articles);
  size_t n_words, low = 0, high = t->n_marks;
  const slant_word *words = slant_article_words(row->article, row->paragraph, &n_words);
  uint64_t key = slant_model_article_key(words, n_words);
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (t->marks[middle].key < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  row->first_mark = low;
  while (low + row->n_marks < t->n_marks && t->marks[low + row->n_marks].key == key) row->n_marks++;
}

static slant_status unknown_label(const slant_training *t, const char *path, slant_text label, slant_error *err) {
  slant_buffer expected = {0};
  slant_labels_join(&t->labels, &expected);
  slant_status status = slant_error_at(err, SLANT_E_DATA, path, 0, "found the label \"%.*s\" in auxiliary data, expected one of the data's: %.*s",
                                       (int)label.len, label.ptr, (int)expected.len, expected.ptr == NULL ? "" : expected.ptr);
  slant_buffer_free(&expected);
  return status;
}

/* The labelled paragraphs of one article. */
static slant_status add_article(slant_training *t, size_t source, const slant_article *article, const char *path, slant_error *err) {
  slant_auxiliary_source *s = &t->auxiliary[source];
  for (size_t i = 0; i < article->n_paragraphs; i++) {
    const slant_paragraph *p = &article->paragraphs[i];
    bool set_aside = (p->flags & SLANT_EMPTY) != 0 || ((p->flags & SLANT_FURNITURE) != 0 && !t->options.keep_furniture);
    if (p->label.len == 0 || set_aside || !(p->weight * s->weight > 0)) continue;
    int label = slant_labels_find(&t->labels, p->label);
    if (label < 0) return unknown_label(t, path, p->label, err);
    slant_status status = slant_memory_grow(&t->auxiliary_rows, &t->cap_auxiliary_rows, t->n_auxiliary_rows + 1, sizeof *t->auxiliary_rows, err);
    if (status != SLANT_OK) return status;
    slant_auxiliary_row *row = &t->auxiliary_rows[t->n_auxiliary_rows++];
    *row = (slant_auxiliary_row){.article = article, .paragraph = i, .label = label, .weight = p->weight * s->weight, .source = source};
    find_in_data(t, row);
    s->n_rows++;
    s->n_following += row->same_id != SIZE_MAX || row->n_marks > 0;
  }
  return SLANT_OK;
}

static slant_status load_source(slant_training *t, size_t source, const char *path, slant_error *err) {
  slant_auxiliary_source *s = &t->auxiliary[source];
  slant_reader_options reader = t->options.reader;
  reader.label_columns = t->labels.names;
  reader.n_label_columns = t->labels.n;
  slant_status status = slant_dataset_load_apart(&s->dataset, &path, 1, &reader, err);
  for (size_t a = 0; a < s->dataset.n_articles && status == SLANT_OK; a++) status = add_article(t, source, s->dataset.articles[a], path, err);
  if (status == SLANT_OK && s->n_rows == 0) {
    status = slant_error_at(err, SLANT_E_DATA, path, 0,
                            "found no labelled paragraph in auxiliary data, expected a label, or probabilities named like the data's labels");
  }
  return status;
}

/* The last part of a path, without slashes behind it. */
static slant_text name_of(const char *path) {
  size_t end = strlen(path);
  while (end > 1 && path[end - 1] == '/') end--;
  size_t start = end;
  while (start > 0 && path[start - 1] != '/') start--;
  return (slant_text){path + start, end - start};
}

/* By name, so that neither the folder nor the order of options shows in a model. */
static int compare_sources(const void *x, const void *y) {
  const slant_auxiliary *a = x, *b = y;
  int order = slant_compare_text(name_of(a->path), name_of(b->path));
  if (order == 0) order = (a->weight > b->weight) - (a->weight < b->weight);
  if (order == 0) order = strcmp(a->path, b->path);
  return order == 0 ? strcmp(a->encoder == NULL ? "" : a->encoder, b->encoder == NULL ? "" : b->encoder) : order;
}

static slant_status find_encoder(slant_training *t, slant_auxiliary_source *s, const char *name, slant_error *err) {
  s->encoder = SIZE_MAX;
  if (name == NULL) return SLANT_OK;
  if (strcmp(name, SLANT_ALL) == 0) {
    s->encoder = SLANT_ENCODER_OF_ALL;
    s->encoder_name = SLANT_ALL;
    t->has_encoder_of_all = true;
    return SLANT_OK;
  }
  s->encoder = slant_training_encoder_named(t, (slant_text){name, strlen(name)});
  if (s->encoder != SIZE_MAX) {
    s->encoder_name = t->encoders[s->encoder];
    return SLANT_OK;
  }
  return slant_error_at(err, SLANT_E_DATA, t->options.readings, 0, "found no reading of the encoder \"%.80s\", expected those of the one that labelled %s",
                        name, s->name);
}

slant_status slant_train_load_auxiliary(slant_training *t, slant_error *err) {
  slant_auxiliary sorted[SLANT_MOST_AUXILIARY];
  size_t n = t->options.n_auxiliary;
  if (n == 0) return SLANT_OK;
  memcpy(sorted, t->options.auxiliary, n * sizeof *sorted);
  qsort(sorted, n, sizeof *sorted, compare_sources);
  slant_status status = slant_memory_new(&t->auxiliary, n, sizeof *t->auxiliary, err);
  if (status == SLANT_OK) status = mark_data(t, err);
  for (size_t i = 0; i < n && status == SLANT_OK; i++) {
    t->auxiliary[i].name = slant_arena_copy(&t->arena, name_of(sorted[i].path), err).ptr;
    t->auxiliary[i].weight = sorted[i].weight;
    status = t->auxiliary[i].name == NULL ? SLANT_E_MEMORY : find_encoder(t, &t->auxiliary[i], sorted[i].encoder, err);
    if (status == SLANT_OK) status = load_source(t, i, sorted[i].path, err);
  }
  if (t->n_auxiliary_rows > 0) qsort(t->auxiliary_rows, t->n_auxiliary_rows, sizeof *t->auxiliary_rows, compare_rows);
  return status;
}

void slant_train_auxiliary_folds(const slant_training *t, const size_t *fold_of_row, bool by_id, uint32_t *folds) {
  for (size_t i = 0; i < t->n_auxiliary_rows; i++) {
    const slant_auxiliary_row *row = &t->auxiliary_rows[i];
    folds[i] = by_id && row->same_id != SIZE_MAX ? UINT32_C(1) << t->fold_of[row->same_id] : 0;
    for (size_t k = 0; k < row->n_marks; k++) folds[i] |= UINT32_C(1) << fold_of_row[t->marks[row->first_mark + k].row];
    size_t encoder = t->auxiliary[row->source].encoder;
    if (encoder == SLANT_ENCODER_OF_ALL) folds[i] = UINT32_MAX;
    for (size_t f = 0; f < t->options.n_folds && encoder < t->n_encoders; f++) {
      if (slant_training_encoder_of_fold(t, f) != encoder) folds[i] |= UINT32_C(1) << f;
    }
  }
}

uint64_t slant_train_auxiliary_fingerprint(const slant_training *t) {
  uint64_t hash = 0;
  for (size_t i = 0; i < t->n_auxiliary_rows; i++) {
    const slant_auxiliary_row *row = &t->auxiliary_rows[i];
    slant_text id = row->article->fields[SLANT_ID], text = row->article->paragraphs[row->paragraph].text;
    uint64_t weight;
    memcpy(&weight, &row->weight, sizeof weight);
    hash = slant_hash_bytes(id.ptr, id.len, hash);
    hash = slant_hash_pair(hash, (uint64_t)row->label);
    hash = slant_hash_pair(hash, weight);
    hash = slant_hash_bytes(text.ptr, text.len, hash);
  }
  return hash;
}
