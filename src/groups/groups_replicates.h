/* Replicates: a group's figures as they might have come out, had other articles been drawn and other confusions been met out of fold. */
#ifndef SLANT_GROUPS_GROUPS_REPLICATES_H
#define SLANT_GROUPS_GROUPS_REPLICATES_H

#include "groups/groups_cells.h"
#include "groups/groups_draws.h"

typedef struct slant_replicates {
  size_t n_labels;
  double *shares; /* a replicate and an estimate n_labels; NaN where none of the articles, or none that is scored, was drawn */
  double *tones;  /* a replicate; NaN likewise */
} slant_replicates;

/* New arrays; `replicates` may be uninitialised. `corrected`: the group's corrected shares, from which the search starts; `prior`: A;
 * cells there are. */
slant_status slant_replicates_open(slant_replicates *replicates, const slant_group_store *store, slant_members members,
                                   const slant_cells *cells, const slant_draws *draws, const double *corrected, double prior,
                                   slant_error *err);
void slant_replicates_clear(slant_replicates *replicates);

static inline double *slant_replicates_get(const slant_replicates *replicates, size_t replicate, slant_estimate estimate) {
  return replicates->shares + (replicate * SLANT_N_ESTIMATES + (size_t)estimate) * replicates->n_labels;
}

#endif
