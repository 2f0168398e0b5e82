/* Priors: numbers that a word has whether it stands in labelled text or not: its letters, its rating in a lexicon, its word vector. Their
 * sums over the words of a paragraph are features, so that after training they add up to one weight a word. */
#ifndef SLANT_FEATURES_PRIORS_H
#define SLANT_FEATURES_PRIORS_H

#include "features/types.h"

/* One row a type, in compressed sparse rows. A type is a word or a pair of words. Columns: buckets of character n-grams, the ratings
 * above and below 0, the dimensions of the word vectors. */
typedef struct slant_priors {
  slant_types types;
  size_t n_columns;
  size_t n_rows;      /* types with a row */
  size_t *starts;     /* n_rows + 1 */
  uint32_t *columns;
  float *values;
  size_t cap_rows, cap_entries;

  /* what the files say, by type; see priors_files.c */
  float *ratings;     /* 0 where the lexicon does not name it */
  size_t cap_ratings;
  bool *listed;       /* n_listed: whether a file names it */
  size_t n_listed, cap_listed;
  float *vectors;     /* n_dimensions each; zeros where there is none */
  size_t cap_vectors, n_dimensions, n_vectors;
  bool *has_vector;   /* one of zeros counts, too */
  size_t cap_has_vector;
  size_t n_long_phrases; /* of the lexicon, which no term can hold */
} slant_priors;

/* Enters the words of a paragraph as types. */
slant_status slant_priors_add_words(slant_priors *priors, slant_text text, const slant_word *words, size_t n_words, slant_error *err);

/* Reads a lexicon: lines "term<TAB>rating", ratings from -3 to 3; a term is a word or two. Lines that begin with # are passed over,
 * further columns too; longer phrases are counted and left out. Its terms become types. */
slant_status slant_priors_load_lexicon(slant_priors *priors, const char *path, slant_error *err);

/* Reads a list of words, one a line, which become types: words beyond the labelled text that are to have a weight from their letters.
 * What is no single word is passed over. */
slant_status slant_priors_load_words(slant_priors *priors, const char *path, slant_error *err);

/* Reads word vectors in the text form of word2vec and fastText: "word number number ...", as many numbers in each line; a first line of
 * two whole numbers is passed over. Their words become types; of a word that comes again after folding, the first stays. What is no
 * single word is passed over. */
slant_status slant_priors_load_vectors(slant_priors *priors, const char *path, slant_error *err);

/* Makes the rows. `n_paragraphs` paragraphs of `n_words` words each lie one behind the other in `words`: they tell how rare an
 * n-gram is, how frequent a word, and how large the blocks come out, which are scaled to the mean squares given (0 leaves a block out). */
typedef struct slant_prior_sizes {
  double characters, lexicon, vectors;
} slant_prior_sizes;
slant_status slant_priors_finish(slant_priors *priors, const slant_word *const *paragraphs, const size_t *n_words,
                                 size_t n_paragraphs, slant_prior_sizes sizes, slant_error *err);

/* Sums over the terms of a paragraph, by column. A zeroed one is empty and is kept from one paragraph to the next. */
typedef struct slant_prior_sums {
  uint32_t *columns; /* n that have a sum, rising */
  size_t n;
  double *values;    /* n_columns of the priors */
  bool *met;         /* n_columns */
} slant_prior_sums;
slant_status slant_priors_sum(const slant_priors *priors, const slant_word *words, size_t n_words, slant_prior_sums *sums, slant_error *err);
void slant_prior_sums_free(slant_prior_sums *sums);

/* Sum of a type's row times `weights` (n_columns). */
double slant_priors_dot(const slant_priors *priors, size_t type, const double *weights);
/* Whether a lexicon, a list of words or a file of word vectors names the type. */
bool slant_priors_is_listed(const slant_priors *priors, size_t type);
/* Terms that the lexicon rates other than 0. */
size_t slant_priors_n_rated(const slant_priors *priors);
void slant_priors_free(slant_priors *priors);

#endif
