/* Training data: from files to rows, vectors and folds.
 * In: labelled data. Out: the first part of a training. Data that cannot make a model is refused here, with what is missing. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "article/duplicates.h"
#include "base/hash.h"
#include "base/memory.h"
#include "model/folds.h"
#include "model/model.h"
#include "model/training.h"

static slant_status find_labels(slant_training *t, slant_error *err) {
  t->labels.supportive = t->labels.critical = -1;
  for (size_t a = 0; a < t->dataset.n_articles; a++) {
    const slant_article *article = t->dataset.articles[a];
    for (size_t i = 0; i < article->n_paragraphs; i++) {
      if (article->paragraphs[i].label.len == 0) continue;
      slant_status status = slant_labels_add(&t->labels, article->paragraphs[i].label, &t->arena, err);
      if (status != SLANT_OK) return status;
    }
  }
  t->n_margins = slant_labels_n_margins(&t->labels);
  return SLANT_OK;
}

/* Whether the paragraph takes part; counts those that carry a label and do not. */
static bool takes_part(slant_training *t, const slant_paragraph *p) {
  bool empty = (p->flags & SLANT_EMPTY) != 0;
  bool furniture = (p->flags & SLANT_FURNITURE) != 0 && !t->options.keep_furniture;
  if (p->label.len > 0 && empty) t->n_empty++;
  if (p->label.len > 0 && furniture && !empty) t->n_furniture++;
  return !empty && !furniture;
}

static slant_status collect_rows(slant_training *t, slant_error *err) {
  size_t cap = 0;
  slant_status status = slant_memory_new(&t->first_row, t->dataset.n_articles + 1, sizeof *t->first_row, err);
  for (size_t a = 0; a < t->dataset.n_articles && status == SLANT_OK; a++) {
    const slant_article *article = t->dataset.articles[a];
    for (size_t i = 0; i < article->n_paragraphs && status == SLANT_OK; i++) {
      const slant_paragraph *p = &article->paragraphs[i];
      if (!takes_part(t, p)) continue;
      int label = p->label.len == 0 || !(p->weight > 0) ? -1 : slant_labels_find(&t->labels, p->label);
      status = slant_memory_grow(&t->rows, &cap, t->n_rows + 1, sizeof *t->rows, err);
      if (status != SLANT_OK) break;
      t->rows[t->n_rows++] = (slant_training_row){a, i, label, p->weight};
      if (label >= 0) {
        t->n_labelled++;
        t->n_of_label[label]++;
      }
    }
    t->first_row[a + 1] = t->n_rows;
  }
  return status;
}

/* How many groups of near-duplicate articles hold rows of label `k`. `met` (n_articles) is all false, and again afterwards. */
static size_t count_groups(const slant_training *t, size_t k, bool *met) {
  size_t n = 0;
  for (int pass = 0; pass < 2; pass++) {
    for (size_t r = 0; r < t->n_rows; r++) {
      size_t group = t->group_of[t->rows[r].article];
      if (t->rows[r].label != (int)k) continue;
      n += pass == 0 && !met[group];
      met[group] = pass == 0;
    }
  }
  return n;
}

/* Every label needs rows in enough articles, so that each fold can hold some of it. */
static slant_status check_labels(slant_training *t, slant_error *err) {
  if (t->n_labelled == 0) return slant_error_set(err, SLANT_E_DATA, "found no labelled paragraph, expected a label column or key");
  if (t->labels.n == 1) {
    return slant_error_set(err, SLANT_E_DATA, "found one label only (%s), expected 2 to 20", t->labels.names[0]);
  }
  bool *met = NULL;
  slant_status status = slant_memory_new(&met, t->dataset.n_articles, sizeof *met, err);
  for (size_t k = 0; k < t->labels.n && status == SLANT_OK; k++) {
    size_t n_articles = count_groups(t, k, met);
    if (t->n_of_label[k] >= 2 * t->options.n_folds && n_articles >= t->options.n_folds) continue;
    status = slant_error_set(err, SLANT_E_DATA,
                             "found %zu paragraphs in %zu different articles with the label %s, expected at least %zu in %zu "
                             "(with fewer articles --folds 2 asks for less)",
                             t->n_of_label[k], n_articles, t->labels.names[k], 2 * t->options.n_folds, t->options.n_folds);
  }
  slant_memory_free(met);
  return status;
}

