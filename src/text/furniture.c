/* Furniture: a linear model over words, word pairs and the shape of a block, learned by tools/furniture/train.py.
 * In: a block and its words. Out: log-odds. What is done with furniture is left to others.
 *
 * The score is a sum, so it costs two or three look-ups a word. The places before a line's first word and after its last are tokens too
 * ("^" and "$"): "photo" opens a credit, and ends a sentence about a photo. Evidence from words is scaled down in long blocks,
 * for there a few words that furniture likes are no surprise, and a paragraph of the article must not be lost.
 * The weights become furniture_table.inc at build time: an open-addressed table of hashes, constant and without start-up. */
#include "text/furniture.h"

#include <math.h>
#include <string.h>

#include "text/markers.h"
#include "text/utf8.h"
#include "furniture_table.inc"

enum { FULL_WEIGHT_WORDS = 12, MARKER_WORDS = 4, SHORT_LINE_WORDS = 6, SHORT_BLOCK_WORDS = 8 };

static int32_t weight(uint64_t hash) {
  for (size_t slot = hash & (FURNITURE_SLOTS - 1); furniture_hashes[slot] != 0; slot = (slot + 1) & (FURNITURE_SLOTS - 1)) {
    if (furniture_hashes[slot] == hash) return furniture_weights[slot];
  }
  return 0;
}

static int32_t weight_of_name(const char *name) { return weight(slant_word_hash((slant_text){name, strlen(name)})); }

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
static bool is_ascii_letter(uint32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
/* Upper case in Latin-1 and Cyrillic: enough to see capitalised words in most of the press that uses capitals. */
static bool is_upper(uint32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F);
}
static bool is_quote(uint32_t c) {
  return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201E) || c == 0xAB || c == 0xBB;
}
static bool is_letter(uint32_t c) {
  return is_ascii_letter(c) || (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7) || (c >= 0x2C00 && c < 0xFE00);
}

/* A growing list of names; what does not fit is dropped, which cannot happen with the features below. */
typedef struct shape_list {
  slant_furniture_shape *items;
  size_t n;
} shape_list;

/* "@GROUP_KIND" and, unless it is NUL, a letter for the block's length. */
static void add(shape_list *list, const char group[3], char kind, char length) {
  if (list->n == SLANT_FURNITURE_MAX_SHAPES) return;
  slant_furniture_shape *shape = &list->items[list->n++];
  *shape = (slant_furniture_shape){{'@', group[0], group[1], group[2], '_', kind, length, '\0'}};
}

static char length_class(size_t n_words) { return n_words <= 3 ? 'a' : n_words <= 8 ? 'b' : n_words <= 19 ? 'c' : 'd'; }

/* a: no word, b: 1, c: 2, d: 3, e: 4, f: up to 6, g: 9, h: 14, i: 24, j: 39, k: 59, l: more. */
static char size_class(size_t n_words) {
  static const size_t most[] = {0, 1, 2, 3, 4, 6, 9, 14, 24, 39, 59};
  size_t k = 0;
  while (k < sizeof most / sizeof *most && n_words > most[k]) k++;
  return (char)('a' + k);
}

/* The code point that ends at `end`; `end` > 0. */
static uint32_t code_point_before(slant_text text, size_t end, size_t *start) {
  size_t len;
  *start = end - 1;
  while (*start > 0 && ((unsigned char)text.ptr[*start] & 0xC0) == 0x80) (*start)--;
  return slant_utf8_get(text, *start, &len);
}

/* How the block ends: . ! ? : ; ) ] as they are, e: ellipsis, q: quotation mark after one of . , ! ?, p: another quotation
 * mark, l: letter, d: digit, s: anything else. `text` is not empty. */
static char end_kind(slant_text text) {
  size_t start;
  uint32_t last = code_point_before(text, text.len, &start);
  uint32_t before = start > 0 ? code_point_before(text, start, &start) : ' ';
  if (last == 0x2026 || (last == '.' && before == '.')) return 'e';
  if (last != 0 && last < 0x80 && strchr(".!?:;)]", (int)last) != NULL) return (char)last;
  if (is_quote(last)) return before != 0 && before < 0x80 && strchr(".,!?", (int)before) != NULL ? 'q' : 'p';
  return is_letter(last) ? 'l' : is_digit(last) ? 'd' : 's';
}

/* How it begins: q: quotation mark, m: one of ([#@*, u: capital, l: another letter, d: digit, s: anything else. */
static char begin_kind(slant_text text) {
  size_t len;
  uint32_t first = slant_utf8_get(text, 0, &len);
  if (is_quote(first)) return 'q';
  if (first != 0 && first < 0x80 && strchr("([#@*", (int)first) != NULL) return 'm';
  return is_upper(first) ? 'u' : is_letter(first) ? 'l' : is_digit(first) ? 'd' : 's';
}

