/* Paragraphs: an article opened: what it comes to, then each paragraph with its label, how sure that is, and what pushed it.
 * In: an article's rows. Out: markup. */
#include <math.h>

#include "page/charts.h"
#include "page/markup.h"
#include "page/sections.h"
#include "page/text.h"

enum { MOST_ROWS = 2000, MOST_TOLD = 5 };

static void put_fact(slant_buffer *out, const char *name, slant_text value) {
  if (value.len == 0) return;
  slant_markup_put(out, "<div><dt>");
  slant_markup_put(out, name);
  slant_markup_put(out, "</dt><dd>");
  slant_markup_put_bdi(out, value);
  slant_markup_put(out, "</dd></div>");
}

static void put_peak(slant_buffer *out, const char *name, uint64_t number, uint32_t paragraph) {
  if (paragraph == 0) return;
  slant_markup_put(out, "<div><dt>most ");
  slant_markup_put(out, name);
  slant_markup_put(out, "</dt><dd><a href=\"#a");
  slant_buffer_put_u64(out, number);
  slant_buffer_put_char(out, 'p');
  slant_buffer_put_u64(out, paragraph);
  slant_markup_put(out, "\">paragraph ");
  slant_buffer_put_u64(out, paragraph);
  slant_markup_put(out, "</a></dd></div>");
}

static void put_article_share(slant_buffer *out, const slant_labels *labels, const slant_saved_article *article, size_t k) {
  slant_markup_put(out, "<div><dt>");
  slant_page_put_label(out, labels, k);
  slant_markup_put(out, "</dt><dd>");
  slant_markup_put_percent(out, article->shares[k].share, 0);
  slant_markup_put(out, " <small>");
  slant_markup_put_percents(out, article->shares[k], 0);
  slant_markup_put(out, "</small>");
  slant_page_put_whisker(out, labels, k, article->shares[k], NAN, 1);
  slant_markup_put(out, "</dd></div>");
}

static void put_about(slant_buffer *out, const slant_labels *labels, const slant_saved_article *article, uint64_t number) {
  slant_markup_put(out, "<dl class=\"about\">");
  for (size_t k = 0; k < labels->n && article->n_scored > 0; k++) {
    if (labels->n <= MOST_TOLD || article->counts[k] > 0) put_article_share(out, labels, article, k);
  }
  if (!isnan(article->tone.share)) {
    slant_markup_put(out, "<div><dt>tone</dt><dd>");
    slant_markup_put_signed(out, article->tone.share, 2);
    slant_markup_put(out, " <small>");
    slant_markup_put_range(out, article->tone, 2);
    slant_markup_put(out, "</small></dd></div>");
  }
  put_fact(out, "framing", article->framing);
  put_peak(out, "supportive", number, article->peak_supportive);
  put_peak(out, "critical", number, article->peak_critical);
  if (article->fields[SLANT_TITLE].len > 0) put_fact(out, "id", article->fields[SLANT_ID]);
  put_fact(out, "author", article->fields[SLANT_AUTHOR]);
  put_fact(out, "address", article->fields[SLANT_URL]);
  put_fact(out, "topic", article->fields[SLANT_TOPIC]);
  put_fact(out, "judged toward", article->fields[SLANT_TARGET]);
  put_fact(out, "duplicate of", article->duplicate_of);
  slant_markup_put(out, "</dl>\n");
}

static void put_flags(slant_buffer *out, uint32_t flags) {
  for (size_t f = 0; f < SLANT_N_FLAGS; f++) {
    if ((flags >> f & 1) == 0) continue;
    slant_markup_put(out, " <span class=\"fl\">");
    slant_markup_put(out, slant_flag_name(f));
    slant_markup_put(out, "</span>");
  }
}

