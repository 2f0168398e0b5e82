/* Vectors: from terms to sparse rows.
 * In: words and a vocabulary. Out: rows for the solvers. */
#include "features/vectors.h"

#include <stdlib.h>
#include <string.h>

#include "base/compare.h"
#include "base/memory.h"

/* The numbers of the known terms, sorted; one for each occurrence. */
static slant_status known_terms(const slant_vocabulary *vocabulary, const slant_word *words, size_t n_words, uint32_t **out,
                                size_t *n, slant_error *err) {
  size_t n_terms = slant_terms_count(n_words);
  slant_term *terms = NULL;
  *n = 0;
  slant_status status = slant_memory_new(&terms, n_terms, sizeof *terms, err);
  if (status == SLANT_OK) status = slant_memory_new(out, n_terms, sizeof **out, err);
  if (status == SLANT_OK) {
    slant_terms_get(words, n_words, terms);
    for (size_t i = 0; i < n_terms; i++) {
      uint32_t number = slant_vocabulary_find(vocabulary, terms[i].hash);
      if (number != SLANT_NO_TERM) (*out)[(*n)++] = number;
    }
    if (*n > 0) qsort(*out, *n, sizeof **out, slant_compare_u32);
  }
  slant_memory_free(terms);
  return status;
}

static slant_status reserve(slant_vectors *v, size_t n_entries, slant_error *err) {
  size_t used = v->n_rows == 0 ? 0 : v->starts[v->n_rows], cap = v->cap_entries;
  slant_status status = slant_memory_grow(&v->starts, &v->cap_rows, v->n_rows + 2, sizeof *v->starts, err);
  if (status == SLANT_OK) status = slant_memory_grow(&v->columns, &cap, used + n_entries, sizeof *v->columns, err);
  if (status == SLANT_OK) status = slant_memory_grow(&v->values, &v->cap_entries, used + n_entries, sizeof *v->values, err);
  return status;
}

static void add_terms(slant_vectors *v, const slant_vocabulary *vocabulary, double factor, const uint32_t *numbers, size_t n,
                      size_t *at) {
  for (size_t i = 0, run; i < n; i += run) {
    for (run = 1; i + run < n && numbers[i + run] == numbers[i]; run++) continue;
    v->columns[*at] = numbers[i];
    v->values[(*at)++] = (double)run * vocabulary->idf[numbers[i]] * factor;
  }
}

static void add_sums(slant_vectors *v, size_t n_terms, double factor, size_t *at) {
  for (size_t i = 0; i < v->sums.n; i++) {
    v->columns[*at] = (uint32_t)n_terms + v->sums.columns[i];
    v->values[(*at)++] = v->sums.values[v->sums.columns[i]] * factor;
  }
}

slant_status slant_vectors_add(slant_vectors *v, const slant_vocabulary *vocabulary, double scale, const slant_priors *priors,
                               const slant_word *words, size_t n_words, slant_error *err) {
  uint32_t *numbers = NULL;
  size_t n;
  slant_status status = known_terms(vocabulary, words, n_words, &numbers, &n, err);
  if (status == SLANT_OK && priors != NULL) status = slant_priors_sum(priors, words, n_words, &v->sums, err);
  if (status == SLANT_OK) status = reserve(v, n + v->sums.n, err);
  if (status == SLANT_OK) {
    if (v->n_rows == 0) v->starts[0] = 0;
    size_t at = v->starts[v->n_rows];
    double length = n_words == 0 ? 1 : slant_terms_length(n_words);
    add_terms(v, vocabulary, scale / length, numbers, n, &at);
    if (priors != NULL) add_sums(v, vocabulary->n_terms, 1 / length, &at);
    v->starts[++v->n_rows] = at;
    v->n_columns = vocabulary->n_terms + (priors == NULL ? 0 : priors->n_columns);
  }
  slant_memory_free(numbers);
  return status;
}

double slant_vectors_mean_square(const slant_vectors *v) {
  double sum = 0;
  for (size_t i = 0; v->n_rows > 0 && i < v->starts[v->n_rows]; i++) sum += v->values[i] * v->values[i];
  return v->n_rows == 0 ? 0 : sum / (double)v->n_rows;
}

double slant_vectors_dot(const slant_vectors *v, size_t row, const double *weights) {
  double sum = 0;
  for (size_t i = v->starts[row]; i < v->starts[row + 1]; i++) sum += v->values[i] * weights[v->columns[i]];
  return sum;
}

void slant_vectors_free(slant_vectors *v) {
  slant_memory_free(v->starts);
  slant_memory_free(v->columns);
  slant_memory_free(v->values);
  slant_prior_sums_free(&v->sums);
  memset(v, 0, sizeof *v);
}
