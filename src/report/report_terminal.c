/* Terminal view.
 * In: results. Out: lines that fit the window. Colour repeats what words and signs say, and never says it alone. */
#include "report/report_terminal.h"

#include <math.h>
#include <string.h>

#include "report/view_parts.h"
#include "text/width.h"

enum { NARROWEST = 40, DEFAULT_WIDTH = 80, BAR = 8, LONGEST_LABEL = 14 };

typedef struct view {
  slant_buffer *out;
  const slant_writer_options *options;
  const slant_model *model;
  size_t width;
} view;

static void put(const view *v, const char *string) { slant_buffer_put_string(v->out, string); }

/* Eighths of a block, BAR columns for a share of 1. */
static void put_bar(const view *v, double share) {
  static const char *const parts[] = {" ", "\u258F", "\u258E", "\u258D", "\u258C", "\u258B", "\u258A", "\u2589"};
  size_t eighths = (size_t)(share * BAR * 8 + 0.5);
  for (size_t i = 0; i < BAR; i++, eighths -= eighths < 8 ? eighths : 8) put(v, eighths >= 8 ? "\u2588" : parts[eighths]);
}

static void put_paragraph(const view *v, const slant_row *row) {
  bool scored = row->label >= 0;
  const char *label = scored ? slant_model_label(v->model, (size_t)row->label) : NULL;
  const char *aside = (row->flags & SLANT_FURNITURE) != 0 ? "(furniture)" : "(empty)";
  size_t label_width = v->width < 60 ? 10 : LONGEST_LABEL;
  size_t used = slant_view_put_number(v->out, row->paragraph->number, 4) + 2 + label_width + BAR + 5 + 3;
  put(v, "  ");
  slant_view_begin_colour(v->out, v->options->colour, slant_view_colour_of(label));
  slant_view_put_fitted(v->out, scored ? label : aside, label_width);
  if (scored) {
    put_bar(v, row->confidence);
    put(v, " ");
    slant_buffer_put_fixed(v->out, row->confidence, 2);
  } else {
    slant_view_put_spaces(v->out, BAR + 5);
  }
  if (scored) slant_view_end_colour(v->out, v->options->colour, slant_view_colour_of(label));
  put(v, (row->flags & SLANT_UNCERTAIN) != 0 ? " ? " : "   ");
  (void)slant_width_put(v->out, row->paragraph->text, v->width > used ? v->width - used : 0);
  if (!scored) slant_view_end_colour(v->out, v->options->colour, slant_view_colour_of(label));
  put(v, "\n");
}

static void put_heading(const view *v, const slant_article *article) {
  slant_text title = slant_article_field(article, SLANT_TITLE), id = slant_article_field(article, SLANT_ID);
  slant_view_begin_colour(v->out, v->options->colour, "\033[1m");
  size_t used = slant_width_put(v->out, title.len > 0 ? title : id, v->width);
  slant_view_end_colour(v->out, v->options->colour, "\033[1m");
  if (title.len > 0 && used + 8 < v->width) {
    put(v, "  ");
    slant_view_begin_colour(v->out, v->options->colour, "\033[2m");
    (void)slant_width_put(v->out, id, v->width - used - 2);
    slant_view_end_colour(v->out, v->options->colour, "\033[2m");
  }
  put(v, "\n");
}

/* "mixed, tone -0.12: 3 supportive, 4 critical, 5 neutral; 2 set aside", cut to the window. */
static void put_summary(const view *v, const slant_summary *s) {
  slant_buffer line = {0};
  if (*s->framing != '\0') {
    slant_buffer_put_string(&line, s->framing);
    slant_buffer_put_string(&line, ", tone ");
    slant_view_put_signed(&line, s->tone, 2, 0);
    slant_buffer_put_string(&line, ": ");
  }
  for (size_t k = 0; k < slant_model_n_labels(v->model); k++) {
    if (k > 0) slant_buffer_put_string(&line, ", ");
    slant_buffer_put_u64(&line, s->counts[k]);
    slant_buffer_put_char(&line, ' ');
    slant_buffer_put_string(&line, slant_model_label(v->model, k));
  }
  if (s->n_paragraphs > s->n_scored) {
    slant_buffer_put_string(&line, "; ");
    slant_buffer_put_u64(&line, s->n_paragraphs - s->n_scored);
    slant_buffer_put_string(&line, " set aside");
  }
  put(v, "      ");
  (void)slant_width_put(v->out, s->n_paragraphs == 0 ? (slant_text){"no paragraphs", 13} : slant_buffer_get(&line), v->width - 6);
  put(v, "\n");
  slant_buffer_end(&line, v->out);
}

void slant_view_put(slant_buffer *out, const slant_result *result, const slant_writer_options *options) {
  size_t width = options->width == 0 ? DEFAULT_WIDTH : options->width < NARROWEST ? NARROWEST : options->width;
  view v = {out, options, slant_result_model(result), width};
  put_heading(&v, slant_result_article(result));
  for (size_t i = 0; !options->articles && i < slant_result_n_rows(result); i++) put_paragraph(&v, slant_result_row(result, i));
  put_summary(&v, slant_result_summary(result));
  if (!options->articles) put(&v, "\n");
}
