/* ASCII: comparing text in which only the letters of ASCII have capitals, as names in markup, headers and labels do. */
#ifndef SLANT_BASE_ASCII_H
#define SLANT_BASE_ASCII_H

#include "base/bytes.h"
#include "slant/slant.h"

/* White space in HTML. */
static inline bool slant_ascii_is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
static inline bool slant_ascii_is_digit(char c) { return (unsigned char)(c - '0') < 10; }
static inline bool slant_ascii_is_letter(char c) { return (unsigned char)((c | 0x20) - 'a') < 26; }

/* Whether `len` bytes are the same but for capitals. */
static inline bool slant_ascii_alike(const char *a, const char *b, size_t len) {
  for (size_t i = 0; i < len; i++) {
    if (slant_byte_lower((unsigned char)a[i]) != slant_byte_lower((unsigned char)b[i])) return false;
  }
  return true;
}

static inline bool slant_ascii_same(slant_text a, slant_text b) { return a.len == b.len && slant_ascii_alike(a.ptr, b.ptr, a.len); }

static inline bool slant_ascii_is(slant_text text, const char *word) { return slant_ascii_same(text, (slant_text){word, strlen(word)}); }

static inline bool slant_ascii_begins(slant_text text, const char *word) {
  size_t len = strlen(word);
  return text.len >= len && slant_ascii_alike(text.ptr, word, len);
}

/* Whether `part`, which is not empty, stands in `text`. */
static inline bool slant_ascii_holds(slant_text text, slant_text part) {
  if (part.len == 0) return false;
  for (size_t i = 0; i + part.len <= text.len; i++) {
    if (slant_ascii_alike(text.ptr + i, part.ptr, part.len)) return true;
  }
  return false;
}

#endif
