/* Shingles.
 * In: paragraphs of an article. Out: hashes. */
#include "article/shingles.h"

#include "base/hash.h"

enum { SHINGLE = 5 };

slant_status slant_shingles_each(const slant_article *article, size_t first, size_t end, slant_words *room,
                                 void (*take)(void *user, uint64_t hash), void *user, size_t *n_words, slant_error *err) {
  uint64_t window[SHINGLE] = {0};
  size_t n = 0;
  *n_words = 0;
  for (size_t i = first; i < end; i++) {
    const slant_word *words;
    size_t n_here;
    if ((article->paragraphs[i].flags & SLANT_FURNITURE) != 0) continue;
    slant_status status = slant_article_get_words(article, i, room, &words, &n_here, err);
    if (status != SLANT_OK) return status;
    for (size_t w = 0; w < n_here; w++, n++) {
      for (size_t k = 0; k + 1 < SHINGLE; k++) window[k] = window[k + 1]; /* the last words, in their order */
      window[SHINGLE - 1] = words[w].hash;
      if (n + 1 < SHINGLE) continue;
      uint64_t hash = 0;
      for (size_t k = 0; k < SHINGLE; k++) hash = slant_hash_pair(hash, window[k]);
      take(user, hash);
    }
  }
  if (n > 0 && n < SHINGLE) take(user, slant_hash_bytes(window + SHINGLE - n, n * sizeof *window, 2));
  *n_words = n;
  return SLANT_OK;
}
