/* UTF-8: repairing bytes, stepping through text, and what counts as space. */
#ifndef SLANT_TEXT_UTF8_H
#define SLANT_TEXT_UTF8_H

#include "base/buffer.h"

/* Length of the longest prefix that is valid UTF-8 without NUL. */
size_t slant_utf8_valid_prefix(slant_text bytes);

/* Appends `bytes` to `out` with U+FFFD for each maximal ill-formed part (Unicode 15, section 3.9) and for each NUL. Returns
 * how many were replaced. */
size_t slant_utf8_repair(slant_text bytes, slant_buffer *out);

/* The code point at `at`, which is below `text.len`, in valid UTF-8; *len is its length in bytes, 1 to 4. */
static inline uint32_t slant_utf8_get(slant_text text, size_t at, size_t *len) {
  const unsigned char *p = (const unsigned char *)text.ptr + at;
  size_t left = text.len - at;
  if (p[0] < 0x80 || left < 2) {
    *len = 1;
    return p[0];
  }
  if (p[0] < 0xE0 || left < 3) {
    *len = 2;
    return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
  }
  if (p[0] < 0xF0 || left < 4) {
    *len = 3;
    return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
  }
  *len = 4;
  return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
}

/* The code point at `at`, which is below `bytes.len`, in any bytes; *len is its length, 1 to 4. Where slant_utf8_repair would put U+FFFD,
 * it is that, and *len the length of what it stands for. */
uint32_t slant_utf8_get_any(slant_text bytes, size_t at, size_t *len);

/* Writes a code point up to U+10FFFF; its length, 1 to 4. */
size_t slant_utf8_put(uint32_t code_point, char bytes[4]);

/* Code points in valid UTF-8. */
size_t slant_utf8_count(slant_text text);

/* White space by Unicode, and the zero-width space and the byte order mark besides. */
static inline bool slant_utf8_is_space(uint32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D);
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

/* Lower-case letters. */
bool slant_utf8_is_lower(uint32_t code_point);

/* `bytes` without a byte order mark at its beginning; borrowed. */
slant_text slant_text_without_mark(slant_text bytes);

/* `text` without the white space at its ends; borrowed. */
slant_text slant_utf8_trim(slant_text text);

#endif
