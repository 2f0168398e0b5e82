/* Cells.
 * In: rows of some articles of the store. Out: boxes of a grid with the sums of the rows in them, in the order of the boxes. */
#include "groups/groups_cells.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

enum { FINEST = 32 };

typedef struct box {
  uint8_t place[1 + SLANT_MOST_LABELS]; /* the label given, and where the probabilities are on the grid; unused ones 0 */
  uint16_t number;                      /* in the order of rows */
  uint32_t n_rows;
  uint64_t sums[SLANT_MOST_LABELS];
} box;

typedef struct grid {
  const slant_group_store *store;
  slant_members members;
  uint32_t steps;
  size_t n;
  size_t most;     /* boxes */
  box *boxes;      /* most */
  size_t n_slots;  /* a power of 2, at least 4 * most */
  uint16_t *slots; /* n_slots: number of a box, from 1; 0: free */
} grid;

/* The box of a row; NULL: one too many. */
static box *find_box(grid *g, const uint16_t *row) {
  static const uint32_t whole = (uint32_t)(1 / SLANT_SAVED_UNIT + 0.5);
  size_t n = g->store->labels.n;
  uint8_t place[1 + SLANT_MOST_LABELS] = {(uint8_t)row[0]};
  for (size_t k = 0; k < n && k < SLANT_MOST_LABELS; k++) place[1 + k] = (uint8_t)(row[1 + k] * g->steps / whole);
  size_t at = (size_t)slant_hash_bytes(place, 1 + n, 0) & (g->n_slots - 1);
  while (g->slots[at] != 0 && memcmp(g->boxes[g->slots[at] - 1].place, place, sizeof place) != 0) at = (at + 1) & (g->n_slots - 1);
  if (g->slots[at] == 0) {
    if (g->n == g->most) return NULL;
    g->boxes[g->n] = (box){.number = (uint16_t)g->n};
    memcpy(g->boxes[g->n].place, place, sizeof place);
    g->slots[at] = (uint16_t)++g->n;
  }
  return &g->boxes[g->slots[at] - 1];
}

/* False where there are too many boxes. */
static bool fill(grid *g, slant_cells *cells) {
  size_t at = 0;
  g->n = 0;
  memset(g->slots, 0, g->n_slots * sizeof *g->slots);
  for (size_t i = 0; i < g->members.n; i++) {
    const slant_kept *kept = slant_members_get(g->store, g->members, i);
    for (size_t r = 0; r < kept->n_rows; r++) {
      const uint16_t *row = slant_group_store_row(g->store, kept->first + r);
      box *b = find_box(g, row);
      if (b == NULL) return false;
      b->n_rows++;
      for (size_t k = 0; k < g->store->labels.n; k++) b->sums[k] += row[1 + k];
      cells->cell_of[at++] = b->number;
    }
  }
  return true;
}

static int compare_boxes(const void *a, const void *b) {
  return memcmp(((const box *)a)->place, ((const box *)b)->place, sizeof((const box *)a)->place);
}

static slant_status take(grid *g, slant_cells *cells, slant_error *err) {
  size_t n = cells->n_labels;
  cells->n = g->n;
  slant_status status = slant_memory_new(&cells->probabilities, g->n * n, sizeof *cells->probabilities, err);
  if (status == SLANT_OK) status = slant_memory_new(&cells->weights, g->n, sizeof *cells->weights, err);
  if (status == SLANT_OK) status = slant_memory_new(&cells->given, g->n, sizeof *cells->given, err);
  if (status != SLANT_OK) return status;
  if (g->n > 0) qsort(g->boxes, g->n, sizeof *g->boxes, compare_boxes);
  for (size_t c = 0; c < g->n; c++) {
    const box *b = &g->boxes[c];
    uint64_t sum = 0;
    for (size_t k = 0; k < n; k++) sum += b->sums[k];
    for (size_t k = 0; k < n; k++) cells->probabilities[c * n + k] = (double)b->sums[k] / (double)sum;
    cells->weights[c] = b->n_rows;
    cells->given[c] = b->place[0];
    cells->counts[b->place[0]] += b->n_rows;
    g->slots[b->number] = (uint16_t)c; /* no longer needed for the hash */
  }
  for (size_t r = 0; r < cells->n_rows; r++) cells->cell_of[r] = g->slots[cells->cell_of[r]];
  return SLANT_OK;
}

slant_status slant_cells_open(slant_cells *cells, const slant_group_store *store, slant_members members, size_t most, slant_error *err) {
  grid g = {.store = store, .members = members, .steps = FINEST, .most = most, .n_slots = 64};
  memset(cells, 0, sizeof *cells);
  cells->n_labels = store->labels.n;
  for (size_t i = 0; i < members.n; i++) cells->n_rows += slant_members_get(store, members, i)->n_rows;
  if (g.most > cells->n_rows) g.most = cells->n_rows;
  while (g.n_slots < 4 * g.most) g.n_slots *= 2;
  slant_status status = slant_memory_new(&cells->cell_of, cells->n_rows, sizeof *cells->cell_of, err);
  if (status == SLANT_OK) status = slant_memory_new(&g.boxes, g.most, sizeof *g.boxes, err);
  if (status == SLANT_OK) status = slant_memory_new(&g.slots, g.n_slots, sizeof *g.slots, err);
  if (status == SLANT_OK) {
    while (!fill(&g, cells)) g.steps /= 2; /* at 1 a box has one probability of 1, or none: with the label given 420 */
    status = take(&g, cells, err);
  }
  slant_memory_free(g.boxes);
  slant_memory_free(g.slots);
  if (status != SLANT_OK) slant_cells_clear(cells);
  return status;
}

void slant_cells_clear(slant_cells *cells) {
  slant_memory_free(cells->probabilities);
  slant_memory_free(cells->weights);
  slant_memory_free(cells->given);
  slant_memory_free(cells->cell_of);
  memset(cells, 0, sizeof *cells);
}
