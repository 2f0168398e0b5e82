/* Priors: character n-grams and ratings of words.
 * In: word types, a lexicon. Out: one sparse row a type, each block scaled as a whole. */
#include "features/priors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/compare.h"
#include "base/hash.h"
#include "base/input.h"
#include "base/memory.h"
#include "base/number.h"
#include "text/utf8.h"

enum { SHORTEST = 3, LONGEST = 5, BUCKETS = 1 << 17, LONGEST_WORD = 40, LONGEST_LINE = 4096 };
enum { ABOVE = BUCKETS, BELOW, N_COLUMNS };

slant_status slant_priors_add_words(slant_priors *p, slant_text text, const slant_word *words, size_t n_words, slant_error *err) {
  for (size_t i = 0; i < n_words; i++) {
    slant_status status = slant_types_add(&p->types, text, &words[i], NULL, err);
    if (status != SLANT_OK) return status;
  }
  return SLANT_OK;
}

static slant_status rate(slant_priors *p, uint32_t type, double rating, slant_error *err) {
  size_t before = p->cap_ratings;
  slant_status status = slant_memory_grow(&p->ratings, &p->cap_ratings, (size_t)type + 1, sizeof *p->ratings, err);
  if (status != SLANT_OK) return status;
  if (p->cap_ratings > before) memset(p->ratings + before, 0, (p->cap_ratings - before) * sizeof *p->ratings);
  p->ratings[type] = (float)rating;
  return SLANT_OK;
}

/* Enters a word as a type, folded. */
static slant_status enter_word(slant_priors *p, slant_text word, uint32_t *type, slant_error *err) {
  slant_buffer folded = {0};
  slant_word_fold(word, &folded);
  slant_status status = slant_buffer_check(&folded, err);
  if (status == SLANT_OK) status = slant_types_add_folded(&p->types, slant_buffer_get(&folded), type, err);
  slant_buffer_free(&folded);
  return status;
}

/* "word<TAB>rating" */
static slant_status read_rating(slant_priors *p, slant_input *input, slant_text line, slant_error *err) {
  const char *tab = memchr(line.ptr, '\t', line.len);
  double rating = NAN;
  slant_text word = {line.ptr, tab == NULL ? 0 : (size_t)(tab - line.ptr)};
  if (tab != NULL) {
    slant_text value = slant_utf8_trim((slant_text){tab + 1, line.len - word.len - 1});
    if (!slant_number_parse(value, &rating)) rating = NAN;
  }
  if (word.len == 0 || !(rating >= -3 && rating <= 3)) {
    return slant_error_at(err, SLANT_E_DATA, slant_input_path(input), slant_input_line_number(input),
                          "found \"%.*s\", expected a word, a tab and a rating from -3 to 3", (int)(line.len < 80 ? line.len : 80),
                          line.ptr);
  }
  uint32_t type;
  slant_status status = enter_word(p, word, &type, err);
  return status == SLANT_OK ? rate(p, type, rating, err) : status;
}

static slant_status read_word(slant_priors *p, slant_input *input, slant_text line, slant_error *err) {
  (void)input;
  return enter_word(p, line, NULL, err);
}

/* Hands every line to `read`, but for empty ones and those that begin with #. */
static slant_status load_lines(slant_priors *p, const char *path,
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
                              "found a line that is too long or no UTF-8, expected one word");
    } else if (line.ptr[0] != '#' && slant_utf8_trim(line).len > 0) {
      status = read(p, input, slant_utf8_trim(line), err);
    }
  }
  slant_input_close(input);
  return status;
}

slant_status slant_priors_load_lexicon(slant_priors *p, const char *path, slant_error *err) {
  return load_lines(p, path, read_rating, err);
}

slant_status slant_priors_load_words(slant_priors *p, const char *path, slant_error *err) {
  return load_lines(p, path, read_word, err);
}

/* Buckets of the 3- to 5-grams of "<word>", sorted; returns how many. */
static size_t buckets_of(slant_text word, uint32_t *buckets) {
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
      buckets[n_buckets++] = (uint32_t)(slant_hash_bytes(marked + starts[i], starts[i + size] - starts[i], 3) % BUCKETS);
    }
  }
  qsort(buckets, n_buckets, sizeof *buckets, slant_compare_u32);
  return n_buckets;
}

static slant_status add_entry(slant_priors *p, uint32_t column, double value, slant_error *err) {
  size_t n = p->starts[p->n_rows + 1], cap = p->cap_entries;
  slant_status status = slant_memory_grow(&p->columns, &cap, n + 1, sizeof *p->columns, err);
  if (status == SLANT_OK) status = slant_memory_grow(&p->values, &p->cap_entries, n + 1, sizeof *p->values, err);
  if (status != SLANT_OK) return status;
  p->columns[n] = column;
  p->values[n] = (float)value;
  p->starts[p->n_rows + 1]++;
  return SLANT_OK;
}

