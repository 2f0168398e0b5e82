/* Rows of groups and of their comparisons: groups.csv and comparisons.csv. */
#ifndef SLANT_REPORT_REPORT_GROUPS_H
#define SLANT_REPORT_REPORT_GROUPS_H

#include "analysis/groups.h"
#include "base/buffer.h"

/* The header; nothing for JSON lines. Columns: by, group, articles, paragraphs, scored, furniture; for each label L n_L, share_L,
 * share_L_low, share_L_high (corrected); for each label the same of the other estimates, counted_L, probability_L, adjusted_L; tone,
 * tone_low, tone_high. */
void slant_groups_put_header(slant_buffer *out, const slant_groups *groups, slant_row_format format);
/* Cells of figures are empty where nothing is scored. */
void slant_groups_put_row(slant_buffer *out, const slant_groups *groups, const slant_group *group, slant_row_format format);

/* Columns: first, second ("source=The Tolby Courier"), label, difference, low, high, p. A row a label, and one "tone" where there is
 * tone. */
void slant_comparisons_put_header(slant_buffer *out, slant_row_format format);
void slant_comparisons_put(slant_buffer *out, const slant_groups *groups, const slant_group_difference *difference,
                           slant_row_format format);

#endif
