/* Characters: n-grams inside a word.
 * In: a folded word. Out: hashed buckets. What they weigh is left to the priors. */
#include "features/characters.h"

#include <stdlib.h>
#include <string.h>

#include "base/compare.h"
#include "base/hash.h"
#include "text/utf8.h"

enum { SHORTEST = 3, LONGEST = 5, LONGEST_WORD = 40 };

size_t slant_character_grams(slant_text word, uint32_t *buckets) {
  char marked[4 * LONGEST_WORD + 2];
  size_t starts[LONGEST_WORD + 3], n = 0, len = 0, n_buckets = 0;
  marked[len++] = '<';
  starts[n++] = 0;
  for (size_t at = 0, step; at < word.len && n <= LONGEST_WORD; at += step) {
    (void)slant_utf8_get(word, at, &step);
    starts[n++] = len;
    memcpy(marked + len, word.ptr + at, step);
    len += step;
  }
  starts[n++] = len;
  marked[len++] = '>';
  starts[n] = len;
  for (size_t size = SHORTEST; size <= LONGEST; size++) {
    for (size_t i = 0; i + size <= n; i++) {
      uint64_t hash = slant_hash_bytes(marked + starts[i], starts[i + size] - starts[i], 3);
      buckets[n_buckets++] = (uint32_t)(hash % SLANT_CHARACTER_BUCKETS);
    }
  }
  qsort(buckets, n_buckets, sizeof *buckets, slant_compare_u32);
  return n_buckets;
}
