/* Hashing and random numbers.
 * In: bytes, seeds. Out: values that are the same on every machine and in every run. */
#include "base/hash.h"

#define XXH_INLINE_ALL /* short words are hashed by the million: no call for each */
#include <xxhash.h>

#include "base/memory.h"

struct slant_hash128 {
  XXH3_state_t *state;
};

uint64_t slant_hash_bytes(const void *bytes, size_t len, uint64_t seed) { return XXH3_64bits_withSeed(bytes, len, seed); }

/* Stretches that are hashed together. XXH3 takes other ways for other lengths, and the processor cannot foresee which; so each round is
 * divided by them first, without a branch. */
enum { ROUND = 64 };

/* Hashes the stretches whose numbers are listed; the compiler knows that their lengths lie in [shortest, longest]. */
static inline void hash_listed(const char *text, slant_stretch *stretches, const uint8_t *list, size_t n, size_t shortest, size_t longest) {
  for (size_t i = 0; i < n; i++) {
    slant_stretch *s = &stretches[list[i]];
    size_t len = s->end - s->start;
    if (len < shortest || len > longest) __builtin_unreachable();
    s->hash = XXH3_64bits(text + s->start, len);
  }
}

static void hash_round(const char *text, slant_stretch *stretches, size_t n) {
  uint8_t shorts[ROUND], middles[ROUND], longs[ROUND];
  size_t n_shorts = 0, n_middles = 0, n_longs = 0;
  for (size_t i = 0; i < n; i++) {
    size_t len = stretches[i].end - stretches[i].start;
    shorts[n_shorts] = middles[n_middles] = longs[n_longs] = (uint8_t)i;
    n_shorts += (len >= 1) & (len <= 3);
    n_middles += (len >= 4) & (len <= 8);
    n_longs += (len == 0) | (len > 8);
  }
  hash_listed(text, stretches, shorts, n_shorts, 1, 3);
  hash_listed(text, stretches, middles, n_middles, 4, 8);
  hash_listed(text, stretches, longs, n_longs, 0, SIZE_MAX);
}

void slant_hash_stretches(const void *text, slant_stretch *stretches, size_t n) {
  for (size_t i = 0; i < n; i += ROUND) hash_round(text, stretches + i, n - i < ROUND ? n - i : ROUND);
}

slant_status slant_hash128_new(slant_hash128 **out, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  (*out)->state = XXH3_createState();
  if ((*out)->state == NULL) {
    slant_memory_free(*out);
    *out = NULL;
    return slant_error_memory(err, sizeof(XXH3_state_t));
  }
  XXH3_128bits_reset((*out)->state);
  return SLANT_OK;
}

void slant_hash128_add(slant_hash128 *hash, const void *bytes, size_t len) {
  XXH3_128bits_update(hash->state, bytes, len);
}

void slant_hash128_digits(const slant_hash128 *hash, char digits[33]) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(hash->state));
  static const char hex[] = "0123456789abcdef";
  for (int i = 0; i < 16; i++) {
    digits[2 * i] = hex[canonical.digest[i] >> 4];
    digits[2 * i + 1] = hex[canonical.digest[i] & 15];
  }
  digits[32] = '\0';
}

uint64_t slant_hash128_low(const slant_hash128 *hash) { return XXH3_128bits_digest(hash->state).low64; }

void slant_hash128_reset(slant_hash128 *hash) { XXH3_128bits_reset(hash->state); }

void slant_hash128_free(slant_hash128 *hash) {
  if (hash == NULL) return;
  XXH3_freeState(hash->state);
  slant_memory_free(hash);
}

uint64_t slant_random_next(slant_random *random) {
  uint64_t z = (random->state += UINT64_C(0x9E3779B97F4A7C15));
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

uint64_t slant_random_below(slant_random *random, uint64_t n) {
  /* rejection of the short last cycle keeps it exactly uniform */
  uint64_t limit = UINT64_MAX - UINT64_MAX % n;
  uint64_t value;
  do value = slant_random_next(random);
  while (value >= limit);
  return value % n;
}
