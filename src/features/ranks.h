/* Ranks: columns of vectors numbered by how often they occur. */
#ifndef SLANT_FEATURES_RANKS_H
#define SLANT_FEATURES_RANKS_H

#include "features/vectors.h"

/* A zeroed one is empty. */
typedef struct slant_ranks {
  uint32_t *rank_of, *column_of; /* n_columns: the new number of each column, and the other way round */
  size_t n_columns;
} slant_ranks;

/* Numbers the columns of `vectors` anew, the most frequent one first, ties by their old numbers, until slant_ranks_restore gives the old
 * numbers back. Entries of a row keep their order, so that sums over them keep every bit: rows do not rise by column meanwhile. A solver then
 * finds the weights that it needs most in few cache lines. */
slant_status slant_ranks_number(slant_ranks *ranks, slant_vectors *vectors, slant_error *err);
void slant_ranks_restore(const slant_ranks *ranks, slant_vectors *vectors);

/* Puts weights by new number (n_columns) into the order of the old numbers. */
slant_status slant_ranks_restore_weights(const slant_ranks *ranks, double *weights, slant_error *err);
void slant_ranks_free(slant_ranks *ranks);

#endif
