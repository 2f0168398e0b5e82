/* Articles: the list of them, with what sorting and filtering need.
 * In: articles, one at a time. Out: a row each, which opens into its paragraphs or links to the page that holds them. */
#include <math.h>

#include "page/charts.h"
#include "page/markup.h"
#include "page/sections.h"

void slant_page_put_title(slant_buffer *out, const slant_saved_article *article) {
  slant_text title = article->fields[SLANT_TITLE];
  slant_markup_put_bdi(out, title.len > 0 ? title : article->fields[SLANT_ID]);
}

void slant_page_put_origin(slant_buffer *out, const slant_saved_article *article) {
  if (article->fields[SLANT_SOURCE].len > 0) {
    slant_markup_put_bdi(out, article->fields[SLANT_SOURCE]);
    slant_markup_put(out, " · ");
  }
  if (article->fields[SLANT_DATE].len > 0) {
    slant_markup_put(out, "<bdi class=\"d\">");
    slant_markup_put_text(out, article->fields[SLANT_DATE]);
    slant_markup_put(out, "</bdi> · ");
  }
  slant_markup_put_counted(out, article->n_paragraphs, "paragraph", "paragraphs");
}

/* What the script sorts and filters by. Shares are those of labels in their order. */
static void put_keys(slant_buffer *out, const slant_labels *labels, const slant_saved_article *article) {
  if (!isnan(article->tone.share)) slant_markup_put_attribute(out, "data-tone", article->tone.share, 4);
  if (article->framing.len > 0) {
    slant_markup_put(out, " data-framing=\"");
    slant_markup_put_text(out, article->framing);
    slant_buffer_put_char(out, '"');
  }
  slant_markup_put(out, " data-n=\"");
  slant_buffer_put_u64(out, article->n_paragraphs);
  slant_markup_put(out, "\" data-counts=\"");
  for (size_t k = 0; k < labels->n; k++) {
    if (k > 0) slant_buffer_put_char(out, ' ');
    slant_buffer_put_u64(out, article->counts[k]);
  }
  slant_buffer_put_char(out, '"');
  if (article->n_scored == 0) return;
  slant_markup_put(out, " data-shares=\"");
  for (size_t k = 0; k < labels->n; k++) {
    if (k > 0) slant_buffer_put_char(out, ' ');
    slant_buffer_put_fixed(out, article->shares[k].share, 4);
  }
  slant_buffer_put_char(out, '"');
}

/* "supportive 11 %, critical 17 %, neutral 72 %": of many labels the largest three. */
static void put_shares(slant_buffer *out, const slant_labels *labels, const slant_saved_article *article) {
  bool told[SLANT_MOST_LABELS] = {false};
  size_t n = labels->n <= 3 ? labels->n : 3;
  slant_markup_put(out, "<span class=\"sh\">");
  for (size_t i = 0; i < n && article->n_scored > 0; i++) {
    size_t best = SLANT_MOST_LABELS;
    for (size_t k = 0; k < labels->n; k++) {
      bool better = best == SLANT_MOST_LABELS || (labels->n > 3 && article->shares[k].share > article->shares[best].share);
      if (!told[k] && better) best = k;
    }
    told[best] = true;
    if (i > 0) slant_markup_put(out, ", ");
    slant_markup_put_string(out, labels->names[best]);
    slant_markup_put(out, "\xC2\xA0");
    slant_markup_put_percent(out, article->shares[best].share, 0);
  }
  if (article->n_scored == 0) slant_markup_put(out, article->n_paragraphs == 0 ? "no text" : "nothing labelled");
  slant_markup_put(out, "</span>");
}

static void put_tone(slant_buffer *out, const slant_labels *labels, const slant_saved_article *article) {
  if (labels->supportive < 0) return;
  slant_markup_put(out, "<span class=\"to\">");
  if (!isnan(article->tone.share)) {
    slant_markup_put(out, "tone ");
    slant_markup_put_signed(out, article->tone.share, 2);
    if (article->framing.len > 0) {
      slant_markup_put(out, ", ");
      slant_markup_put_text(out, article->framing);
    }
  }
  slant_markup_put(out, "</span>");
}

static void put_figures(slant_buffer *out, const slant_labels *labels, const slant_saved_article *article) {
  slant_markup_put(out, "<span class=\"m\">");
  slant_page_put_origin(out, article);
  slant_markup_put(out, "</span>");
  slant_page_put_strip(out, labels, article);
  put_shares(out, labels, article);
  put_tone(out, labels, article);
}

static void begin_row(slant_buffer *out, const slant_page_plan *plan, const slant_saved_article *article, uint64_t number,
                      const char *class_) {
  slant_markup_put(out, "<li class=\"");
  slant_markup_put(out, class_);
  slant_markup_put(out, "\" id=\"a");
  slant_buffer_put_u64(out, number);
  slant_buffer_put_char(out, '"');
  put_keys(out, &plan->input->run->labels, article);
  slant_buffer_put_char(out, '>');
}

static void put_opening(slant_buffer *out, const slant_page_plan *plan, const slant_saved_article *article, uint64_t number, bool open) {
  begin_row(out, plan, article, number, "a");
  slant_markup_put(out, open ? "<details open><summary>" : "<details><summary>");
  slant_markup_put(out, plan->alone ? "<h3 class=\"t\">" : "<h2 class=\"t\">");
  slant_page_put_title(out, article);
  slant_markup_put(out, plan->alone ? "</h3>" : "</h2>");
  put_figures(out, &plan->input->run->labels, article);
  slant_markup_put(out, "</summary>\n");
  slant_page_put_paragraphs(out, plan, article, number);
  slant_markup_put(out, "</details></li>\n");
}

void slant_page_put_detail(slant_buffer *out, const slant_page_plan *plan, const slant_saved_article *article, uint64_t number) {
  put_opening(out, plan, article, number, true);
}

void slant_page_put_listed(slant_buffer *out, const slant_page_plan *plan, const slant_saved_article *article, uint64_t number) {
  if (plan->alone) {
    put_opening(out, plan, article, number, false);
    return;
  }
  uint64_t page = 1 + (number - 1) / SLANT_PAGE_DETAIL;
  begin_row(out, plan, article, number, "r");
  slant_markup_put(out, "<a class=\"t\" href=\"report/");
  for (uint64_t part = 1000; part > 0; part /= 10) slant_buffer_put_char(out, (char)('0' + page / part % 10));
  slant_markup_put(out, ".html#a");
  slant_buffer_put_u64(out, number);
  slant_markup_put(out, "\">");
  slant_page_put_title(out, article);
  slant_markup_put(out, "</a>");
  put_figures(out, &plan->input->run->labels, article);
  slant_markup_put(out, "</li>\n");
}
