/* Inside groups: what their files share. */
#ifndef SLANT_ANALYSIS_GROUPS_INSIDE_H
#define SLANT_ANALYSIS_GROUPS_INSIDE_H

#include "analysis/groups.h"
#include "analysis/groups_cells.h"
#include "analysis/groups_list.h"
#include "analysis/groups_store.h"

struct slant_groups {
  slant_arena arena; /* names and figures */
  slant_group_store store;
  size_t n_lists;
  slant_group_list lists[1 + SLANT_MOST_GROUPINGS]; /* the batch, then one a grouping */
  size_t n;
  slant_group *groups; /* n */
  slant_buffer name;   /* at hand */
};

/* Makes the figures of a group of these members; `by` and `name` are set already. */
slant_status slant_groups_measure(slant_groups *groups, slant_members members, slant_group *out, slant_error *err);

#endif
