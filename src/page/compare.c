/* Compare: one group against another.
 * In: differences. Out: a table for each, with the difference, its interval and a test in words. */
#include <math.h>

#include "page/charts.h"
#include "page/markup.h"
#include "page/sections.h"

static void put_name(slant_buffer *out, const slant_group *group) {
  if (group->name.len == 0) slant_markup_put(out, "<i>not stated</i>");
  else slant_markup_put_bdi(out, group->name);
}

static void put_test(slant_buffer *out, double p) {
  slant_markup_put(out, "<td class=\"test\">");
  if (isnan(p)) {
    slant_markup_put(out, "–</td>");
    return;
  }
  slant_markup_put(out, p < 0.01 ? "clear" : p < 0.05 ? "likely" : "may be chance");
  slant_markup_put(out, " <small>p ");
  if (p < 0.001) {
    slant_markup_put(out, "&lt; 0.001");
  } else {
    slant_markup_put(out, "= ");
    slant_buffer_put_fixed(out, p, 3);
  }
  slant_markup_put(out, "</small></td>");
}

static void put_points(slant_buffer *out, slant_share difference) {
  slant_share points = {100 * difference.share, 100 * difference.low, 100 * difference.high};
  slant_markup_put(out, "<td class=\"c\"><b>");
  slant_markup_put_signed(out, points.share, 1);
  slant_markup_put(out, "</b>");
  if (!isnan(points.share)) {
    slant_markup_put(out, " points <small>");
    slant_markup_put_range(out, points, 1);
    slant_markup_put(out, "</small>");
  }
}

static void put_label_row(slant_buffer *out, const slant_labels *labels, const slant_group_difference *d, size_t k, double reach) {
  slant_markup_put(out, "<tr><th scope=\"row\">");
  slant_page_put_label(out, labels, k);
  slant_markup_put(out, "</th><td class=\"n\">");
  slant_markup_put_percent(out, d->first->shares[SLANT_CORRECTED][k].share, 1);
  slant_markup_put(out, "</td><td class=\"n\">");
  slant_markup_put_percent(out, d->second->shares[SLANT_CORRECTED][k].share, 1);
  slant_markup_put(out, "</td>");
  put_points(out, d->difference[k]);
  slant_page_put_balance(out, d->difference[k], reach);
  slant_markup_put(out, "</td>");
  put_test(out, d->p[k]);
  slant_markup_put(out, "</tr>\n");
}

static void put_tone_row(slant_buffer *out, const slant_group_difference *d) {
  if (isnan(d->tone.share)) return;
  slant_markup_put(out, "<tr><th scope=\"row\">mean tone</th><td class=\"n\">");
  slant_markup_put_signed(out, d->first->tone.share, 2);
  slant_markup_put(out, "</td><td class=\"n\">");
  slant_markup_put_signed(out, d->second->tone.share, 2);
  slant_markup_put(out, "</td><td class=\"c\"><b>");
  slant_markup_put_signed(out, d->tone.share, 2);
  slant_markup_put(out, "</b> <small>");
  slant_markup_put_range(out, d->tone, 2);
  slant_markup_put(out, "</small>");
  slant_page_put_balance(out, d->tone, fmax(0.1, fmax(fabs(d->tone.low), fabs(d->tone.high))));
  slant_markup_put(out, "</td>");
  put_test(out, d->tone_p);
  slant_markup_put(out, "</tr>\n");
}

static void put_difference(slant_buffer *out, const slant_labels *labels, const slant_group_difference *d, size_t number) {
  double reach = 0.05;
  for (size_t k = 0; k < labels->n; k++) {
    if (!isnan(d->difference[k].share)) reach = fmax(reach, fmax(fabs(d->difference[k].low), fabs(d->difference[k].high)));
  }
  slant_markup_put(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"difference-");
  slant_buffer_put_u64(out, number);
  slant_markup_put(out, "\">\n<table class=\"groups difference\"><caption id=\"difference-");
  slant_buffer_put_u64(out, number);
  slant_markup_put(out, "\">");
  put_name(out, d->first);
  slant_markup_put(out, " against ");
  put_name(out, d->second);
  slant_markup_put(out, "</caption>\n<thead><tr><th scope=\"col\">label</th><th scope=\"col\" class=\"n\">");
  put_name(out, d->first);
  slant_markup_put(out, "</th><th scope=\"col\" class=\"n\">");
  put_name(out, d->second);
  slant_markup_put(out, "</th><th scope=\"col\">difference, with 95 % interval</th><th scope=\"col\">test</th></tr></thead>\n<tbody>\n");
  for (size_t k = 0; k < labels->n; k++) put_label_row(out, labels, d, k, reach);
  put_tone_row(out, d);
  slant_markup_put(out, "</tbody></table>\n</div>\n");
}

void slant_page_put_differences(slant_buffer *out, const slant_page_plan *plan) {
  const slant_page_input *input = plan->input;
  if (input->n_differences == 0) return;
  slant_markup_put(out,
      "<section id=\"differences\" aria-labelledby=\"differences-h\">\n<h2 id=\"differences-h\">Groups compared</h2>\n"
      "<p class=\"muted\">Differences of corrected shares, in percentage points. p is how often chance alone would make a difference at "
      "least as large, were there none; below 0.01 it is called clear, below 0.05 likely.</p>\n");
  for (size_t i = 0; i < input->n_differences; i++) put_difference(out, &input->run->labels, &input->differences[i], i);
  slant_markup_put(out, "</section>\n");
}
