/* Buffer: growing bytes with a cap.
 * In: bytes and numbers. Out: one stretch of memory. Numbers never go through the locale. */
#include "base/buffer.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

bool slant_buffer_reserve(slant_buffer *buffer, size_t len) {
  if (buffer->missed != 0) return false;
  if (len > SIZE_MAX - buffer->len || (buffer->max != 0 && buffer->len + len > buffer->max) ||
      slant_memory_grow(&buffer->ptr, &buffer->cap, buffer->len + len, 1, NULL) != SLANT_OK) {
    buffer->missed = len > SIZE_MAX - buffer->len ? SIZE_MAX : buffer->len + len;
    return false;
  }
  return true;
}

/* The decimal digits of `value` end at `end`; where they begin. */
static char *digits_before(char *end, uint64_t value) {
  do {
    *--end = (char)('0' + value % 10);
    value /= 10;
  } while (value != 0);
  return end;
}

void slant_buffer_put_u64(slant_buffer *buffer, uint64_t value) {
  char digits[20], *end = digits + sizeof digits, *first = digits_before(end, value);
  slant_buffer_put_bytes(buffer, first, (size_t)(end - first));
}

void slant_buffer_put_fixed(slant_buffer *buffer, double value, int decimals) {
  if (isnan(value)) {
    slant_buffer_put_string(buffer, "nan");
    return;
  }
  if (fabs(value) >= 1e9) {
    slant_buffer_put_string(buffer, value > 0 ? "inf" : "-inf");
    return;
  }
  static const uint64_t scales[] = {1,         10,         100,         1000,         10000,         100000,       1000000,
                                    10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000};
  uint64_t whole = (uint64_t)fabs(value), scale = scales[decimals];
  double rest = (fabs(value) - (double)whole) * (double)scale;
  uint64_t part = (uint64_t)rest;
  part += rest - (double)part >= 0.5; /* half away from zero, as llround */
  if (part >= scale) {
    whole += 1;
    part -= scale;
  }
  bool is_zero = whole == 0 && part == 0;
  char text[40], *end = text + sizeof text, *at = end;
  for (int i = 0; i < decimals; i++, part /= 10) *--at = (char)('0' + part % 10);
  if (decimals > 0) *--at = '.';
  at = digits_before(at, whole);
  if (value < 0 && !is_zero) *--at = '-';
  slant_buffer_put_bytes(buffer, at, (size_t)(end - at));
}

void slant_buffer_put_double(slant_buffer *buffer, double value) {
  char digits[40];
  if (isnan(value)) {
    slant_buffer_put_string(buffer, "nan"); /* whose sign printf would print */
    return;
  }
  /* 15 digits are enough for any double that has a shorter form, but for those below the normal ones */
  for (int precision = fabs(value) < DBL_MIN ? 1 : 15; precision <= 17; precision++) {
    (void)snprintf(digits, sizeof digits, "%.*g", precision, value);
    if (strtod(digits, NULL) == value) break;
  }
  /* snprintf and strtod follow the locale alike; only its decimal sign, of one byte or more, has to go */
  bool in_sign = false;
  for (const char *c = digits; *c != '\0'; c++) {
    bool foreign = (*c < '0' || *c > '9') && *c != '-' && *c != '+' && (*c < 'a' || *c > 'z');
    if (!(foreign && in_sign)) slant_buffer_put_char(buffer, foreign ? '.' : *c);
    in_sign = foreign;
  }
}

slant_status slant_buffer_check(const slant_buffer *buffer, slant_error *err) {
  return buffer->missed == 0 ? SLANT_OK : slant_error_memory(err, buffer->missed);
}

slant_text slant_buffer_get(const slant_buffer *buffer) { return (slant_text){buffer->ptr == NULL ? "" : buffer->ptr, buffer->len}; }

void slant_buffer_clear(slant_buffer *buffer) {
  buffer->len = 0;
  buffer->missed = 0;
}

void slant_buffer_free(slant_buffer *buffer) {
  slant_memory_free(buffer->ptr);
  memset(buffer, 0, sizeof *buffer);
}

void slant_buffer_end(slant_buffer *part, slant_buffer *whole) {
  if (part->missed != 0 && whole->missed == 0) whole->missed = part->missed;
  slant_buffer_free(part);
}
