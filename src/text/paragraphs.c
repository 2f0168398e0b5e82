/* Paragraphs: cutting an article's text.
 * In: valid UTF-8 with line ends of any kind. Out: spans with exact byte offsets. What a paragraph is worth is left to others.
 *
 * A block is what stands between blank lines. Whether a line end inside it was meant, or comes from wrapping, shows in the
 * widths: a wrapped line is full, so the next line's first word would not have fitted on it. */
#include "text/paragraphs.h"

#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "text/furniture.h"
#include "text/utf8.h"
#include "text/words.h"

enum {
  NARROWEST_WRAP = 40, /* code points; a block whose lines are all shorter is a list of lines */
  USUAL_WRAP = 60,     /* between the two, it is a list when no line goes on in lower case */
  WIDEST_WRAP = 120,   /* longer lines are not wrapped by anybody: each is a paragraph */
};

typedef struct cutter {
  slant_text text;
  slant_spans *spans;
  slant_spans lines; /* non-blank lines of the block at hand, trimmed */
  slant_words words;
} cutter;

static slant_status add_span(slant_spans *spans, slant_span span, slant_error *err) {
  slant_status status = slant_memory_grow(&spans->items, &spans->cap, spans->n + 1, sizeof *spans->items, err);
  if (status == SLANT_OK) spans->items[spans->n++] = span;
  return status;
}

/* Whether a line ends at `at`: LF, CR, CR LF, U+2028, U+2029. *next is where the next one begins. */
static bool ends_line(slant_text text, size_t at, size_t *next) {
  unsigned char c = (unsigned char)text.ptr[at];
  if (c == '\n' || c == '\r') {
    *next = at + 1 + (c == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n');
    return true;
  }
  *next = at + 3;
  return c == 0xE2 && at + 2 < text.len && (unsigned char)text.ptr[at + 1] == 0x80 && ((unsigned char)text.ptr[at + 2] | 1) == 0xA9;
}

/* The end of the line that begins at `start`; *next is where the next one begins. */
static size_t line_end(slant_text text, size_t start, size_t *next) {
  size_t at = start;
  for (; text.len - at >= SLANT_BYTES; at += SLANT_BYTES) {
    const char *p = text.ptr + at;
    for (unsigned bits = slant_bytes_equal(p, '\n') | slant_bytes_equal(p, '\r') | slant_bytes_equal(p, '\xE2'); bits != 0;
         bits &= bits - 1) {
      if (ends_line(text, at + slant_bytes_first(bits), next)) return at + slant_bytes_first(bits);
    }
  }
  for (; at < text.len; at++) {
    if (ends_line(text, at, next)) return at;
  }
  *next = text.len;
  return text.len;
}

static slant_text text_of(const cutter *c, slant_span span) {
  return (slant_text){c->text.ptr + span.start, span.end - span.start};
}

static slant_span trimmed(slant_text text, size_t start, size_t end) {
  slant_text inner = slant_utf8_trim((slant_text){text.ptr + start, end - start});
  size_t from = (size_t)(inner.ptr - text.ptr);
  return (slant_span){from, from + inner.len};
}

/* Whether a blank line stands between two lines with text. */
static bool has_blank_line(slant_text text) {
  bool text_met = false, blank_met = false;
  for (size_t at = 0, next; at < text.len; at = next) {
    size_t end = line_end(text, at, &next);
    slant_span line = trimmed(text, at, end);
    if (line.start == line.end) {
      blank_met = text_met;
    } else if (blank_met) {
      return true;
    } else {
      text_met = true;
    }
  }
  return false;
}

static size_t first_word_width(slant_text line) {
  size_t at = 0, len, n = 0;
  while (at < line.len && !slant_utf8_is_space(slant_utf8_get(line, at, &len))) {
    at += len;
    n++;
  }
  return n;
}

static slant_status is_furniture(cutter *c, slant_span line, bool *furniture, slant_error *err) {
  slant_text text = text_of(c, line);
  slant_status status = slant_words_cut(&c->words, text, err);
  if (status != SLANT_OK) return status;
  *furniture = slant_furniture_score(text, c->words.items, c->words.n) > 0;
  return SLANT_OK;
}

/* Cuts a wrapped block at the line ends that were meant. */
static slant_status cut_wrapped(cutter *c, size_t width, slant_error *err) {
  slant_span open = c->lines.items[0];
  bool furniture;
  slant_status status = is_furniture(c, open, &furniture, err);
  for (size_t i = 1; i < c->lines.n && status == SLANT_OK; i++) {
    slant_span last = c->lines.items[i - 1], line = c->lines.items[i];
    bool next_furniture;
    status = is_furniture(c, line, &next_furniture, err);
    if (status != SLANT_OK) break;
    bool full = slant_utf8_count(text_of(c, last)) + 1 + first_word_width(text_of(c, line)) > width;
    if (furniture || next_furniture || !full) {
      status = add_span(c->spans, open, err);
      open.start = line.start;
    }
    open.end = line.end;
    furniture = next_furniture;
  }
  return status == SLANT_OK ? add_span(c->spans, open, err) : status;
}

/* Whether some line after the first begins in lower case, as lines do that were wrapped in the middle of a sentence. */
static bool goes_on(const cutter *c) {
  for (size_t i = 1; i < c->lines.n; i++) {
    size_t len;
    if (slant_utf8_is_lower(slant_utf8_get(text_of(c, c->lines.items[i]), 0, &len))) return true;
  }
  return false;
}

/* The block at hand becomes one paragraph or several, and is empty again. */
static slant_status close_block(cutter *c, bool keep_whole, slant_error *err) {
  slant_spans *lines = &c->lines;
  slant_status status = SLANT_OK;
  if (lines->n == 1 || (lines->n > 1 && keep_whole)) {
    status = add_span(c->spans, (slant_span){lines->items[0].start, lines->items[lines->n - 1].end}, err);
  } else if (lines->n > 1) {
    size_t width = 0;
    for (size_t i = 0; i < lines->n; i++) {
      size_t n = slant_utf8_count(text_of(c, lines->items[i]));
      if (n > width) width = n;
    }
    bool is_list = width < NARROWEST_WRAP || (width < USUAL_WRAP && !goes_on(c));
    if (!is_list && width <= WIDEST_WRAP) {
      status = cut_wrapped(c, width, err);
    } else {
      for (size_t i = 0; i < lines->n && status == SLANT_OK; i++) status = add_span(c->spans, lines->items[i], err);
    }
  }
  lines->n = 0;
  return status;
}

slant_status slant_paragraphs_cut(slant_spans *spans, slant_text text, slant_paragraphs_by by, slant_error *err) {
  cutter c = {.text = text, .spans = spans};
  spans->n = 0;
  bool line_by_line = by == SLANT_BY_LINE || (by == SLANT_BY_AUTO && !has_blank_line(text));
  slant_status status = SLANT_OK;
  for (size_t at = 0, next; at < text.len && status == SLANT_OK; at = next) {
    slant_span line = trimmed(text, at, line_end(text, at, &next));
    bool blank = line.start == line.end;
    if (!blank) status = add_span(&c.lines, line, err);
    if (status == SLANT_OK && (blank || line_by_line)) status = close_block(&c, by == SLANT_BY_BLANK, err);
  }
  if (status == SLANT_OK) status = close_block(&c, by == SLANT_BY_BLANK, err);
  slant_spans_free(&c.lines);
  slant_words_free(&c.words);
  return status;
}

void slant_spans_free(slant_spans *spans) {
  slant_memory_free(spans->items);
  memset(spans, 0, sizeof *spans);
}
