/* Text of a paragraph with its marks.
 * In: a row with its terms. Out: markup. */
#include "page/text.h"

#include "page/markup.h"

enum { MOST_MARKS = 64 };

typedef struct mark {
  size_t start, end; /* in the paragraph's text */
  double push;
} mark;

/* Marks in the order of the text, without overlap; their number. */
static size_t gather(const slant_saved_row *row, mark *marks) {
  size_t n = 0;
  for (size_t i = 0; i < row->n_terms && n < MOST_MARKS; i++) {
    const slant_saved_term *term = &row->terms[i];
    if (term->start < row->start || term->end <= term->start || term->end - row->start > row->text.len) continue;
    mark new = {term->start - row->start, term->end - row->start, term->push};
    size_t at = n++;
    for (; at > 0 && marks[at - 1].start > new.start; at--) marks[at] = marks[at - 1];
    marks[at] = new;
  }
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    if (kept == 0 || marks[i].start > marks[kept - 1].end) {
      marks[kept++] = marks[i];
      continue;
    }
    if (marks[i].end > marks[kept - 1].end) marks[kept - 1].end = marks[i].end;
    if (marks[i].push > marks[kept - 1].push) marks[kept - 1].push = marks[i].push;
  }
  return kept;
}

static slant_text part_of(const slant_saved_row *row, size_t start, size_t end) {
  return (slant_text){row->text.ptr + start, end - start};
}

void slant_page_put_marked(slant_buffer *out, const slant_saved_row *row) {
  mark marks[MOST_MARKS];
  size_t n = gather(row, marks), at = 0;
  double most = 0;
  for (size_t i = 0; i < n; i++) most = marks[i].push > most ? marks[i].push : most;
  slant_markup_put(out, "<p dir=\"auto\">");
  for (size_t i = 0; i < n; i++) {
    slant_markup_put_text(out, part_of(row, at, marks[i].start));
    slant_markup_put(out, marks[i].push > most * 2 / 3 ? "<mark class=\"m3\">"
                          : marks[i].push > most / 3   ? "<mark class=\"m2\">"
                                                       : "<mark class=\"m1\">");
    slant_markup_put_text(out, part_of(row, marks[i].start, marks[i].end));
    slant_markup_put(out, "</mark>");
    at = marks[i].end;
  }
  slant_markup_put_text(out, part_of(row, at, row->text.len));
  slant_markup_put(out, "</p>");
}
