/* Vocabulary: the terms of a collection of paragraphs, how many paragraphs hold each, and its weight by rarity. */
#ifndef SLANT_FEATURES_VOCABULARY_H
#define SLANT_FEATURES_VOCABULARY_H

#include "features/terms.h"

#define SLANT_NO_TERM UINT32_MAX

typedef struct slant_vocabulary {
  /* while counting: open addressing over hashes; afterwards the slots lead to the terms that were kept */
  struct slant_vocabulary_slot *slots;
  size_t cap;      /* slots, a power of two */
  size_t n_seen;   /* different terms met */
  size_t n_terms;  /* kept, numbered by the byte order of their text */
  size_t n_paragraphs;
  uint64_t *hashes;     /* n_terms */
  double *idf;          /* n_terms: ln((1 + n_paragraphs) / (1 + n_with)) + 1 */
  uint32_t *starts;     /* n_terms + 1: term i is texts[starts[i] … starts[i + 1]) */
  slant_buffer texts;
} slant_vocabulary;

/* Counts the terms of one paragraph. A zeroed vocabulary is empty. `scratch` is reused between calls. */
slant_status slant_vocabulary_count(slant_vocabulary *vocabulary, slant_text text, const slant_term *terms, size_t n_terms,
                                    slant_error *err);

/* The same for all terms that the words of a paragraph give. */
slant_status slant_vocabulary_count_words(slant_vocabulary *vocabulary, slant_text text, const slant_word *words, size_t n_words,
                                          slant_error *err);

/* Keeps the terms of at least `min_count` paragraphs and numbers them by the byte order of their text, so that the order of
 * counting leaves no trace. */
slant_status slant_vocabulary_finish(slant_vocabulary *vocabulary, size_t min_count, slant_error *err);

/* Number of the term with that hash; SLANT_NO_TERM where it was not kept. */
uint32_t slant_vocabulary_find(const slant_vocabulary *vocabulary, uint64_t hash);
slant_text slant_vocabulary_text(const slant_vocabulary *vocabulary, uint32_t term);
void slant_vocabulary_free(slant_vocabulary *vocabulary);

#endif