/* Whether at least two letters are there, all of them capitals. */
static bool is_shouted(slant_text word) {
  size_t n_letters = 0;
  for (size_t at = 0, len; at < word.len; at += len) {
    uint32_t c = slant_utf8_get(word, at, &len);
    if (!is_letter(c)) continue;
    if (!is_upper(c)) return false;
    n_letters++;
  }
  return n_letters >= 2;
}

static bool ends_with(slant_text word, const char *end) {
  size_t len = strlen(end);
  return word.len > len && memcmp(word.ptr + word.len - len, end, len) == 0;
}

static bool is_site(slant_text word) {
  if (memchr(word.ptr, '.', word.len) == NULL) return false; /* most words end here */
  static const char *const ends[] = {".com", ".org", ".net", ".de", ".co", ".gov", ".edu", ".COM"};
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    if (ends_with(word, ends[i])) return true;
  }
  return false;
}

static char share_class(size_t part, size_t whole, const double *above, size_t n_above) {
  size_t k = 0;
  while (k < n_above && (double)part >= above[k] * (double)whole) k++;
  return (char)('0' + k);
}

/* Shares of capitalised words, of words in capitals and of numbers; and whether a web address is there. */
static void add_word_shapes(shape_list *list, slant_text block, const slant_word *words, size_t n_words, char length) {
  size_t n_alphabetic = 0, n_capitalised = 0, n_shouted = 0;
  bool site = false;
  for (size_t i = 0; i < n_words; i++) {
    slant_text word = {block.ptr + words[i].start, words[i].end - words[i].start};
    size_t len;
    uint32_t first = slant_utf8_get(word, 0, &len);
    site = site || is_site(word);
    if (is_digit(first)) continue;
    n_alphabetic++;
    if (!is_upper(first)) continue;
    n_capitalised++;
    n_shouted += is_shouted(word);
  }
  static const double capitalised[] = {1e-9, 0.2, 0.4, 0.7, 1.0}, shouted[] = {0.34, 1.0}, numbers[] = {0.15, 0.34, 0.67};
  if (n_words == 0) return;
  if (n_alphabetic > 0) add(list, "cap", share_class(n_capitalised, n_alphabetic, capitalised, 5), length);
  if (n_shouted > 0) add(list, "acr", share_class(n_shouted, n_alphabetic, shouted, 2), length);
  if (n_alphabetic < n_words) add(list, "num", share_class(n_words - n_alphabetic, n_words, numbers, 3), length);
  if (site) add(list, "url", 's', '\0');
}

/* The signs looked for, each once: a letter names a sign in "@has_". */
static char sign_kind(uint32_t c) {
  static const struct {
    uint32_t c;
    char kind;
  } signs[] = {{'*', 'a'},    {'|', 'b'},    {0xA9, 'c'},   {'@', 'd'},    {'#', 'e'},    {0xBB, 'f'},
               {0x203A, 'g'}, {'>', 'h'},    {0x2022, 'i'}, {'/', 'j'},    {0x2605, 'k'}, {'+', 'l'},
               {0x2192, 'm'}, {'&', 'n'},    {'_', 'o'},    {'[', 'p'},    {0x2013, 'q'}, {'"', 'r'},
               {0x201C, 'r'}, {0x201D, 'r'}, {0x201E, 'r'}, {0xB7, 's'},   {'$', 't'},    {'%', 'u'}};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    if (signs[i].c == c) return signs[i].kind;
  }
  return '\0';
}

static void add_sign_shapes(shape_list *list, slant_text block, char length) {
  uint32_t met = 0;
  for (size_t at = 0, len; at < block.len; at += len) {
    uint32_t c = (unsigned char)block.ptr[at];
    len = 1;
    if (is_ascii_letter(c) || c == ' ' || c == ',' || c == '.') continue;
    c = slant_utf8_get(block, at, &len);
    char kind = sign_kind(c);
    if (kind == '\0' || (met >> (kind - 'a') & 1) != 0) continue;
    met |= UINT32_C(1) << (kind - 'a');
    add(list, "has", kind, length == 'a' || kind == 'r' ? length : '\0');
  }
}

/* How many words stand before the first colon, if text is behind it: "Read more: ..." 0: none, or more than a few. */
static size_t words_before_colon(slant_text block, const slant_word *words, size_t n_words) {
  const char *colon = memchr(block.ptr, ':', block.len);
  if (colon == NULL) return 0;
  size_t at = (size_t)(colon - block.ptr), n_before = 0;
  if (at + 1 == block.len) return 0;
  while (n_before < n_words && n_before <= MARKER_WORDS && words[n_before].start < at) n_before++;
  /* a colon inside a word, as in "10:30", is none */
  return n_before <= MARKER_WORDS && n_before > 0 && words[n_before - 1].end <= at ? n_before : 0;
}

