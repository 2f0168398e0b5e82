/* Selection: which articles of a results folder are asked for. */
#ifndef SLANT_GROUPS_SELECTION_H
#define SLANT_GROUPS_SELECTION_H

#include "saved/saved.h"

typedef struct slant_selection slant_selection;

/* New. Each of the n entries of `only` names a group, "source=NAME", "source+month=NAME + 2024-05", or a period,
 * "month=2024-01..2024-06"; an article is taken where all take it, so that none at all takes every article. An empty name takes articles
 * that do not say. What is no such name is SLANT_E_USAGE. */
slant_status slant_selection_new(slant_selection **out, const char *const *only, size_t n, slant_error *err);
bool slant_selection_takes(const slant_selection *selection, const slant_saved_article *article);
void slant_selection_free(slant_selection *selection);

#endif
