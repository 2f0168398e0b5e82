/* Scoring: table look-ups and one dense product a paragraph.
 * In: words and context features. Out: margins. Sums run in the order of the text, so that threads change nothing. */
#include "model/score.h"

#include <math.h>
#include <stdlib.h>

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

static size_t add_term(const slant_model *model, uint64_t hash, double *sums) {
  const float *weights = slant_model_find_term(model, hash);
  if (weights == NULL) return 0;
  for (size_t m = 0; m < model->n_margins; m++) sums[m] += (double)weights[m];
  return 1;
}

slant_known slant_score_words(const slant_model *model, const slant_word *words, size_t n_words, double *margins) {
  double sums[SLANT_MOST_LABELS] = {0};
  size_t n_pairs = 0;
  slant_known known = {0, 0};
  for (size_t i = 0; i < n_words; i++) {
    known.words += add_term(model, words[i].hash, sums);
    if (i + 1 < n_words) n_pairs += add_term(model, slant_pair_hash(words[i].hash, words[i + 1].hash), sums);
  }
  known.terms = known.words + n_pairs;
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

void slant_score_context(const slant_model *model, const double *features, double *margins) {
  double z[SLANT_MOST_FEATURES];
  for (size_t d = 0; d < model->n_features; d++) z[d] = slant_context_scaled(features[d], model->mean[d], model->scale[d]);
  for (size_t m = 0; m < model->n_margins; m++) {
    double sum = model->context_bias[m];
    if (model->kernel == SLANT_KERNEL_LINEAR) {
      for (size_t d = 0; d < model->n_features; d++) sum += model->context_weights[m * model->n_features + d] * z[d];
    } else {
      for (size_t v = model->vector_starts[m]; v < model->vector_starts[m + 1]; v++) {
        sum += model->coefficients[v] *
               slant_kernel_value(model->kernel, model->gamma, model->vectors + v * model->n_features, z, model->n_features);
      }
    }
    margins[m] = sum;
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
