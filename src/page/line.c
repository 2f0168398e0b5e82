/* Line: a figure over time with the band of its intervals.
 * In: points. Out: SVG with axes; a description says the ends and extremes in words. */
#include <math.h>

#include "page/charts.h"
#include "page/markup.h"

enum { ACROSS = 1000, MOST_DOTS = 62, GAP = 4 };

typedef struct scale {
  double from, to, step; /* of the value */
  double first, last;    /* of time */
  double height;
} scale;

static double y_of(const scale *s, double value) { return s->height * (s->to - value) / (s->to - s->from); }
static double x_of(const scale *s, double time) { return (time - s->first) / (s->last - s->first); }

/* Ends of the axis that are multiples of its step, some four steps apart. */
static scale scale_of(const slant_page_line *line) {
  static const double steps[] = {0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5};
  double low = 0, high = 0;
  for (size_t i = 0; i < line->n_points; i++) {
    low = fmin(low, line->points[i].value.low);
    high = fmax(high, line->points[i].value.high);
  }
  size_t k = 0;
  while (k + 1 < sizeof steps / sizeof *steps && (high - low) / steps[k] > 4) k++;
  double to = steps[k] * ceil(high / steps[k] - 1e-9), from = steps[k] * floor(low / steps[k] + 1e-9);
  if (to - from < steps[k] / 2) to = from + steps[k];
  return (scale){from, to, steps[k], line->points[0].time, line->points[line->n_points - 1].time, line->height};
}

static void put_value(slant_buffer *out, const slant_page_line *line, double value, int decimals) {
  if (line->is_share) slant_markup_put_percent(out, value, decimals);
  else slant_markup_put_signed(out, value, 2);
}

static void put_values_axis(slant_buffer *out, const slant_page_line *line, const scale *s) {
  for (int i = 0; s->from + i * s->step < s->to + s->step / 2; i++) {
    double value = s->from + i * s->step, y = y_of(s, value);
    slant_markup_put(out, fabs(value) < s->step / 2 ? "<line class=\"zero\"" : "<line class=\"grid\"");
    slant_markup_put(out, " x1=\"0\" x2=\"100%\"");
    slant_markup_put_attribute(out, "y1", y, 1);
    slant_markup_put_attribute(out, "y2", y, 1);
    slant_markup_put(out, "/><text class=\"tick\" x=\"-8\" text-anchor=\"end\"");
    slant_markup_put_attribute(out, "y", y + 4, 1);
    slant_markup_put(out, ">");
    put_value(out, line, value, 0);
    slant_markup_put(out, "</text>");
  }
}

static void put_tick(slant_buffer *out, const slant_page_point *point, const scale *s) {
  double x = x_of(s, point->time);
  slant_markup_put(out, "<line class=\"tickmark\"");
  slant_markup_put_place(out, "x1", x);
  slant_markup_put_place(out, "x2", x);
  slant_markup_put_attribute(out, "y1", s->height, 1);
  slant_markup_put_attribute(out, "y2", s->height + 5, 1);
  slant_markup_put(out, "/><text class=\"tick\"");
  slant_markup_put_place(out, "x", x);
  slant_markup_put_attribute(out, "y", s->height + 20, 1);
  slant_markup_put(out, x <= 0 ? " text-anchor=\"start\">" : x >= 1 ? " text-anchor=\"end\">" : " text-anchor=\"middle\">");
  slant_markup_put_text(out, point->name);
  slant_markup_put(out, "</text>");
}

/* The first and the last date, and between them as many as have `gap` of the width to themselves. */
static void put_time_axis(slant_buffer *out, const slant_page_line *line, const scale *s, const char *class_, double gap) {
  double last = 0.45 * gap;
  slant_markup_put(out, "<g class=\"");
  slant_markup_put(out, class_);
  slant_markup_put(out, "\">");
  put_tick(out, &line->points[0], s);
  for (size_t i = 1; i + 1 < line->n_points; i++) {
    double x = x_of(s, line->points[i].time);
    if (x < last + gap || x > 1 - 1.45 * gap) continue;
    put_tick(out, &line->points[i], s);
    last = x;
  }
  put_tick(out, &line->points[line->n_points - 1], s);
  slant_markup_put(out, "</g>");
}

static void put_point(slant_buffer *out, char command, double x, double y) {
  slant_buffer_put_char(out, command);
  slant_buffer_put_fixed(out, ACROSS * x, 1);
  slant_buffer_put_char(out, ' ');
  slant_buffer_put_fixed(out, y, 1);
}

/* The first point after `from` that lies so far from the one before it that no line should suggest what was between: more than four times
 * as far as points do on average. */
static size_t end_of_piece(const slant_page_line *line, const scale *s, size_t from) {
  double far = GAP * (s->last - s->first) / (double)(line->n_points - 1);
  size_t i = from + 1;
  while (i < line->n_points && line->points[i].time - line->points[i - 1].time <= far) i++;
  return i;
}

