/* Context: what surrounds a paragraph says something about it.
 * In: an article and the text SVM's margins. Out: one row of features a paragraph. Scaling is left to the model. */
#include "features/context.h"

#include <math.h>
#include <string.h>

#include "base/bytes.h"

enum { OWN, PREVIOUS, NEXT, ARTICLE, TITLE }; /* blocks */
enum { POSITION, FIRST, LENGTH, PARAGRAPHS, QUOTED, QUESTION }; /* scalars */

size_t slant_context_size(size_t n_margins) { return n_margins * SLANT_CONTEXT_BLOCKS + SLANT_CONTEXT_SCALARS; }

void slant_context_name(size_t index, const char *const *margin_names, size_t n_margins, slant_buffer *name) {
  static const char *const blocks[SLANT_CONTEXT_BLOCKS] = {"own", "previous", "next", "article", "title"};
  static const char *const scalars[SLANT_CONTEXT_SCALARS] = {"position",   "first paragraph", "length",
                                                             "paragraphs", "quoted",          "question"};
  if (index >= n_margins * SLANT_CONTEXT_BLOCKS) {
    slant_buffer_put_string(name, scalars[index - n_margins * SLANT_CONTEXT_BLOCKS]);
    return;
  }
  slant_buffer_put_string(name, blocks[index / n_margins]);
  slant_buffer_put_char(name, ' ');
  slant_buffer_put_string(name, margin_names[index % n_margins]);
}

/* Of the bytes from `at` on, 16 at most, those at which a quotation may begin or end. */
static unsigned quote_bits(slant_text text, size_t at) {
  char tail[SLANT_BYTES] = {0};
  const char *p = text.ptr + at;
  if (text.len - at < SLANT_BYTES) p = memcpy(tail, p, text.len - at);
  return slant_bytes_equal(p, '"') | slant_bytes_equal(p, '\xE2');
}

/* Share of the text's bytes that stands inside quotation marks; a quotation that is not closed runs to the end. */
static double quoted_share(slant_text text) {
  size_t inside = 0, since = 0; /* where the state began */
  bool open = false;
  for (size_t from = 0; from < text.len; from += SLANT_BYTES) {
    for (unsigned bits = quote_bits(text, from); bits != 0; bits &= bits - 1) {
      size_t at = from + slant_bytes_first(bits);
      const unsigned char *p = (const unsigned char *)text.ptr + at;
      bool curly = at + 2 < text.len && p[0] == 0xE2 && p[1] == 0x80 && (p[2] == 0x9C || p[2] == 0x9D);
      if (!curly && p[0] != '"') continue;
      inside += open ? at - since : 0;
      since = at;
      open = curly ? p[2] == 0x9C : !open;
    }
  }
  inside += open ? text.len - since : 0;
  return text.len == 0 ? 0 : (double)inside / (double)text.len;
}

static void article_mean(const slant_context_input *in, double *mean, size_t *n_scored) {
  size_t m = in->n_margins;
  memset(mean, 0, m * sizeof *mean);
  *n_scored = 0;
  for (size_t i = 0; i < in->article->n_paragraphs; i++) {
    if (!in->scored[i]) continue;
    for (size_t k = 0; k < m; k++) mean[k] += in->margins[i * m + k];
    ++*n_scored;
  }
  for (size_t k = 0; k < m && *n_scored > 0; k++) mean[k] /= (double)*n_scored;
}

/* `paragraphs` is the feature of that name, the same for all of the article. */
static void put_scalars(const slant_paragraph *paragraph, size_t n_words, size_t rank, size_t n_scored, double paragraphs, double *out) {
  out[POSITION] = n_scored < 2 ? 0 : (double)rank / (double)(n_scored - 1);
  out[FIRST] = rank == 0;
  out[LENGTH] = log(1 + (double)n_words);
  out[PARAGRAPHS] = paragraphs;
  out[QUOTED] = quoted_share(paragraph->text);
  out[QUESTION] = memchr(paragraph->text.ptr, '?', paragraph->text.len) != NULL;
}

void slant_context_get(const slant_context_input *in, double *features) {
  size_t n = in->article->n_paragraphs, m = in->n_margins, size = slant_context_size(m), n_scored, rank = 0;
  memset(features, 0, n * size * sizeof *features);
  double mean[32];
  article_mean(in, mean, &n_scored);
  const double *previous = NULL;
  double paragraphs = log((double)n_scored);
  for (size_t i = 0; i < n; i++) {
    if (!in->scored[i]) continue;
    const double *own = in->margins + i * m, *next = NULL;
    for (size_t j = i + 1; j < n && next == NULL; j++) next = in->scored[j] ? in->margins + j * m : NULL;
    double *row = features + i * size;
    /* at the ends of an article its mean stands in for the neighbour */
    memcpy(row + OWN * m, own, m * sizeof *row);
    memcpy(row + PREVIOUS * m, previous == NULL ? mean : previous, m * sizeof *row);
    memcpy(row + NEXT * m, next == NULL ? mean : next, m * sizeof *row);
    memcpy(row + ARTICLE * m, mean, m * sizeof *row);
    memcpy(row + TITLE * m, in->title_margins, m * sizeof *row);
    size_t n_words = in->article->word_starts[i + 1] - in->article->word_starts[i];
    put_scalars(&in->article->paragraphs[i], n_words, rank++, n_scored, paragraphs, row + SLANT_CONTEXT_BLOCKS * m);
    previous = own;
  }
}
