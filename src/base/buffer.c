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

void slant_buffer_put_bytes(slant_buffer *buffer, const void *bytes, size_t len) {
  if (len == 0 || !slant_buffer_reserve(buffer, len)) return;
  memcpy(buffer->ptr + buffer->len, bytes, len);
  buffer->len += len;
}

void slant_buffer_put(slant_buffer *buffer, slant_text text) { slant_buffer_put_bytes(buffer, text.ptr, text.len); }

void slant_buffer_put_string(slant_buffer *buffer, const char *string) {
  slant_buffer_put_bytes(buffer, string, strlen(string));
}

void slant_buffer_put_char(slant_buffer *buffer, char c) { slant_buffer_put_bytes(buffer, &c, 1); }

void slant_buffer_put_u64(slant_buffer *buffer, uint64_t value) {
  char digits[20];
  size_t n = 0;
  do {
    digits[sizeof digits - ++n] = (char)('0' + value % 10);
    value /= 10;
  } while (value != 0);
  slant_buffer_put_bytes(buffer, digits + sizeof digits - n, n);
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
  uint64_t scale = 1;
  for (int i = 0; i < decimals; i++) scale *= 10;
  uint64_t whole = (uint64_t)fabs(value);
  uint64_t part = (uint64_t)llround((fabs(value) - (double)whole) * (double)scale);
  if (part >= scale) {
    whole += 1;
    part -= scale;
  }
  if (value < 0 && (whole != 0 || part != 0)) slant_buffer_put_char(buffer, '-');
  slant_buffer_put_u64(buffer, whole);
  if (decimals == 0) return;
  char digits[16];
  for (int i = decimals - 1; i >= 0; i--) {
    digits[i] = (char)('0' + part % 10);
    part /= 10;
  }
  slant_buffer_put_char(buffer, '.');
  slant_buffer_put_bytes(buffer, digits, (size_t)decimals);
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

slant_text slant_buffer_get(const slant_buffer *buffer) { return (slant_text){buffer->ptr, buffer->len}; }

void slant_buffer_clear(slant_buffer *buffer) {
  buffer->len = 0;
  buffer->missed = 0;
}

void slant_buffer_free(slant_buffer *buffer) {
  slant_memory_free(buffer->ptr);
  memset(buffer, 0, sizeof *buffer);
}
