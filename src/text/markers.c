/* Markers: looking phrases up, one chain of word hashes from each word on, for as long as some phrase begins so.
 * In: a block and its words. Out: evidence beside that of the learned weights. The phrases are a table made at build time. */
#include "text/markers.h"

#include <string.h>

#include "text/utf8.h"
#include "text/word_facts.h"
#include "marker_table.inc"

enum { START, ANYWHERE, WHOLE };
enum { LONGEST_BLOCK = 60 }; /* words; no marker counts in longer blocks */

static const double marker_weight = 4, voice_weight = -6;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Numbers are alike: "#" in the table. */
static uint64_t token(slant_text block, slant_word word) { return is_digit(block.ptr[word.start]) ? marker_number : word.hash; }

/* Whether some phrase that begins with word `first` marks the block. */
static bool marks_from(slant_text block, const slant_word *words, size_t n_words, size_t first) {
  uint64_t hash = token(block, words[first]);
  const slant_word_fact *fact = slant_fact_find(hash);
  if (n_words > (first == 0 ? fact->opening : fact->inside) || fact->hash != hash) return false;
  hash = slant_pair_hash(0, hash);
  for (size_t n = 1;; n++) {
    const slant_phrase *phrase = slant_phrase_find(hash);
    if (phrase == NULL) return false;
    if (n_words <= phrase->limits[ANYWHERE] || (first == 0 && n_words <= phrase->limits[START])) return true;
    if (first == 0 && n == n_words && phrase->limits[WHOLE] > 0) return true;
    if (n == SLANT_LONGEST_PHRASE || first + n == n_words) return false;
    hash = slant_pair_hash(hash, token(block, words[first + n]));
  }
}

/* A quoted post ends as in "— Jo Doe (@jodoe) May 3, 2019". */
static bool is_post(slant_text block, const slant_word *words, size_t n_words) {
  if (n_words < 6 || !is_digit(block.ptr[words[n_words - 1].start])) return false;
  const char *at = memchr(block.ptr, '@', block.len);
  if (at == NULL || at == block.ptr || at[-1] != '(') return false;
  const char *close = memchr(at, ')', block.len - (size_t)(at - block.ptr));
  if (close == NULL) return false;
  size_t n_after = 0;
  for (size_t i = n_words; i > 0 && block.ptr + words[i - 1].start > close; i--) n_after++;
  return n_after == 3 && words[n_words - 1].end - words[n_words - 1].start == 4;
}

/* "| word |": a line of a table or a drawing, which belongs to what it stands in. */
static bool is_boxed(slant_text block) {
  slant_text inner = slant_utf8_trim(block);
  return inner.len > 2 && inner.ptr[0] == '|' && inner.ptr[inner.len - 1] == '|';
}

/* Phrases that begin with one of the first `n_first` words. */
static double score(slant_text block, const slant_word *words, size_t n_words, size_t n_first) {
  if (n_words == 0 || n_words > LONGEST_BLOCK) return 0;
  if (is_post(block, words, n_words) || is_boxed(block)) return voice_weight;
  for (size_t i = 0; i < n_first; i++) {
    if (marks_from(block, words, n_words, i)) return marker_weight;
  }
  return 0;
}

double slant_markers_score(slant_text block, const slant_word *words, size_t n_words) { return score(block, words, n_words, n_words); }

double slant_markers_score_opening(slant_text block, const slant_word *words, size_t n_words) {
  return score(block, words, n_words, n_words > 0);
}
