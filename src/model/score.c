/* Scoring: table look-ups and one dense product a paragraph.
 * In: words and context features. Out: margins. Sums run in the order of the text, so that threads change nothing. */
#include "model/score.h"

#include <math.h>
#include <stdlib.h>

#include "base/bytes.h"
#include "base/compare.h"
#include "base/hash.h"
#include "features/context.h"
#include "features/terms.h"

const float *slant_model_find_term(const slant_model *model, uint64_t hash) {
  size_t mask = model->n_slots - 1, at = (size_t)hash & mask;
  while (model->keys[at] != 0) {
    if (model->keys[at] == hash) return model->weights + at * model->n_margins;
    at = (at + 1) & mask;
  }
  return NULL;
}

/* Words that are looked up together: a round first finds which of their terms may be known, and asks memory for those. */
enum { ROUND_WORDS = 32 };

typedef struct candidate {
  uint64_t hash;
  size_t is_word;
} candidate;

/* Enters a term where the filter may have it; returns the new number of candidates. Without a branch: which terms a text has is not to be
 * foreseen. */
static inline size_t consider(const slant_model *model, uint64_t hash, size_t is_word, candidate *candidates, size_t n) {
  size_t bit = slant_model_filter_bit(model, hash);
  candidates[n] = (candidate){hash, is_word};
  return n + (model->filter[bit / 64] >> bit % 64 & 1);
}

/* The terms of `n` words that the model may know, in the order of the text; behind the last word there is one more where `pair_behind`. */
static size_t consider_words(const slant_model *model, const slant_word *words, size_t n, bool pair_behind, candidate *candidates) {
  size_t n_candidates = 0, mask = model->n_slots - 1;
  for (size_t i = 0; i < n; i++) {
    n_candidates = consider(model, words[i].hash, 1, candidates, n_candidates);
    if (i + 1 < n || pair_behind) {
      n_candidates = consider(model, slant_pair_hash(words[i].hash, words[i + 1].hash), 0, candidates, n_candidates);
    }
  }
  for (size_t i = 0; i < n_candidates; i++) {
    size_t at = (size_t)candidates[i].hash & mask;
    __builtin_prefetch(&model->keys[at]);
    __builtin_prefetch(&model->weights[at * model->n_margins]);
  }
  return n_candidates;
}

static const float nothing[SLANT_MOST_LABELS];

/* As slant_model_find_term, but zeros for what is not there. Four slots are looked at together: most terms stand in one of them, and where
 * one is free the search is at its end; so there is no branch that could not be foreseen. */
static inline const float *find_weights(const slant_model *model, uint64_t hash, size_t n_margins, size_t *is_known) {
  size_t at = (size_t)hash & (model->n_slots - 1);
  unsigned met = 0, free_slots = 0;
  if (at + 4 <= model->n_slots) {
    met = slant_keys_equal(model->keys + at, hash);
    free_slots = slant_keys_equal(model->keys + at, 0);
  }
  if ((met | free_slots) == 0) {
    const float *weights = slant_model_find_term(model, hash);
    *is_known = weights != NULL;
    return weights == NULL ? nothing : weights;
  }
  uintptr_t found = (uintptr_t)model->weights + (at + slant_bytes_first(met | 8)) * n_margins * sizeof(float);
  uintptr_t mask = (uintptr_t)0 - (uintptr_t)(met != 0);
  *is_known = met != 0;
  return (const float *)((found & mask) | ((uintptr_t)nothing & ~mask));
}

/* Adds the weights of the candidates that are known. `n_margins` is the model's, known to the compiler where it is called. */
static inline void add_known(const slant_model *model, const candidate *candidates, size_t n, size_t n_margins, double *sums, slant_known *known) {
  double own[SLANT_MOST_LABELS];
  for (size_t m = 0; m < n_margins; m++) own[m] = sums[m];
  for (size_t i = 0; i < n; i++) {
    size_t is_known;
    const float *weights = find_weights(model, candidates[i].hash, n_margins, &is_known);
    known->words += candidates[i].is_word & is_known;
    known->terms += is_known;
    for (size_t m = 0; m < n_margins; m++) own[m] += (double)weights[m]; /* zeros change no sum */
  }
  for (size_t m = 0; m < n_margins; m++) sums[m] = own[m];
}

