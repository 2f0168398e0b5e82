/* Letter forms: what the normaliser of uncased BERT encoders makes of one code point, and how their pre-tokenizer takes it.
 *
 * The source is the `tokenizers` package (Hugging Face; BertNormalizer and BertPreTokenizer): control characters are dropped, white space
 * becomes blanks, Chinese characters stand alone, text is decomposed (NFD), marks (Mn) are dropped, the rest is lower-cased, punctuation
 * stands alone. Each of these steps looks at one code point, but for the order of those marks that stay, so that all are one look-up in a
 * table made at build time. The package takes categories from Unicode 8, decompositions and combining classes from Unicode 9, small letters
 * from Unicode 17; so does the table. */
#ifndef SLANT_ENCODER_LETTER_FORMS_H
#define SLANT_ENCODER_LETTER_FORMS_H

#include <stddef.h>
#include <stdint.h>

typedef enum slant_form_kind {
  SLANT_FORM_LETTER,    /* joins its neighbours to a word */
  SLANT_FORM_DROPPED,   /* a control character: as if it were not there */
  SLANT_FORM_MARK,      /* dropped as well, but part of the word before it */
  SLANT_FORM_BASE_MARK, /* such a mark of combining class 0: no marks change places across it */
  SLANT_FORM_BLANK,     /* ends a word */
  SLANT_FORM_ALONE,     /* punctuation, a Chinese character: a word of its own */
  SLANT_FORM_HANGUL,    /* in the table alone: a syllable, which is taken apart by arithmetic */
  SLANT_N_FORM_KINDS,
} slant_form_kind;

enum { SLANT_FORM_PARTS = 3 };

/* `n` code points, each with its canonical combining class in the eight bits above SLANT_PART_BITS. */
typedef struct slant_letter_form {
  uint32_t parts[SLANT_FORM_PARTS];
  uint8_t n, kind; /* n is 0 for what is dropped or blank */
} slant_letter_form;

enum { SLANT_PART_BITS = 24, SLANT_PART_MASK = 0xFFFFFF };

/* Of any code point up to U+10FFFF. */
slant_letter_form slant_letter_form_get(uint32_t code_point);

/* The same for single bytes: of an ASCII letter or digit its small form, of all else one of these. */
enum { SLANT_BYTE_DROPPED, SLANT_BYTE_BLANK, SLANT_BYTE_ALONE, SLANT_BYTE_HIGH };
extern const uint8_t slant_letter_bytes[256];

#endif
