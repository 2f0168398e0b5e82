/* Paragraphs: where an article's text is cut. */
#ifndef SLANT_TEXT_PARAGRAPHS_H
#define SLANT_TEXT_PARAGRAPHS_H

#include "base/error.h"

/* A stretch of text without white space at its ends, never empty: bytes [start, end). */
typedef struct slant_span {
  size_t start, end;
} slant_span;

/* A reusable list; a zeroed one is empty. */
typedef struct slant_spans {
  slant_span *items;
  size_t n, cap;
} slant_spans;

/* Replaces the list by the paragraphs of `text` (valid UTF-8), in order and without overlap.
 * SLANT_BY_BLANK cuts at blank lines alone, SLANT_BY_LINE at every line end. SLANT_BY_AUTO cuts at blank lines, and inside a
 * block at line ends that somebody meant: around furniture and headings, in lists of short lines, between long lines; an
 * article without a blank line is cut at every line end. */
slant_status slant_paragraphs_cut(slant_spans *spans, slant_text text, slant_paragraphs_by by, slant_error *err);
void slant_spans_free(slant_spans *spans);

#endif
