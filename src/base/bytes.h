/* Bytes: sixteen at a time. Each function looks at the 16 bytes at `p` and tells of each, in a bit of the result, whether it is of a kind:
 * bit i for p[i]. With SSE2 they are a few instructions; elsewhere, and with SLANT_PORTABLE, the portable twins, which every build
 * holds and the tests compare, say the same. The only includer of the compiler's intrinsics. */
#ifndef SLANT_BASE_BYTES_H
#define SLANT_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__) && !defined(SLANT_PORTABLE)
#include <emmintrin.h>
#endif

enum { SLANT_BYTES = 16, SLANT_ALL_BYTES = 0xFFFF };

static inline bool slant_byte_is_alnum(unsigned char c) { return (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)(c - '0') < 10; }

static inline unsigned char slant_byte_lower(unsigned char c) {
  return (unsigned char)((unsigned char)(c - 'A') < 26 ? c | 0x20 : c);
}

/* ---- Portable twins ---- */

/* ASCII letters and digits. */
static inline unsigned slant_bytes_alnum_portable(const void *p) {
  unsigned bits = 0;
  for (unsigned i = 0; i < SLANT_BYTES; i++) bits |= (unsigned)slant_byte_is_alnum(((const unsigned char *)p)[i]) << i;
  return bits;
}

/* 0x80 and above. */
static inline unsigned slant_bytes_high_portable(const void *p) {
  unsigned bits = 0;
  for (unsigned i = 0; i < SLANT_BYTES; i++) bits |= (unsigned)(((const unsigned char *)p)[i] >> 7) << i;
  return bits;
}

/* `a`. */
static inline unsigned slant_bytes_equal_portable(const void *p, char a) {
  unsigned bits = 0;
  for (unsigned i = 0; i < SLANT_BYTES; i++) bits |= (unsigned)(((const char *)p)[i] == a) << i;
  return bits;
}

/* Below `limit`. */
static inline unsigned slant_bytes_below_portable(const void *p, unsigned char limit) {
  unsigned bits = 0;
  for (unsigned i = 0; i < SLANT_BYTES; i++) bits |= (unsigned)(((const unsigned char *)p)[i] < limit) << i;
  return bits;
}

/* How many are ASCII letters. */
static inline size_t slant_bytes_letters_portable(const void *p) {
  size_t n = 0;
  for (unsigned i = 0; i < SLANT_BYTES; i++) n += (unsigned char)((((const unsigned char *)p)[i] | 0x20) - 'a') < 26;
  return n;
}

/* Copies 16 bytes, ASCII capitals as small letters. */
static inline void slant_bytes_lower_portable(void *to, const void *p) {
  unsigned char bytes[SLANT_BYTES];
  for (unsigned i = 0; i < SLANT_BYTES; i++) bytes[i] = slant_byte_lower(((const unsigned char *)p)[i]);
  memcpy(to, bytes, sizeof bytes);
}

/* ---- What is used ---- */

#if defined(__SSE2__) && !defined(SLANT_PORTABLE)

static inline __m128i slant_bytes_load(const void *p) { return _mm_loadu_si128((const __m128i *)p); }
static inline __m128i slant_bytes_repeat(unsigned c) { return _mm_set1_epi8((char)(c < 0x80 ? (int)c : (int)c - 0x100)); }
static inline unsigned slant_bytes_bits(__m128i v) { return (unsigned)_mm_movemask_epi8(v); }

/* 0xFF for each byte in [first, first + n). There is no comparison of unsigned bytes: the range is moved to the smallest numbers. */
static inline __m128i slant_bytes_range(__m128i v, unsigned first, unsigned n) {
  return _mm_cmplt_epi8(_mm_sub_epi8(v, slant_bytes_repeat((first + 0x80) & 0xFF)), slant_bytes_repeat((n + 0x80) & 0xFF));
}

static inline unsigned slant_bytes_alnum(const void *p) {
  __m128i v = slant_bytes_load(p), small = _mm_or_si128(v, slant_bytes_repeat(0x20));
  return slant_bytes_bits(_mm_or_si128(slant_bytes_range(small, 'a', 26), slant_bytes_range(v, '0', 10)));
}

static inline unsigned slant_bytes_high(const void *p) { return slant_bytes_bits(slant_bytes_load(p)); }

static inline unsigned slant_bytes_equal(const void *p, char a) {
  return slant_bytes_bits(_mm_cmpeq_epi8(slant_bytes_load(p), _mm_set1_epi8(a)));
}

static inline unsigned slant_bytes_below(const void *p, unsigned char limit) {
  return slant_bytes_bits(slant_bytes_range(slant_bytes_load(p), 0, limit));
}

static inline void slant_bytes_lower(void *to, const void *p) {
  __m128i v = slant_bytes_load(p);
  _mm_storeu_si128((__m128i *)to, _mm_or_si128(v, _mm_and_si128(slant_bytes_range(v, 'A', 26), slant_bytes_repeat(0x20))));
}

static inline size_t slant_bytes_letters(const void *p) {
  __m128i letters = slant_bytes_range(_mm_or_si128(slant_bytes_load(p), slant_bytes_repeat(0x20)), 'a', 26);
  __m128i sums = _mm_sad_epu8(_mm_and_si128(letters, slant_bytes_repeat(1)), _mm_setzero_si128());
  return (size_t)(_mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4));
}

#else

static inline size_t slant_bytes_letters(const void *p) { return slant_bytes_letters_portable(p); }
static inline unsigned slant_bytes_alnum(const void *p) { return slant_bytes_alnum_portable(p); }
static inline unsigned slant_bytes_high(const void *p) { return slant_bytes_high_portable(p); }
static inline unsigned slant_bytes_equal(const void *p, char a) { return slant_bytes_equal_portable(p, a); }
static inline unsigned slant_bytes_below(const void *p, unsigned char limit) { return slant_bytes_below_portable(p, limit); }
static inline void slant_bytes_lower(void *to, const void *p) { slant_bytes_lower_portable(to, p); }

#endif

/* Number of the lowest bit that is set in `bits`, which is not 0. */
static inline unsigned slant_bytes_first(unsigned bits) { return (unsigned)__builtin_ctz(bits); }

#endif
