/* Words: the word boundaries of UAX #29 (Unicode 15), folded and hashed.
 * In: valid UTF-8. Out: for each word its place and the hash of its folded form. ASCII takes a short way to the same result.
 * The property table is generated at build time from the Unicode Character Database. */
#include "text/words.h"

#include <string.h>
#include <utf8proc.h>

#include "base/hash.h"
#include "base/memory.h"
#include "text/utf8.h"
#include "text/word_break.h"
#include "word_break_table.inc"

enum { SHORT_WORD = 64 };

static unsigned property(uint32_t c) {
  if (c >= 0x110000) return WB_OTHER;
  return word_break_blocks[word_break_index[c >> 7]][c & 127];
}

static bool is_letter(unsigned p) { return p == WB_ALETTER || p == WB_HEBREW; }
static bool is_ignored(unsigned p) { return p == WB_EXTEND || p == WB_FORMAT || p == WB_ZWJ; }
static bool is_newline(unsigned p) { return p == WB_CR || p == WB_LF || p == WB_NEWLINE; }
static bool joins_letters(unsigned p) { return p == WB_MID_LETTER || p == WB_MID_NUM_LET || p == WB_SINGLE_QUOTE; }
static bool joins_numbers(unsigned p) { return p == WB_MID_NUM || p == WB_MID_NUM_LET || p == WB_SINGLE_QUOTE; }

/* Value of the first code point at or after `at` that is not ignored (WB4); WB_OTHER at the end. */
static unsigned look_ahead(slant_text text, size_t at) {
  while (at < text.len) {
    size_t len;
    unsigned p = property(slant_utf8_get(text, at, &len)) & WB_VALUE;
    if (!is_ignored(p)) return p;
    at += len;
  }
  return WB_OTHER;
}

/* WB5 to WB13b: whether `last` (before it `before`) and `next` belong together; `text` from `after` on is what follows. */
static bool joined(unsigned before, unsigned last, unsigned next, slant_text text, size_t after) {
  if (is_letter(last)) {
    if (is_letter(next) || next == WB_NUMERIC || next == WB_EXTEND_NUM_LET) return true;
    if (joins_letters(next) && is_letter(look_ahead(text, after))) return true;
    if (last == WB_HEBREW && next == WB_SINGLE_QUOTE) return true;
    return last == WB_HEBREW && next == WB_DOUBLE_QUOTE && look_ahead(text, after) == WB_HEBREW;
  }
  if (last == WB_NUMERIC) {
    if (is_letter(next) || next == WB_NUMERIC || next == WB_EXTEND_NUM_LET) return true;
    return joins_numbers(next) && look_ahead(text, after) == WB_NUMERIC;
  }
  if (last == WB_KATAKANA) return next == WB_KATAKANA || next == WB_EXTEND_NUM_LET;
  if (last == WB_EXTEND_NUM_LET) {
    return is_letter(next) || next == WB_NUMERIC || next == WB_KATAKANA || next == WB_EXTEND_NUM_LET;
  }
  if (joins_letters(last) && is_letter(before) && is_letter(next)) return true;
  if (joins_numbers(last) && before == WB_NUMERIC && next == WB_NUMERIC) return true;
  return last == WB_DOUBLE_QUOTE && before == WB_HEBREW && next == WB_HEBREW;
}