static void put_who(slant_buffer *out, const slant_labels *labels, const slant_saved_article *article, const slant_saved_row *row) {
  slant_markup_put(out, "<div class=\"who\"><span class=\"no\">");
  slant_buffer_put_u64(out, row->number);
  slant_markup_put(out, "</span> ");
  if (row->label < 0) {
    slant_markup_put(out, "<b class=\"lab\">set aside</b>");
  } else {
    slant_page_put_label(out, labels, (size_t)row->label);
    slant_markup_put(out, " <span class=\"cf\">");
    slant_markup_put_percent(out, row->confidence, 0);
    slant_markup_put(out, " sure</span>");
  }
  put_flags(out, row->flags);
  if (row->label >= 0 && row->decided == SLANT_BY_ENCODER) slant_markup_put(out, " <span class=\"fl\">read by the encoder</span>");
  if (row->number == article->peak_supportive) slant_markup_put(out, " <span class=\"fl peak\">most supportive</span>");
  if (row->number == article->peak_critical) slant_markup_put(out, " <span class=\"fl peak\">most critical</span>");
  slant_markup_put(out, "</div>");
}

/* All labels; of many the likely ones. */
static void put_probabilities(slant_buffer *out, const slant_labels *labels, const slant_saved_row *row) {
  double at = 0;
  bool first = true;
  slant_markup_put(out, "<div class=\"pr\"><svg height=\"8\" aria-hidden=\"true\">");
  for (size_t k = 0; k < labels->n; k++) {
    double p = row->probabilities[k] * SLANT_SAVED_UNIT;
    slant_markup_put(out, "<rect height=\"8\" class=\"");
    slant_markup_put(out, slant_page_label_class(labels, k));
    slant_buffer_put_char(out, '"');
    slant_markup_put_place(out, "x", at);
    slant_markup_put_place(out, "width", p);
    slant_markup_put(out, "/>");
    at += p;
  }
  slant_markup_put(out, "</svg>");
  for (size_t k = 0; k < labels->n; k++) {
    double p = row->probabilities[k] * SLANT_SAVED_UNIT;
    if (labels->n > MOST_TOLD && p < 0.1) continue;
    slant_markup_put(out, first ? "" : ", ");
    first = false;
    slant_markup_put_string(out, labels->names[k]);
    slant_markup_put(out, "\xC2\xA0");
    slant_markup_put_percent(out, p, 0);
  }
  slant_markup_put(out, "</div>");
}

static void put_row(slant_buffer *out, const slant_labels *labels, const slant_saved_article *article, const slant_saved_row *row,
                    uint64_t number) {
  slant_markup_put(out, "<li class=\"p ");
  slant_markup_put(out, row->label < 0 ? "aside" : slant_page_label_class(labels, (size_t)row->label));
  slant_markup_put(out, "\" id=\"a");
  slant_buffer_put_u64(out, number);
  slant_buffer_put_char(out, 'p');
  slant_buffer_put_u64(out, row->number);
  slant_markup_put(out, "\">");
  put_who(out, labels, article, row);
  if (row->has_text) slant_page_put_marked(out, row);
  if (row->label >= 0) put_probabilities(out, labels, row);
  slant_markup_put(out, "</li>\n");
}

void slant_page_put_paragraphs(slant_buffer *out, const slant_page_plan *plan, const slant_saved_article *article, uint64_t number) {
  const slant_labels *labels = &plan->input->run->labels;
  size_t n = article->n_rows < MOST_ROWS ? article->n_rows : MOST_ROWS;
  slant_markup_put(out, "<div class=\"opened\">");
  put_about(out, labels, article, number);
  slant_markup_put(out, n == 0 ? "<p class=\"muted\">This article has no text.</p>\n" : "<ol class=\"ps\">\n");
  for (size_t i = 0; i < n; i++) put_row(out, labels, article, &article->rows[i], number);
  if (n > 0) slant_markup_put(out, "</ol>\n");
  if (article->n_rows > n) {
    slant_markup_put(out, "<p class=\"muted\">");
    slant_markup_put_counted(out, article->n_rows - n, "more paragraph stands", "more paragraphs stand");
    slant_markup_put(out, " in <code>paragraphs.csv</code>.</p>\n");
  }
  slant_markup_put(out, "</div>\n");
}
