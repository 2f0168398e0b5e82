/* Markup: escaping, and figures as people read them.
 * In: texts and numbers. Out: markup. */
#include "page/markup.h"

#include <math.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"
#define MINUS "\xE2\x88\x92"
#define NO_BREAK_SPACE "\xC2\xA0"
#define EN_DASH "\xE2\x80\x93"

/* What stands for the character at text.ptr[i]; NULL: itself. C1 controls are two bytes. */
static const char *escape_of(slant_text text, size_t i, size_t *len) {
  unsigned char c = (unsigned char)text.ptr[i];
  *len = 1;
  switch (c) {
  case '&': return "&amp;";
  case '<': return "&lt;";
  case '>': return "&gt;";
  case '"': return "&quot;";
  case '\'': return "&#39;";
  case '\n': case '\t': case '\r': return NULL;
  case 0xC2:
    if (i + 1 == text.len || ((unsigned char)text.ptr[i + 1] & 0xE0) != 0x80) return NULL;
    *len = 2;
    return REPLACEMENT;
  default: return c < 0x20 || c == 0x7F ? REPLACEMENT : NULL;
  }
}

void slant_markup_put_text(slant_buffer *out, slant_text text) {
  size_t plain = 0, len;
  for (size_t i = 0; i < text.len; i++) {
    const char *escape = escape_of(text, i, &len);
    if (escape == NULL) continue;
    slant_buffer_put_bytes(out, text.ptr + plain, i - plain);
    slant_buffer_put_string(out, escape);
    plain = i + len;
    i += len - 1;
  }
  slant_buffer_put_bytes(out, text.ptr + plain, text.len - plain);
}

void slant_markup_put_string(slant_buffer *out, const char *string) { slant_markup_put_text(out, (slant_text){string, strlen(string)}); }

void slant_markup_put_bdi(slant_buffer *out, slant_text text) {
  slant_markup_put(out, "<bdi>");
  slant_markup_put_text(out, text);
  slant_markup_put(out, "</bdi>");
}

void slant_markup_put_count(slant_buffer *out, uint64_t count) {
  if (count < 1000) {
    slant_buffer_put_u64(out, count);
    return;
  }
  slant_markup_put_count(out, count / 1000);
  slant_buffer_put_char(out, ',');
  for (uint64_t part = 100; part > 0; part /= 10) slant_buffer_put_char(out, (char)('0' + count / part % 10));
}

void slant_markup_put_counted(slant_buffer *out, uint64_t count, const char *one, const char *many) {
  slant_markup_put_count(out, count);
  slant_buffer_put_char(out, ' ');
  slant_markup_put(out, count == 1 ? one : many);
}

void slant_markup_put_percent(slant_buffer *out, double share, int decimals) {
  if (isnan(share)) {
    slant_markup_put(out, EN_DASH);
    return;
  }
  slant_buffer_put_fixed(out, 100 * share, decimals);
  slant_markup_put(out, NO_BREAK_SPACE "%");
}

void slant_markup_put_percents(slant_buffer *out, slant_share share, int decimals) {
  if (isnan(share.low) || isnan(share.high)) {
    slant_markup_put(out, EN_DASH);
    return;
  }
  slant_buffer_put_fixed(out, 100 * share.low, decimals);
  slant_markup_put(out, " to ");
  slant_markup_put_percent(out, share.high, decimals);
}

void slant_markup_put_signed(slant_buffer *out, double value, int decimals) {
  if (isnan(value)) {
    slant_markup_put(out, EN_DASH);
    return;
  }
  slant_buffer printed = {0};
  slant_buffer_put_fixed(&printed, value, decimals);
  slant_text text = slant_buffer_get(&printed);
  bool negative = text.len > 0 && *text.ptr == '-', zero = true;
  for (size_t i = 0; i < text.len; i++) zero = zero && (text.ptr[i] == '0' || text.ptr[i] == '.');
  slant_markup_put(out, negative ? MINUS : zero ? "" : "+");
  slant_buffer_put_bytes(out, text.ptr + negative, text.len - negative);
  if (slant_buffer_check(&printed, NULL) != SLANT_OK) out->missed = printed.missed;
  slant_buffer_free(&printed);
}

void slant_markup_put_range(slant_buffer *out, slant_share range, int decimals) {
  slant_markup_put_signed(out, range.low, decimals);
  slant_markup_put(out, " to ");
  slant_markup_put_signed(out, range.high, decimals);
}

void slant_markup_put_attribute(slant_buffer *out, const char *name, double value, int decimals) {
  slant_buffer_put_char(out, ' ');
  slant_markup_put(out, name);
  slant_markup_put(out, "=\"");
  slant_buffer_put_fixed(out, value, decimals);
  slant_buffer_put_char(out, '"');
}

void slant_markup_put_place(slant_buffer *out, const char *name, double place) {
  slant_buffer_put_char(out, ' ');
  slant_markup_put(out, name);
  slant_markup_put(out, "=\"");
  slant_buffer_put_fixed(out, 100 * fmin(fmax(place, 0), 1), 2);
  slant_markup_put(out, "%\"");
}
