/* The figures of one group.
 * In: its articles. Out: counts, the four estimates of its shares, tone. */
#include <math.h>

#include "analysis/groups_inside.h"
#include "analysis/shares.h"

static const double z95 = 1.959963984540054;

/* Mean tone, with the normal interval of a mean, cut to the range of tone. */
static slant_share tone_of(const slant_group_store *store, slant_members members) {
  int64_t sum = 0;
  uint64_t squares = 0;
  size_t count = 0;
  for (size_t i = 0; i < members.n; i++) {
    const slant_kept *kept = slant_members_get(store, members, i);
    sum += kept->tone;
    squares += kept->tone_squares;
    count += kept->n_toned;
  }
  double n = (double)count, mean = (double)sum * SLANT_SAVED_UNIT / n;
  if (count == 0) return (slant_share){(double)NAN, (double)NAN, (double)NAN};
  if (count == 1) return (slant_share){mean, (double)NAN, (double)NAN};
  double variance = ((double)squares * SLANT_SAVED_UNIT * SLANT_SAVED_UNIT / n - mean * mean) / (n - 1), half = z95 * sqrt(fmax(variance, 0));
  return (slant_share){mean, fmax(mean - half, -1), fmin(mean + half, 1)};
}

slant_status slant_groups_measure(slant_groups *g, slant_members members, slant_group *out, slant_error *err) {
  const slant_group_store *store = &g->store;
  size_t n = store->labels.n;
  slant_cells cells;
  size_t *counts = slant_arena_get(&g->arena, n * sizeof *counts, err);
  slant_share *shares = slant_arena_get(&g->arena, SLANT_N_ESTIMATES * n * sizeof *shares, err);
  if (counts == NULL || shares == NULL) return SLANT_E_MEMORY;
  slant_status status = slant_cells_open(&cells, store, members, err);
  if (status != SLANT_OK) return status;
  slant_share_data data = {n, store->confusion, cells.n, cells.probabilities, cells.weights, cells.counts};
  out->n_articles = members.n;
  out->n_scored = cells.n_rows;
  out->counts = counts;
  for (size_t i = 0; i < members.n; i++) {
    out->n_paragraphs += slant_members_get(store, members, i)->n_paragraphs;
    out->n_furniture += slant_members_get(store, members, i)->n_furniture;
  }
  for (size_t k = 0; k < n; k++) counts[k] = cells.counts[k];
  for (int e = 0; e < SLANT_N_ESTIMATES; e++) {
    slant_shares_estimate(&data, (slant_estimate)e, shares + (size_t)e * n);
    out->shares[e] = shares + (size_t)e * n;
  }
  out->tone = tone_of(store, members);
  slant_cells_clear(&cells);
  return SLANT_OK;
}
