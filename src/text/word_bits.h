/* Word bits: what is noted of each byte of a text before its words are cut, in three lists of bits that stand one behind the other. */
#ifndef SLANT_TEXT_WORD_BITS_H
#define SLANT_TEXT_WORD_BITS_H

#include "base/bytes.h"

/* Notes the bits of the 16 bytes at `bytes`, which stand at `at`, a multiple of 16. From `runs` on: whether it is an ASCII letter or digit;
 * `n_runs` bytes behind that, whether it is no ASCII or an underscore; and behind that, whether it is neither letter, digit nor blank. */
static inline void slant_word_bits_put(char *runs, size_t n_runs, size_t at, const char *bytes) {
  unsigned alnum = slant_bytes_alnum(bytes);
  uint16_t run = (uint16_t)alnum, other = (uint16_t)(slant_bytes_high(bytes) | slant_bytes_equal(bytes, '_'));
  uint16_t sign = (uint16_t)~(alnum | slant_bytes_equal(bytes, ' '));
  memcpy(runs + at / 8, &run, sizeof run);
  memcpy(runs + n_runs + at / 8, &other, sizeof other);
  memcpy(runs + 2 * n_runs + at / 8, &sign, sizeof sign);
}

/* The bits from that of the byte `at` on, lowest first: 57 at least, and zeros above them. */
static inline uint64_t slant_word_bits_from(const unsigned char *bits, size_t at) {
  uint64_t word;
  memcpy(&word, bits + at / 8, sizeof word);
  return word >> at % 8;
}

#endif
