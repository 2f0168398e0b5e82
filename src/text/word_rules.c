/* Word rules: the word boundaries of UAX #29 (Unicode 15).
 * In: valid UTF-8. Out: where its first segment ends. The property table is generated at build time from the Unicode Character Database. */
#include "text/word_rules.h"

#include "text/utf8.h"
#include "word_break_table.inc"

unsigned slant_word_property(uint32_t c) {
  if (c >= 0x110000) return WB_OTHER;
  return word_break_blocks[word_break_index[c >> 7]][c & 127];
}

static bool is_newline(unsigned p) { return p == WB_CR || p == WB_LF || p == WB_NEWLINE; }
static bool joins_letters(unsigned p) { return p == WB_MID_LETTER || p == WB_MID_NUM_LET || p == WB_SINGLE_QUOTE; }
static bool joins_numbers(unsigned p) { return p == WB_MID_NUM || p == WB_MID_NUM_LET || p == WB_SINGLE_QUOTE; }

/* Value of the first code point at or after `at` that is not ignored (WB4); WB_OTHER at the end. */
static unsigned look_ahead(slant_text text, size_t at) {
  while (at < text.len) {
    size_t len;
    unsigned p = slant_word_property(slant_utf8_get(text, at, &len)) & WB_VALUE;
    if (!slant_word_is_ignored(p)) return p;
    at += len;
  }
  return WB_OTHER;
}

/* WB5 to WB13b: whether `last` (before it `before`) and `next` belong together; `text` from `after` on is what follows. */
static bool joined(unsigned before, unsigned last, unsigned next, slant_text text, size_t after) {
  if (slant_word_is_letter(last)) {
    if (slant_word_is_letter(next) || next == WB_NUMERIC || next == WB_EXTEND_NUM_LET) return true;
    if (joins_letters(next) && slant_word_is_letter(look_ahead(text, after))) return true;
    if (last == WB_HEBREW && next == WB_SINGLE_QUOTE) return true;
    return last == WB_HEBREW && next == WB_DOUBLE_QUOTE && look_ahead(text, after) == WB_HEBREW;
  }
  if (last == WB_NUMERIC) {
    if (slant_word_is_letter(next) || next == WB_NUMERIC || next == WB_EXTEND_NUM_LET) return true;
    return joins_numbers(next) && look_ahead(text, after) == WB_NUMERIC;
  }
  if (last == WB_KATAKANA) return next == WB_KATAKANA || next == WB_EXTEND_NUM_LET;
  if (last == WB_EXTEND_NUM_LET) {
    return slant_word_is_letter(next) || next == WB_NUMERIC || next == WB_KATAKANA || next == WB_EXTEND_NUM_LET;
  }
  if (joins_letters(last) && slant_word_is_letter(before) && slant_word_is_letter(next)) return true;
  if (joins_numbers(last) && before == WB_NUMERIC && next == WB_NUMERIC) return true;
  return last == WB_DOUBLE_QUOTE && before == WB_HEBREW && next == WB_HEBREW;
}

size_t slant_word_segment(slant_text text, bool *has_alphanumeric) {
  size_t at;
  unsigned full = slant_word_property(slant_utf8_get(text, 0, &at));
  unsigned before = WB_OTHER, last = full & WB_VALUE, previous = last; /* `previous` does not skip ignored code points */
  size_t n_regional = last == WB_REGIONAL;
  *has_alphanumeric = (full & WB_ALPHANUMERIC) != 0;
  while (at < text.len) {
    size_t len;
    full = slant_word_property(slant_utf8_get(text, at, &len));
    unsigned next = full & WB_VALUE;
    if (is_newline(previous) || is_newline(next)) {
      if (!(previous == WB_CR && next == WB_LF)) break; /* WB3 to WB3b */
    } else if (slant_word_is_ignored(next)) { /* WB4 */
      previous = next;
      at += len;
      continue;
    } else if (!(previous == WB_ZWJ && (full & WB_PICTOGRAPHIC) != 0) &&                /* WB3c */
               !(previous == WB_WSEG_SPACE && next == WB_WSEG_SPACE) &&                 /* WB3d */
               !(last == WB_REGIONAL && next == WB_REGIONAL && n_regional % 2 == 1) && /* WB15, WB16 */
               !joined(before, last, next, text, at + len)) {
      break;
    }
    if ((full & WB_ALPHANUMERIC) != 0) *has_alphanumeric = true;
    before = last;
    last = previous = next;
    n_regional += next == WB_REGIONAL;
    at += len;
  }
  return at;
}
