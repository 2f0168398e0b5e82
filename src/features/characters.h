/* Characters: the n-grams inside a word, as numbered buckets. */
#ifndef SLANT_FEATURES_CHARACTERS_H
#define SLANT_FEATURES_CHARACTERS_H

#include "slant/slant.h"

enum {
  SLANT_CHARACTER_BUCKETS = 1 << 17, /* n-grams are told apart by hash up to here */
  SLANT_MOST_CHARACTER_GRAMS = 126,  /* of one word; letters after the 40th are left out */
};

/* Buckets, each in [0, SLANT_CHARACTER_BUCKETS), of the 3-, 4- and 5-grams of "<word>", sorted, one for each occurrence. `word` is folded,
 * `buckets` has room for SLANT_MOST_CHARACTER_GRAMS. Returns how many. */
size_t slant_character_grams(slant_text word, uint32_t *buckets);

#endif
