/* Glance: the batch in a few large figures.
 * In: group 0 and the counts of flags. Out: cards, the chart of shares, what to be careful about. */
#include <math.h>

#include "page/charts.h"
#include "page/markup.h"
#include "page/sections.h"

/* Numbers of the flags' bits. */
enum { UNCERTAIN = 3, REPAIRED = 4, OUT_OF_DOMAIN = 5, NOT_ENGLISH = 6, DUPLICATE = 7 };

static const double worrying = 0.2; /* part of the paragraphs */

static void put_share_card(slant_buffer *out, const slant_labels *labels, const slant_group *all, size_t k) {
  const slant_share *share = &all->shares[SLANT_CORRECTED][k];
  slant_markup_put(out, "<li class=\"card ");
  slant_markup_put(out, slant_page_label_class(labels, k));
  slant_markup_put(out, "\">");
  slant_page_put_label(out, labels, k);
  slant_markup_put(out, "<strong class=\"big\">");
  slant_markup_put_percent(out, share->share, 1);
  slant_markup_put(out, "</strong><span>95 % interval ");
  slant_markup_put_percents(out, *share, 1);
  slant_markup_put(out, "</span><span class=\"muted\">counted: ");
  slant_markup_put_count(out, all->counts[k]);
  slant_markup_put(out, " of ");
  slant_markup_put_count(out, all->n_scored);
  slant_markup_put(out, ", ");
  slant_markup_put_percent(out, all->shares[SLANT_COUNTED][k].share, 1);
  slant_markup_put(out, "</span></li>\n");
}

static const char *tone_in_words(slant_share tone) {
  if (tone.low > 0) return "more supportive than critical";
  if (tone.high < 0) return "more critical than supportive";
  return "neither side clearly outweighs the other";
}

static void put_tone_card(slant_buffer *out, const slant_group *all) {
  if (isnan(all->tone.share)) return;
  slant_markup_put(out, "<li class=\"card\"><b class=\"lab\">mean tone</b><strong class=\"big\">");
  slant_markup_put_signed(out, all->tone.share, 2);
  slant_markup_put(out, "</strong><span>95 % interval ");
  slant_markup_put_range(out, all->tone, 2);
  slant_markup_put(out, "</span><span class=\"muted\">");
  slant_markup_put(out, tone_in_words(all->tone));
  slant_markup_put(out, "; from −1, all critical, to +1, all supportive</span></li>\n");
}

/* One line about paragraphs with a flag. */
static void put_flagged(slant_buffer *out, const slant_page_input *input, int bit, const char *term, const char *meaning) {
  const slant_group *all = slant_groups_get(input->groups, 0);
  uint64_t n = input->flags[bit];
  slant_markup_put(out, "<div><dt>");
  slant_markup_put(out, term);
  slant_markup_put(out, "</dt><dd><b>");
  slant_markup_put_count(out, n);
  slant_markup_put(out, "</b> ");
  if (n > 0 && n <= all->n_paragraphs && bit != DUPLICATE) {
    slant_buffer_put_char(out, '(');
    slant_markup_put_percent(out, (double)n / (double)all->n_paragraphs, 1);
    slant_markup_put(out, ") ");
  }
  slant_markup_put(out, "<span class=\"muted\">");
  slant_markup_put(out, meaning);
  slant_markup_put(out, "</span></dd></div>\n");
}

static void put_flags(slant_buffer *out, const slant_page_input *input) {
  slant_markup_put(out, "<dl class=\"flags\" aria-label=\"Paragraphs to be careful about\">\n");
  put_flagged(out, input, UNCERTAIN, "Uncertain", "the model’s confidence is too low to rest anything on the single label");
  put_flagged(out, input, OUT_OF_DOMAIN, "Out of domain", "unlike the text that the model was trained on");
  put_flagged(out, input, NOT_ENGLISH, "Another language", "not the language of the model");
  put_flagged(out, input, REPAIRED, "Repaired", "held bytes that are no UTF-8; they show as \xEF\xBF\xBD");
  if (input->flags[DUPLICATE] > 0) put_flagged(out, input, DUPLICATE, "Duplicate", "of an article met before, and left out of all these figures");
  slant_markup_put(out, "</dl>\n");
}

static void put_warning(slant_buffer *out, const char *text) {
  slant_markup_put(out, "<p class=\"warning\"><strong>Careful:</strong> ");
  slant_markup_put(out, text);
  slant_markup_put(out, "</p>\n");
}

static void put_warnings(slant_buffer *out, const slant_page_input *input) {
  const slant_group *all = slant_groups_get(input->groups, 0);
  double n_scored = (double)all->n_scored, n_paragraphs = (double)all->n_paragraphs;
  if (all->n_scored > 0 && (double)input->flags[OUT_OF_DOMAIN] > worrying * n_scored)
    put_warning(out,
        "more than a fifth of the paragraphs are unlike the text that the model was trained on. Its quality has not been measured on "
        "such text: code a sample of them before you quote these figures.");
  if (input->flags[NOT_ENGLISH] > 0)
    put_warning(out, (double)input->flags[NOT_ENGLISH] > worrying * n_paragraphs
                         ? "more than a fifth of the paragraphs are in another language than the model’s. Its labels mean nothing there."
                         : "some articles are in another language than the model’s. Its labels mean nothing there.");
  if (all->n_scored > 0 && all->n_scored < SLANT_PAGE_FEW)
    put_warning(out, "these are few paragraphs; the intervals are wide for that reason.");
  if (input->run->skipped > 0) {
    slant_markup_put(out, "<p class=\"warning\"><strong>Careful:</strong> ");
    slant_markup_put_counted(out, input->run->skipped, "input", "inputs");
    slant_markup_put(out, " could not be read and are not in these figures.</p>\n");
  }
}

static void put_chart(slant_buffer *out, const slant_labels *labels, const slant_group *all) {
  slant_markup_put(out, "<figure class=\"glance\">\n");
  slant_page_put_shares(out, labels, all);
  slant_markup_put(out,
      "<figcaption>Marker and bar: the corrected share and its 95 % interval. <span class=\"key\" aria-hidden=\"true\"></span> Upright "
      "stroke: the share that counting the labels gives.</figcaption>\n</figure>\n");
}

void slant_page_put_glance(slant_buffer *out, const slant_page_plan *plan) {
  const slant_page_input *input = plan->input;
  const slant_labels *labels = &input->run->labels;
  const slant_group *all = slant_groups_get(input->groups, 0);
  slant_markup_put(out, "<section id=\"glance\" aria-labelledby=\"glance-h\">\n<h2 id=\"glance-h\">The batch at a glance</h2>\n");
  put_warnings(out, input);
  if (all->n_scored == 0) {
    slant_markup_put(out, "<p>No paragraph was labelled, so there are no shares and no tone.</p>\n");
  } else {
    slant_markup_put(out, "<ul class=\"cards\">\n");
    for (size_t k = 0; k < labels->n; k++) put_share_card(out, labels, all, k);
    put_tone_card(out, all);
    slant_markup_put(out, "</ul>\n<div class=\"two\">\n");
    put_chart(out, labels, all);
    slant_page_put_reading(out, input->run);
    slant_markup_put(out, "</div>\n");
  }
  if (all->n_paragraphs > 0) put_flags(out, input);
  slant_markup_put(out, "</section>\n");
}
