/* Furniture shapes: how a block looks, whatever its words are. */
#ifndef SLANT_TEXT_FURNITURE_SHAPES_H
#define SLANT_TEXT_FURNITURE_SHAPES_H

#include "text/furniture.h"

/* What a shape is about, in the order of SLANT_SHAPE_GROUP_NAMES. */
typedef enum slant_shape_group {
  SLANT_SHAPE_LENGTH,
  SLANT_SHAPE_END,
  SLANT_SHAPE_BEGINNING,
  SLANT_SHAPE_CAPITALISED,
  SLANT_SHAPE_SHOUTED,
  SLANT_SHAPE_NUMBERS,
  SLANT_SHAPE_SITE,
  SLANT_SHAPE_SIGN,
  SLANT_SHAPE_COLON,
  SLANT_SHAPE_LINES,
} slant_shape_group;
#define SLANT_N_SHAPE_GROUPS 10
#define SLANT_SHAPE_GROUP_NAMES "len", "end", "beg", "cap", "acr", "num", "url", "has", "col", "lin"
#define SLANT_N_SHAPE_LENGTHS 5 /* none, a to d */

/* "@GROUP_KIND" and, unless it is NUL, a letter for the block's length. */
typedef struct slant_shape {
  uint8_t group; /* of slant_shape_group */
  char kind;     /* ASCII */
  char length;
} slant_shape;

/* Upper case in Latin-1 and Cyrillic: enough to see capitalised words in most of the press that uses capitals. */
static inline bool slant_shape_is_upper(uint32_t c) {
  return c < 0x80 ? c - 'A' < 26u : (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F);
}

/* The shapes that hold for the block. `n_before_colon` as in slant_furniture_marks. Returns how many, at most
 * SLANT_FURNITURE_MAX_SHAPES. */
size_t slant_shapes_find(slant_text block, const slant_word *words, size_t n_words, size_t n_before_colon,
                         slant_shape shapes[SLANT_FURNITURE_MAX_SHAPES]);

#endif
