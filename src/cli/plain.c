/* Plain: what may reach a terminal.
 * In: any bytes. Out: the same characters but for those that do more than stand there. */
#include "cli/plain.h"

#include <string.h>

static bool is_harmful(uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || (c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF;
}

/* The character at `at`; *len is 1 and it a control where there is none that is whole. */
static uint32_t character_at(slant_text text, size_t at, size_t *len) {
  static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  unsigned char lead = (unsigned char)text.ptr[at];
  size_t n = lead < 0x80 ? 1 : lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 0;
  *len = 1;
  if (n == 1) return lead;
  if (n == 0 || n > text.len - at) return 0;
  uint32_t c = lead & (0x7Fu >> n);
  for (size_t i = 1; i < n; i++) {
    unsigned char next = (unsigned char)text.ptr[at + i];
    if ((next & 0xC0) != 0x80) return 0;
    c = c << 6 | (next & 0x3Fu);
  }
  if (c < smallest[n]) return 0;
  *len = n;
  return c;
}

void plain_print(FILE *out, slant_text text, char instead) {
  size_t len;
  for (size_t at = 0; at < text.len; at += len) {
    if (is_harmful(character_at(text, at, &len))) (void)fputc(instead, out);
    else (void)fwrite(text.ptr + at, 1, len, out);
  }
}

void plain_print_string(FILE *out, const char *string) { plain_print(out, (slant_text){string, strlen(string)}, '?'); }
