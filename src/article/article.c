/* Article: from records to text, paragraphs and words.
 * In: records. Out: an article whose offsets are exact: text[start:end] is the paragraph. Labels come along as the data gave
 * them; judging is left to the model. */
#define _GNU_SOURCE /* memmem */
#include "article/article.h"

#include <math.h>
#include <string.h>

#include "text/furniture.h"
#include "text/language.h"
#include "text/paragraphs.h"
#include "text/utf8.h"

/* Text of an article in somebody's arena, up to which its words are kept: beyond it they would take three times as much. */
enum { MOST_TEXT_WITH_WORDS = 1 << 17 };

/* Log-odds: of what a page shows as its article, one paragraph in twenty is furniture. */
#define UNLIKELY 3.0

static const char replacement[] = "\xEF\xBF\xBD";

/* What an article is made with. */
typedef struct maker {
  slant_article *article;
  slant_arena *arena;
  slant_words *words;
  bool borrows; /* texts stay where they are */
  slant_paragraphs_by by;
} maker;

static slant_status keep_text(const maker *m, slant_text from, slant_text *to, slant_error *err) {
  *to = m->borrows ? from : slant_arena_copy(m->arena, from, err);
  return to->ptr == NULL ? SLANT_E_MEMORY : SLANT_OK;
}

static slant_status keep_fields(const maker *m, const slant_record *record, slant_error *err) {
  slant_article *article = m->article;
  slant_status status = SLANT_OK;
  for (size_t f = 0; f < SLANT_N_FIELDS && status == SLANT_OK; f++) {
    slant_text from = f == SLANT_ID || record->fields[f].ptr == NULL ? (slant_text){"", 0} : record->fields[f];
    status = keep_text(m, slant_utf8_trim(from), &article->fields[f], err);
  }
  if (status == SLANT_OK && article->fields[SLANT_ENCODING].len == 0) {
    article->fields[SLANT_ENCODING] = (slant_text){"utf-8", 5};
  }
  return status;
}

static slant_status new_paragraphs(const maker *m, size_t n, slant_error *err) {
  slant_article *article = m->article;
  article->n_paragraphs = n;
  article->paragraphs = slant_arena_get(m->arena, (n + 1) * sizeof *article->paragraphs, err);
  article->word_starts = slant_arena_get(m->arena, (n + 1) * sizeof *article->word_starts, err);
  return article->paragraphs == NULL || article->word_starts == NULL ? SLANT_E_MEMORY : SLANT_OK;
}

/* The article's text is the record's; paragraphs are cut. */
static slant_status from_text(const maker *m, const slant_record *record, slant_error *err) {
  slant_article *article = m->article;
  slant_spans spans = {0};
  slant_status status = keep_text(m, record->text.ptr == NULL ? (slant_text){"", 0} : record->text, &article->text, err);
  if (status != SLANT_OK) return status;
  slant_text body = {article->text.ptr + record->text_start, article->text.len - record->text_start};
  status = slant_paragraphs_cut(&spans, body, m->by, err);
  if (status == SLANT_OK) status = new_paragraphs(m, spans.n, err);
  for (size_t i = 0; i < spans.n && status == SLANT_OK; i++) {
    slant_paragraph *p = &article->paragraphs[i];
    p->number = (uint32_t)(i + 1);
    p->start = record->text_start + spans.items[i].start;
    p->end = record->text_start + spans.items[i].end;
    p->weight = 1;
    p->label = (slant_text){"", 0};
  }
  slant_spans_free(&spans);
  return status;
}

/* Whether the record's own text holds the paragraphs at the places that it gives, in order: what `slant read` prints. */
static bool spans_hold(const slant_record *record) {
  if (!record->has_text) return false;
  size_t at = 0;
  for (size_t i = 0; i < record->n_paragraphs; i++) {
    const slant_record_paragraph *p = &record->paragraphs[i];
    if (!p->has_span || p->start < at || p->end > record->text.len || p->end - p->start != p->text.len ||
        memcmp(record->text.ptr + p->start, p->text.ptr, p->text.len) != 0) {
      return false;
    }
    at = p->end;
  }
  return true;
}

