/* Hashing: XXH3, the only includer of libxxhash; and a seeded generator of random numbers made from it. */
#ifndef SLANT_BASE_HASH_H
#define SLANT_BASE_HASH_H

#include "slant/slant.h"

/* XXH3-64 of the bytes; the same on every machine. */
uint64_t slant_hash_bytes(const void *bytes, size_t len, uint64_t seed);

/* Bytes [start, end) of a text, and their hash. */
typedef struct slant_stretch {
  uint64_t hash;
  uint32_t start, end;
} slant_stretch;

/* Sets the hash of `n` stretches of `text`, each slant_hash_bytes of it with seed 0. */
void slant_hash_stretches(const void *text, slant_stretch *stretches, size_t n);

/* A hash of an ordered pair of hashes. */
static inline uint64_t slant_hash_pair(uint64_t first, uint64_t second) {
  uint64_t h = first * UINT64_C(0x9E3779B97F4A7C15) + (second ^ (second >> 29));
  h ^= h >> 32;
  h *= UINT64_C(0xD6E8FEB86659FD93);
  h ^= h >> 32;
  return h;
}

/* XXH3-128 of several stretches of memory, as 32 lower-case hexadecimal digits and a NUL. */
typedef struct slant_hash128 slant_hash128;
slant_status slant_hash128_new(slant_hash128 **out, slant_error *err);
void slant_hash128_add(slant_hash128 *hash, const void *bytes, size_t len);
void slant_hash128_digits(const slant_hash128 *hash, char digits[33]);
uint64_t slant_hash128_low(const slant_hash128 *hash); /* its lower half */
void slant_hash128_reset(slant_hash128 *hash);         /* as of no bytes */
void slant_hash128_free(slant_hash128 *hash);

/* SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): seeded, portable, one state a user. */
typedef struct slant_random {
  uint64_t state;
} slant_random;

uint64_t slant_random_next(slant_random *random);
/* Uniform in [0, n); n > 0. */
uint64_t slant_random_below(slant_random *random, uint64_t n);

#endif
