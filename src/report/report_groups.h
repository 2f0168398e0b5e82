/* Rows of groups and of their comparisons: groups.csv and comparisons.csv. */
#ifndef SLANT_REPORT_REPORT_GROUPS_H
#define SLANT_REPORT_REPORT_GROUPS_H

#include "base/buffer.h"
#include "groups/groups.h"

/* Header and a row a group. Columns: by, group, articles, paragraphs, scored, furniture; for each label L n_L, share_L, share_L_low,
 * share_L_high (corrected); for each label the same of the other estimates, counted_L, probability_L, adjusted_L; tone, tone_low, tone_high.
 * Cells of figures are empty where nothing is scored. `spreadsheet` as in slant_writer_options. */
void slant_groups_put_rows(slant_buffer *out, const slant_groups *groups, bool spreadsheet);

/* Header and the rows of n differences. Columns: first, second ("source=The Tolby Courier"), label, difference, low, high, p. A row a label, and
 * one "tone" where there is tone. */
void slant_groups_put_differences(slant_buffer *out, const slant_groups *groups, const slant_group_difference *differences, size_t n,
                                  bool spreadsheet);

#endif
