/* Furniture: whether a block of text belongs to the page and not to its article. */
#ifndef SLANT_TEXT_FURNITURE_H
#define SLANT_TEXT_FURNITURE_H

#include "text/words.h"

/* Log-odds that a block (a paragraph or a line, UTF-8) is furniture; above 0 it is. `words` are those of
 * slant_words_cut(block). A block without words gets a score too; what becomes of it is the caller's business. */
double slant_furniture_score(slant_text block, const slant_word *words, size_t n_words);

/* The same, and on the way the set of languages that have each word as a function word, for slant_language_add_sets. */
double slant_furniture_score_sets(slant_text block, const slant_word *words, size_t n_words, uint8_t *sets);

/* What the score is made of; the training tool writes these features out, so that they are defined once. */

enum { SLANT_FURNITURE_MAX_SHAPES = 40 };

/* What stands for numbers: so many digits, or other characters behind one. */
#define SLANT_NUMBER_NAMES "0", "00", "000", "0000", "00000", "0x"

/* The name of a shape feature, as in weights.tsv: "@end_lb". Ended by NUL. */
typedef struct slant_furniture_shape {
  char name[8];
} slant_furniture_shape;

/* The shape features that hold for the block. Returns how many, at most SLANT_FURNITURE_MAX_SHAPES. */
size_t slant_furniture_shapes(slant_text block, const slant_word *words, size_t n_words,
                              slant_furniture_shape shapes[SLANT_FURNITURE_MAX_SHAPES]);

/* What stands for a word that begins with a digit: "0" to "00000" by its number of digits, "0x" where it has other
 * characters too. NULL for any other word, which stands for itself. */
const char *slant_furniture_number(slant_text block, slant_word word);

/* Whether a line end stands between two words that follow one another. */
bool slant_furniture_line_between(slant_text block, slant_word first, slant_word second);

/* The signs that make a further feature of a word, a pair such as "# video". */
typedef struct slant_furniture_marks {
  bool is_short;      /* "# WORD" for each word: the block has few words */
  bool is_title_like; /* "~ WORD" for the first word: a short block in which all that follows is capitalised, as in "By Jo Doe" */
  size_t n_before_colon; /* "WORD :" for the word before an early colon with text behind it; its number from 1; 0: none */
} slant_furniture_marks;

slant_furniture_marks slant_furniture_get_marks(slant_text block, const slant_word *words, size_t n_words);

/* Tokens count in full in blocks of up to 12 words, and ever less in longer ones: this factor, in (0, 1]. */
double slant_furniture_scale(size_t n_words);

#endif
