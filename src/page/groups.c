/* Groups: a table for each grouping, the shares of every group drawn in its row.
 * In: groups. Out: tables; of a long grouping the largest groups, the others folded away. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "page/charts.h"
#include "page/markup.h"
#include "page/sections.h"

enum { MOST_SHOWN = 30, MOST_FOLDED = 970 };

/* The groups of one grouping. */
typedef struct grouping {
  const slant_page_input *input;
  const slant_group **groups; /* n, in the order in which they are shown */
  size_t n, number;
  const char *by;
  double reach[SLANT_MOST_LABELS]; /* of shares in the charts, from 0 */
  double tone_reach;               /* of tone, to both sides */
  bool few;     /* one of them has few paragraphs */
} grouping;

static bool is_time(const char *by) { return strcmp(by, "year") == 0 || strcmp(by, "month") == 0 || strcmp(by, "day") == 0; }

/* What has no name stands last. */
static int compare_name(const void *a, const void *b) {
  const slant_group *x = *(const slant_group *const *)a, *y = *(const slant_group *const *)b;
  if (x->name.len == 0 || y->name.len == 0) return (x->name.len == 0) - (y->name.len == 0);
  size_t len = x->name.len < y->name.len ? x->name.len : y->name.len;
  int order = memcmp(x->name.ptr, y->name.ptr, len);
  return order != 0 ? order : (x->name.len > y->name.len) - (x->name.len < y->name.len);
}

/* The largest first; in the order of names where they are equal. */
static int compare_size(const void *a, const void *b) {
  const slant_group *x = *(const slant_group *const *)a, *y = *(const slant_group *const *)b;
  if (x->n_articles != y->n_articles) return x->n_articles > y->n_articles ? -1 : 1;
  return compare_name(a, b);
}

static void arrange(grouping *g) {
  qsort(g->groups, g->n, sizeof *g->groups, compare_size);
  size_t n_shown = g->n < MOST_SHOWN ? g->n : MOST_SHOWN;
  if (is_time(g->by)) {
    qsort(g->groups, n_shown, sizeof *g->groups, compare_name);
    qsort(g->groups + n_shown, g->n - n_shown, sizeof *g->groups, compare_name);
  }
}

/* How far the charts' scales go: as far as the intervals of groups with some paragraphs; those of the others are cut off. */
static void set_scales(grouping *g) {
  const slant_group *all = slant_groups_get(g->input->groups, 0);
  size_t n_labels = g->input->run->labels.n;
  for (size_t i = 0; i <= g->n; i++) {
    const slant_group *group = i < g->n ? g->groups[i] : all;
    bool few = group->n_scored < SLANT_PAGE_FEW;
    g->few = g->few || (few && group != all);
    if (few && all->n_scored >= SLANT_PAGE_FEW) continue;
    for (size_t k = 0; k < n_labels; k++) g->reach[k] = fmax(g->reach[k], group->shares[SLANT_CORRECTED][k].high);
    g->tone_reach = fmax(g->tone_reach, fmax(fabs(group->tone.low), fabs(group->tone.high)));
  }
  for (size_t k = 0; k < n_labels; k++) g->reach[k] = g->reach[k] > 0.1 ? ceil(4 * g->reach[k]) / 4 : 0.1;
  g->tone_reach = fmin(1, fmax(0.1, ceil(10 * g->tone_reach) / 10));
}

static void put_by(slant_buffer *out, const char *by) {
  for (const char *c = by; *c != '\0'; c++) {
    if (*c == '+') slant_markup_put(out, " and ");
    else slant_markup_put_text(out, (slant_text){c, 1});
  }
}

