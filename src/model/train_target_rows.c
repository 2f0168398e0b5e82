/* Rows of the target part of a training: paragraphs that name a target and mention it.
 * In: the data and the auxiliary data, priors. Out: rows, folds, vectors. */
#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/memory.h"
#include "model/folds.h"
#include "model/model.h"
#include "model/training.h"

static const double near_size = 1; /* mean square of what stands near, beside 1 for the paragraph's terms */
enum { TARGET_MIN_COUNT = 2 };

static const slant_word *row_words(const slant_target_row *row, size_t *n_words) {
  return slant_article_words(row->article, row->paragraph, n_words);
}

/* Places of the words of a row; *out is grown. Returns how often the target is mentioned. */
static slant_status row_places(const slant_article *article, size_t paragraph, slant_place **out, size_t *cap, size_t *n_mentions,
                               slant_error *err) {
  slant_target target;
  size_t n_words;
  const slant_word *words = slant_article_words(article, paragraph, &n_words);
  slant_status status = slant_target_init(&target, article->fields[SLANT_TARGET], err);
  if (status == SLANT_OK) status = slant_memory_grow(out, cap, n_words + 1, sizeof **out, err);
  if (status == SLANT_OK) *n_mentions = slant_target_places(&target, words, n_words, *out);
  return status;
}

typedef struct finder {
  slant_training *t;
  size_t cap, cap_places;
  slant_place *places;
} finder;

static slant_status add_row(finder *f, const slant_article *article, size_t paragraph, int label, double weight, slant_error *err) {
  slant_target_training *target = &f->t->target;
  size_t n_mentions = 0;
  if (article->fields[SLANT_TARGET].len == 0) return SLANT_OK;
  slant_status status = row_places(article, paragraph, &f->places, &f->cap_places, &n_mentions, err);
  if (status != SLANT_OK) return status;
  if (n_mentions == 0) {
    target->n_unmentioned++;
    return SLANT_OK;
  }
  status = slant_memory_grow(&target->rows, &f->cap, target->n_rows + 1, sizeof *target->rows, err);
  if (status == SLANT_OK) target->rows[target->n_rows++] = (slant_target_row){article, paragraph, label, weight, 0, 0};
  return status;
}

/* Labelled rows of the data, then of the auxiliary data. */
static slant_status find_rows(slant_training *t, slant_error *err) {
  finder f = {.t = t};
  slant_status status = SLANT_OK;
  for (size_t r = 0; r < t->n_rows && status == SLANT_OK; r++) {
    const slant_training_row *row = &t->rows[r];
    if (row->label < 0) continue;
    status = add_row(&f, t->dataset.articles[row->article], row->paragraph, row->label, row->weight, err);
  }
  for (size_t i = 0; i < t->n_auxiliary_rows && status == SLANT_OK; i++) {
    const slant_auxiliary_row *row = &t->auxiliary_rows[i];
    status = add_row(&f, row->article, row->paragraph, row->label, row->article->paragraphs[row->paragraph].weight, err);
  }
  slant_memory_free(f.places);
  return status;
}

/* Something by which rows are grouped: the words of the paragraph, wherever it stands. */
typedef struct mark {
  uint64_t key;
  size_t row;
} mark;

static int by_key(const void *x, const void *y) {
  const mark *a = x, *b = y;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  return (a->row > b->row) - (a->row < b->row);
}