static slant_status check_base(const slant_training *t, slant_error *err) {
  const slant_model *base = t->options.base;
  if (base == NULL) return SLANT_OK;
  slant_buffer ours = {0}, theirs = {0};
  slant_labels_join(&t->labels, &ours);
  slant_labels_join(&base->labels, &theirs);
  slant_status status = slant_buffer_check(&ours, err);
  if (status == SLANT_OK) status = slant_buffer_check(&theirs, err);
  if (status != SLANT_OK) {
    /* nothing to compare */
  } else if (ours.len != theirs.len || memcmp(ours.ptr, theirs.ptr, ours.len) != 0) {
    status = slant_error_set(err, SLANT_E_DATA, "found the labels %.*s in the data, expected the base model's: %.*s", (int)ours.len,
                             ours.ptr, (int)theirs.len, theirs.ptr);
  } else if (base->judges[SLANT_BY_TABLE].kernel != SLANT_KERNEL_LINEAR) {
    status = slant_error_set(err, SLANT_E_MODEL, "found a base model with another kernel, expected a linear one");
  }
  slant_buffer_free(&ours);
  slant_buffer_free(&theirs);
  return status;
}

static slant_status assign_folds(slant_training *t, slant_error *err) {
  size_t n = t->dataset.n_articles, *counts = NULL;
  uint64_t *keys = NULL;
  slant_status status = slant_memory_new(&counts, n * t->labels.n, sizeof *counts, err);
  if (status == SLANT_OK) status = slant_memory_new(&keys, n, sizeof *keys, err);
  if (status == SLANT_OK) status = slant_memory_new(&t->fold_of, n, sizeof *t->fold_of, err);
  if (status == SLANT_OK) {
    for (size_t r = 0; r < t->n_rows; r++) {
      if (t->rows[r].label >= 0) counts[t->rows[r].article * t->labels.n + (size_t)t->rows[r].label]++;
    }
    for (size_t a = 0; a < n; a++) {
      slant_text id = t->dataset.articles[a]->fields[SLANT_ID];
      keys[a] = slant_hash_bytes(id.ptr, id.len, 0);
    }
    slant_fold_items items = {n, t->labels.n, t->group_of, counts, keys, t->encoder_of, t->n_encoders};
    status = slant_folds_assign(t->fold_of, &items, t->options.n_folds, t->options.seed, err);
  }
  slant_memory_free(counts);
  slant_memory_free(keys);
  return status;
}

static slant_status group_articles(slant_training *t, slant_error *err) {
  slant_status status = slant_memory_new(&t->group_of, t->dataset.n_articles, sizeof *t->group_of, err);
  if (status == SLANT_OK) status = slant_duplicates_group(t->dataset.articles, t->dataset.n_articles, t->group_of, err);
  for (size_t a = 0; a < t->dataset.n_articles && status == SLANT_OK; a++) t->n_groups += t->group_of[a] == a;
  return status;
}

/* Counts words and pairs of all rows: labels play no part, so that held-out rows give nothing away. Auxiliary rows add no terms: their
 * words are known by what priors say of them. */
static slant_status count_terms(slant_training *t, slant_error *err) {
  slant_status status = SLANT_OK;
  for (size_t r = 0; r < t->n_rows && status == SLANT_OK; r++) {
    slant_text text = t->dataset.articles[t->rows[r].article]->paragraphs[t->rows[r].paragraph].text;
    size_t n_words;
    const slant_word *words = slant_training_words(t, r, &n_words);
    status = slant_vocabulary_count_words(&t->vocabulary, text, words, n_words, err);
  }
  if (status == SLANT_OK) status = slant_vocabulary_finish(&t->vocabulary, t->options.min_count, err);
  if (status == SLANT_OK && t->vocabulary.n_terms == 0) {
    return slant_error_set(err, SLANT_E_DATA, "found no term that stands in %zu paragraphs or more, expected some (--min-count 1 takes all)",
                           t->options.min_count);
  }
  return status;
}

/* The factor that brings the terms of the rows to a mean square of 1. */
static slant_status find_scale(slant_training *t, slant_error *err) {
  slant_vectors plain = {0};
  slant_status status = SLANT_OK;
  for (size_t r = 0; r < t->n_rows && status == SLANT_OK; r++) {
    size_t n_words;
    const slant_word *words = slant_training_words(t, r, &n_words);
    status = slant_vectors_add(&plain, &t->vocabulary, 1, NULL, words, n_words, err);
  }
  double square = slant_vectors_mean_square(&plain);
  t->scale = square > 0 ? 1 / sqrt(square) : 1;
  slant_vectors_free(&plain);
  return status;
}

