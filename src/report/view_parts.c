/* View parts: padding, cutting and colours.
 * In: texts and numbers. Out: columns of a line. */
#include "report/view_parts.h"

#include <math.h>
#include <string.h>

#include "text/width.h"

void slant_view_put_spaces(slant_buffer *out, size_t n) {
  while (n-- > 0) slant_buffer_put_char(out, ' ');
}

void slant_view_put_fitted(slant_buffer *out, const char *string, size_t width) {
  size_t used = slant_width_put(out, (slant_text){string, strlen(string)}, width);
  slant_view_put_spaces(out, width - used);
}

void slant_view_put_right(slant_buffer *out, slant_text text, size_t width) {
  slant_buffer cut = {0};
  size_t used = slant_width_put(&cut, text, width > text.len ? width : text.len);
  if (used < width) slant_view_put_spaces(out, width - used);
  slant_buffer_put(out, slant_buffer_get(&cut));
  slant_buffer_end(&cut, out);
}

size_t slant_view_put_number(slant_buffer *out, uint64_t value, size_t width) {
  slant_buffer digits = {0};
  slant_buffer_put_u64(&digits, value);
  slant_view_put_right(out, slant_buffer_get(&digits), width);
  if (digits.len > width) width = digits.len;
  slant_buffer_end(&digits, out);
  return width;
}

void slant_view_put_percent(slant_buffer *out, double share, size_t width) {
  slant_buffer text = {0};
  if (isnan(share)) slant_buffer_put_string(&text, "-");
  else slant_buffer_put_fixed(&text, 100 * share, 0);
  slant_view_put_right(out, slant_buffer_get(&text), width);
  slant_buffer_end(&text, out);
}

void slant_view_put_share(slant_buffer *out, slant_share share, size_t width) {
  slant_buffer text = {0};
  slant_buffer_put_fixed(&text, 100 * share.share, 0);
  slant_buffer_put_string(&text, " (");
  slant_buffer_put_fixed(&text, 100 * share.low, 0);
  slant_buffer_put_char(&text, '-');
  slant_buffer_put_fixed(&text, 100 * share.high, 0);
  slant_buffer_put_char(&text, ')');
  if (isnan(share.share)) {
    slant_buffer_clear(&text);
    slant_buffer_put_char(&text, '-');
  }
  slant_view_put_right(out, slant_buffer_get(&text), width);
  slant_buffer_end(&text, out);
}

void slant_view_put_signed(slant_buffer *out, double value, int decimals, size_t width) {
  slant_buffer text = {0};
  if (isnan(value)) {
    slant_buffer_put_char(&text, '-');
  } else {
    if (value > -0.5 / pow(10, decimals)) slant_buffer_put_char(&text, '+');
    slant_buffer_put_fixed(&text, value, decimals);
  }
  slant_view_put_right(out, slant_buffer_get(&text), width);
  slant_buffer_end(&text, out);
}

const char *slant_view_colour_of(const char *label) {
  if (label == NULL) return "\033[2m";
  if (strcmp(label, "supportive") == 0) return "\033[36m";
  if (strcmp(label, "critical") == 0) return "\033[33m";
  return "";
}

void slant_view_begin_colour(slant_buffer *out, bool colour, const char *code) {
  if (colour) slant_buffer_put_string(out, code);
}

void slant_view_end_colour(slant_buffer *out, bool colour, const char *code) {
  if (colour && *code != '\0') slant_buffer_put_string(out, "\033[0m");
}
