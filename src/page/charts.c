/* Charts of a page: shares with their intervals, and the strip of an article.
 * In: shares, rows. Out: SVG. */
#include "page/charts.h"

#include <math.h>

#include "page/markup.h"

void slant_page_put_markers(slant_buffer *out) {
  slant_markup_put(out, "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>"
                        "<path id=\"m0\" d=\"M0-5 5 4H-5z\"/><path id=\"m1\" d=\"M0 5 5-4H-5z\"/><circle id=\"m2\" r=\"4.25\"/>"
                        "<path id=\"m3\" d=\"M-4-4h8v8h-8z\"/><path id=\"m4\" d=\"M0-5.5 5 0 0 5.5-5 0z\"/>"
                        "<path id=\"m5\" d=\"M0-5a5 5 0 1 0 .1 0zM0-2.5a2.5 2.5 0 1 1-.1 0z\"/></defs></svg>\n");
}

/* A line from x1 to x2 (places) and y1 to y2 (pixels). */
static void put_stroke(slant_buffer *out, const char *class_, double x1, double x2, double y1, double y2) {
  slant_markup_put(out, "<line class=\"");
  slant_markup_put(out, class_);
  slant_buffer_put_char(out, '"');
  slant_markup_put_place(out, "x1", x1);
  slant_markup_put_place(out, "x2", x2);
  slant_markup_put_attribute(out, "y1", y1, 1);
  slant_markup_put_attribute(out, "y2", y2, 1);
  slant_markup_put(out, "/>");
}

static void put_marker(slant_buffer *out, const char *class_, int marker, double x, double y) {
  slant_markup_put(out, "<use class=\"");
  slant_markup_put(out, class_);
  slant_markup_put(out, "\" href=\"#m");
  slant_buffer_put_u64(out, (uint64_t)marker);
  slant_buffer_put_char(out, '"');
  slant_markup_put_place(out, "x", x);
  slant_markup_put_attribute(out, "y", y, 1);
  slant_markup_put(out, "/>");
}

static void put_interval(slant_buffer *out, const char *class_, int marker, slant_share share, double y) {
  slant_markup_put(out, "<g class=\"");
  slant_markup_put(out, class_);
  slant_markup_put(out, "\">");
  put_stroke(out, "iv", share.low, share.high, y, y);
  put_stroke(out, "cap", share.low, share.low, y - 4, y + 4);
  put_stroke(out, "cap", share.high, share.high, y - 4, y + 4);
  put_marker(out, "mk", marker, share.share, y);
  slant_markup_put(out, "</g>");
}

void slant_page_put_whisker(slant_buffer *out, const slant_labels *labels, size_t k, slant_share share, double reference, double reach) {
  if (isnan(share.share)) return;
  slant_share placed = {share.share / reach, share.low / reach, share.high / reach};
  slant_markup_put(out, "<svg class=\"w\" height=\"16\" aria-hidden=\"true\">");
  put_stroke(out, "ax", 0, 1, 8, 8);
  if (!isnan(reference)) put_stroke(out, "ref", reference / reach, reference / reach, 0, 16);
  put_interval(out, slant_page_label_class(labels, k), slant_page_label_marker(labels, k), placed, 8);
  slant_markup_put(out, "</svg>");
}

void slant_page_put_balance(slant_buffer *out, slant_share value, double reach) {
  if (isnan(value.share)) return;
  double scale = 0.5 / reach;
  slant_share placed = {0.5 + value.share * scale, 0.5 + value.low * scale, 0.5 + value.high * scale};
  slant_markup_put(out, "<svg class=\"w\" height=\"16\" aria-hidden=\"true\">");
  put_stroke(out, "ax", 0, 1, 8, 8);
  put_stroke(out, "ref", 0.5, 0.5, 0, 16);
  put_interval(out, "tone", 2, placed, 8);
  slant_markup_put(out, "</svg>");
}

static void put_scale(slant_buffer *out, double height) {
  static const char *const anchors[] = {"start", "middle", "middle", "middle", "end"};
  for (int tick = 0; tick <= 4; tick++) {
    put_stroke(out, "grid", tick / 4.0, tick / 4.0, 0, height);
    slant_markup_put(out, "<text class=\"tick\"");
    slant_markup_put_place(out, "x", tick / 4.0);
    slant_markup_put_attribute(out, "y", height + 16, 0);
    slant_markup_put(out, " text-anchor=\"");
    slant_markup_put(out, anchors[tick]);
    slant_markup_put(out, "\">");
    slant_markup_put_percent(out, tick / 4.0, 0);
    slant_markup_put(out, "</text>");
  }
}

static void put_share_line(slant_buffer *out, const slant_labels *labels, const slant_group *group, size_t k, double y) {
  slant_share counted = group->shares[SLANT_COUNTED][k];
  slant_markup_put(out, "<text class=\"name\" x=\"0\"");
  slant_markup_put_attribute(out, "y", y - 13, 0);
  slant_markup_put(out, ">");
  slant_markup_put_string(out, labels->names[k]);
  slant_markup_put(out, "</text>");
  put_stroke(out, "ax", 0, 1, y, y);
  put_interval(out, slant_page_label_class(labels, k), slant_page_label_marker(labels, k), group->shares[SLANT_CORRECTED][k], y);
  if (!isnan(counted.share)) put_stroke(out, "counted", counted.share, counted.share, y - 9, y + 9);
}

void slant_page_put_shares(slant_buffer *out, const slant_labels *labels, const slant_group *group) {
  enum { LINE = 56 };
  double height = LINE * (double)labels->n;
  slant_markup_put(out, "<svg class=\"shares\" role=\"img\" aria-labelledby=\"shares-title shares-desc\"");
  slant_markup_put_attribute(out, "height", height + 20, 0);
  slant_markup_put(out, "><title id=\"shares-title\">Share of each label, with 95 % intervals</title><desc id=\"shares-desc\">");
  for (size_t k = 0; k < labels->n; k++) {
    slant_markup_put(out, k > 0 ? "; " : "");
    slant_markup_put_string(out, labels->names[k]);
    slant_buffer_put_char(out, ' ');
    slant_markup_put_percent(out, group->shares[SLANT_CORRECTED][k].share, 1);
    slant_markup_put(out, ", ");
    slant_markup_put_percents(out, group->shares[SLANT_CORRECTED][k], 1);
  }
  slant_markup_put(out, "</desc>");
  put_scale(out, height);
  for (size_t k = 0; k < labels->n; k++) put_share_line(out, labels, group, k, LINE * (double)k + 34);
  slant_markup_put(out, "</svg>\n");
}
