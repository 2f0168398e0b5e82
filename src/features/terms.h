/* Terms: the words and word pairs of a paragraph, in the order of the text. */
#ifndef SLANT_FEATURES_TERMS_H
#define SLANT_FEATURES_TERMS_H

#include "text/words.h"

enum { SLANT_TERM_MOST_WORDS = 2 };

/* One occurrence of a term. */
typedef struct slant_term {
  uint64_t hash;
  uint32_t start, end; /* bytes in the paragraph */
} slant_term;

/* Terms that `n_words` words give: every word, and every two in a row. */
size_t slant_terms_count(size_t n_words);

/* Writes slant_terms_count(n_words) terms: word, pair with the next word, word, … */
void slant_terms_get(const slant_word *words, size_t n_words, slant_term *terms);

/* What every term of a paragraph is divided by, so that long and short ones compare: the square root of its words. */
double slant_terms_length(size_t n_words);

/* The term as it stands in the vocabulary: folded words with a space between. Appended to `folded`; `text` is the paragraph. */
void slant_term_fold(slant_text text, const slant_term *term, slant_buffer *folded);

/* The hash of a term as it stands in the vocabulary. */
uint64_t slant_term_hash(slant_text folded);

#endif
