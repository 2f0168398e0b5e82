/* Words: where they begin and end by UAX #29, and a hash of each in folded form. */
#ifndef SLANT_TEXT_WORDS_H
#define SLANT_TEXT_WORDS_H

#include "base/buffer.h"
#include "base/hash.h"

/* One word: slant_word_hash of it in folded form, and its bytes in the text that was cut. */
typedef slant_stretch slant_word;

/* A reusable list; a zeroed one is empty. */
typedef struct slant_words {
  slant_word *items;
  size_t n, cap;
  char *small; /* room to work in */
  size_t cap_small;
  uint8_t *sets; /* n, after slant_words_get_sets: room for a number for each word */
  size_t cap_sets;
} slant_words;

/* Replaces the list by the words of `text` (valid UTF-8, below 4 GiB): the UAX #29 segments with a letter or digit in them. */
slant_status slant_words_cut(slant_words *words, slant_text text, slant_error *err);
/* Adds them to the list instead; their places count from the start of `text`. */
slant_status slant_words_add(slant_words *words, slant_text text, slant_error *err);
/* Room at words->sets for a number for each word of the list. */
slant_status slant_words_get_sets(slant_words *words, slant_error *err);
void slant_words_free(slant_words *words);

/* Length in bytes of the first UAX #29 segment of `text`, which is not empty: the next word boundary is there. */
size_t slant_words_boundary(slant_text text);

/* `word` in the form that is hashed: NFKC, case folded, U+2019 as an apostrophe. Appended to `folded`. */
void slant_word_fold(slant_text word, slant_buffer *folded);
uint64_t slant_word_hash(slant_text folded);
/* The hash of two words in a row. */
static inline uint64_t slant_pair_hash(uint64_t first, uint64_t second) { return slant_hash_pair(first, second); }

#endif
