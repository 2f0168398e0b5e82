/* Rows of groups: the columns of groups and comparisons, each listed once.
 * In: groups. Out: CSV. Column names and order are an interface that others build on. */
#include "report/report_groups.h"

#include "report/fields.h"

static void put_share(slant_fields *f, slant_buffer *name, const char *prefix, const char *label, slant_share share) {
  slant_fields_fixed(f, slant_fields_name(f, name, prefix, label, ""), share.share, 4);
  slant_fields_fixed(f, slant_fields_name(f, name, prefix, label, "_low"), share.low, 4);
  slant_fields_fixed(f, slant_fields_name(f, name, prefix, label, "_high"), share.high, 4);
}

/* Of a header the figures do not matter. */
static void put_group(slant_fields *f, const slant_labels *labels, const slant_group *group) {
  static const struct {
    slant_estimate estimate;
    const char *prefix;
  } others[] = {{SLANT_COUNTED, "counted_"}, {SLANT_MEAN_PROBABILITY, "probability_"}, {SLANT_ADJUSTED_COUNTS, "adjusted_"}};
  static const slant_share none;
  slant_buffer name = {0};
  slant_fields_begin(f);
  slant_fields_string(f, "by", group->by);
  slant_fields_text(f, "group", group->name);
  slant_fields_count(f, "articles", group->n_articles);
  slant_fields_count(f, "paragraphs", group->n_paragraphs);
  slant_fields_count(f, "scored", group->n_scored);
  slant_fields_count(f, "furniture", group->n_furniture);
  for (size_t k = 0; k < labels->n; k++) {
    slant_fields_count(f, slant_fields_name(f, &name, "n_", labels->names[k], ""), f->header ? 0 : group->counts[k]);
    put_share(f, &name, "share_", labels->names[k], f->header ? none : group->shares[SLANT_CORRECTED][k]);
  }
  for (size_t k = 0; k < labels->n; k++) {
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
      put_share(f, &name, others[i].prefix, labels->names[k], f->header ? none : group->shares[others[i].estimate][k]);
    }
  }
  put_share(f, &name, "tone", "", group->tone);
  slant_fields_end(f);
  slant_buffer_free(&name);
}

void slant_groups_put_rows(slant_buffer *out, const slant_groups *groups, bool spreadsheet) {
  static const slant_group nothing = {.name = {"", 0}};
  slant_fields f = {.out = out, .format = SLANT_ROWS_CSV, .header = true, .spreadsheet = spreadsheet};
  put_group(&f, slant_groups_labels(groups), &nothing);
  f.header = false;
  for (size_t g = 0; g < slant_groups_n(groups); g++) put_group(&f, slant_groups_labels(groups), slant_groups_get(groups, g));
}

static void put_side(slant_fields *f, const char *column, const slant_group *group) {
  slant_buffer name = {0};
  if (group != NULL) {
    slant_buffer_put_string(&name, group->by);
    slant_buffer_put_char(&name, '=');
    slant_buffer_put(&name, group->name);
  }
  if (name.missed != 0) f->out->missed = name.missed;
  slant_fields_text(f, column, slant_buffer_get(&name));
  slant_buffer_free(&name);
}

static void put_difference(slant_fields *f, const slant_group *first, const slant_group *second, const char *label,
                           slant_share difference, double p) {
  slant_fields_begin(f);
  put_side(f, "first", first);
  put_side(f, "second", second);
  slant_fields_string(f, "label", label);
  slant_fields_fixed(f, "difference", difference.share, 4);
  slant_fields_fixed(f, "low", difference.low, 4);
  slant_fields_fixed(f, "high", difference.high, 4);
  slant_fields_fixed(f, "p", p, 4);
  slant_fields_end(f);
}

void slant_groups_put_differences(slant_buffer *out, const slant_groups *groups, const slant_group_difference *differences, size_t n,
                                  bool spreadsheet) {
  slant_fields f = {.out = out, .format = SLANT_ROWS_CSV, .header = true, .spreadsheet = spreadsheet};
  const slant_labels *labels = slant_groups_labels(groups);
  put_difference(&f, NULL, NULL, NULL, (slant_share){0, 0, 0}, 0);
  f.header = false;
  for (const slant_group_difference *d = differences; d < differences + n; d++) {
    for (size_t k = 0; k < labels->n; k++) put_difference(&f, d->first, d->second, labels->names[k], d->difference[k], d->p[k]);
    if (labels->supportive >= 0) put_difference(&f, d->first, d->second, "tone", d->tone, d->tone_p);
  }
}
