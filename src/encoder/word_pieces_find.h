/* Inside word pieces: the vocabulary as a table of hashes. */
#ifndef SLANT_ENCODER_WORD_PIECES_FIND_H
#define SLANT_ENCODER_WORD_PIECES_FIND_H

#include "encoder/word_pieces.h"

/* Whether a piece begins a word or continues one; the seed of its hash. */
typedef enum slant_piece_role { SLANT_PIECE_BEGINS, SLANT_PIECE_CONTINUES, SLANT_N_PIECE_ROLES } slant_piece_role;

typedef struct slant_piece_slot {
  uint32_t tag; /* upper half of the hash */
  uint32_t id;  /* SLANT_NO_PIECE: a free slot */
} slant_piece_slot;

#define SLANT_NO_PIECE UINT32_MAX

struct slant_word_pieces {
  const char *text;
  size_t n;
  uint32_t *starts;        /* n + 1: where each line begins; the last is one past the end of the last line's end */
  size_t n_slots;          /* a power of two, at least twice n */
  slant_piece_slot *slots; /* n_slots, by open addressing */
  uint32_t special[SLANT_N_SPECIAL_PIECES];
  size_t longest[SLANT_N_PIECE_ROLES]; /* bytes without "##" */
};

/* The piece whose bytes, without "##", are these; SLANT_NO_PIECE where there is none. */
uint32_t slant_word_pieces_find(const slant_word_pieces *pieces, const char *ptr, size_t len, slant_piece_role role);

#endif
