/* Word facts: what datasets/furniture and datasets/languages say of words, pairs and phrases, as constant tables made at build time.
 *
 * Each table is a perfect hash: a group of hashes shares a displacement that keeps all of them apart (F. C. Botelho et al., "Practical
 * perfect hashing in nearly optimal space", Information Systems 2013, in its simplest form), so that a look-up is one comparison without a
 * loop. A hash that no entry has finds zeros. */
#ifndef SLANT_TEXT_WORD_FACTS_H
#define SLANT_TEXT_WORD_FACTS_H

#include <stddef.h>
#include <stdint.h>

/* The sizes, all powers of two; tools/generate/word_facts_table.c keeps to them or fails. */
enum {
  SLANT_FACT_GROUPS = 1 << 11,
  SLANT_FACT_SLOTS = 1 << 13,
  SLANT_FACT_PAIR_GROUPS = 1 << 12,
  SLANT_FACT_PAIR_SLOTS = 1 << 14,
  SLANT_PHRASE_GROUPS = 1 << 9,
  SLANT_PHRASE_SLOTS = 1 << 11,
  SLANT_LONGEST_PHRASE = 5,
  SLANT_MOST_LANGUAGE_SETS = 128,
};

typedef struct slant_word_fact {
  uint64_t hash;
  int16_t furniture;     /* weight, in SLANT_FURNITURE_UNIT */
  uint8_t languages;     /* number of the set of languages that have it as a function word; 0: none */
  uint8_t opening;       /* most words of a block that a phrase which begins with it can mark, at the block's start, … */
  uint8_t inside;        /* … and anywhere: 0 where no phrase in markers.tsv begins so */
} slant_word_fact;

/* A pair of words and its weight, side by side and without a gap: most look-ups are for pairs that have none, and all over the table. */
typedef struct __attribute__((packed)) slant_fact_pair {
  uint64_t hash;
  int16_t furniture;
} slant_fact_pair;

/* A phrase or the beginning of one; limits as in markers.tsv, all 0 for what is a beginning alone. */
typedef struct slant_phrase {
  uint64_t hash;
  uint8_t limits[3];
} slant_phrase;

extern const uint16_t slant_fact_displacements[SLANT_FACT_GROUPS];
extern const slant_word_fact slant_facts[SLANT_FACT_SLOTS];
extern const uint16_t slant_fact_pair_displacements[SLANT_FACT_PAIR_GROUPS];
extern const slant_fact_pair slant_fact_pairs[SLANT_FACT_PAIR_SLOTS];
extern const uint16_t slant_phrase_displacements[SLANT_PHRASE_GROUPS];
extern const slant_phrase slant_phrases[SLANT_PHRASE_SLOTS];

/* Where `hash` stands in a table, if it does; its group by the highest bits. */
static inline size_t slant_fact_place(uint64_t hash, size_t displacement, size_t n_slots) {
  return (size_t)(hash + displacement * (hash >> 20 | 1)) & (n_slots - 1);
}
static inline size_t slant_fact_group(uint64_t hash, size_t n_groups) { return (size_t)((hash >> 32) * n_groups >> 32); }

/* What is known of a word by its hash; its `hash` is another where nothing is. */
static inline const slant_word_fact *slant_fact_find(uint64_t hash) {
  return &slant_facts[slant_fact_place(hash, slant_fact_displacements[slant_fact_group(hash, SLANT_FACT_GROUPS)], SLANT_FACT_SLOTS)];
}

/* The weight of a word, or of a pair, as furniture; 0 where there is none. Without a branch, which could not be foreseen. */
static inline int32_t slant_fact_furniture(uint64_t hash) {
  const slant_word_fact *fact = slant_fact_find(hash);
  return fact->furniture & -(int32_t)(fact->hash == hash);
}
static inline int32_t slant_fact_pair_furniture(uint64_t hash) {
  size_t displacement = slant_fact_pair_displacements[slant_fact_group(hash, SLANT_FACT_PAIR_GROUPS)];
  const slant_fact_pair *pair = &slant_fact_pairs[slant_fact_place(hash, displacement, SLANT_FACT_PAIR_SLOTS)];
  return pair->furniture & -(int32_t)(pair->hash == hash);
}

/* NULL where no phrase begins so. */
static inline const slant_phrase *slant_phrase_find(uint64_t hash) {
  size_t displacement = slant_phrase_displacements[slant_fact_group(hash, SLANT_PHRASE_GROUPS)];
  const slant_phrase *phrase = &slant_phrases[slant_fact_place(hash, displacement, SLANT_PHRASE_SLOTS)];
  return phrase->hash == hash ? phrase : NULL;
}

#endif
