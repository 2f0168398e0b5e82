/* Hashing: XXH3, the only includer of libxxhash; and a seeded generator of random numbers made from it. */
#ifndef SLANT_BASE_HASH_H
#define SLANT_BASE_HASH_H

#include "slant/slant.h"

/* XXH3-64 of the bytes; the same on every machine. */
uint64_t slant_hash_bytes(const void *bytes, size_t len, uint64_t seed);

/* A hash of an ordered pair of hashes. */
uint64_t slant_hash_pair(uint64_t first, uint64_t second);

/* XXH3-128 of several stretches of memory, as 32 lower-case hexadecimal digits and a NUL. */
typedef struct slant_hash128 slant_hash128;
slant_status slant_hash128_new(slant_hash128 **out, slant_error *err);
void slant_hash128_add(slant_hash128 *hash, const void *bytes, size_t len);
void slant_hash128_digits(const slant_hash128 *hash, char digits[33]);
void slant_hash128_free(slant_hash128 *hash);

/* SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): seeded, portable, one state a user. */
typedef struct slant_random {
  uint64_t state;
} slant_random;

uint64_t slant_random_next(slant_random *random);
/* Uniform in [0, n); n > 0. */
uint64_t slant_random_below(slant_random *random, uint64_t n);

#endif
