/* Header: what was read, what was chosen of it, by which model.
 * In: the run and the selection. Out: the page's first section, with links to the others. */
#include "page/labels.h"
#include "page/markup.h"
#include "page/sections.h"

static void put_read(slant_buffer *out, const slant_page_plan *plan) {
  const slant_group *all = slant_groups_get(plan->input->groups, 0);
  slant_markup_put(out, "<p class=\"lead\">");
  slant_markup_put_counted(out, all->n_articles, "article", "articles");
  slant_markup_put(out, " with ");
  slant_markup_put_counted(out, all->n_paragraphs, "paragraph", "paragraphs");
  slant_markup_put(out, ", of which ");
  slant_markup_put_count(out, all->n_scored);
  slant_markup_put(out, all->n_scored == 1 ? " was labelled" : " were labelled");
  if (all->n_furniture > 0) {
    slant_markup_put(out, " and ");
    slant_markup_put_count(out, all->n_furniture);
    slant_markup_put(out, " set aside as furniture: page text that is not the article");
  }
  slant_markup_put(out, ".</p>\n");
}

static void put_selection(slant_buffer *out, const slant_page_input *input) {
  if (input->n_only == 0) return;
  slant_markup_put(out, "<p>Only ");
  for (size_t i = 0; i < input->n_only; i++) {
    if (i > 0) slant_markup_put(out, i + 1 == input->n_only ? " and " : ", ");
    slant_markup_put(out, "<bdi class=\"only\">");
    slant_markup_put_string(out, input->only[i]);
    slant_markup_put(out, "</bdi>");
  }
  slant_markup_put(out, ", of ");
  slant_markup_put_counted(out, input->run->articles, "article", "articles");
  slant_markup_put(out, " in these results.</p>\n");
}

static void put_model(slant_buffer *out, const slant_saved_run *run) {
  slant_text checksum = slant_page_card_get(run, "checksum");
  double trained = slant_page_card_number(run, "data.articles");
  slant_markup_put(out, "<p class=\"model\">Labels ");
  for (size_t k = 0; k < run->labels.n; k++) {
    slant_page_put_label(out, &run->labels, k);
    slant_buffer_put_char(out, ' ');
  }
  slant_markup_put(out, "by a model");
  if (trained >= 0 && trained < 1e15) {
    slant_markup_put(out, " trained on ");
    slant_markup_put_count(out, (uint64_t)trained);
    slant_markup_put(out, " labelled articles");
  }
  if (checksum.len > 0) {
    slant_markup_put(out, ", checksum <code>");
    slant_markup_put_text(out, (slant_text){checksum.ptr, checksum.len > 8 ? 8 : checksum.len});
    slant_markup_put(out, "…</code>");
  }
  slant_markup_put(out, ".</p>\n");
}

void slant_page_put_header(slant_buffer *out, const slant_page_plan *plan) {
  slant_markup_put(out, "<a class=\"skip\" href=\"#articles\">Skip to the articles</a>\n<header>\n<h1>slant report</h1>\n");
  put_read(out, plan);
  put_selection(out, plan->input);
  put_model(out, plan->input->run);
  slant_markup_put(out, "<nav aria-label=\"Sections\"><a href=\"#glance\">At a glance</a>");
  if (slant_groups_n(plan->input->groups) > 1) slant_markup_put(out, " <a href=\"#groups\">Groups</a>");
  slant_markup_put(out, " <a href=\"#articles\">Articles</a> <a href=\"#model\">The model</a></nav>\n</header>\n<main>\n");
}