/* The texts of the paragraphs of all records, joined with a blank line. */
static slant_status join(const maker *m, const slant_record *const *records, size_t n_records, slant_error *err) {
  size_t len = 0, i = 0;
  for (size_t r = 0; r < n_records; r++) {
    for (size_t k = 0; k < records[r]->n_paragraphs; k++, i++) len += records[r]->paragraphs[k].text.len + (i > 0 ? 2 : 0);
  }
  char *text = slant_arena_get_raw(m->arena, len + 1, err), *at = text;
  if (text == NULL) return SLANT_E_MEMORY;
  i = 0;
  for (size_t r = 0; r < n_records; r++) {
    for (size_t k = 0; k < records[r]->n_paragraphs; k++, i++) {
      slant_text part = records[r]->paragraphs[k].text;
      if (i > 0) *at++ = '\n', *at++ = '\n';
      m->article->paragraphs[i].start = (size_t)(at - text);
      if (part.len > 0) memcpy(at, part.ptr, part.len);
      at += part.len;
      m->article->paragraphs[i].end = (size_t)(at - text);
    }
  }
  *at = '\0';
  m->article->text = (slant_text){text, len};
  return SLANT_OK;
}

static slant_status number_error(const slant_record *record, const slant_record_paragraph *given, uint32_t last, slant_error *err) {
  return slant_error_at(err, SLANT_E_DATA, record->source, record->line,
                        "found paragraph %u after paragraph %u of the same article, expected rising numbers", given->number, last);
}

static bool holds_replacement(slant_text text) { return memmem(text.ptr, text.len, replacement, sizeof replacement - 1) != NULL; }

/* The paragraphs are the records' own, never split, merged or dropped. */
static slant_status from_paragraphs(const maker *m, const slant_record *const *records, size_t n_records, slant_error *err) {
  size_t n = 0;
  for (size_t r = 0; r < n_records; r++) n += records[r]->n_paragraphs;
  slant_status status = new_paragraphs(m, n, err);
  if (status != SLANT_OK) return status;
  bool placed = n_records == 1 && spans_hold(records[0]);
  status = placed ? keep_text(m, records[0]->text, &m->article->text, err) : join(m, records, n_records, err);
  uint32_t last = 0;
  size_t i = 0;
  for (size_t r = 0; r < n_records && status == SLANT_OK; r++) {
    for (size_t k = 0; k < records[r]->n_paragraphs && status == SLANT_OK; k++, i++) {
      const slant_record_paragraph *given = &records[r]->paragraphs[k];
      slant_paragraph *p = &m->article->paragraphs[i];
      if (placed) p->start = given->start, p->end = given->end;
      p->number = given->number == 0 ? last + 1 : given->number;
      if (p->number <= last) return number_error(records[r], given, last, err);
      last = p->number;
      p->weight = given->weight;
      if (given->repaired || (records[r]->repaired && holds_replacement(given->text))) p->flags |= SLANT_REPAIRED_UTF8;
      status = keep_text(m, given->label, &p->label, err);
    }
  }
  return status;
}

static slant_status keep_words(const maker *m, slant_error *err) {
  slant_article *article = m->article;
  size_t size = m->words->n * sizeof *article->words;
  article->words = slant_arena_get_raw(m->arena, size, err);
  if (article->words == NULL) return SLANT_E_MEMORY;
  if (size > 0) memcpy(article->words, m->words->items, size);
  return SLANT_OK;
}

/* The score that a paragraph must have to be furniture. */
static double threshold_of(slant_known_furniture known) {
  switch (known) {
    case SLANT_FURNITURE_IS: return -HUGE_VAL;
    case SLANT_FURNITURE_IS_NOT: return HUGE_VAL;
    case SLANT_FURNITURE_UNLIKELY: return UNLIKELY;
    default: return 0;
  }
}

