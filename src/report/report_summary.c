/* Summary: tables and bars that fit the window.
 * In: groups of a batch. Out: lines of text. Shares are the corrected ones; of counts the batch's alone are shown. Colour repeats what words
 * say, and never says it alone. */
#include "report/report_summary.h"

#include <math.h>
#include <string.h>

#include "report/view_parts.h"
#include "text/width.h"

enum { NARROWEST = 40, NARROW = 66, DEFAULT_WIDTH = 80, MOST_BAR = 50, LABEL_WIDTH = 12, MOST_SHOWN = 12, FEW = 4, SHARE_WIDTH = 13, TONE_WIDTH = 7 };

typedef struct view {
  slant_buffer *out;
  const slant_labels *labels;
  size_t width;
  bool colour;
  size_t name_width; /* of a group */
} view;

static void put(const view *v, const char *string) { slant_buffer_put_string(v->out, string); }

/* Full to the interval's low end, lighter to the share, lightest to the high end. */
static void put_bar(const view *v, slant_share share, size_t columns) {
  if (isnan(share.share)) return;
  for (size_t c = 0; c < columns; c++) {
    double at = ((double)c + 0.5) / (double)columns;
    put(v, at < share.low ? "\u2588" : at < share.share ? "\u2593" : at < share.high ? "\u2591" : "\u00B7");
  }
}

static void put_count_line(const view *v, const slant_group *batch) {
  slant_buffer line = {0};
  slant_buffer_put_u64(&line, batch->n_articles);
  slant_buffer_put_string(&line, batch->n_articles == 1 ? " article, " : " articles, ");
  slant_buffer_put_u64(&line, batch->n_paragraphs);
  slant_buffer_put_string(&line, batch->n_paragraphs == 1 ? " paragraph, " : " paragraphs, ");
  slant_buffer_put_u64(&line, batch->n_furniture);
  slant_buffer_put_string(&line, v->width < NARROW ? " set aside" : " set aside as furniture");
  (void)slant_width_put(v->out, slant_buffer_get(&line), v->width);
  put(v, "\n");
  slant_buffer_end(&line, v->out);
}

static void put_batch(const view *v, const slant_group *batch) {
  size_t used = 2 + LABEL_WIDTH + 7 + 17 + 10, bar = v->width >= NARROW ? v->width - used : 0;
  if (bar > MOST_BAR) bar = MOST_BAR;
  put_count_line(v, batch);
  if (batch->n_scored == 0) return;
  put(v, "                share   95 % from-to");
  slant_view_put_spaces(v->out, bar > 0 ? bar + 4 : 0);
  put(v, bar > 0 ? "labelled\n" : "\n");
  for (size_t k = 0; k < v->labels->n; k++) {
    const char *colour = slant_view_colour_of(v->labels->names[k]);
    slant_share share = batch->shares[SLANT_CORRECTED][k];
    put(v, "  ");
    slant_view_begin_colour(v->out, v->colour, colour);
    slant_view_put_fitted(v->out, v->labels->names[k], LABEL_WIDTH);
    slant_view_put_percent(v->out, share.share, 5);
    put(v, " %");
    slant_view_put_percent(v->out, share.low, 7);
    put(v, " - ");
    slant_view_put_percent(v->out, share.high, 3);
    put(v, bar > 0 ? " %  " : " %");
    put_bar(v, share, bar);
    slant_view_end_colour(v->out, v->colour, colour);
    if (bar > 0) (void)slant_view_put_number(v->out, batch->counts[k], 10);
    put(v, "\n");
  }
  if (!isnan(batch->tone.share)) {
    put(v, "  tone ");
    slant_view_put_signed(v->out, batch->tone.share, 2, 0);
    put(v, " (95 % from ");
    slant_view_put_signed(v->out, batch->tone.low, 2, 0);
    put(v, " to ");
    slant_view_put_signed(v->out, batch->tone.high, 2, 0);
    put(v, ")\n");
  }
}

/* How many labels a line of a group has room for, and whether with intervals. */
typedef struct columns {
  size_t n_labels, share_width;
  bool intervals, tone;
} columns;

static columns plan(const view *v, bool tone) {
  size_t left = v->width - 2 - v->name_width - 9 - (tone ? TONE_WIDTH : 0);
  columns c = {.tone = tone, .n_labels = v->labels->n, .share_width = SHARE_WIDTH, .intervals = true};
  if (c.n_labels * c.share_width <= left) return c;
  c.share_width = LABEL_WIDTH;
  c.intervals = false;
  if (c.n_labels * c.share_width > left) c.n_labels = left / c.share_width;
  return c;
}

/* A group's name in the columns that there are: of one of several parts, "The Tolby Courier + 2024-05", the last part stays whole. */
static size_t put_name(const view *v, slant_text name) {
  static const char sign[] = " + ";
  size_t tail = 0, len = sizeof sign - 1;
  for (size_t at = 0; at + len <= name.len; at++) {
    if (memcmp(name.ptr + at, sign, len) == 0) tail = name.len - at;
  }
  if (name.len == 0) name = (slant_text){"(not said)", 10};
  if (tail == 0 || tail + 4 > v->name_width) return slant_width_put(v->out, name, v->name_width);
  size_t used = slant_width_put(v->out, (slant_text){name.ptr, name.len - tail}, v->name_width - tail);
  put(v, sign);
  return used + len + slant_width_put(v->out, (slant_text){name.ptr + name.len - tail + len, tail - len}, tail - len);
}