static slant_status add_row(slant_priors *p, slant_prior_sizes sizes, slant_error *err) {
  uint32_t buckets[3 * (LONGEST_WORD + 2)];
  size_t n = sizes.characters > 0 ? buckets_of(slant_types_text(&p->types, p->n_rows), buckets) : 0;
  double rating = sizes.lexicon > 0 && p->n_rows < p->cap_ratings ? (double)p->ratings[p->n_rows] : 0;
  slant_status status = slant_memory_grow(&p->starts, &p->cap_rows, p->n_rows + 2, sizeof *p->starts, err);
  if (status != SLANT_OK) return status;
  if (p->n_rows == 0) p->starts[0] = 0;
  p->starts[p->n_rows + 1] = p->starts[p->n_rows];
  for (size_t i = 0, run; i < n && status == SLANT_OK; i += run) {
    for (run = 1; i + run < n && buckets[i + run] == buckets[i]; run++) continue;
    status = add_entry(p, buckets[i], (double)run, err);
  }
  if (status == SLANT_OK && rating > 0) status = add_entry(p, ABOVE, rating, err);
  if (status == SLANT_OK && rating < 0) status = add_entry(p, BELOW, -rating, err);
  p->n_rows++;
  return status;
}

typedef struct collection {
  const slant_word *const *paragraphs;
  const size_t *n_words;
  size_t n_paragraphs;
} collection;

/* Calls for each column of each word of a paragraph, adding up its values; `sums` must be zeros, and `touched` has room for all. */
static size_t add_up(const slant_priors *p, const slant_word *words, size_t n_words, double *sums, uint32_t *touched) {
  size_t n = 0;
  for (size_t i = 0; i < n_words; i++) {
    uint32_t type = slant_types_find(&p->types, words[i].hash);
    if (type == SLANT_NO_TYPE) continue;
    for (size_t e = p->starts[type]; e < p->starts[type + 1]; e++) {
      if (!(sums[p->columns[e]] > 0)) touched[n++] = p->columns[e];
      sums[p->columns[e]] += (double)p->values[e];
    }
  }
  return n;
}

/* Multiplies n-grams by their inverse document frequency, then each block by what brings its mean square to the size asked. */
static void scale(slant_priors *p, const collection *c, slant_prior_sizes sizes, double *sums, uint32_t *touched, double *idf) {
  double squares[2] = {0, 0}, asked[2] = {sizes.characters, sizes.lexicon};
  for (size_t i = 0; i < c->n_paragraphs; i++) {
    size_t n = add_up(p, c->paragraphs[i], c->n_words[i], sums, touched);
    for (size_t k = 0; k < n; k++) {
      idf[touched[k]] += 1;
      sums[touched[k]] = 0;
    }
  }
  for (size_t b = 0; b < BUCKETS; b++) idf[b] = log((1 + (double)c->n_paragraphs) / (1 + idf[b])) + 1;
  for (size_t e = 0; e < p->starts[p->n_rows]; e++) {
    if (p->columns[e] < BUCKETS) p->values[e] = (float)((double)p->values[e] * idf[p->columns[e]]);
  }
  for (size_t i = 0; i < c->n_paragraphs; i++) {
    size_t n = add_up(p, c->paragraphs[i], c->n_words[i], sums, touched);
    for (size_t k = 0; k < n; k++) {
      squares[touched[k] >= BUCKETS] += sums[touched[k]] * sums[touched[k]] / (double)c->n_words[i];
      sums[touched[k]] = 0;
    }
  }
  for (size_t e = 0; e < p->starts[p->n_rows]; e++) {
    size_t block = p->columns[e] >= BUCKETS;
    if (squares[block] > 0) p->values[e] = (float)((double)p->values[e] * sqrt(asked[block] * (double)c->n_paragraphs / squares[block]));
  }
}

slant_status slant_priors_finish(slant_priors *p, const slant_word *const *paragraphs, const size_t *n_words, size_t n_paragraphs,
                                 slant_prior_sizes sizes, slant_error *err) {
  collection c = {paragraphs, n_words, n_paragraphs};
  double *sums = NULL, *idf = NULL;
  uint32_t *touched = NULL;
  slant_status status = SLANT_OK;
  p->n_columns = N_COLUMNS;
  while (status == SLANT_OK && p->n_rows < p->types.n) status = add_row(p, sizes, err);
  if (status == SLANT_OK) status = slant_memory_new(&sums, N_COLUMNS, sizeof *sums, err);
  if (status == SLANT_OK) status = slant_memory_new(&idf, N_COLUMNS, sizeof *idf, err);
  if (status == SLANT_OK) status = slant_memory_new(&touched, N_COLUMNS, sizeof *touched, err);
  if (status == SLANT_OK && p->n_rows > 0) scale(p, &c, sizes, sums, touched, idf);
  slant_memory_free(sums);
  slant_memory_free(idf);
  slant_memory_free(touched);
  return status;
}

double slant_priors_dot(const slant_priors *p, size_t type, const double *weights) {
  double sum = 0;
  for (size_t e = p->starts[type]; e < p->starts[type + 1]; e++) sum += (double)p->values[e] * weights[p->columns[e]];
  return sum;
}

size_t slant_priors_n_rated(const slant_priors *p) {
  size_t n = 0;
  for (size_t i = 0; i < p->cap_ratings && i < p->types.n; i++) n += p->ratings[i] > 0 || p->ratings[i] < 0;
  return n;
}

void slant_priors_free(slant_priors *p) {
  slant_types_free(&p->types);
  slant_memory_free(p->starts);
  slant_memory_free(p->columns);
  slant_memory_free(p->values);
  slant_memory_free(p->ratings);
  memset(p, 0, sizeof *p);
}
