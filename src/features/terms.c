/* Terms: n-grams of words.
 * In: the words of a paragraph. Out: occurrences with their hash and place. Which of them count is left to the vocabulary. */
#include "features/terms.h"

#include <math.h>
#include <string.h>

#include "text/utf8.h"

size_t slant_terms_count(size_t n_words) { return n_words == 0 ? 0 : 2 * n_words - 1; }

void slant_terms_get(const slant_word *words, size_t n_words, slant_term *terms) {
  for (size_t i = 0; i < n_words; i++) {
    terms[2 * i] = (slant_term){words[i].hash, words[i].start, words[i].end};
    if (i + 1 == n_words) break;
    terms[2 * i + 1] = (slant_term){slant_pair_hash(words[i].hash, words[i + 1].hash), words[i].start, words[i + 1].end};
  }
}

double slant_terms_length(size_t n_words) { return sqrt((double)n_words); }

void slant_term_fold(slant_text text, const slant_term *term, slant_buffer *folded) {
  slant_text rest = {text.ptr + term->start, term->end - term->start};
  bool first = true;
  while (rest.len > 0) {
    size_t len = slant_words_boundary(rest);
    slant_words word = {0};
    slant_text piece = {rest.ptr, len};
    /* a piece without letters or digits stands between the two words and is no part of the term */
    if (slant_words_cut(&word, piece, NULL) != SLANT_OK) {
      folded->missed = len; /* without the word it would be another term */
    } else if (word.n > 0) {
      if (!first) slant_buffer_put_char(folded, ' ');
      slant_word_fold(piece, folded);
      first = false;
    }
    slant_words_free(&word);
    rest = (slant_text){rest.ptr + len, rest.len - len};
  }
}

uint64_t slant_term_hash(slant_text text) {
  const char *space = memchr(text.ptr, ' ', text.len);
  if (space == NULL) return slant_word_hash(text);
  size_t first = (size_t)(space - text.ptr);
  return slant_pair_hash(slant_word_hash((slant_text){text.ptr, first}),
                         slant_word_hash((slant_text){space + 1, text.len - first - 1}));
}
