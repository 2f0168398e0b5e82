/* Furniture shapes: ends and beginnings, capitals, numbers, signs, lines.
 * In: a block and its words. Out: shapes; what they weigh is left to others. */
#include "text/furniture_shapes.h"

#include <string.h>

#include "base/bytes.h"
#include "text/utf8.h"

enum { SHORT_LINE_WORDS = 6 };

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }
static bool is_ascii_letter(uint32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
static bool is_quote(uint32_t c) {
  return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201E) || c == 0xAB || c == 0xBB;
}
static bool is_letter(uint32_t c) {
  return is_ascii_letter(c) || (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7) || (c >= 0x2C00 && c < 0xFE00);
}

/* A growing list; what does not fit is dropped, which cannot happen with the shapes below. */
typedef struct shape_list {
  slant_shape *items;
  size_t n;
} shape_list;

static void add(shape_list *list, slant_shape_group group, char kind, char length) {
  if (list->n == SLANT_FURNITURE_MAX_SHAPES) return;
  list->items[list->n++] = (slant_shape){(uint8_t)group, kind, length};
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
  return slant_shape_is_upper(first) ? 'u' : is_letter(first) ? 'l' : is_digit(first) ? 'd' : 's';
}

/* Whether at least two letters are there, all of them capitals. */
static bool is_shouted(slant_text word) {
  size_t n_letters = 0;
  for (size_t at = 0, len; at < word.len; at += len) {
    uint32_t c = slant_utf8_get(word, at, &len);
    if (!is_letter(c)) continue;
    if (!slant_shape_is_upper(c)) return false;
    n_letters++;
  }
  return n_letters >= 2;
}

static bool ends_with(slant_text word, const char *end) {
  size_t len = strlen(end);
  return word.len > len && memcmp(word.ptr + word.len - len, end, len) == 0;
}

/* Whether a word is the name of a web site. `block` holds the words. */
static bool has_site(slant_text block, const slant_word *words, size_t n_words) {
  static const char *const ends[] = {".com", ".org", ".net", ".de", ".co", ".gov", ".edu", ".COM"};
  for (size_t i = 0; i < n_words; i++) {
    slant_text word = {block.ptr + words[i].start, words[i].end - words[i].start};
    const char *end = word.ptr + word.len;
    bool may_be = word.len > 3 && (end[-3] == '.' || (word.len > 4 && end[-4] == '.')); /* most words are none */
    for (size_t k = 0; may_be && k < sizeof ends / sizeof *ends; k++) {
      if (ends_with(word, ends[k])) return true;
    }
  }
  return false;
}

/* Whether a point stands right before a letter or digit: without one, no word has a point in it. */
static bool has_inner_point(slant_text block) {
  for (const char *at = block.ptr, *end = block.ptr + block.len;;) {
    const char *point = at < end ? memchr(at, '.', (size_t)(end - at)) : NULL;
    if (point == NULL || point + 1 == end) return false;
    if ((unsigned char)point[1] >= 0x80 || slant_byte_is_alnum((unsigned char)point[1])) return true;
    at = point + 1;
  }
}

static char share_class(size_t part, size_t whole, const double *above, size_t n_above) {
  size_t k = 0;
  while (k < n_above && (double)part >= above[k] * (double)whole) k++;
  return (char)('0' + k);
}

/* Shares of capitalised words, of words in capitals and of numbers; and whether a web address is there. */
static void add_word_shapes(shape_list *list, slant_text block, const slant_word *words, size_t n_words, char length) {
  size_t n_numbers = 0, n_capitalised = 0, n_shouted = 0;
  for (size_t i = 0; i < n_words; i++) {
    slant_text word = {block.ptr + words[i].start, words[i].end - words[i].start};
    unsigned char first = (unsigned char)word.ptr[0], last = (unsigned char)word.ptr[word.len - 1];
    unsigned upper = (unsigned char)(first - 'A') < 26, ends_small = (unsigned char)(last - 'a') < 26;
    size_t len;
    if (first >= 0x80) upper = slant_shape_is_upper(slant_utf8_get(word, 0, &len));
    n_numbers += (unsigned char)(first - '0') < 10;
    n_capitalised += upper;
    if ((upper & !ends_small & (word.len > 1)) != 0) n_shouted += is_shouted(word); /* few come here: the rest has no branch */
  }
  static const double capitalised[] = {1e-9, 0.2, 0.4, 0.7, 1.0}, shouted[] = {0.34, 1.0}, numbers[] = {0.15, 0.34, 0.67};
  size_t n_alphabetic = n_words - n_numbers;
  if (n_words == 0) return;
  if (n_alphabetic > 0) add(list, SLANT_SHAPE_CAPITALISED, share_class(n_capitalised, n_alphabetic, capitalised, 5), length);
  if (n_shouted > 0) add(list, SLANT_SHAPE_SHOUTED, share_class(n_shouted, n_alphabetic, shouted, 2), length);
  if (n_numbers > 0) add(list, SLANT_SHAPE_NUMBERS, share_class(n_numbers, n_words, numbers, 3), length);
  if (has_inner_point(block) && has_site(block, words, n_words)) add(list, SLANT_SHAPE_SITE, 's', '\0');
}

