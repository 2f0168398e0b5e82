/* Buffer: bytes that grow, with a cap, and the locale-free printing of numbers into them. */
#ifndef SLANT_BASE_BUFFER_H
#define SLANT_BASE_BUFFER_H

#include <string.h>

#include "base/error.h"

/* A zeroed buffer is empty and has no cap. Failure is sticky: after a failed put all others do nothing,
 * and slant_buffer_check tells. */
typedef struct slant_buffer {
  char *ptr;
  size_t len, cap;
  size_t max;    /* most bytes it may hold; 0: no cap */
  size_t missed; /* size that could not be had; 0: none */
} slant_buffer;

/* Room for `len` more bytes at ptr + len; false when there is none. */
bool slant_buffer_reserve(slant_buffer *buffer, size_t len);

static inline void slant_buffer_put_bytes(slant_buffer *buffer, const void *bytes, size_t len) {
  bool room = len <= buffer->cap - buffer->len && buffer->missed == 0 && buffer->max == 0;
  if (len == 0 || (!room && !slant_buffer_reserve(buffer, len))) return;
  memcpy(buffer->ptr + buffer->len, bytes, len);
  buffer->len += len;
}
static inline void slant_buffer_put(slant_buffer *buffer, slant_text text) { slant_buffer_put_bytes(buffer, text.ptr, text.len); }
static inline void slant_buffer_put_string(slant_buffer *buffer, const char *string) {
  slant_buffer_put_bytes(buffer, string, strlen(string));
}
static inline void slant_buffer_put_char(slant_buffer *buffer, char c) { slant_buffer_put_bytes(buffer, &c, 1); }
void slant_buffer_put_u64(slant_buffer *buffer, uint64_t value);
/* `value` with exactly `decimals` (0 to 12) decimals, rounded half away from zero, a point in every locale; "-0.0…" prints as
 * "0.0…"; NaN and values of 1e9 and more in size print as "nan", "inf" or "-inf". */
void slant_buffer_put_fixed(slant_buffer *buffer, double value, int decimals);
/* The shortest form of `value` that reads back as the same double, a point in every locale. */
void slant_buffer_put_double(slant_buffer *buffer, double value);

/* SLANT_OK, or SLANT_E_MEMORY when a put failed. */
slant_status slant_buffer_check(const slant_buffer *buffer, slant_error *err);
slant_text slant_buffer_get(const slant_buffer *buffer); /* borrowed; its ptr is never NULL */
void slant_buffer_clear(slant_buffer *buffer); /* empties, keeps the memory */
void slant_buffer_free(slant_buffer *buffer);
/* Frees `part`, whose text went into `whole`; where a put into it failed, one into the whole has. */
void slant_buffer_end(slant_buffer *part, slant_buffer *whole);

#endif
