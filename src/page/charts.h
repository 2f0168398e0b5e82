/* Charts of a page: inline SVG without style attributes. Places across are per cent of the width, so that a chart fits any window and its
 * texts keep their size. */
#ifndef SLANT_PAGE_CHARTS_H
#define SLANT_PAGE_CHARTS_H

#include "groups/groups.h"
#include "page/labels.h"

/* The markers that charts use; once a page, before them. */
void slant_page_put_markers(slant_buffer *out);

/* `share` of label `k` with its interval on a scale from 0 to `reach`, `reference` as a line across it (NaN: none). Says nothing to a screen
 * reader: the figures stand beside it. Nothing is put where the share is NaN. */
void slant_page_put_whisker(slant_buffer *out, const slant_labels *labels, size_t k, slant_share share, double reference,
                            double reach);
/* The same of a value in [-reach, reach], with a line at 0. */
void slant_page_put_balance(slant_buffer *out, slant_share value, double reach);

/* The shares of `group`, one line a label: corrected with its interval, counted as a mark. */
void slant_page_put_shares(slant_buffer *out, const slant_labels *labels, const slant_group *group);

/* An article's paragraphs in their order, at most SLANT_PAGE_STRIP of them. */
enum { SLANT_PAGE_STRIP = 400 };
void slant_page_put_strip(slant_buffer *out, const slant_labels *labels, const slant_saved_article *article);

/* A figure over time. */
typedef struct slant_page_point {
  double time;       /* in days */
  slant_text name;   /* "2024-05" */
  slant_share value; /* no NaN */
} slant_page_point;

typedef struct slant_page_line {
  size_t number;           /* of the chart on its page */
  const char *title;       /* "tone", or the label */
  const char *class_;      /* style class that gives the colour */
  bool is_share;           /* printed as per cent, from 0; else a tone, with a line at 0 */
  double height;           /* of the plot, in pixels */
  const slant_page_point *points; /* n_points in the order of time, two or more */
  size_t n_points;
} slant_page_line;

void slant_page_put_line(slant_buffer *out, const slant_page_line *line);

#endif
