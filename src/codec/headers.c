/* Headers.
 * In: bytes. Out: the values that are asked for; what they mean is left to others. */
#include "codec/headers.h"

#include <string.h>

#include "base/ascii.h"

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static slant_text trim(slant_text text) {
  while (text.len > 0 && is_space(text.ptr[0])) text.ptr++, text.len--;
  while (text.len > 0 && is_space(text.ptr[text.len - 1])) text.len--;
  return text;
}

size_t slant_headers_end(slant_text bytes) {
  size_t start = 0;
  while (start < bytes.len) {
    const char *end = memchr(bytes.ptr + start, '\n', bytes.len - start);
    if (end == NULL) return 0;
    size_t len = (size_t)(end - bytes.ptr) - start;
    bool empty = len == 0 || (len == 1 && bytes.ptr[start] == '\r');
    start += len + 1;
    if (empty) return start;
  }
  return 0;
}

slant_text slant_headers_find(slant_text head, const char *name) {
  size_t start = 0;
  while (start < head.len) {
    const char *end = memchr(head.ptr + start, '\n', head.len - start);
    size_t stop = end == NULL ? head.len : (size_t)(end - head.ptr);
    slant_text line = {head.ptr + start, stop - start};
    const char *colon = line.len == 0 ? NULL : memchr(line.ptr, ':', line.len);
    start = stop + 1;
    if (colon == NULL || is_space(line.ptr[0])) continue;
    size_t len = (size_t)(colon - line.ptr);
    if (slant_ascii_is(trim((slant_text){line.ptr, len}), name)) return trim((slant_text){colon + 1, line.len - len - 1});
  }
  return (slant_text){"", 0};
}

slant_text slant_headers_first(slant_text value) {
  const char *end = value.len == 0 ? NULL : memchr(value.ptr, ';', value.len);
  return trim(end == NULL ? value : (slant_text){value.ptr, (size_t)(end - value.ptr)});
}

bool slant_headers_number(slant_text value, uint64_t *out) {
  *out = 0;
  for (size_t i = 0; i < value.len; i++) {
    if (value.ptr[i] < '0' || value.ptr[i] > '9' || *out > (INT64_MAX - 9) / 10) return false;
    *out = *out * 10 + (uint64_t)(value.ptr[i] - '0');
  }
  return value.len > 0;
}