static void put_band(slant_buffer *out, const slant_page_line *line, const scale *s, size_t from, size_t to) {
  for (size_t i = from; i < to; i++)
    put_point(out, i == from ? 'M' : 'L', x_of(s, line->points[i].time), y_of(s, line->points[i].value.high));
  for (size_t i = to; i-- > from;) put_point(out, 'L', x_of(s, line->points[i].time), y_of(s, line->points[i].value.low));
  slant_buffer_put_char(out, 'z');
}

static void put_dot(slant_buffer *out, const slant_page_point *point, const scale *s, bool with_interval) {
  double x = x_of(s, point->time);
  if (with_interval) {
    slant_markup_put(out, "<line class=\"cap\"");
    slant_markup_put_place(out, "x1", x);
    slant_markup_put_place(out, "x2", x);
    slant_markup_put_attribute(out, "y1", y_of(s, point->value.high), 1);
    slant_markup_put_attribute(out, "y2", y_of(s, point->value.low), 1);
    slant_markup_put(out, "/>");
  }
  slant_markup_put(out, "<circle class=\"dot\" r=\"3.5\"");
  slant_markup_put_place(out, "cx", x);
  slant_markup_put_attribute(out, "cy", y_of(s, point->value.share), 1);
  slant_markup_put(out, "/>");
}

static void put_curves(slant_buffer *out, const slant_page_line *line, const scale *s) {
  slant_markup_put(out, "<svg width=\"100%\" preserveAspectRatio=\"none\"");
  slant_markup_put_attribute(out, "height", s->height, 0);
  slant_markup_put(out, " viewBox=\"0 0 1000 ");
  slant_buffer_put_fixed(out, s->height, 0);
  slant_markup_put(out, "\"><path class=\"band\" d=\"");
  for (size_t from = 0, to; from < line->n_points; from = to) {
    to = end_of_piece(line, s, from);
    if (to - from > 1) put_band(out, line, s, from, to);
  }
  slant_markup_put(out, "\"/><path class=\"curve\" d=\"");
  for (size_t from = 0, to; from < line->n_points; from = to) {
    to = end_of_piece(line, s, from);
    for (size_t i = from; i < to && to - from > 1; i++)
      put_point(out, i == from ? 'M' : 'L', x_of(s, line->points[i].time), y_of(s, line->points[i].value.share));
  }
  slant_markup_put(out, "\"/></svg>");
  for (size_t from = 0, to; from < line->n_points; from = to) {
    to = end_of_piece(line, s, from);
    for (size_t i = from; i < to && (to - from == 1 || line->n_points <= MOST_DOTS); i++)
      put_dot(out, &line->points[i], s, to - from == 1);
  }
}

static void put_said(slant_buffer *out, const slant_page_line *line, const slant_page_point *point) {
  put_value(out, line, point->value.share, 1);
  slant_markup_put(out, " in ");
  slant_markup_put_text(out, point->name);
}

static void put_description(slant_buffer *out, const slant_page_line *line) {
  size_t lowest = 0, highest = 0;
  for (size_t i = 1; i < line->n_points; i++) {
    if (line->points[i].value.share < line->points[lowest].value.share) lowest = i;
    if (line->points[i].value.share > line->points[highest].value.share) highest = i;
  }
  slant_markup_put(out, "From ");
  put_said(out, line, &line->points[0]);
  slant_markup_put(out, " to ");
  put_said(out, line, &line->points[line->n_points - 1]);
  slant_markup_put(out, "; lowest ");
  put_said(out, line, &line->points[lowest]);
  slant_markup_put(out, ", highest ");
  put_said(out, line, &line->points[highest]);
  slant_markup_put(out, ". The table gives all figures.");
}

/* An id of the chart's own. */
static void put_id(slant_buffer *out, const slant_page_line *line, const char *part) {
  slant_markup_put(out, "over-");
  slant_buffer_put_u64(out, line->number);
  slant_markup_put(out, part);
}

void slant_page_put_line(slant_buffer *out, const slant_page_line *line) {
  scale s = scale_of(line);
  slant_markup_put(out, "<svg class=\"line ");
  slant_markup_put(out, line->class_);
  slant_markup_put(out, "\" role=\"img\" aria-labelledby=\"");
  put_id(out, line, "-title ");
  put_id(out, line, "-desc\"");
  slant_markup_put_attribute(out, "height", s.height + 26, 0);
  slant_markup_put(out, "><title id=\"");
  put_id(out, line, "-title\">");
  slant_markup_put(out, line->is_share ? "Share of " : "Mean ");
  slant_markup_put_string(out, line->title);
  slant_markup_put(out, " over time</title><desc id=\"");
  put_id(out, line, "-desc\">");
  put_description(out, line);
  slant_markup_put(out, "</desc>");
  put_values_axis(out, line, &s);
  /* style shows one of them, by the window's width */
  double narrow = line->points[0].name.len > 7 ? 0.3 : 0.21;
  put_time_axis(out, line, &s, "narrow", narrow);
  put_time_axis(out, line, &s, "wide", narrow / 3);
  put_curves(out, line, &s);
  slant_markup_put(out, "</svg>\n");
}
