/* Group rows: the columns of groups and of their differences, each listed once.
 * In: groups with their figures. Out: CSV. Column names and order are an interface that others build on. */
#include "report/report_groups.h"

#include <math.h>
#include <string.h>

#include "report/fields.h"

static void put_column(slant_fields *f, const char *prefix, const char *label, const char *suffix, double value) {
  slant_buffer name = {0};
  slant_buffer_put_string(&name, prefix);
  slant_buffer_put_string(&name, label);
  slant_buffer_put_string(&name, suffix);
  slant_buffer_put_char(&name, '\0');
  if (name.missed != 0) f->out->missed = name.missed;
  else slant_fields_fixed(f, name.ptr, value, 4);
  slant_buffer_free(&name);
}

static void put_share(slant_fields *f, const char *prefix, const char *label, slant_share share) {
  put_column(f, prefix, label, "", share.share);
  put_column(f, prefix, label, "_low", share.low);
  put_column(f, prefix, label, "_high", share.high);
}

static void put_count(slant_fields *f, const char *label, size_t count) {
  slant_buffer name = {0};
  slant_buffer_put_string(&name, "n_");
  slant_buffer_put_string(&name, label);
  slant_buffer_put_char(&name, '\0');
  if (name.missed != 0) f->out->missed = name.missed;
  else slant_fields_count(f, name.ptr, count);
  slant_buffer_free(&name);
}

/* `group` is that of a header, too, where its values do not count. */
static void put_group(slant_fields *f, const slant_labels *labels, const slant_group *group) {
  static const char *const others[SLANT_N_ESTIMATES] = {[SLANT_COUNTED] = "counted_", [SLANT_MEAN_PROBABILITY] = "probability_",
                                                        [SLANT_ADJUSTED_COUNTS] = "adjusted_"};
  slant_fields_begin(f);
  slant_fields_string(f, "by", group->by);
  slant_fields_text(f, "group", group->name);
  slant_fields_count(f, "articles", group->n_articles);
  slant_fields_count(f, "paragraphs", group->n_paragraphs);
  slant_fields_count(f, "scored", group->n_scored);
  slant_fields_count(f, "furniture", group->n_furniture);
  for (size_t k = 0; k < labels->n; k++) {
    put_count(f, labels->names[k], group->counts[k]);
    put_share(f, "share_", labels->names[k], group->shares[SLANT_CORRECTED][k]);
  }
  for (size_t e = 0; e < SLANT_N_ESTIMATES; e++) {
    for (size_t k = 0; k < labels->n && others[e] != NULL; k++) put_share(f, others[e], labels->names[k], group->shares[e][k]);
  }
  put_share(f, "tone", "", group->tone);
  slant_fields_end(f);
}

void slant_groups_put_rows(slant_buffer *out, const slant_labels *labels, const slant_groups *groups, bool spreadsheet) {
  slant_fields f = {.out = out, .format = SLANT_ROWS_CSV, .header = true, .spreadsheet = spreadsheet};
  put_group(&f, labels, slant_groups_get(groups, 0));
  f.header = false;
  for (size_t g = 0; g < slant_groups_n(groups); g++) put_group(&f, labels, slant_groups_get(groups, g));
}

/* "source=The Tolby Courier" */
static void put_name(slant_fields *f, const char *column, const slant_group *group) {
  slant_buffer name = {0};
  slant_buffer_put_string(&name, group->by);
  slant_buffer_put_char(&name, '=');
  slant_buffer_put(&name, group->name);
  if (name.missed != 0) f->out->missed = name.missed;
  slant_fields_text(f, column, slant_buffer_get(&name));
  slant_buffer_free(&name);
}

static void put_difference(slant_fields *f, const slant_group_difference *d, const char *label, slant_share difference, double p) {
  static const slant_group nothing = {.by = ""};
  slant_fields_begin(f);
  put_name(f, "first", d == NULL ? &nothing : d->first);
  put_name(f, "second", d == NULL ? &nothing : d->second);
  slant_fields_string(f, "label", label);
  slant_fields_fixed(f, "difference", difference.share, 4);
  slant_fields_fixed(f, "low", difference.low, 4);
  slant_fields_fixed(f, "high", difference.high, 4);
  slant_fields_fixed(f, "p", p, 4);
  slant_fields_end(f);
}

void slant_groups_put_differences(slant_buffer *out, const slant_labels *labels, const slant_group_difference *differences, size_t n,
                                  bool spreadsheet) {
  slant_fields f = {.out = out, .format = SLANT_ROWS_CSV, .header = true, .spreadsheet = spreadsheet};
  put_difference(&f, NULL, "", (slant_share){0}, 0);
  f.header = false;
  for (size_t i = 0; i < n; i++) {
    for (size_t k = 0; k < labels->n; k++) put_difference(&f, &differences[i], labels->names[k], differences[i].difference[k], differences[i].p[k]);
    if (labels->supportive >= 0) put_difference(&f, &differences[i], "tone", differences[i].tone, differences[i].tone_p);
  }
}
