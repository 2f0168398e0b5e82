/* Priors: numbers that every word has, whether it stands in labelled text or not: its letters, its rating in a lexicon. Their sums
 * over the words of a paragraph are features, so that after training they add up to one weight a word. */
#ifndef SLANT_FEATURES_PRIORS_H
#define SLANT_FEATURES_PRIORS_H

#include "features/types.h"

/* One row a type, in compressed sparse rows. Columns: buckets of character n-grams, then the ratings above and below 0. */
typedef struct slant_priors {
  slant_types types;
  size_t n_columns;
  size_t n_rows;      /* types with a row */
  size_t *starts;     /* n_rows + 1 */
  uint32_t *columns;
  float *values;
  size_t cap_rows, cap_entries;
  float *ratings;     /* by type; 0 where the lexicon does not name it */
  size_t cap_ratings;
} slant_priors;

/* Enters the words of a paragraph as types. */
slant_status slant_priors_add_words(slant_priors *priors, slant_text text, const slant_word *words, size_t n_words, slant_error *err);

/* Reads a lexicon: lines "word<TAB>rating", ratings from -3 to 3; lines that begin with # are passed over. Its words become types. */
slant_status slant_priors_load_lexicon(slant_priors *priors, const char *path, slant_error *err);

/* Reads a list of words, one a line, which become types: words beyond the labelled text that are to have a weight from their letters. */
slant_status slant_priors_load_words(slant_priors *priors, const char *path, slant_error *err);

/* Makes the rows. `n_paragraphs` paragraphs of `n_words` words each lie one behind the other in `words`: they tell how rare an
 * n-gram is, and how large the blocks come out, which are scaled to the mean squares given (0 leaves a block out). */
typedef struct slant_prior_sizes {
  double characters, lexicon;
} slant_prior_sizes;
slant_status slant_priors_finish(slant_priors *priors, const slant_word *const *paragraphs, const size_t *n_words,
                                 size_t n_paragraphs, slant_prior_sizes sizes, slant_error *err);

/* Sum of a type's row times `weights` (n_columns). */
double slant_priors_dot(const slant_priors *priors, size_t type, const double *weights);
/* Words that the lexicon rates other than 0. */
size_t slant_priors_n_rated(const slant_priors *priors);
void slant_priors_free(slant_priors *priors);

#endif