static void put_group(const view *v, const slant_group *group, const columns *c) {
  put(v, "  ");
  size_t used = put_name(v, group->name);
  slant_view_put_spaces(v->out, v->name_width - used);
  (void)slant_view_put_number(v->out, group->n_articles, 9);
  for (size_t k = 0; k < c->n_labels; k++) {
    slant_share share = group->shares[SLANT_CORRECTED][k];
    const char *colour = slant_view_colour_of(v->labels->names[k]);
    slant_view_begin_colour(v->out, v->colour, colour);
    if (c->intervals) slant_view_put_share(v->out, share, c->share_width);
    else slant_view_put_percent(v->out, share.share, c->share_width);
    slant_view_end_colour(v->out, v->colour, colour);
  }
  if (c->tone) slant_view_put_signed(v->out, group->tone.share, 2, TONE_WIDTH);
  put(v, "\n");
}

static void put_heading(const view *v, const char *by, const columns *c) {
  put(v, "\nby ");
  size_t used = 3 + slant_width_put(v->out, (slant_text){by, strlen(by)}, v->name_width - 1);
  slant_view_put_spaces(v->out, 2 + v->name_width - used);
  slant_view_put_right(v->out, (slant_text){"articles", 8}, 9);
  for (size_t k = 0; k < c->n_labels; k++) {
    slant_buffer name = {0};
    (void)slant_width_put(&name, (slant_text){v->labels->names[k], strlen(v->labels->names[k])}, c->share_width - 3);
    slant_buffer_put_string(&name, " %");
    slant_view_put_right(v->out, slant_buffer_get(&name), c->share_width);
    slant_buffer_end(&name, v->out);
  }
  if (c->tone) slant_view_put_right(v->out, (slant_text){"tone", 4}, TONE_WIDTH);
  put(v, "\n");
}

/* Whether fewer than MOST_SHOWN groups of [first, end) are larger than group `g`, or as large and before it. Of more than a few groups,
 * those of one article say little. */
static bool is_shown(const slant_groups *groups, size_t g, size_t first, size_t end) {
  size_t n_before = 0, own = slant_groups_get(groups, g)->n_articles;
  if (own < 2 && end - first > FEW) return false;
  for (size_t other = first; other < end && n_before < MOST_SHOWN; other++) {
    size_t n = slant_groups_get(groups, other)->n_articles;
    n_before += n > own || (n == own && other < g);
  }
  return n_before < MOST_SHOWN;
}

/* The largest groups among [first, end), which are of one grouping, in their own order. */
static void put_grouping(const view *v, const slant_groups *groups, size_t first, size_t end) {
  columns c = plan(v, v->labels->supportive >= 0);
  put_heading(v, slant_groups_get(groups, first)->by, &c);
  size_t n_left = 0;
  for (size_t g = first; g < end; g++) {
    if (is_shown(groups, g, first, end)) put_group(v, slant_groups_get(groups, g), &c);
    else n_left++;
  }
  if (n_left == 0) return;
  put(v, "  ... and ");
  slant_buffer_put_u64(v->out, n_left);
  put(v, " more in groups.csv\n");
}

static void put_compared(const view *v, const char *label, slant_share difference, double p, double scale, int decimals) {
  put(v, "  ");
  slant_view_put_fitted(v->out, label, LABEL_WIDTH);
  slant_view_put_signed(v->out, scale * difference.share, decimals, 6);
  put(v, scale > 1 ? " points (95 % from " : " (95 % from ");
  slant_view_put_signed(v->out, scale * difference.low, decimals, 0);
  put(v, " to ");
  slant_view_put_signed(v->out, scale * difference.high, decimals, 0);
  put(v, p < 0.001 ? "), p < 0.001" : "), p ");
  if (!(p < 0.001)) slant_buffer_put_fixed(v->out, p, 3);
  put(v, "\n");
}

static void put_difference(const view *v, const slant_group_difference *d) {
  slant_buffer line = {0};
  const slant_group *both[] = {d->first, d->second};
  for (size_t i = 0; i < 2; i++) {
    slant_buffer_put_string(&line, i == 0 ? "" : " less ");
    slant_buffer_put_string(&line, both[i]->by);
    slant_buffer_put_char(&line, '=');
    slant_buffer_put(&line, both[i]->name);
  }
  put(v, "\n");
  (void)slant_width_put(v->out, slant_buffer_get(&line), v->width);
  put(v, "\n");
  slant_buffer_end(&line, v->out);
  for (size_t k = 0; k < v->labels->n; k++) put_compared(v, v->labels->names[k], d->difference[k], d->p[k], 100, 0);
  if (v->labels->supportive >= 0) put_compared(v, "tone", d->tone, d->tone_p, 1, 2);
}

void slant_summary_put(slant_buffer *out, const slant_saved_run *run, const slant_groups *groups, const slant_group_difference *differences,
                       size_t n_differences, const slant_summary_view *options) {
  size_t width = options->width == 0 ? DEFAULT_WIDTH : options->width < NARROWEST ? NARROWEST : options->width;
  view v = {out, &run->labels, width, options->colour, width < NARROW ? 12 : 22};
  put_batch(&v, slant_groups_get(groups, 0));
  for (size_t first = 1, end; first < slant_groups_n(groups); first = end) {
    const char *by = slant_groups_get(groups, first)->by;
    for (end = first + 1; end < slant_groups_n(groups) && strcmp(slant_groups_get(groups, end)->by, by) == 0;) end++;
    put_grouping(&v, groups, first, end);
  }
  for (size_t i = 0; options->asked && slant_groups_unsaid(groups, i) != NULL; i++) {
    put(&v, "\nby ");
    put(&v, slant_groups_unsaid(groups, i));
    put(&v, ": no article says\n");
  }
  for (size_t i = 0; i < n_differences; i++) put_difference(&v, &differences[i]);
}