/* Letters and ratings of all words of the rows and of the lexicon. */
static slant_status make_priors(slant_training *t, slant_error *err) {
  const slant_word **paragraphs = NULL;
  size_t *n_words = NULL;
  slant_prior_sizes sizes = {.characters = t->options.characters_size, .lexicon = t->options.lexicon_size,
                             .vectors = t->options.vectors_size};
  slant_status status = slant_memory_new(&paragraphs, t->n_rows, sizeof *paragraphs, err);
  if (status == SLANT_OK) status = slant_memory_new(&n_words, t->n_rows, sizeof *n_words, err);
  for (size_t r = 0; r < t->n_rows && status == SLANT_OK; r++) {
    paragraphs[r] = slant_training_words(t, r, &n_words[r]);
    slant_text text = t->dataset.articles[t->rows[r].article]->paragraphs[t->rows[r].paragraph].text;
    status = slant_priors_add_words(&t->priors, text, paragraphs[r], n_words[r], err);
  }
  for (size_t i = 0; i < t->n_auxiliary_rows && status == SLANT_OK; i++) {
    size_t n;
    const slant_word *words = slant_training_words(t, t->n_rows + t->dataset.n_articles + i, &n);
    slant_text text = t->auxiliary_rows[i].article->paragraphs[t->auxiliary_rows[i].paragraph].text;
    status = slant_priors_add_words(&t->priors, text, words, n, err);
  }
  if (status == SLANT_OK && t->options.lexicon != NULL) status = slant_priors_load_lexicon(&t->priors, t->options.lexicon, err);
  if (status == SLANT_OK && t->options.vectors != NULL) status = slant_priors_load_vectors(&t->priors, t->options.vectors, err);
  if (status == SLANT_OK && t->options.words != NULL) status = slant_priors_load_words(&t->priors, t->options.words, err);
  if (status == SLANT_OK) status = slant_priors_finish(&t->priors, paragraphs, n_words, t->n_rows, sizes, err);
  slant_memory_free(paragraphs);
  slant_memory_free(n_words);
  return status;
}

static slant_status add_title(slant_training *t, size_t a, slant_words *words, slant_error *err) {
  slant_status status = slant_words_cut(words, t->dataset.articles[a]->fields[SLANT_TITLE], err);
  if (status != SLANT_OK) return status;
  t->title_words[a] = words->n;
  return slant_vectors_add(&t->vectors, &t->vocabulary, t->scale, &t->priors, words->items, words->n, err);
}

static slant_status make_vectors(slant_training *t, slant_error *err) {
  slant_words words = {0};
  slant_status status = slant_memory_new(&t->title_words, t->dataset.n_articles, sizeof *t->title_words, err);
  if (status == SLANT_OK) status = find_scale(t, err);
  if (status == SLANT_OK) status = make_priors(t, err);
  for (size_t r = 0; r < t->n_rows && status == SLANT_OK; r++) {
    size_t n_words;
    const slant_word *items = slant_training_words(t, r, &n_words);
    status = slant_vectors_add(&t->vectors, &t->vocabulary, t->scale, &t->priors, items, n_words, err);
  }
  for (size_t a = 0; a < t->dataset.n_articles && status == SLANT_OK; a++) status = add_title(t, a, &words, err);
  for (size_t i = 0; i < t->n_auxiliary_rows && status == SLANT_OK; i++) {
    size_t n_words;
    const slant_word *items = slant_training_words(t, t->n_rows + t->dataset.n_articles + i, &n_words);
    status = slant_vectors_add(&t->vectors, &t->vocabulary, t->scale, &t->priors, items, n_words, err);
  }
  slant_words_free(&words);
  return status;
}

slant_status slant_train_load(slant_training *t, const char *const *inputs, size_t n_inputs, slant_error *err) {
  slant_training_progress(t, "reading", 0, 0);
  slant_status status = slant_dataset_load(&t->dataset, inputs, n_inputs, &t->options.reader, err);
  const slant_train_options *o = &t->options;
  if (status == SLANT_OK) status = slant_added_join(&t->added, &t->dataset, o->added, o->n_added, &o->reader, &t->arena, err);
  if (status == SLANT_OK) status = find_labels(t, err);
  if (status == SLANT_OK) status = collect_rows(t, err);
  if (status == SLANT_OK) status = slant_train_mark_added(t, err);
  if (status == SLANT_OK) status = group_articles(t, err);
  if (status == SLANT_OK) status = check_labels(t, err);
  if (status == SLANT_OK) status = check_base(t, err);
  if (status == SLANT_OK) status = slant_train_load_readings(t, err);
  if (status == SLANT_OK) status = slant_train_find_encoders(t, err);
  if (status == SLANT_OK) status = assign_folds(t, err);
  if (status == SLANT_OK) status = slant_train_load_auxiliary(t, err);
  if (status == SLANT_OK) status = count_terms(t, err);
  if (status == SLANT_OK) status = make_vectors(t, err);
  if (status == SLANT_OK) status = slant_train_score_base(t, err);
  return status;
}
