/* Furniture: a linear model over words, word pairs and the shape of a block, learned by tools/furniture/train.py.
 * In: a block and its words. Out: log-odds. What is done with furniture is left to others.
 *
 * The score is a sum, so it costs two or three look-ups a word. The places before a line's first word and after its last are tokens too
 * ("^" and "$"): "photo" opens a credit, and ends a sentence about a photo. Evidence from words is scaled down in long blocks,
 * for there a few words that furniture likes are no surprise, and a paragraph of the article must not be lost.
 * The weights stand in the tables of word_facts.h, those of shapes in a table of their own. */
#include "text/furniture.h"

#include <math.h>
#include <string.h>

#include "text/furniture_shapes.h"
#include "text/markers.h"
#include "text/utf8.h"
#include "text/word_facts.h"
#include "furniture_table.inc"

enum { FULL_WEIGHT_WORDS = 12, MARKER_WORDS = 4, SHORT_BLOCK_WORDS = 8 };

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

/* How many words stand before the first colon, if text is behind it: "Read more: ..." 0: none, or more than a few. */
static size_t words_before_colon(slant_text block, const slant_word *words, size_t n_words) {
  const char *colon = n_words == 0 ? NULL : memchr(block.ptr, ':', block.len);
  if (colon == NULL) return 0;
  size_t at = (size_t)(colon - block.ptr), n_before = 0;
  if (at + 1 == block.len) return 0;
  while (n_before < n_words && n_before <= MARKER_WORDS && words[n_before].start < at) n_before++;
  /* a colon inside a word, as in "10:30", is none */
  return n_before <= MARKER_WORDS && n_before > 0 && words[n_before - 1].end <= at ? n_before : 0;
}

size_t slant_furniture_shapes(slant_text block, const slant_word *words, size_t n_words,
                              slant_furniture_shape names[SLANT_FURNITURE_MAX_SHAPES]) {
  static const char groups[SLANT_N_SHAPE_GROUPS][4] = {SLANT_SHAPE_GROUP_NAMES};
  slant_shape shapes[SLANT_FURNITURE_MAX_SHAPES];
  size_t n = slant_shapes_find(block, words, n_words, words_before_colon(block, words, n_words), shapes);
  for (size_t i = 0; i < n; i++) {
    const char *group = groups[shapes[i].group];
    names[i] = (slant_furniture_shape){{'@', group[0], group[1], group[2], '_', shapes[i].kind, shapes[i].length, '\0'}};
  }
  return n;
}

/* 0: no number; 1 to 5: so many digits, at most; 6: a digit first, and other characters too. */
static size_t number_kind(slant_text block, slant_word word) {
  if (!is_digit((unsigned char)block.ptr[word.start])) return 0;
  size_t len = word.end - word.start;
  for (size_t i = 1; i < len; i++) {
    if (!is_digit((unsigned char)block.ptr[word.start + i])) return 6;
  }
  return len < 5 ? len : 5;
}

const char *slant_furniture_number(slant_text block, slant_word word) {
  static const char *const names[] = {NULL, SLANT_NUMBER_NAMES};
  return names[number_kind(block, word)];
}

bool slant_furniture_line_between(slant_text block, slant_word first, slant_word second) {
  return memchr(block.ptr + first.end, '\n', second.start - first.end) != NULL;
}

double slant_furniture_scale(size_t n_words) {
  return n_words <= FULL_WEIGHT_WORDS ? 1.0 : sqrt((double)FULL_WEIGHT_WORDS / (double)n_words);
}

static bool is_title_like(slant_text block, const slant_word *words, size_t n_words) {
  if (n_words < 2 || n_words > SHORT_BLOCK_WORDS) return false;
  for (size_t i = 1; i < n_words; i++) {
    size_t len;
    uint32_t first = slant_utf8_get(block, words[i].start, &len);
    if (!slant_shape_is_upper(first) && !is_digit(first)) return false;
  }
  return true;
}

slant_furniture_marks slant_furniture_get_marks(slant_text block, const slant_word *words, size_t n_words) {
  return (slant_furniture_marks){n_words <= SHORT_BLOCK_WORDS, is_title_like(block, words, n_words),
                                 words_before_colon(block, words, n_words)};
}

