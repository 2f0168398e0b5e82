/* Priors: character n-grams, ratings and vectors of words.
 * In: word types with what files say of them. Out: one sparse row a type, each block scaled as a whole. */
#include "features/priors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/compare.h"
#include "base/memory.h"
#include "features/characters.h"
#include "features/terms.h"

/* columns of the ratings; the vectors' dimensions stand behind them */
enum { ABOVE = SLANT_CHARACTER_BUCKETS, BELOW, FIRST_DIMENSION };
enum { CHARACTERS, LEXICON, VECTORS, N_BLOCKS };

/* Vectors of frequent words count less: a / (a + p), p the word's share of all words (Arora et al., ICLR 2017). */
static const double common_share = 1e-3;

static size_t block_of(size_t column) { return column < ABOVE ? CHARACTERS : column < FIRST_DIMENSION ? LEXICON : VECTORS; }

slant_status slant_priors_add_words(slant_priors *p, slant_text text, const slant_word *words, size_t n_words, slant_error *err) {
  for (size_t i = 0; i < n_words; i++) {
    slant_status status = slant_types_add(&p->types, text, &words[i], NULL, err);
    if (status != SLANT_OK) return status;
  }
  return SLANT_OK;
}

/* Calls `visit` with each term of a paragraph that is a type. */
static void each_type(const slant_priors *p, const slant_word *words, size_t n_words, void (*visit)(void *, uint32_t), void *context) {
  for (size_t i = 0; i < n_words; i++) {
    uint32_t type = slant_types_find(&p->types, words[i].hash);
    if (type != SLANT_NO_TYPE) visit(context, type);
    if (i + 1 == n_words) break;
    type = slant_types_find(&p->types, slant_pair_hash(words[i].hash, words[i + 1].hash));
    if (type != SLANT_NO_TYPE) visit(context, type);
  }
}

static slant_status add_entry(slant_priors *p, size_t column, double value, slant_error *err) {
  size_t n = p->starts[p->n_rows + 1], cap = p->cap_entries;
  slant_status status = slant_memory_grow(&p->columns, &cap, n + 1, sizeof *p->columns, err);
  if (status == SLANT_OK) status = slant_memory_grow(&p->values, &p->cap_entries, n + 1, sizeof *p->values, err);
  if (status != SLANT_OK) return status;
  p->columns[n] = (uint32_t)column;
  p->values[n] = (float)value;
  p->starts[p->n_rows + 1]++;
  return SLANT_OK;
}

static slant_status add_characters(slant_priors *p, slant_text word, slant_error *err) {
  uint32_t buckets[SLANT_MOST_CHARACTER_GRAMS];
  size_t n = memchr(word.ptr, ' ', word.len) == NULL ? slant_character_grams(word, buckets) : 0;
  slant_status status = SLANT_OK;
  for (size_t i = 0, run; i < n && status == SLANT_OK; i += run) {
    for (run = 1; i + run < n && buckets[i + run] == buckets[i]; run++) continue;
    status = add_entry(p, buckets[i], (double)run, err);
  }
  return status;
}

static slant_status add_row(slant_priors *p, slant_prior_sizes sizes, double vector_factor, slant_error *err) {
  size_t type = p->n_rows, d = p->n_dimensions;
  double rating = sizes.lexicon > 0 && type < p->cap_ratings ? (double)p->ratings[type] : 0;
  bool has_vector = sizes.vectors > 0 && d > 0 && (type + 1) * d <= p->cap_vectors;
  slant_status status = slant_memory_grow(&p->starts, &p->cap_rows, type + 2, sizeof *p->starts, err);
  if (status != SLANT_OK) return status;
  if (type == 0) p->starts[0] = 0;
  p->starts[type + 1] = p->starts[type];
  if (sizes.characters > 0) status = add_characters(p, slant_types_text(&p->types, type), err);
  if (status == SLANT_OK && rating > 0) status = add_entry(p, ABOVE, rating, err);
  if (status == SLANT_OK && rating < 0) status = add_entry(p, BELOW, -rating, err);
  for (size_t i = 0; i < d && has_vector && status == SLANT_OK; i++) {
    double value = (double)p->vectors[type * d + i] * vector_factor;
    if (value < 0 || value > 0) status = add_entry(p, FIRST_DIMENSION + i, value, err);
  }
  p->n_rows++;
  return status;
}

typedef struct collection {
  const slant_word *const *paragraphs;
  const size_t *n_words;
  size_t n_paragraphs;
} collection;

static void count_type(void *context, uint32_t type) { ((double *)context)[type] += 1; }

static slant_status add_rows(slant_priors *p, const collection *c, slant_prior_sizes sizes, slant_error *err) {
  double *counts = NULL, total = 0;
  slant_status status = slant_memory_new(&counts, p->types.n, sizeof *counts, err);
  for (size_t i = 0; i < c->n_paragraphs && status == SLANT_OK; i++) {
    each_type(p, c->paragraphs[i], c->n_words[i], count_type, counts);
    total += (double)c->n_words[i];
  }
  for (size_t t = 0; t < p->types.n && status == SLANT_OK; t++) {
    status = add_row(p, sizes, total > 0 ? common_share / (common_share + counts[t] / total) : 1, err);
  }
  slant_memory_free(counts);
  return status;
}

/* What each_type hands to add_type. */
typedef struct summing {
  const slant_priors *p;
  slant_prior_sums *sums;
} summing;