static void put_head(slant_buffer *out, const grouping *g) {
  const slant_labels *labels = &g->input->run->labels;
  slant_markup_put(out, "<thead><tr><th scope=\"col\">");
  put_by(out, g->by);
  slant_markup_put(out, "</th>");
  for (size_t k = 0; k < labels->n; k++) {
    slant_markup_put(out, "<th scope=\"col\">");
    slant_page_put_label(out, labels, k);
    slant_markup_put(out, " <small>0 to ");
    slant_markup_put_percent(out, g->reach[k], 0);
    slant_markup_put(out, "</small></th>");
  }
  if (labels->supportive >= 0) slant_markup_put(out, "<th scope=\"col\">tone</th>");
  slant_markup_put(out,
                   "<th scope=\"col\" class=\"n\">articles</th><th scope=\"col\" class=\"n\">paragraphs labelled</th></tr></thead>\n");
}

static void put_number(slant_buffer *out, uint64_t n) {
  slant_markup_put(out, "<td class=\"n\" data-v=\"");
  slant_buffer_put_u64(out, n);
  slant_markup_put(out, "\">");
  slant_markup_put_count(out, n);
  slant_markup_put(out, "</td>");
}

static void begin_cell(slant_buffer *out, double value) {
  slant_markup_put(out, "<td class=\"c\"");
  if (!isnan(value)) slant_markup_put_attribute(out, "data-v", value, 6);
  slant_markup_put(out, "><b>");
}

static void put_share(slant_buffer *out, const grouping *g, const slant_group *group, size_t k) {
  const slant_group *all = slant_groups_get(g->input->groups, 0);
  slant_share share = group->shares[SLANT_CORRECTED][k];
  begin_cell(out, share.share);
  slant_markup_put_percent(out, share.share, 1);
  slant_markup_put(out, "</b> <small>");
  slant_markup_put_percents(out, share, 1);
  slant_markup_put(out, "</small>");
  slant_page_put_whisker(out, &g->input->run->labels, k, share, group == all ? NAN : all->shares[SLANT_CORRECTED][k].share,
                         g->reach[k]);
  slant_markup_put(out, "</td>");
}

static void put_tone(slant_buffer *out, const grouping *g, const slant_group *group) {
  begin_cell(out, group->tone.share);
  slant_markup_put_signed(out, group->tone.share, 2);
  slant_markup_put(out, "</b>");
  if (!isnan(group->tone.share)) {
    slant_markup_put(out, " <small>");
    slant_markup_put_range(out, group->tone, 2);
    slant_markup_put(out, "</small>");
  }
  slant_page_put_balance(out, group->tone, g->tone_reach);
  slant_markup_put(out, "</td>");
}

static void put_group(slant_buffer *out, const grouping *g, const slant_group *group) {
  const slant_labels *labels = &g->input->run->labels;
  bool few = group->n_scored < SLANT_PAGE_FEW, all = group == slant_groups_get(g->input->groups, 0);
  slant_markup_put(out, all   ? "<tr class=\"all\"><th scope=\"row\">"
                        : few ? "<tr class=\"few\"><th scope=\"row\">"
                              : "<tr><th scope=\"row\">");
  if (all) slant_markup_put(out, "all of them");
  else if (group->name.len == 0) slant_markup_put(out, "<i>not stated</i>");
  else slant_markup_put_bdi(out, group->name);
  slant_markup_put(out, few && !all ? " <small>few</small></th>" : "</th>");
  for (size_t k = 0; k < labels->n; k++) put_share(out, g, group, k);
  if (labels->supportive >= 0) put_tone(out, g, group);
  put_number(out, group->n_articles);
  put_number(out, group->n_scored);
  slant_markup_put(out, "</tr>\n");
}

