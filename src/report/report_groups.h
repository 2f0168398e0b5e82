/* Group rows: groups.csv and comparisons.csv. */
#ifndef SLANT_REPORT_REPORT_GROUPS_H
#define SLANT_REPORT_REPORT_GROUPS_H

#include "analysis/groups.h"

/* Header and a row for each group. `spreadsheet` as in slant_writer_options. */
void slant_groups_put_rows(slant_buffer *out, const slant_labels *labels, const slant_groups *groups, bool spreadsheet);

/* Header and, for each of n differences, a row a label and one for tone, where labels have a tone. */
void slant_groups_put_differences(slant_buffer *out, const slant_labels *labels, const slant_group_difference *differences, size_t n,
                                  bool spreadsheet);

#endif
