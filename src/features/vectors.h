/* Vectors: paragraphs as sparse rows of weighted terms. */
#ifndef SLANT_FEATURES_VECTORS_H
#define SLANT_FEATURES_VECTORS_H

#include "features/priors.h"
#include "features/vocabulary.h"

/* Compressed sparse rows. Row r holds the entries [starts[r], starts[r + 1]), by rising column. */
typedef struct slant_vectors {
  size_t n_rows, n_columns;
  size_t *starts;    /* n_rows + 1 */
  uint32_t *columns; /* term numbers, then n_terms + the column of a prior; slant_ranks_number gives other numbers for a while */
  double *values;
  size_t cap_rows, cap_entries;
  slant_prior_sums sums; /* of the row being added */
} slant_vectors;

/* Adds a row: for each term of the vocabulary, count * idf * scale / length; for each column of a prior, the sum of its words'
 * values / length. `priors` may be NULL. A zeroed set is empty. */
slant_status slant_vectors_add(slant_vectors *vectors, const slant_vocabulary *vocabulary, double scale, const slant_priors *priors,
                               const slant_word *words, size_t n_words, slant_error *err);

/* Mean over the rows of their squared length; 0 without rows. */
double slant_vectors_mean_square(const slant_vectors *vectors);

/* Sum of value * weights[column] over row `row`. */
double slant_vectors_dot(const slant_vectors *vectors, size_t row, const double *weights);
void slant_vectors_free(slant_vectors *vectors);

#endif