/* The segment's length; *has_alphanumeric tells whether a letter or digit is in it. */
static size_t segment(slant_text text, bool *has_alphanumeric) {
  size_t at;
  unsigned full = property(slant_utf8_get(text, 0, &at));
  unsigned before = WB_OTHER, last = full & WB_VALUE, previous = last; /* `previous` does not skip ignored code points */
  size_t n_regional = last == WB_REGIONAL;
  *has_alphanumeric = (full & WB_ALPHANUMERIC) != 0;
  while (at < text.len) {
    size_t len;
    full = property(slant_utf8_get(text, at, &len));
    unsigned next = full & WB_VALUE;
    if (is_newline(previous) || is_newline(next)) {
      if (!(previous == WB_CR && next == WB_LF)) break; /* WB3 to WB3b */
    } else if (is_ignored(next)) { /* WB4 */
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

size_t slant_words_boundary(slant_text text) {
  bool has_alphanumeric;
  return segment(text, &has_alphanumeric);
}

static bool is_ascii_alnum(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Length of an ASCII word whose end is beyond doubt; 0 when the rules have to be asked. */
static size_t ascii_word(const unsigned char *p, size_t len) {
  size_t n = 1;
  while (n < len && is_ascii_alnum(p[n])) n++;
  if (n == len) return n;
  unsigned char next = p[n];
  if (next >= 0x80 || next == '_') return 0;
  if (next != '\'' && next != '.' && next != ':' && next != ',' && next != ';') return n;
  if (n + 1 == len) return n;
  return p[n + 1] < 0x80 && !is_ascii_alnum(p[n + 1]) ? n : 0;
}

static void fold_ascii(const char *word, size_t len, char *folded) {
  for (size_t i = 0; i < len; i++) {
    char c = word[i];
    folded[i] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  }
}

/* ASCII and U+2019 alone, as in "don't" typeset: folded into `folded`, which has room for `word.len` bytes; else 0. */
static size_t fold_simple(slant_text word, char *folded) {
  size_t n = 0;
  for (size_t i = 0; i < word.len;) {
    if ((unsigned char)word.ptr[i] < 0x80) {
      fold_ascii(word.ptr + i, 1, folded + n++);
      i++;
    } else if (word.len - i >= 3 && memcmp(word.ptr + i, "\xE2\x80\x99", 3) == 0) {
      folded[n++] = '\'';
      i += 3;
    } else {
      return 0;
    }
  }
  return n;
}

/* NFKC and case folding by utf8proc. A word that it cannot hold stays as it is: the bytes still identify it. */
static void fold_unicode(slant_text word, slant_buffer *folded) {
  utf8proc_uint8_t *mapped = NULL;
  utf8proc_option_t options = (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                                                  UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)word.ptr, (utf8proc_ssize_t)word.len, &mapped, options);
  slant_text form = n < 0 ? word : (slant_text){(const char *)mapped, (size_t)n};
  for (size_t i = 0; i < form.len;) {
    size_t len;
    if (slant_utf8_get(form, i, &len) == 0x2019) {
      slant_buffer_put_char(folded, '\'');
    } else {
      slant_buffer_put_bytes(folded, form.ptr + i, len);
    }
    i += len;
  }
  slant_memory_free(mapped);
}

void slant_word_fold(slant_text word, slant_buffer *folded) {
  char small[SHORT_WORD];
  size_t n = word.len <= sizeof small ? fold_simple(word, small) : 0;
  if (n > 0) {
    slant_buffer_put_bytes(folded, small, n);
  } else {
    fold_unicode(word, folded);
  }
}

uint64_t slant_word_hash(slant_text folded) { return slant_hash_bytes(folded.ptr, folded.len, 0); }

uint64_t slant_pair_hash(uint64_t first, uint64_t second) { return slant_hash_pair(first, second); }

static uint64_t folded_hash(slant_text word, slant_buffer *scratch) {
  char small[SHORT_WORD];
  size_t n = word.len <= sizeof small ? fold_simple(word, small) : 0;
  if (n > 0) return slant_word_hash((slant_text){small, n});
  slant_buffer_clear(scratch);
  fold_unicode(word, scratch);
  return slant_word_hash(slant_buffer_get(scratch));
}

slant_status slant_words_cut(slant_words *words, slant_text text, slant_error *err) {
  words->n = 0;
  if (text.len > UINT32_MAX) {
    return slant_error_set(err, SLANT_E_DATA, "found a text of %zu bytes, expected less than 4 GiB", text.len);
  }
  slant_buffer scratch = {0};
  slant_status status = SLANT_OK;
  for (size_t at = 0, len; at < text.len; at += len) {
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    bool is_word = true;
    bool alone = at + 1 == text.len || (p[1] < 0x80 && !(*p == ' ' && p[1] == ' ')); /* nothing that follows may join it */
    if (*p < 0x80 && !is_ascii_alnum(*p) && *p != '_' && alone) {
      len = 1;
      continue;
    }
    len = is_ascii_alnum(*p) ? ascii_word(p, text.len - at) : 0;
    if (len == 0) len = segment((slant_text){text.ptr + at, text.len - at}, &is_word);
    if (!is_word) continue;
    status = slant_memory_grow(&words->items, &words->cap, words->n + 1, sizeof *words->items, err);
    if (status != SLANT_OK) break;
    uint64_t hash = folded_hash((slant_text){text.ptr + at, len}, &scratch);
    words->items[words->n++] = (slant_word){hash, (uint32_t)at, (uint32_t)(at + len)};
  }
  if (status == SLANT_OK) status = slant_buffer_check(&scratch, err);
  slant_buffer_free(&scratch);
  return status;
}

void slant_words_free(slant_words *words) {
  slant_memory_free(words->items);
  memset(words, 0, sizeof *words);
}