static void add_type(void *context, uint32_t type) {
  const summing *s = context;
  for (size_t e = s->p->starts[type]; e < s->p->starts[type + 1]; e++) {
    uint32_t column = s->p->columns[e];
    if (!s->sums->met[column]) s->sums->columns[s->sums->n++] = column;
    s->sums->met[column] = true;
    s->sums->values[column] += (double)s->p->values[e];
  }
}

slant_status slant_priors_sum(const slant_priors *p, const slant_word *words, size_t n_words, slant_prior_sums *sums, slant_error *err) {
  slant_status status = SLANT_OK;
  if (sums->values == NULL) status = slant_memory_new(&sums->values, p->n_columns, sizeof *sums->values, err);
  if (sums->met == NULL && status == SLANT_OK) status = slant_memory_new(&sums->met, p->n_columns, sizeof *sums->met, err);
  if (sums->columns == NULL && status == SLANT_OK) status = slant_memory_new(&sums->columns, p->n_columns, sizeof *sums->columns, err);
  if (status != SLANT_OK) return status;
  for (size_t k = 0; k < sums->n; k++) {
    sums->values[sums->columns[k]] = 0;
    sums->met[sums->columns[k]] = false;
  }
  sums->n = 0;
  summing s = {p, sums};
  each_type(p, words, n_words, add_type, &s);
  if (sums->n > 0) qsort(sums->columns, sums->n, sizeof *sums->columns, slant_compare_u32);
  return SLANT_OK;
}

void slant_prior_sums_free(slant_prior_sums *sums) {
  slant_memory_free(sums->values);
  slant_memory_free(sums->met);
  slant_memory_free(sums->columns);
  memset(sums, 0, sizeof *sums);
}

/* Adds up every paragraph: how many have a column goes into `idf`, the mean squares of the blocks into `squares`; either may be NULL. */
static slant_status look_at(const slant_priors *p, const collection *c, slant_prior_sums *sums, double *idf, double *squares, slant_error *err) {
  for (size_t i = 0; i < c->n_paragraphs; i++) {
    slant_status status = slant_priors_sum(p, c->paragraphs[i], c->n_words[i], sums, err);
    if (status != SLANT_OK) return status;
    for (size_t k = 0; k < sums->n; k++) {
      double value = sums->values[sums->columns[k]];
      if (idf != NULL) idf[sums->columns[k]] += 1;
      if (squares != NULL) squares[block_of(sums->columns[k])] += value * value / (double)c->n_words[i] / (double)c->n_paragraphs;
    }
  }
  return SLANT_OK;
}

/* Multiplies n-grams by their inverse document frequency. */
static slant_status weigh_characters(slant_priors *p, const collection *c, slant_prior_sums *sums, slant_error *err) {
  double *idf = NULL;
  slant_status status = slant_memory_new(&idf, p->n_columns, sizeof *idf, err);
  if (status == SLANT_OK) status = look_at(p, c, sums, idf, NULL, err);
  for (size_t e = 0; status == SLANT_OK && e < p->starts[p->n_rows]; e++) {
    if (block_of(p->columns[e]) != CHARACTERS) continue;
    double factor = log((1 + (double)c->n_paragraphs) / (1 + idf[p->columns[e]])) + 1;
    p->values[e] = (float)((double)p->values[e] * factor);
  }
  slant_memory_free(idf);
  return status;
}

/* Multiplies each block by what brings its mean square to the size asked. */
static slant_status size_blocks(slant_priors *p, const collection *c, slant_prior_sizes sizes, slant_prior_sums *sums, slant_error *err) {
  double squares[N_BLOCKS] = {0}, asked[N_BLOCKS] = {sizes.characters, sizes.lexicon, sizes.vectors};
  slant_status status = look_at(p, c, sums, NULL, squares, err);
  for (size_t e = 0; status == SLANT_OK && e < p->starts[p->n_rows]; e++) {
    size_t block = block_of(p->columns[e]);
    if (squares[block] > 0) p->values[e] = (float)((double)p->values[e] * sqrt(asked[block] / squares[block]));
  }
  return status;
}

slant_status slant_priors_finish(slant_priors *p, const slant_word *const *paragraphs, const size_t *n_words, size_t n_paragraphs,
                                 slant_prior_sizes sizes, slant_error *err) {
  collection c = {paragraphs, n_words, n_paragraphs};
  slant_prior_sums sums = {0};
  p->n_columns = FIRST_DIMENSION + p->n_dimensions;
  slant_status status = add_rows(p, &c, sizes, err);
  if (status == SLANT_OK && p->n_rows > 0) status = weigh_characters(p, &c, &sums, err);
  if (status == SLANT_OK && p->n_rows > 0) status = size_blocks(p, &c, sizes, &sums, err);
  slant_prior_sums_free(&sums);
  return status;
}

double slant_priors_dot(const slant_priors *p, size_t type, const double *weights) {
  double sum = 0;
  for (size_t e = p->starts[type]; e < p->starts[type + 1]; e++) sum += (double)p->values[e] * weights[p->columns[e]];
  return sum;
}

size_t slant_priors_n_rated(const slant_priors *p) {
  size_t n = 0;
  for (size_t i = 0; i < p->cap_ratings && i < p->types.n; i++) n += p->ratings[i] > 0 || p->ratings[i] < 0;
  return n;
}

void slant_priors_free(slant_priors *p) {
  slant_types_free(&p->types);
  slant_memory_free(p->starts);
  slant_memory_free(p->columns);
  slant_memory_free(p->values);
  slant_memory_free(p->ratings);
  slant_memory_free(p->listed);
  slant_memory_free(p->vectors);
  slant_memory_free(p->has_vector);
  memset(p, 0, sizeof *p);
}
