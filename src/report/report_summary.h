/* Summary: what a batch comes to, for a terminal. */
#ifndef SLANT_REPORT_REPORT_SUMMARY_H
#define SLANT_REPORT_REPORT_SUMMARY_H

#include "groups/groups.h"

typedef struct slant_summary_view {
  size_t width; /* columns; 0: 80 */
  bool colour;  /* by escape sequences */
  bool asked;   /* the groupings were asked for: one that no article says is told */
} slant_summary_view;

/* The batch with its labels' shares and bars, a table for each grouping, and differences of groups. `groups` are finished. */
void slant_summary_put(slant_buffer *out, const slant_saved_run *run, const slant_groups *groups, const slant_group_difference *differences,
                       size_t n_differences, const slant_summary_view *view);

#endif