/* Words and flags of every paragraph. A replacement character in a page or a text that had to be repaired is the repair's. */
static slant_status look_at(const maker *m, const slant_record *const *records, slant_error *err) {
  slant_article *article = m->article;
  slant_words *words = m->words;
  slant_language language = {0};
  bool keeps = !m->borrows || article->text.len <= MOST_TEXT_WITH_WORDS, given = records[0]->has_paragraphs;
  bool repaired = records[0]->repaired && !given;
  size_t r = 0, k = 0; /* record, and paragraph of it, at hand */
  words->n = 0;
  for (size_t i = 0; i < article->n_paragraphs; i++) {
    slant_paragraph *p = &article->paragraphs[i];
    p->text = (slant_text){article->text.ptr + p->start, p->end - p->start};
    if (!keeps) words->n = 0;
    size_t first = words->n;
    slant_status status = slant_words_add(words, p->text, err);
    if (status != SLANT_OK) return status;
    status = slant_words_get_sets(words, err);
    if (status != SLANT_OK) return status;
    size_t n = words->n - first;
    const slant_word *own = n == 0 ? NULL : words->items + first;
    uint8_t *sets = n == 0 ? NULL : words->sets + first;
    article->word_starts[i + 1] = article->word_starts[i] + n;
    if (n == 0) p->flags |= SLANT_EMPTY;
    while (given && k == records[r]->n_paragraphs) r++, k = 0;
    double threshold = threshold_of(given ? records[r]->paragraphs[k++].furniture : SLANT_FURNITURE_OPEN);
    if (slant_furniture_score_sets(p->text, own, n, sets) > threshold) p->flags |= SLANT_FURNITURE;
    if (repaired && holds_replacement(p->text)) p->flags |= SLANT_REPAIRED_UTF8;
    if ((p->flags & SLANT_FURNITURE) == 0) slant_language_add_sets(&language, p->text, sets, n);
  }
  if (keeps && keep_words(m, err) != SLANT_OK) return SLANT_E_MEMORY;
  if (!keeps) slant_words_free(words); /* of a long paragraph they are many */
  article->told_language = slant_language_tell(&language);
  if (article->fields[SLANT_LANGUAGE].len == 0) {
    article->fields[SLANT_LANGUAGE] = (slant_text){article->told_language, strlen(article->told_language)};
  }
  return SLANT_OK;
}

static slant_status make(const maker *m, const slant_record *const *records, size_t n_records, slant_error *err) {
  slant_status status = keep_fields(m, records[0], err);
  if (status != SLANT_OK) return status;
  status = records[0]->has_paragraphs ? from_paragraphs(m, records, n_records, err) : from_text(m, records[0], err);
  return status == SLANT_OK ? look_at(m, records, err) : status;
}

slant_status slant_article_build(slant_article **out, slant_text id, const slant_record *const *records, size_t n_records,
                                 slant_paragraphs_by by, slant_error *err) {
  slant_arena own = {0};
  slant_words words = {0};
  *out = NULL;
  maker m = {slant_arena_get(&own, sizeof **out, err), &own, &words, false, by};
  slant_status status = m.article == NULL ? SLANT_E_MEMORY : make(&m, records, n_records, err);
  slant_words_free(&words);
  if (status == SLANT_OK) {
    m.article->own = own; /* from here on it holds its own memory */
    status = slant_article_name(m.article, id, err);
    own = m.article->own;
  }
  if (status != SLANT_OK) {
    slant_arena_clear(&own);
    return status;
  }
  *out = m.article;
  return SLANT_OK;
}

slant_status slant_article_build_in(slant_arena *arena, slant_words *words, slant_article **out, const slant_record *const *records,
                                    size_t n_records, slant_paragraphs_by by, slant_error *err) {
  maker m = {slant_arena_get(arena, sizeof **out, err), arena, words, true, by};
  *out = NULL;
  if (m.article == NULL) return SLANT_E_MEMORY;
  m.article->arena = arena;
  slant_status status = make(&m, records, n_records, err);
  if (status == SLANT_OK) *out = m.article;
  return status;
}

slant_status slant_article_name(slant_article *article, slant_text id, slant_error *err) {
  slant_arena *arena = article->arena != NULL ? article->arena : &article->own;
  article->fields[SLANT_ID] = slant_arena_copy(arena, slant_utf8_trim(id), err);
  return article->fields[SLANT_ID].ptr == NULL ? SLANT_E_MEMORY : SLANT_OK;
}
