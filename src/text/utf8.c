/* UTF-8: validation, repair, decoding.
 * In: bytes as they come. Out: text that everything after may trust to be valid UTF-8 without NUL. */
#include "text/utf8.h"

#include <string.h>
#include <utf8proc.h>

static bool is_ascii_word(const char *ptr) {
  uint64_t word;
  memcpy(&word, ptr, sizeof word);
  /* no byte has its top bit set, and none is zero */
  return ((word | (word - UINT64_C(0x0101010101010101))) & UINT64_C(0x8080808080808080)) == 0;
}

/* Range that the second byte of a sequence must lie in, and the sequence's length; 0 for a byte that starts none. */
static size_t sequence_length(unsigned char first, unsigned char *low, unsigned char *high) {
  *low = 0x80;
  *high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) {
    if (first == 0xE0) *low = 0xA0;
    if (first == 0xED) *high = 0x9F;
    return 3;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    if (first == 0xF0) *low = 0x90;
    if (first == 0xF4) *high = 0x8F;
    return 4;
  }
  return 0;
}

/* Length of the sequence at ptr when it is well-formed; else 0, and *bad is the length of the ill-formed part. */
static size_t well_formed(const unsigned char *ptr, size_t len, size_t *bad) {
  if (ptr[0] != 0 && ptr[0] < 0x80) return 1;
  unsigned char low, high;
  size_t want = sequence_length(ptr[0], &low, &high);
  *bad = 1;
  if (want == 0) return 0;
  size_t have = 1;
  while (have < want && have < len && ptr[have] >= low && ptr[have] <= high) {
    have++;
    low = 0x80;
    high = 0xBF;
  }
  *bad = have;
  return have == want ? want : 0;
}

size_t slant_utf8_valid_prefix(slant_text bytes) {
  size_t at = 0, bad;
  while (at < bytes.len) {
    if (bytes.len - at >= 8 && is_ascii_word(bytes.ptr + at)) {
      at += 8;
      continue;
    }
    size_t len = well_formed((const unsigned char *)bytes.ptr + at, bytes.len - at, &bad);
    if (len == 0) break;
    at += len;
  }
  return at;
}

size_t slant_utf8_repair(slant_text bytes, slant_buffer *out) {
  size_t n_replaced = 0, at = 0;
  if (bytes.len == 0) return 0;
  for (;;) {
    slant_text rest = {bytes.ptr + at, bytes.len - at};
    size_t valid = slant_utf8_valid_prefix(rest), bad = 1;
    slant_buffer_put(out, (slant_text){rest.ptr, valid});
    at += valid;
    if (at >= bytes.len) return n_replaced;
    (void)well_formed((const unsigned char *)bytes.ptr + at, bytes.len - at, &bad);
    slant_buffer_put_string(out, "\xEF\xBF\xBD");
    at += bad;
    n_replaced++;
  }
}

uint32_t slant_utf8_get_any(slant_text bytes, size_t at, size_t *len) {
  size_t bad;
  if (well_formed((const unsigned char *)bytes.ptr + at, bytes.len - at, &bad) != 0) return slant_utf8_get(bytes, at, len);
  *len = bad;
  return 0xFFFD;
}

size_t slant_utf8_put(uint32_t c, char bytes[4]) {
  static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
  size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (size_t i = len - 1; i > 0; i--, c >>= 6) bytes[i] = (char)(0x80 | (c & 0x3F));
  bytes[0] = (char)(leads[len] | c);
  return len;
}

size_t slant_utf8_count(slant_text text) {
  size_t n = 0;
  for (size_t i = 0; i < text.len; i++) n += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
  return n;
}

bool slant_utf8_is_lower(uint32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  return utf8proc_islower((utf8proc_int32_t)c) != 0;
}

slant_text slant_text_without_mark(slant_text bytes) {
  bool mark = bytes.len >= 3 && memcmp(bytes.ptr, "\xEF\xBB\xBF", 3) == 0;
  return mark ? (slant_text){bytes.ptr + 3, bytes.len - 3} : bytes;
}

slant_text slant_utf8_trim(slant_text text) {
  size_t start = 0, end = text.len, len;
  if (text.len == 0) return text;
  while (start < end && slant_utf8_is_space(slant_utf8_get(text, start, &len))) start += len;
  while (end > start) {
    size_t last = end - 1;
    while (last > start && ((unsigned char)text.ptr[last] & 0xC0) == 0x80) last--;
    if (!slant_utf8_is_space(slant_utf8_get(text, last, &len))) break;
    end = last;
  }
  return (slant_text){text.ptr + start, end - start};
}
