/* Target: a named subject, where it is mentioned, and how near to it every word stands. */
#ifndef SLANT_FEATURES_TARGET_H
#define SLANT_FEATURES_TARGET_H

#include "base/arena.h"
#include "text/words.h"

enum { SLANT_TARGET_MOST_WORDS = 16 };

/* A name as it is looked for: all of its words in a row, or its last word alone; the last one may carry "'s". */
typedef struct slant_target {
  uint64_t words[SLANT_TARGET_MOST_WORDS]; /* n_words hashes */
  size_t n_words;
  uint64_t possessive; /* of the last word */
  bool has_short_form; /* the last word of several has at least SLANT_TARGET_SHORTEST letters, and stands for the whole */
} slant_target;

enum { SLANT_TARGET_SHORTEST = 3 };

/* Parts of a paragraph as the target's mention sees it. */
typedef enum slant_zone { SLANT_ZONE_WHOLE, SLANT_ZONE_LEFT, SLANT_ZONE_RIGHT } slant_zone;
#define SLANT_N_ZONES 3

/* Where a word stands: left or right of the mention nearest to it (of two as near, the one before it), and how much it counts there. A word of a mention, or
 * more than SLANT_TARGET_REACH words away from one, counts 0. */
typedef struct slant_place {
  slant_zone zone;
  double weight; /* exp(-(distance - 1) / SLANT_TARGET_DECAY), distance in words from 1 */
} slant_place;

enum { SLANT_TARGET_REACH = 20, SLANT_TARGET_DECAY = 4 };

/* A name without a word, or with too many, has n_words 0 and is mentioned nowhere. A leading "the", "a" or "an" is left out. */
slant_status slant_target_init(slant_target *target, slant_text name, slant_error *err);

/* Writes a place for each word. Returns how often the target is mentioned. */
size_t slant_target_places(const slant_target *target, const slant_word *words, size_t n_words, slant_place *places);

#endif
