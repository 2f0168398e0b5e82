/* Work with groups, for allocations that fail. */
#ifndef SLANT_FAULT_ALLOCATIONS_GROUPS_H
#define SLANT_FAULT_ALLOCATIONS_GROUPS_H

#include "slant/slant.h"

/* Groups of a few articles, and a comparison, whose rows go into the files "groups" and "comparisons". */
slant_status group_articles(slant_error *err);

#endif