/* Groups `from` to `to`, and the batch below them for comparison. `part` tells the tables of a grouping apart. */
static void put_table(slant_buffer *out, const grouping *g, size_t from, size_t to, const char *part) {
  slant_markup_put(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"caption-");
  slant_buffer_put_u64(out, g->number);
  slant_markup_put(out, part);
  slant_markup_put(out, "\">\n<table class=\"groups\"><caption id=\"caption-");
  slant_buffer_put_u64(out, g->number);
  slant_markup_put(out, part);
  slant_markup_put(out, "\">Corrected shares by ");
  put_by(out, g->by);
  slant_markup_put(out, *part == '\0' ? "" : ", the other groups");
  slant_markup_put(out, ", with 95 % intervals</caption>\n");
  put_head(out, g);
  slant_markup_put(out, "<tbody>\n");
  for (size_t i = from; i < to; i++) put_group(out, g, g->groups[i]);
  slant_markup_put(out, "</tbody>\n<tfoot>\n");
  put_group(out, g, slant_groups_get(g->input->groups, 0));
  slant_markup_put(out, "</tfoot></table>\n</div>\n");
}

static void put_rest(slant_buffer *out, const grouping *g) {
  size_t n_rest = g->n - MOST_SHOWN, to = n_rest > MOST_FOLDED ? MOST_SHOWN + MOST_FOLDED : g->n;
  slant_markup_put(out, "<details class=\"rest\"><summary>");
  slant_markup_put_counted(out, n_rest, "smaller group", "smaller groups");
  slant_markup_put(out, "</summary>\n");
  put_table(out, g, MOST_SHOWN, to, "-rest");
  if (to < g->n) {
    slant_markup_put(out, "<p>");
    slant_markup_put_count(out, g->n - to);
    slant_markup_put(out, " more are not shown here; the smallest are left out.</p>\n");
  }
  slant_markup_put(out, "</details>\n");
}

static void put_grouping(slant_buffer *out, grouping *g) {
  arrange(g);
  set_scales(g);
  slant_markup_put(out, "<section class=\"grouping\" id=\"by-");
  slant_buffer_put_u64(out, g->number);
  slant_markup_put(out, "\">\n<h3>By ");
  put_by(out, g->by);
  slant_markup_put(out, "</h3>\n");
  if (g->n > MOST_SHOWN) {
    slant_markup_put(out, "<p class=\"muted\">The 30 with the most articles, of ");
    slant_markup_put_count(out, g->n);
    slant_markup_put(out, ".</p>\n");
  }
  put_table(out, g, 0, g->n > MOST_SHOWN ? MOST_SHOWN : g->n, "");
  if (g->n > MOST_SHOWN) put_rest(out, g);
  if (g->few) slant_markup_put(out, "<p class=\"muted\">Grey: fewer than 20 labelled paragraphs, too few to say much.</p>\n");
  slant_markup_put(out, "</section>\n");
}

slant_status slant_page_put_groups(slant_buffer *out, const slant_page_plan *plan, slant_error *err) {
  const slant_groups *groups = plan->input->groups;
  size_t n = slant_groups_n(groups);
  grouping g = {.input = plan->input};
  if (n < 2) return SLANT_OK;
  slant_status status = slant_memory_new(&g.groups, n, sizeof *g.groups, err);
  if (status != SLANT_OK) return status;
  slant_markup_put(out,
      "<section id=\"groups\" aria-labelledby=\"groups-h\">\n<h2 id=\"groups-h\">Shares by group</h2>\n"
      "<p class=\"muted\">Each bar is a 95 % interval, its marker the corrected share; each column has a scale of its own; the thin upright line "
      "is the share in all articles. Intervals of two groups that overlap do not yet make them equal: compare them with "
      "<code>slant report --compare A --with B</code>.</p>\n");
  for (size_t i = 1; i < n;) {
    g = (grouping){.input = plan->input, .groups = g.groups, .number = g.number + 1, .by = slant_groups_get(groups, i)->by};
    for (; i < n && strcmp(slant_groups_get(groups, i)->by, g.by) == 0; i++) g.groups[g.n++] = slant_groups_get(groups, i);
    put_grouping(out, &g);
  }
  slant_markup_put(out, "</section>\n");
  slant_memory_free(g.groups);
  return SLANT_OK;
}