/* The signs looked for: a letter names a sign in "@has_". */
static char sign_kind(uint32_t c) {
  static const char ascii[128] = {['*'] = 'a', ['|'] = 'b', ['@'] = 'd', ['#'] = 'e', ['>'] = 'h', ['/'] = 'j', ['+'] = 'l',
                                  ['&'] = 'n', ['_'] = 'o', ['['] = 'p', ['"'] = 'r', ['$'] = 't', ['%'] = 'u'};
  if (c < 0x80) return ascii[c];
  switch (c) {
    case 0xA9: return 'c';
    case 0xB7: return 's';
    case 0xBB: return 'f';
    case 0x2013: return 'q';
    case 0x201C:
    case 0x201D:
    case 0x201E: return 'r';
    case 0x2022: return 'i';
    case 0x203A: return 'g';
    case 0x2192: return 'm';
    case 0x2605: return 'k';
    default: return '\0';
  }
}

/* Of the 16 bytes at `p`, those at which a sign may begin. */
static unsigned sign_bits(const char *p) {
  unsigned plain = slant_bytes_alnum(p) | slant_bytes_equal(p, ' ') | slant_bytes_equal(p, ',') | slant_bytes_equal(p, '.');
  return ~plain & SLANT_ALL_BYTES;
}

/* Adds the signs of the block, each once. */
static void add_sign_shapes(shape_list *list, slant_text block, char length) {
  uint32_t met = 0;
  for (size_t from = 0; from < block.len; from += SLANT_BYTES) {
    char tail[SLANT_BYTES] = {0};
    const char *p = block.ptr + from;
    if (block.len - from < SLANT_BYTES) p = memcpy(tail, p, block.len - from);
    for (unsigned bits = sign_bits(p); bits != 0; bits &= bits - 1) {
      size_t at = from + slant_bytes_first(bits), len;
      if (at >= block.len) break;
      unsigned char first = (unsigned char)block.ptr[at];
      if ((first & 0xC0) == 0x80) continue;
      char kind = sign_kind(first < 0x80 ? first : slant_utf8_get(block, at, &len));
      if (kind == '\0' || (met >> (kind - 'a') & 1) != 0) continue;
      met |= UINT32_C(1) << (kind - 'a');
      add(list, SLANT_SHAPE_SIGN, kind, length == 'a' || kind == 'r' ? length : '\0');
    }
  }
}

static void add_line_shapes(shape_list *list, slant_text block, size_t n_words) {
  size_t n_ends = 0;
  const char *end = block.ptr + block.len;
  for (const char *at = block.ptr; at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++) n_ends++;
  if (n_ends == 0) return;
  add(list, SLANT_SHAPE_LINES, n_ends == 1 ? '1' : n_ends < 4 ? '2' : '4', '\0');
  if (n_words <= SHORT_LINE_WORDS * (n_ends + 1)) add(list, SLANT_SHAPE_LINES, 's', '\0');
}

size_t slant_shapes_find(slant_text block, const slant_word *words, size_t n_words, size_t n_before_colon,
                         slant_shape shapes[SLANT_FURNITURE_MAX_SHAPES]) {
  shape_list list = {shapes, 0};
  char length = length_class(n_words);
  add(&list, SLANT_SHAPE_LENGTH, size_class(n_words), '\0');
  slant_text inner = slant_utf8_trim(block);
  if (inner.len == 0) return list.n;
  add(&list, SLANT_SHAPE_END, end_kind(inner), length);
  add(&list, SLANT_SHAPE_BEGINNING, begin_kind(inner), length);
  add_word_shapes(&list, block, words, n_words, length);
  add_sign_shapes(&list, inner, length);
  if (n_before_colon > 0) add(&list, SLANT_SHAPE_COLON, (char)('0' + n_before_colon), '\0');
  add_line_shapes(&list, inner, n_words);
  return list.n;
}
