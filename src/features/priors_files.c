/* Prior files: lexicons, lists of words, word vectors.
 * In: text files. Out: types, with a rating or a vector each. */
#include <math.h>
#include <string.h>

#include "base/input.h"
#include "base/memory.h"
#include "base/number.h"
#include "features/priors.h"
#include "features/terms.h"
#include "text/utf8.h"

enum { LONGEST_LINE = 1 << 16, LONGEST_SHOWN = 80, MOST_DIMENSIONS = 2000 };

static const double largest_value = 1e6; /* of a vector: far beyond all that are in use, far within what weights can hold */

static int shown(slant_text line) { return (int)(line.len < LONGEST_SHOWN ? line.len : LONGEST_SHOWN); }

/* Grows the array at *items to `n` items of `size` bytes, new ones 0. */
static slant_status grow_zeroed(void *items, size_t *cap, size_t n, size_t size, slant_error *err) {
  size_t before = *cap;
  char *grown;
  slant_status status = slant_memory_grow(items, cap, n, size, err);
  memcpy(&grown, items, sizeof grown);
  if (status == SLANT_OK && *cap > before) memset(grown + before * size, 0, (*cap - before) * size);
  return status;
}

/* Words of a term as tokens, with a space between, folded; *n_words is how many. */
static slant_status fold_term(slant_text text, slant_buffer *folded, size_t *n_words, slant_error *err) {
  slant_words words = {0};
  slant_status status = slant_words_cut(&words, text, err);
  for (size_t i = 0; i < words.n && status == SLANT_OK; i++) {
    if (i > 0) slant_buffer_put_char(folded, ' ');
    slant_word_fold((slant_text){text.ptr + words.items[i].start, words.items[i].end - words.items[i].start}, folded);
  }
  *n_words = words.n;
  slant_words_free(&words);
  return status == SLANT_OK ? slant_buffer_check(folded, err) : status;
}

static slant_status list(slant_priors *p, uint32_t type, slant_error *err) {
  slant_status status = slant_memory_grow(&p->listed, &p->cap_listed, (size_t)type + 1, sizeof *p->listed, err);
  if (status != SLANT_OK) return status;
  for (; p->n_listed <= type; p->n_listed++) p->listed[p->n_listed] = false;
  p->listed[type] = true;
  return SLANT_OK;
}

bool slant_priors_is_listed(const slant_priors *p, size_t type) { return type < p->n_listed && p->listed[type]; }

/* Enters a term of at most `most` words as a type; *n_words is how many it has, and *type is set only where it is entered. */
static slant_status enter_term(slant_priors *p, slant_text text, size_t most, uint32_t *type, size_t *n_words, slant_error *err) {
  slant_buffer folded = {0};
  slant_status status = fold_term(text, &folded, n_words, err);
  if (status == SLANT_OK && *n_words >= 1 && *n_words <= most) {
    status = slant_types_add_folded(&p->types, slant_buffer_get(&folded), type, err);
    if (status == SLANT_OK) status = list(p, *type, err);
  }
  slant_buffer_free(&folded);
  return status;
}

/* "term<TAB>rating", and whatever may follow behind another tab */
static slant_status read_rating(slant_priors *p, slant_input *input, slant_text line, slant_error *err) {
  const char *tab = memchr(line.ptr, '\t', line.len);
  double rating = NAN;
  slant_text term = {line.ptr, tab == NULL ? 0 : (size_t)(tab - line.ptr)};
  if (tab != NULL) {
    slant_text value = {tab + 1, line.len - term.len - 1};
    const char *next = memchr(value.ptr, '\t', value.len);
    if (next != NULL) value.len = (size_t)(next - value.ptr);
    if (!slant_number_parse(slant_utf8_trim(value), &rating)) rating = NAN;
  }
  uint32_t type;
  size_t n_words = 0;
  bool fits = rating >= -3 && rating <= 3;
  slant_status status = fits ? enter_term(p, term, SLANT_TERM_MOST_WORDS, &type, &n_words, err) : SLANT_OK;
  if (status != SLANT_OK) return status;
  if (n_words == 0) {
    return slant_error_at(err, SLANT_E_DATA, slant_input_path(input), slant_input_line_number(input),
                          "found \"%.*s\", expected a term, a tab and a rating from -3 to 3", shown(line), line.ptr);
  }
  if (n_words > SLANT_TERM_MOST_WORDS) {
    p->n_long_phrases++;
    return SLANT_OK;
  }
  status = grow_zeroed(&p->ratings, &p->cap_ratings, (size_t)type + 1, sizeof *p->ratings, err);
  if (status == SLANT_OK) p->ratings[type] = (float)rating;
  return status;
}

static slant_status read_word(slant_priors *p, slant_input *input, slant_text line, slant_error *err) {
  (void)input;
  uint32_t type;
  size_t n_words;
  return enter_term(p, line, 1, &type, &n_words, err); /* a pair has no letters of its own */
}

