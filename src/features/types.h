/* Types: different words and pairs of words, each with its folded text and a number. */
#ifndef SLANT_FEATURES_TYPES_H
#define SLANT_FEATURES_TYPES_H

#include "text/words.h"

#define SLANT_NO_TYPE UINT32_MAX

/* A zeroed one is empty. Types are numbered from 0 in the order of entering. */
typedef struct slant_types {
  struct slant_type_slot *slots; /* open addressing over hashes */
  size_t cap, n;
  uint64_t *hashes;  /* n */
  uint32_t *starts;  /* n + 1: type i is texts[starts[i] … starts[i + 1]) */
  size_t cap_hashes, cap_starts;
  slant_buffer texts;
} slant_types;

/* Enters the word at `word` in `text`, unless it is there. *number may be NULL. */
slant_status slant_types_add(slant_types *types, slant_text text, const slant_word *word, uint32_t *number, slant_error *err);

/* Enters a word, or two with a space between, that is folded already. */
slant_status slant_types_add_folded(slant_types *types, slant_text folded, uint32_t *number, slant_error *err);

/* Number of the type with that hash; SLANT_NO_TYPE where there is none. */
uint32_t slant_types_find(const slant_types *types, uint64_t hash);
slant_text slant_types_text(const slant_types *types, size_t number);
void slant_types_free(slant_types *types);

#endif
