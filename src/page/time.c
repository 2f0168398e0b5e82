/* Time: tone and shares over time, where articles have dates.
 * In: the groups of one grouping by time. Out: line charts; their figures stand in the table of that grouping. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "page/charts.h"
#include "page/markup.h"
#include "page/sections.h"

/* Groups of the grouping in their order, which is that of time. */
typedef struct series {
  const slant_page_input *input;
  size_t from, to;
  size_t table; /* number of the grouping's table */
  const char *by;
  slant_page_point *points;
} series;

/* The number that two or four digits at `at` make; false where there are none. */
static bool read_digits(slant_text text, size_t at, size_t n, int *value) {
  *value = 0;
  if (at + n > text.len) return false;
  for (size_t i = at; i < at + n; i++) {
    if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
    *value = 10 * *value + (text.ptr[i] - '0');
  }
  return true;
}

/* Days of "2024", "2024-05" or "2024-05-17" since the year 0 of the calendar that we use; NaN for any other text. */
static double days_of(slant_text name) {
  static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  int year, month = 1, day = 1;
  if (name.len != 4 && name.len != 7 && name.len != 10) return NAN;
  if (!read_digits(name, 0, 4, &year)) return NAN;
  if (name.len > 4 && (name.ptr[4] != '-' || !read_digits(name, 5, 2, &month) || month < 1 || month > 12)) return NAN;
  if (name.len > 7 && (name.ptr[7] != '-' || !read_digits(name, 8, 2, &day))) return NAN;
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  int leaps = year == 0 ? 0 : (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1;
  return 365.0 * year + leaps + before[month - 1] + (leap && month > 2) + day - 1;
}

static bool find_series(series *s) {
  static const char *const wanted[] = {"month", "day", "year"};
  size_t n = slant_groups_n(s->input->groups);
  for (size_t w = 0; w < sizeof wanted / sizeof *wanted; w++) {
    s->table = 0;
    for (size_t i = 1; i < n; i++) {
      s->by = slant_groups_get(s->input->groups, i)->by;
      s->table += i == 1 || strcmp(s->by, slant_groups_get(s->input->groups, i - 1)->by) != 0;
      if (strcmp(s->by, wanted[w]) != 0) continue;
      s->from = s->to = i;
      while (s->to < n && strcmp(slant_groups_get(s->input->groups, s->to)->by, s->by) == 0) s->to++;
      return true;
    }
  }
  return false;
}

/* The corrected share of label `k`, or the tone where that is -1. */
static size_t fill(series *s, int k) {
  size_t n = 0;
  for (size_t i = s->from; i < s->to; i++) {
    const slant_group *group = slant_groups_get(s->input->groups, i);
    slant_page_point point = {days_of(group->name), group->name, k < 0 ? group->tone : group->shares[SLANT_CORRECTED][k]};
    if (!isnan(point.time) && !isnan(point.value.share)) s->points[n++] = point;
  }
  return n;
}

static void put_chart(slant_buffer *out, series *s, int k) {
  const slant_labels *labels = &s->input->run->labels;
  size_t n = fill(s, k);
  if (n < 2) return;
  slant_page_line line = {
      .number = (size_t)(k + 1), .title = "tone", .class_ = "tone", .height = 220, .points = s->points, .n_points = n};
  if (k >= 0) {
    line.title = labels->names[k];
    line.class_ = slant_page_label_class(labels, (size_t)k);
    line.is_share = true;
    line.height = 120;
  }
  slant_markup_put(out, "<figure class=\"time\"><figcaption>");
  if (k >= 0) slant_page_put_label(out, labels, (size_t)k);
  else
    slant_markup_put(
        out, "<b class=\"lab\">mean tone</b> <span class=\"muted\">above 0: more supportive than critical; below: more critical</span>");
  slant_markup_put(out, "</figcaption>\n<div class=\"plot\">");
  slant_page_put_line(out, &line);
  slant_markup_put(out, "</div></figure>\n");
}

static void put_charts(slant_buffer *out, series *s) {
  const slant_labels *labels = &s->input->run->labels;
  slant_markup_put(out, "<p class=\"muted\">By ");
  slant_markup_put(out, s->by);
  slant_markup_put(out,
      "; the band is the 95 % interval. Where there was no article for long the line is open. All figures stand in the <a href=\"#by-");
  slant_buffer_put_u64(out, s->table);
  slant_markup_put(out, "\">table by ");
  slant_markup_put(out, s->by);
  slant_markup_put(out, "</a>.</p>\n");
  if (labels->supportive >= 0) put_chart(out, s, -1);
  slant_markup_put(out, "<div class=\"multiples\">\n");
  for (size_t k = 0; k < labels->n; k++) put_chart(out, s, (int)k);
  slant_markup_put(out, "</div>\n");
}

slant_status slant_page_put_times(slant_buffer *out, const slant_page_plan *plan, slant_error *err) {
  series s = {.input = plan->input};
  if (!find_series(&s)) return SLANT_OK;
  slant_status status = slant_memory_new(&s.points, s.to - s.from, sizeof *s.points, err);
  if (status != SLANT_OK) return status;
  size_t n = fill(&s, 0);
  if (n > 0) {
    slant_markup_put(out, "<section id=\"time\" aria-labelledby=\"time-h\">\n<h2 id=\"time-h\">Over time</h2>\n");
    if (n == 1) slant_markup_put(out, "<p>All dated articles are of one date: there is nothing to draw over time.</p>\n");
    else put_charts(out, &s);
    slant_markup_put(out, "</section>\n");
  }
  slant_memory_free(s.points);
  return SLANT_OK;
}
