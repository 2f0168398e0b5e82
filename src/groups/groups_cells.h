/* Cells: the rows of a group, like ones taken together, so that sums run over few terms and in an order that values alone decide. */
#ifndef SLANT_GROUPS_GROUPS_CELLS_H
#define SLANT_GROUPS_GROUPS_CELLS_H

#include "groups/groups_store.h"

enum {
  SLANT_MOST_CELLS = 32768,     /* for estimates */
  SLANT_FEW_CELLS = 1024,       /* for replicates, of which there are hundreds, and whose spread alone matters */
};

/* Some articles, by number. */
typedef struct slant_members {
  size_t n;
  const uint32_t *numbers;
} slant_members;

static inline const slant_kept *slant_members_get(const slant_group_store *store, slant_members members, size_t i) {
  return &store->articles[members.numbers[i]];
}

/* A cell holds rows with the same label given whose probabilities fall into the same box of a grid, and stands for their mean. The grid's
 * boxes are 1/32 wide, or as many times twice that as leaves few enough of them. What a mean instead of its rows does to the corrected
 * share is of the second order in the width: at 1/32 below 0.0005, at 1/16 below 0.002 (groups of 1 to 1,400 articles of the training
 * data). */
typedef struct slant_cells {
  size_t n_labels, n;
  double *probabilities; /* n * n_labels, each row summing to 1 */
  double *weights;       /* n: rows */
  uint8_t *given;        /* n */
  size_t n_rows;
  uint16_t *cell_of;     /* n_rows: of each row, article by article */
  size_t counts[SLANT_MOST_LABELS];
} slant_cells;

/* At most `most` cells, 1000 or more. New arrays; `cells` may be uninitialised. */
slant_status slant_cells_open(slant_cells *cells, const slant_group_store *store, slant_members members, size_t most, slant_error *err);
void slant_cells_clear(slant_cells *cells);

#endif