static void add_line_shapes(shape_list *list, slant_text block, size_t n_words) {
  size_t n_ends = 0;
  for (size_t i = 0; i < block.len; i++) n_ends += block.ptr[i] == '\n';
  if (n_ends == 0) return;
  add(list, "lin", n_ends == 1 ? '1' : n_ends < 4 ? '2' : '4', '\0');
  if (n_words <= SHORT_LINE_WORDS * (n_ends + 1)) add(list, "lin", 's', '\0');
}

size_t slant_furniture_shapes(slant_text block, const slant_word *words, size_t n_words,
                              slant_furniture_shape shapes[SLANT_FURNITURE_MAX_SHAPES]) {
  shape_list list = {shapes, 0};
  char length = length_class(n_words);
  add(&list, "len", size_class(n_words), '\0');
  slant_text inner = slant_utf8_trim(block);
  if (inner.len == 0) return list.n;
  add(&list, "end", end_kind(inner), length);
  add(&list, "beg", begin_kind(inner), length);
  add_word_shapes(&list, block, words, n_words, length);
  add_sign_shapes(&list, inner, length);
  size_t n_before_colon = words_before_colon(block, words, n_words);
  if (n_before_colon > 0) add(&list, "col", (char)('0' + n_before_colon), '\0');
  add_line_shapes(&list, inner, n_words);
  return list.n;
}

const char *slant_furniture_number(slant_text block, slant_word word) {
  static const char *const names[] = {"0", "00", "000", "0000", "00000"};
  if (!is_digit((unsigned char)block.ptr[word.start])) return NULL;
  size_t len = word.end - word.start;
  for (size_t i = 0; i < len; i++) {
    if (!is_digit((unsigned char)block.ptr[word.start + i])) return "0x";
  }
  return names[len < 5 ? len - 1 : 4];
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
    if (!is_upper(first) && !is_digit(first)) return false;
  }
  return true;
}

slant_furniture_marks slant_furniture_get_marks(slant_text block, const slant_word *words, size_t n_words) {
  return (slant_furniture_marks){n_words <= SHORT_BLOCK_WORDS, is_title_like(block, words, n_words),
                                 words_before_colon(block, words, n_words)};
}

static uint64_t token_hash(slant_text block, slant_word word) {
  const char *number = slant_furniture_number(block, word);
  return number == NULL ? word.hash : slant_word_hash((slant_text){number, strlen(number)});
}

/* The weight of a word with a sign, as a pair. */
static int32_t marked(const char *before, uint64_t hash, const char *after) {
  const char *sign = before != NULL ? before : after;
  uint64_t other = slant_word_hash((slant_text){sign, strlen(sign)});
  return weight(before != NULL ? slant_pair_hash(other, hash) : slant_pair_hash(hash, other));
}

/* Sum of the weights of the words, of each word with the one before it, and of words with signs. */
static int64_t token_sum(slant_text block, const slant_word *words, size_t n_words) {
  uint64_t start = slant_word_hash((slant_text){"^", 1}), end = slant_word_hash((slant_text){"$", 1});
  slant_furniture_marks marks = slant_furniture_get_marks(block, words, n_words);
  uint64_t before = start;
  int64_t sum = 0;
  for (size_t i = 0; i < n_words; i++) {
    uint64_t hash = token_hash(block, words[i]);
    if (i > 0 && slant_furniture_line_between(block, words[i - 1], words[i])) {
      sum += weight(slant_pair_hash(before, end));
      before = start;
    }
    sum += weight(hash) + weight(slant_pair_hash(before, hash));
    if (marks.is_short) sum += marked("#", hash, NULL);
    if (marks.is_title_like && i == 0) sum += marked("~", hash, NULL);
    if (marks.n_before_colon == i + 1) sum += marked(NULL, hash, ":");
    before = hash;
  }
  return sum + (n_words > 0 ? weight(slant_pair_hash(before, end)) : 0);
}

double slant_furniture_score(slant_text block, const slant_word *words, size_t n_words) {
  slant_furniture_shape shapes[SLANT_FURNITURE_MAX_SHAPES];
  size_t n_shapes = slant_furniture_shapes(block, words, n_words, shapes);
  int64_t shape_sum = weight_of_name("@bias");
  for (size_t i = 0; i < n_shapes; i++) shape_sum += weight_of_name(shapes[i].name);
  double sum = (double)token_sum(block, words, n_words) * slant_furniture_scale(n_words) + (double)shape_sum;
  return sum / FURNITURE_WEIGHT_UNIT + slant_markers_score(block, words, n_words);
}
