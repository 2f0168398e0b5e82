/* Strip: the paragraphs of an article as small bars.
 * In: rows. Out: SVG, one path a label, so that pages with many articles stay light. */
#include <math.h>

#include "page/charts.h"
#include "page/markup.h"

enum { STEP = 8, WIDEST = 240, UNSCORED = -1 };

/* A bar for each row with this label. */
static void put_bars(slant_buffer *out, const slant_saved_article *article, size_t n_rows, int label, slant_page_lane lane) {
  for (size_t i = 0; i < n_rows; i++) {
    if (article->rows[i].label != label) continue;
    slant_buffer_put_char(out, 'M');
    slant_buffer_put_fixed(out, STEP * (double)i + STEP / 2.0, 0);
    slant_buffer_put_char(out, ' ');
    slant_buffer_put_double(out, lane.top);
    slant_buffer_put_char(out, 'v');
    slant_buffer_put_double(out, lane.bottom - lane.top);
  }
}

/* What the strip shows, in words. */
static void put_words(slant_buffer *out, const slant_labels *labels, const slant_saved_article *article) {
  slant_markup_put_counted(out, article->n_paragraphs, "paragraph", "paragraphs");
  bool first = true;
  for (size_t k = 0; k < labels->n; k++) {
    if (article->counts[k] == 0) continue;
    slant_markup_put(out, first ? ": " : ", ");
    first = false;
    slant_markup_put_count(out, article->counts[k]);
    slant_buffer_put_char(out, ' ');
    slant_markup_put_string(out, labels->names[k]);
  }
  if (article->n_paragraphs > article->n_scored) {
    slant_markup_put(out, first ? ": " : ", ");
    slant_markup_put_count(out, article->n_paragraphs - article->n_scored);
    slant_markup_put(out, " set aside");
  }
  if (article->n_rows > SLANT_PAGE_STRIP) slant_markup_put(out, "; the first 400 are drawn");
}

static void put_path(slant_buffer *out, const char *class_, const slant_saved_article *article, size_t n_rows, int label,
                     slant_page_lane lane) {
  size_t i = 0;
  while (i < n_rows && article->rows[i].label != label) i++;
  if (i == n_rows) return;
  slant_markup_put(out, "<path class=\"");
  slant_markup_put(out, class_);
  slant_markup_put(out, "\" d=\"");
  put_bars(out, article, n_rows, label, lane);
  slant_markup_put(out, "\"/>");
}

void slant_page_put_strip(slant_buffer *out, const slant_labels *labels, const slant_saved_article *article) {
  if (article->n_rows == 0) return;
  size_t n_rows = article->n_rows > SLANT_PAGE_STRIP ? SLANT_PAGE_STRIP : article->n_rows;
  double width = STEP * (double)n_rows, height = slant_page_strip_height(labels);
  slant_markup_put(out, "<svg class=\"s\" role=\"img\" preserveAspectRatio=\"none\" viewBox=\"0 0 ");
  slant_buffer_put_double(out, width);
  slant_buffer_put_char(out, ' ');
  slant_buffer_put_double(out, height);
  slant_buffer_put_char(out, '"');
  slant_markup_put_attribute(out, "width", fmin(width, WIDEST), 0);
  slant_markup_put_attribute(out, "height", height, 0);
  slant_markup_put(out, " aria-label=\"");
  put_words(out, labels, article);
  slant_markup_put(out, "\">");
  put_path(out, "aside", article, n_rows, UNSCORED, (slant_page_lane){height / 2 - 1, height / 2 + 1});
  for (size_t k = 0; k < labels->n; k++)
    put_path(out, slant_page_label_class(labels, k), article, n_rows, (int)k, slant_page_label_lane(labels, k));
  slant_markup_put(out, "</svg>");
}
