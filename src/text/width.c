/* Width: fitting text into columns.
 * In: text and a number of columns. Out: one harmless line. */
#include "text/width.h"

#include <utf8proc.h>

#include "text/utf8.h"

static bool is_harmful(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

static size_t columns_of(uint32_t c) {
  if (is_harmful(c)) return 1;
  int width = utf8proc_charwidth((utf8proc_int32_t)c);
  return width < 0 ? 0 : (size_t)width;
}

/* The next code point as it is shown: a run of white space is one blank. *len: bytes that it stands for. */
static uint32_t next_shown(slant_text text, size_t at, size_t *len) {
  uint32_t c = slant_utf8_get(text, at, len);
  if (!slant_utf8_is_space(c)) return c;
  size_t more;
  while (at + *len < text.len && slant_utf8_is_space(slant_utf8_get(text, at + *len, &more))) *len += more;
  return ' ';
}

/* Whether all of the text fits. */
static bool fits(slant_text text, size_t columns) {
  size_t used = 0;
  for (size_t at = 0, len; at < text.len; at += len) {
    used += columns_of(next_shown(text, at, &len));
    if (used > columns) return false;
  }
  return true;
}

size_t slant_width_put(slant_buffer *out, slant_text text, size_t columns) {
  text = slant_utf8_trim(text);
  bool whole = fits(text, columns);
  size_t used = 0, room = whole ? columns : columns == 0 ? 0 : columns - 1;
  for (size_t at = 0, len; at < text.len; at += len) {
    uint32_t c = next_shown(text, at, &len);
    size_t width = columns_of(c);
    if (used + width > room) break;
    used += width;
    if (is_harmful(c)) {
      slant_buffer_put_string(out, "\xEF\xBF\xBD");
    } else if (c == ' ') {
      slant_buffer_put_char(out, ' ');
    } else {
      slant_buffer_put_bytes(out, text.ptr + at, len);
    }
  }
  if (whole || columns == 0) return used;
  slant_buffer_put_string(out, "\xE2\x80\xA6");
  return used + 1;
}