/* Groups of rows with the same words; folds over them, stratified by label. */
static slant_status assign_folds(slant_training *t, slant_error *err) {
  slant_target_training *g = &t->target;
  size_t n = g->n_rows, k = t->labels.n, *group_of = NULL, *counts = NULL, *fold_of = NULL;
  uint64_t *keys = NULL;
  mark *marks = NULL;
  slant_status status = slant_memory_new(&marks, n, sizeof *marks, err);
  if (status == SLANT_OK) status = slant_memory_new(&group_of, n, sizeof *group_of, err);
  if (status == SLANT_OK) status = slant_memory_new(&counts, n * k, sizeof *counts, err);
  if (status == SLANT_OK) status = slant_memory_new(&fold_of, n, sizeof *fold_of, err);
  if (status == SLANT_OK) status = slant_memory_new(&keys, n, sizeof *keys, err);
  if (status == SLANT_OK) {
    for (size_t i = 0; i < n; i++) {
      size_t n_words;
      const slant_word *words = row_words(&g->rows[i], &n_words);
      marks[i] = (mark){slant_model_article_key(words, n_words), i};
      keys[i] = slant_hash_pair(marks[i].key, slant_hash_bytes(g->rows[i].article->fields[SLANT_TARGET].ptr, g->rows[i].article->fields[SLANT_TARGET].len, 0));
      counts[i * k + (size_t)g->rows[i].label] = 1;
    }
    qsort(marks, n, sizeof *marks, by_key);
    for (size_t i = 0; i < n; i++) {
      bool first = i == 0 || marks[i].key != marks[i - 1].key;
      group_of[marks[i].row] = first ? marks[i].row : group_of[marks[i - 1].row];
      g->n_groups += first;
      g->rows[marks[i].row].group = g->n_groups - 1;
    }
    slant_fold_items items = {.n = n, .n_labels = k, .group_of = group_of, .counts = counts, .keys = keys};
    status = slant_folds_assign(fold_of, &items, t->options.n_folds, t->options.seed, err);
  }
  for (size_t i = 0; i < n && status == SLANT_OK; i++) g->rows[i].fold = fold_of[i];
  slant_memory_free(marks);
  slant_memory_free(group_of);
  slant_memory_free(counts);
  slant_memory_free(fold_of);
  slant_memory_free(keys);
  return status;
}

static slant_status count_terms(slant_target_training *g, slant_error *err) {
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < g->n_rows && status == SLANT_OK; i++) {
    size_t n_words;
    const slant_word *words = row_words(&g->rows[i], &n_words);
    status = slant_vocabulary_count_words(&g->vocabulary, g->rows[i].article->paragraphs[g->rows[i].paragraph].text, words, n_words, err);
  }
  return status == SLANT_OK ? slant_vocabulary_finish(&g->vocabulary, TARGET_MIN_COUNT, err) : status;
}

/* Brings the columns near the target to the mean square asked. */
static void size_near(slant_target_training *g) {
  size_t width = slant_zones_width(&g->zones), end = g->vectors.starts[g->vectors.n_rows];
  double square = 0;
  for (size_t e = 0; e < end; e++) {
    if (g->vectors.columns[e] >= width) square += g->vectors.values[e] * g->vectors.values[e] / (double)g->n_rows;
  }
  if (!(square > 0)) return;
  g->zones.near_scale = sqrt(near_size / square);
  for (size_t e = 0; e < end; e++) {
    if (g->vectors.columns[e] >= width) g->vectors.values[e] *= g->zones.near_scale;
  }
}

static slant_status make_vectors(slant_training *t, slant_error *err) {
  slant_target_training *g = &t->target;
  slant_place *places = NULL;
  size_t cap = 0;
  slant_status status = count_terms(g, err);
  g->zones = (slant_zones){&g->vocabulary, &t->priors, t->scale, 1};
  for (size_t i = 0; i < g->n_rows && status == SLANT_OK; i++) {
    size_t n_words, n_mentions;
    const slant_word *words = row_words(&g->rows[i], &n_words);
    status = row_places(g->rows[i].article, g->rows[i].paragraph, &places, &cap, &n_mentions, err);
    if (status == SLANT_OK) status = slant_zones_add(&g->vectors, &g->zones, words, n_words, places, err);
  }
  if (status == SLANT_OK) size_near(g);
  slant_memory_free(places);
  return status;
}

/* Every fold needs some rows of each label. */
static bool has_enough(const slant_training *t) {
  size_t n_of_label[SLANT_MOST_LABELS] = {0};
  for (size_t i = 0; i < t->target.n_rows; i++) n_of_label[t->target.rows[i].label]++;
  for (size_t k = 0; k < t->labels.n; k++) {
    if (n_of_label[k] < 4 * t->options.n_folds) return false;
  }
  return true;
}

slant_status slant_train_target_rows(slant_training *t, slant_error *err) {
  slant_status status = find_rows(t, err);
  if (status != SLANT_OK) return status;
  if (!has_enough(t)) {
    t->target.n_rows = 0;
    return SLANT_OK;
  }
  status = assign_folds(t, err);
  return status == SLANT_OK ? make_vectors(t, err) : status;
}
