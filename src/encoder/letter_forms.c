/* Letter forms: the table.
 * In: a code point. Out: its form, from a table that tools/generate/letter_forms.c makes during the build. */
#include "encoder/letter_forms.h"

#include <stdbool.h>

#include "letter_forms.inc"

/* Hangul syllables are decomposed by arithmetic (Unicode 15, section 3.12). */
enum { SYLLABLES = 0xAC00, LEADING = 0x1100, VOWELS = 0x1161, TRAILING = 0x11A7, N_VOWELS = 21, N_TRAILING = 28 };

static slant_letter_form take_apart(uint32_t syllable) {
  uint32_t i = syllable - SYLLABLES, trailing = i % N_TRAILING;
  return (slant_letter_form){{LEADING + i / (N_VOWELS * N_TRAILING), VOWELS + i / N_TRAILING % N_VOWELS, TRAILING + trailing},
                             (uint8_t)(trailing == 0 ? 2 : 3),
                             SLANT_FORM_LETTER};
}

slant_letter_form slant_letter_form_get(uint32_t c) {
  unsigned number = numbers[blocks[c / BLOCK]][c % BLOCK];
  if (number >= SLANT_N_FORM_KINDS) return forms[number - SLANT_N_FORM_KINDS];
  if (number == SLANT_FORM_HANGUL) return take_apart(c);
  bool stays = number == SLANT_FORM_LETTER || number == SLANT_FORM_ALONE;
  return (slant_letter_form){{c}, stays, (uint8_t)number};
}