static uint64_t token_hash(slant_text block, slant_word word) {
  size_t kind = number_kind(block, word);
  return kind == 0 ? word.hash : furniture_number_hashes[kind - 1];
}

static int32_t pair_weight(uint64_t first, uint64_t second) { return slant_fact_pair_furniture(slant_pair_hash(first, second)); }

/* Sum of the weights of words with signs. */
static int64_t mark_sum(slant_text block, const slant_word *words, size_t n_words, slant_furniture_marks marks) {
  int64_t sum = 0;
  for (size_t i = 0; i < n_words && marks.is_short; i++) sum += pair_weight(furniture_short, token_hash(block, words[i]));
  if (marks.is_title_like) sum += pair_weight(furniture_title, token_hash(block, words[0]));
  if (marks.n_before_colon > 0) sum += pair_weight(token_hash(block, words[marks.n_before_colon - 1]), furniture_colon);
  return sum;
}

/* What the tokens of a block come to. */
typedef struct token_sums {
  int64_t sum;     /* of the weights of the words and of each word with the one before it */
  unsigned inside; /* most words of a block that a phrase which begins with one of them can mark anywhere */
} token_sums;

static inline token_sums sum_tokens(slant_text block, const slant_word *words, size_t n_words, uint8_t *sets) {
  token_sums sums = {0, 0};
  if (n_words == 0) return sums;
  bool has_lines = memchr(block.ptr, '\n', block.len) != NULL;
  uint64_t before = furniture_start;
  for (size_t i = 0; i < n_words; i++) {
    size_t kind = number_kind(block, words[i]);
    uint64_t hash = kind == 0 ? words[i].hash : furniture_number_hashes[kind - 1];
    if (has_lines && i > 0 && slant_furniture_line_between(block, words[i - 1], words[i])) {
      sums.sum += pair_weight(before, furniture_end);
      before = furniture_start;
    }
    const slant_word_fact *fact = slant_fact_find(hash);
    int32_t known = -(int32_t)(fact->hash == hash);
    unsigned inside = kind == 0 ? fact->inside & (unsigned)known : UINT8_MAX; /* phrases know numbers by another name */
    if (inside > sums.inside) sums.inside = inside;
    if (sets != NULL) sets[i] = (uint8_t)(fact->languages & (unsigned)known);
    sums.sum += (fact->furniture & known) + pair_weight(before, hash);
    before = hash;
  }
  sums.sum += pair_weight(before, furniture_end);
  return sums;
}

static inline double score(slant_text block, const slant_word *words, size_t n_words, uint8_t *sets) {
  slant_shape shapes[SLANT_FURNITURE_MAX_SHAPES];
  slant_furniture_marks marks = slant_furniture_get_marks(block, words, n_words);
  size_t n_shapes = slant_shapes_find(block, words, n_words, marks.n_before_colon, shapes);
  int64_t shape_sum = FURNITURE_BIAS;
  for (size_t i = 0; i < n_shapes; i++) {
    size_t length = shapes[i].length == '\0' ? 0 : (size_t)(shapes[i].length - 'a' + 1);
    shape_sum += furniture_shape_weights[shapes[i].group][(unsigned char)shapes[i].kind][length];
  }
  token_sums tokens = sum_tokens(block, words, n_words, sets);
  int64_t token_sum = tokens.sum + mark_sum(block, words, n_words, marks);
  double sum = (double)token_sum * slant_furniture_scale(n_words) + (double)shape_sum;
  double markers =
      n_words > tokens.inside ? slant_markers_score_opening(block, words, n_words) : slant_markers_score(block, words, n_words);
  return sum / FURNITURE_WEIGHT_UNIT + markers;
}

double slant_furniture_score(slant_text block, const slant_word *words, size_t n_words) { return score(block, words, n_words, NULL); }

double slant_furniture_score_sets(slant_text block, const slant_word *words, size_t n_words, uint8_t *sets) {
  return score(block, words, n_words, sets);
}