/* The next number of a line of vectors; false where there is none. */
static bool take_number(slant_text *rest, double *value) {
  while (rest->len > 0 && (*rest->ptr == ' ' || *rest->ptr == '\t')) *rest = (slant_text){rest->ptr + 1, rest->len - 1};
  size_t n = 0;
  while (n < rest->len && rest->ptr[n] != ' ' && rest->ptr[n] != '\t') n++;
  bool number = slant_number_parse((slant_text){rest->ptr, n}, value);
  *rest = (slant_text){rest->ptr + n, rest->len - n};
  return number;
}

/* Numbers of a line of vectors into `values` (MOST_DIMENSIONS); SIZE_MAX where something is no number, too large, or too much. */
static size_t read_numbers(slant_text rest, double *values) {
  size_t n = 0;
  while (rest.len > 0) {
    double value;
    if (n == MOST_DIMENSIONS || !take_number(&rest, &value) || !(fabs(value) <= largest_value)) return SIZE_MAX;
    values[n++] = value;
  }
  return n;
}

static slant_status keep_vector(slant_priors *p, slant_text word, const double *values, slant_error *err) {
  uint32_t type;
  size_t n_words, d = p->n_dimensions;
  slant_status status = enter_term(p, word, 1, &type, &n_words, err);
  if (status != SLANT_OK || n_words != 1) return status; /* punctuation, and what the tokenizer cuts apart */
  status = grow_zeroed(&p->vectors, &p->cap_vectors, ((size_t)type + 1) * d, sizeof *p->vectors, err);
  if (status == SLANT_OK) status = grow_zeroed(&p->has_vector, &p->cap_has_vector, (size_t)type + 1, sizeof *p->has_vector, err);
  if (status != SLANT_OK || p->has_vector[type]) return status;
  for (size_t i = 0; i < d; i++) p->vectors[(size_t)type * d + i] = (float)values[i];
  p->has_vector[type] = true;
  p->n_vectors++;
  return SLANT_OK;
}

/* "word number number …" */
static slant_status read_vector(slant_priors *p, slant_input *input, slant_text line, slant_error *err) {
  double values[MOST_DIMENSIONS];
  size_t word_len = 0;
  while (word_len < line.len && line.ptr[word_len] != ' ' && line.ptr[word_len] != '\t') word_len++;
  size_t n = read_numbers((slant_text){line.ptr + word_len, line.len - word_len}, values);
  double count;
  bool first = p->n_dimensions == 0;
  if (first && n == 1 && slant_number_parse((slant_text){line.ptr, word_len}, &count)) return SLANT_OK;
  if (n == SIZE_MAX || n == 0 || (!first && n != p->n_dimensions)) {
    return slant_error_at(err, SLANT_E_DATA, slant_input_path(input), slant_input_line_number(input),
                          "found \"%.*s\", expected a word and %s%zu numbers, none beyond 1e6", shown(line), line.ptr, first ? "1 to " : "",
                          first ? (size_t)MOST_DIMENSIONS : p->n_dimensions);
  }
  p->n_dimensions = n;
  return keep_vector(p, (slant_text){line.ptr, word_len}, values, err);
}

/* Hands every line to `read`, but for empty ones and, with `comments`, those that begin with #. */
static slant_status load_lines(slant_priors *p, const char *path, bool comments,
                               slant_status (*read)(slant_priors *, slant_input *, slant_text, slant_error *), slant_error *err) {
  slant_input *input;
  slant_status status = slant_input_open(&input, path, err);
  while (status == SLANT_OK) {
    slant_text line;
    bool too_long;
    status = slant_input_line(input, LONGEST_LINE, &line, &too_long, err);
    if (status != SLANT_OK || (line.len == 0 && !too_long)) break;
    if (too_long || slant_utf8_valid_prefix(line) < line.len) {
      status = slant_error_at(err, SLANT_E_DATA, path, slant_input_line_number(input),
                              "found a line that is too long or no UTF-8, expected one word with what belongs to it");
    } else if (!(comments && line.ptr[0] == '#') && slant_utf8_trim(line).len > 0) {
      status = read(p, input, slant_utf8_trim(line), err);
    }
  }
  slant_input_close(input);
  return status;
}

slant_status slant_priors_load_lexicon(slant_priors *p, const char *path, slant_error *err) {
  return load_lines(p, path, true, read_rating, err);
}

slant_status slant_priors_load_words(slant_priors *p, const char *path, slant_error *err) {
  return load_lines(p, path, true, read_word, err);
}

slant_status slant_priors_load_vectors(slant_priors *p, const char *path, slant_error *err) {
  p->n_dimensions = 0;
  slant_status status = load_lines(p, path, false, read_vector, err);
  if (status == SLANT_OK && p->n_vectors == 0) {
    status = slant_error_at(err, SLANT_E_DATA, path, 0, "found no word vector, expected lines of a word and its numbers");
  }
  return status;
}
