/* Word rules: UAX #29 asked about any text, code point by code point. */
#ifndef SLANT_TEXT_WORD_RULES_H
#define SLANT_TEXT_WORD_RULES_H

#include "slant/slant.h"
#include "text/word_break.h"

/* The property of a code point: one of enum word_break in the bits of WB_VALUE, and the marks above. */
unsigned slant_word_property(uint32_t code_point);

/* Length in bytes of the first segment of `text`, which is not empty; *has_alphanumeric tells whether a letter or digit is in it. */
size_t slant_word_segment(slant_text text, bool *has_alphanumeric);

static inline bool slant_word_is_letter(unsigned value) { return value == WB_ALETTER || value == WB_HEBREW; }

/* Whether a code point of that value sticks to what stands before it, whatever that is (WB4). */
static inline bool slant_word_is_ignored(unsigned value) { return value == WB_EXTEND || value == WB_FORMAT || value == WB_ZWJ; }

#endif
