/* Scoring: table look-ups and one dense product a paragraph.
 * In: words and context features. Out: margins. Sums run in the order of the text, so that threads change nothing. */
#include "model/score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/compare.h"
#include "base/hash.h"
#include "features/context.h"
#include "features/terms.h"

static const float *find_slot(const slant_model *model, uint64_t hash) {
  size_t mask = model->n_slots - 1, at = (size_t)hash & mask;
  while (model->keys[at] != 0) {
    if (model->keys[at] == hash) return model->weights + at * model->n_margins;
    at = (at + 1) & mask;
  }
  return NULL;
}

/* So many words ahead of the sums, memory is asked for the terms: far enough that it has answered when they are added. */
enum { WORDS_AHEAD = 32 };

static inline const slant_term_table *ready_table(const slant_model *model) {
  return atomic_load_explicit(&model->lookups->ready, memory_order_acquire);
}

const float *slant_model_find_term(const slant_model *model, uint64_t hash) {
  const slant_term_table *table = ready_table(model);
  if (table == NULL) return find_slot(model, hash);
  const slant_term_bucket *bucket = &table->buckets[(size_t)hash & table->mask];
  for (size_t i = 0; i < SLANT_TERM_BUCKET; i++) {
    if (bucket->keys[i] == hash) return hash == 0 ? NULL : bucket->weights[i];
  }
  if ((bucket->over & slant_term_over_bit(hash)) == 0) return NULL;
  const float *weights = slant_term_table_find_over(table, hash);
  return weights == NULL && (bucket->over & SLANT_TERM_LOST) != 0 ? find_slot(model, hash) : weights;
}

static const float nothing[SLANT_TERM_MARGINS];

/* Asks memory for the terms that begin with the first of two words. Returns the hash of the pair. */
static inline uint64_t ask_for(const slant_term_table *table, const slant_word *words) {
  uint64_t pair = slant_pair_hash(words[0].hash, words[1].hash);
  __builtin_prefetch(&table->buckets[(size_t)words[0].hash & table->mask]);
  __builtin_prefetch(&table->buckets[(size_t)pair & table->mask]);
  return pair;
}

/* The weights of a term that did not fit into its bucket, zeros for what the model does not know. `room` is for a copy. */
static const float *find_over(const slant_model *model, const slant_term_table *table, uint64_t hash, bool may_be_lost,
                              float room[SLANT_TERM_MARGINS], size_t *n_known) {
  const float *weights = slant_term_table_find_over(table, hash);
  if (weights == NULL && may_be_lost) {
    const float *own = find_slot(model, hash);
    if (own != NULL) weights = memcpy(room, own, model->n_margins * sizeof *room);
  }
  *n_known += weights != NULL;
  return weights == NULL ? nothing : weights;
}

/* The weights of a term, zeros for what the model does not know; *n_known counts those it does. Which terms are known is not to
 * be foreseen, so there is no branch on that. `room` is for the few that have none in their bucket. */
static inline const float *find_weights(const slant_model *model, const slant_term_table *table, uint64_t hash,
                                        float room[SLANT_TERM_MARGINS], size_t *n_known) {
  const slant_term_bucket *bucket = &table->buckets[(size_t)hash & table->mask];
  size_t second = bucket->keys[1] == hash, third = bucket->keys[2] == hash, known = (size_t)(bucket->keys[0] == hash) | second | third;
  known &= hash != 0; /* which free places hold */
  if (known == 0 && (bucket->over & slant_term_over_bit(hash)) != 0) {
    return find_over(model, table, hash, (bucket->over & SLANT_TERM_LOST) != 0, room, n_known);
  }
  uintptr_t mask = (uintptr_t)0 - known, found = (uintptr_t)bucket->weights[second + 2 * third];
  *n_known += known;
  return (const float *)((found & mask) | ((uintptr_t)nothing & ~mask));
}

/* What the terms of a text come to. */
typedef struct term_sums {
  double a, b, c;
  size_t n_words, n_pairs; /* that the model knows */
} term_sums;

static inline void add_fast(const slant_model *model, const slant_term_table *table, uint64_t hash, term_sums *sums, size_t *n_known) {
  float room[SLANT_TERM_MARGINS] = {0};
  const float *weights = find_weights(model, table, hash, room, n_known);
  sums->a += (double)weights[0];
  sums->b += (double)weights[1];
  sums->c += (double)weights[2];
}

/* The sums of all terms, by the table; zeros change no sum. */
static slant_known sum_fast(const slant_model *model, const slant_term_table *table, const slant_word *words, size_t n_words,
                            size_t n_behind, double *margins) {
  uint64_t pairs[WORDS_AHEAD];
  term_sums sums = {0};
  size_t n_pairs = n_words == 0 ? 0 : n_words - 1, n_to_ask = n_pairs + n_behind;
  for (size_t i = 0; i < n_pairs && i < WORDS_AHEAD; i++) pairs[i] = ask_for(table, words + i);
  for (size_t i = 0; i < n_pairs; i++) {
    uint64_t pair = pairs[i % WORDS_AHEAD];
    if (i + WORDS_AHEAD < n_to_ask) pairs[i % WORDS_AHEAD] = ask_for(table, words + i + WORDS_AHEAD);
    add_fast(model, table, words[i].hash, &sums, &sums.n_words);
    add_fast(model, table, pair, &sums, &sums.n_pairs);
  }
  if (n_words > 0) add_fast(model, table, words[n_pairs].hash, &sums, &sums.n_words);
  const double all[SLANT_TERM_MARGINS] = {sums.a, sums.b, sums.c};
  for (size_t m = 0; m < model->n_margins; m++) margins[m] = all[m];
  return (slant_known){sums.n_words, sums.n_words + sums.n_pairs};
}

