/* Word pieces: text as numbers, the way uncased BERT encoders read it.
 *
 * The algorithm is WordPiece by the longest match first (Wu et al., "Google's neural machine translation system", 2016, as BERT has it):
 * words in the normalised forms of encoder/letter_forms.h are cut from the left into the longest pieces that the vocabulary has; pieces
 * inside a word stand there with "##" before them. A word that cannot be cut so, or has more than 100 characters, is one [UNK]. The numbers
 * are those of the `tokenizers` package, but that a text which spells "[SEP]" or the like is read as text. */
#ifndef SLANT_ENCODER_WORD_PIECES_H
#define SLANT_ENCODER_WORD_PIECES_H

#include "base/error.h"

enum { SLANT_MOST_PIECES = 1 << 20, SLANT_LONGEST_PIECE = 200 /* bytes, with "##" */, SLANT_PIECES_WORD = 100 /* characters */ };

/* The pieces that every vocabulary has. */
typedef enum slant_special_piece {
  SLANT_PIECE_PAD,
  SLANT_PIECE_UNKNOWN,
  SLANT_PIECE_CLS,
  SLANT_PIECE_SEP,
  SLANT_N_SPECIAL_PIECES,
} slant_special_piece;

/* A vocabulary. It does not change once it is open: any number of threads may cut by it. */
typedef struct slant_word_pieces slant_word_pieces;

/* `text` is a vocab.txt: a piece a line, numbered from 0; the last line may lack its end. Borrowed until close. New. A text that is empty,
 * is not valid UTF-8, has an empty line or a piece twice, lacks a special piece, or goes past the limits is SLANT_E_MODEL. */
slant_status slant_word_pieces_open(slant_word_pieces **out, slant_text text, slant_error *err);
size_t slant_word_pieces_count(const slant_word_pieces *pieces);
uint32_t slant_word_pieces_special(const slant_word_pieces *pieces, slant_special_piece which);
/* NULL is allowed. */
void slant_word_pieces_close(slant_word_pieces *pieces);

/* Bytes [start, end) of the text that was cut. */
typedef struct slant_piece_place {
  uint32_t start, end;
} slant_piece_place;

/* The pieces of `text` (any bytes, below 4 GiB; bad ones count as U+FFFD, which is dropped) into `ids`, and the place of the word that each
 * belongs to into `places`, unless that is NULL; both have room for `capacity`. Special pieces are not added. Returns how many there are;
 * what comes after the first `capacity` is not read. Allocates nothing. */
size_t slant_word_pieces_cut(const slant_word_pieces *pieces, slant_text text, uint32_t *ids, slant_piece_place *places, size_t capacity);

#endif