slant_known slant_score_words(const slant_model *model, const slant_word *words, size_t n_words, double *margins) {
  double sums[SLANT_MOST_LABELS] = {0};
  candidate candidates[2 * ROUND_WORDS];
  slant_known known = {0, 0};
  for (size_t first = 0; first < n_words; first += ROUND_WORDS) {
    size_t n = n_words - first < ROUND_WORDS ? n_words - first : ROUND_WORDS;
    size_t n_candidates = consider_words(model, words + first, n, first + n < n_words, candidates);
    if (model->n_margins == 3) {
      add_known(model, candidates, n_candidates, 3, sums, &known);
    } else {
      add_known(model, candidates, n_candidates, model->n_margins, sums, &known);
    }
  }
  double length = n_words == 0 ? 1 : slant_terms_length(n_words);
  for (size_t m = 0; m < model->n_margins; m++) margins[m] = model->bias[m] + sums[m] / length;
  return known;
}

slant_status slant_score_title(const slant_model *model, const slant_article *article, double *margins, slant_error *err) {
  slant_words words = {0};
  for (size_t m = 0; m < model->n_margins; m++) margins[m] = (double)NAN;
  slant_status status = slant_words_cut(&words, article->fields[SLANT_TITLE], err);
  if (status == SLANT_OK && words.n > 0) (void)slant_score_words(model, words.items, words.n, margins);
  slant_words_free(&words);
  return status;
}

double slant_kernel_value(slant_kernel kernel, double gamma, const double *a, const double *b, size_t n) {
  double sum = 0;
  if (kernel == SLANT_KERNEL_RBF) {
    for (size_t i = 0; i < n; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return exp(-gamma * sum);
  }
  for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
  return (gamma * sum + 1) * (gamma * sum + 1); /* SLANT_CONTEXT_DEGREE */
}

/* The linear machines, side by side: each sum runs in the order of the features. */
static inline void score_linear(const slant_model *model, const double *z, size_t n_margins, double *margins) {
  double sums[SLANT_MOST_LABELS];
  const double *weights = model->context_weights;
  size_t n = model->n_features;
  for (size_t m = 0; m < n_margins; m++) sums[m] = model->context_bias[m];
  for (size_t d = 0; d < n; d++) {
    for (size_t m = 0; m < n_margins; m++) sums[m] += weights[m * n + d] * z[d];
  }
  for (size_t m = 0; m < n_margins; m++) margins[m] = sums[m];
}

static double score_kernel(const slant_model *model, const double *z, size_t margin) {
  double sum = model->context_bias[margin];
  for (size_t v = model->vector_starts[margin]; v < model->vector_starts[margin + 1]; v++) {
    sum += model->coefficients[v] *
           slant_kernel_value(model->kernel, model->gamma, model->vectors + v * model->n_features, z, model->n_features);
  }
  return sum;
}

void slant_score_context(const slant_model *model, const double *features, double *margins) {
  double z[SLANT_MOST_FEATURES];
  for (size_t d = 0; d < model->n_features; d++) z[d] = slant_context_scaled(features[d], model->mean[d], model->scale[d]);
  if (model->kernel != SLANT_KERNEL_LINEAR) {
    for (size_t m = 0; m < model->n_margins; m++) margins[m] = score_kernel(model, z, m);
  } else if (model->n_margins == 3) {
    score_linear(model, z, 3, margins);
  } else {
    score_linear(model, z, model->n_margins, margins);
  }
}

uint64_t slant_model_article_key(const slant_word *words, size_t n_words) {
  uint64_t key = n_words;
  for (size_t i = 0; i < n_words; i++) key = slant_hash_pair(key, words[i].hash);
  return key;
}

bool slant_model_saw_article(const slant_model *model, uint64_t key) {
  return bsearch(&key, model->training_articles, model->n_training_articles, sizeof key, slant_compare_u64) != NULL;
}