static size_t add_slow(const slant_model *model, uint64_t hash, double *sums) {
  const float *weights = find_slot(model, hash);
  for (size_t m = 0; weights != NULL && m < model->n_margins; m++) sums[m] += (double)weights[m];
  return weights != NULL;
}

/* The same without the table: of a model with more margins than it holds, and until it pays to make it. */
static slant_known sum_slow(const slant_model *model, const slant_word *words, size_t n_words, double *sums) {
  slant_term_lookups_count(model->lookups, n_words, model->keys, model->weights, model->n_slots, model->n_margins);
  slant_known known = {0, 0};
  for (size_t i = 0; i < n_words; i++) {
    size_t is_known = add_slow(model, words[i].hash, sums);
    known.words += is_known;
    known.terms += is_known;
    if (i + 1 < n_words) known.terms += add_slow(model, slant_pair_hash(words[i].hash, words[i + 1].hash), sums);
  }
  return known;
}

slant_known slant_score_words(const slant_model *model, const slant_word *words, size_t n_words, size_t n_behind, double *margins) {
  double sums[SLANT_MOST_LABELS] = {0};
  const slant_term_table *table = ready_table(model);
  slant_known known = table != NULL ? sum_fast(model, table, words, n_words, n_behind, sums) : sum_slow(model, words, n_words, sums);
  double length = n_words == 0 ? 1 : slant_terms_length(n_words);
  for (size_t m = 0; m < model->n_margins; m++) margins[m] = model->bias[m] + sums[m] / length;
  return known;
}

slant_status slant_score_title(const slant_model *model, const slant_article *article, double *margins, slant_error *err) {
  slant_words words = {0};
  for (size_t m = 0; m < model->n_margins; m++) margins[m] = (double)NAN;
  slant_status status = slant_words_cut(&words, article->fields[SLANT_TITLE], err);
  if (status == SLANT_OK && words.n > 0) (void)slant_score_words(model, words.items, words.n, 0, margins);
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
static inline void score_linear(const slant_judge *judge, const double *z, size_t n_margins, double *margins) {
  double sums[SLANT_MOST_LABELS];
  size_t n = judge->n_features;
  for (size_t m = 0; m < n_margins; m++) sums[m] = judge->bias[m];
  for (size_t d = 0; d < n; d++) {
    for (size_t m = 0; m < n_margins; m++) sums[m] += judge->weights[m * n + d] * z[d];
  }
  for (size_t m = 0; m < n_margins; m++) margins[m] = sums[m];
}

static double score_kernel(const slant_judge *judge, const double *z, size_t margin) {
  double sum = judge->bias[margin];
  size_t n = judge->n_features;
  for (size_t v = judge->vector_starts[margin]; v < judge->vector_starts[margin + 1]; v++) {
    sum += judge->coefficients[v] * slant_kernel_value(judge->kernel, judge->gamma, judge->vectors + v * n, z, n);
  }
  return sum;
}

void slant_score_context(const slant_model *model, slant_decided decided, const double *context, const double *readings, double *margins) {
  const slant_judge *judge = &model->judges[decided];
  size_t n_context = model->judges[SLANT_BY_TABLE].n_features;
  double z[SLANT_MOST_FEATURES];
  for (size_t d = 0; d < n_context; d++) z[d] = slant_context_scaled(context[d], judge->mean[d], judge->scale[d]);
  for (size_t d = n_context; d < judge->n_features; d++) z[d] = slant_context_scaled(readings[d - n_context], judge->mean[d], judge->scale[d]);
  if (judge->kernel != SLANT_KERNEL_LINEAR) {
    for (size_t m = 0; m < model->n_margins; m++) margins[m] = score_kernel(judge, z, m);
  } else if (model->n_margins == 3) {
    score_linear(judge, z, 3, margins);
  } else {
    score_linear(judge, z, model->n_margins, margins);
  }
}

size_t slant_judge_n_features(slant_decided decided, const slant_labels *labels) {
  return slant_context_size(slant_labels_n_margins(labels)) + (decided == SLANT_BY_ENCODER ? labels->n : 0);
}

uint64_t slant_model_article_key(const slant_word *words, size_t n_words) {
  uint64_t key = n_words;
  for (size_t i = 0; i < n_words; i++) key = slant_hash_pair(key, words[i].hash);
  return key;
}

bool slant_model_saw_article(const slant_model *model, uint64_t key) {
  return bsearch(&key, model->training_articles, model->n_training_articles, sizeof key, slant_compare_u64) != NULL;
}
