/* The figures of one group; the formulas stand in the header.
 * In: its articles. Out: counts, the four estimates of its shares, tone, and the intervals of all of them. */
#include <math.h>

#include "analysis/shares.h"
#include "groups/groups_inside.h"

static const slant_share nothing = {(double)NAN, (double)NAN, (double)NAN};

static slant_share share_of(const slant_group_parts *parts, const double *training, slant_estimate e, size_t k) {
  double own = (double)parts->n_articles, share = parts->shares[e][k], c = parts->variances[e][k];
  double b = slant_replicates_vary(slant_replicates_get(&parts->replicates, 0, e) + k, NULL, SLANT_N_ESTIMATES * parts->cells.n_labels);
  double systematic = e == SLANT_CORRECTED ? parts->systematic[k] * (own - 1) / own : 0;
  slant_share least = slant_shares_interval(parts->used[e], share, c, (double)parts->cells.n_rows);
  if (parts->n_articles == 1) return least;
  double variance = b + slant_group_rest(b, c, parts->n_articles) + systematic;
  slant_share found = slant_shares_normal(share, variance);
  if (e == SLANT_CORRECTED) {
    found = slant_group_stretch(found, variance, SLANT_GROUPS_PULL * (share - training[k]) * (own - 1) / own);
    return (slant_share){share, fmax(found.low, 0), fmin(found.high, 1)};
  }
  if (parts->used[e] != SLANT_COUNTED && parts->used[e] != SLANT_MEAN_PROBABILITY) return found;
  return (slant_share){share, fmin(found.low, least.low), fmax(found.high, least.high)}; /* the normal one is blind at 0 and 1 */
}

static slant_share tone_of(const slant_group_parts *parts) {
  if (isnan(parts->tone)) return nothing;
  double b = slant_replicates_vary(parts->replicates.tones, NULL, 1);
  double half = SLANT_SHARES_Z * sqrt(b + slant_group_rest(b, slant_group_tone_variance(parts), parts->n_articles));
  if (isnan(parts->tone_variance)) half = (double)NAN;
  return (slant_share){parts->tone, half >= 0 ? fmax(parts->tone - half, -1) : half, half >= 0 ? fmin(parts->tone + half, 1) : half};
}

slant_status slant_groups_measure(slant_groups *g, slant_members members, slant_group *out, slant_error *err) {
  size_t n = g->store.labels.n;
  slant_group_parts parts;
  size_t *counts = slant_arena_get(&g->arena, n * sizeof *counts, err);
  slant_share *shares = slant_arena_get(&g->arena, SLANT_N_ESTIMATES * n * sizeof *shares, err);
  if (counts == NULL || shares == NULL) return SLANT_E_MEMORY;
  slant_status status = slant_group_parts_open(&parts, g, members, err);
  if (status != SLANT_OK) return status;
  out->n_articles = members.n;
  out->n_scored = parts.cells.n_rows;
  out->counts = counts;
  for (size_t i = 0; i < members.n; i++) {
    const slant_kept *kept = slant_members_get(&g->store, members, i);
    out->n_paragraphs += kept->n_paragraphs;
    out->n_furniture += kept->n_furniture;
  }
  for (int e = 0; e < SLANT_N_ESTIMATES; e++) {
    out->shares[e] = shares + (size_t)e * n;
    for (size_t k = 0; k < n; k++) shares[(size_t)e * n + k] = parts.cells.n == 0 ? nothing : share_of(&parts, g->draws.training, (slant_estimate)e, k);
  }
  for (size_t k = 0; k < n; k++) counts[k] = parts.cells.counts[k];
  out->tone = tone_of(&parts);
  slant_group_parts_clear(&parts);
  return SLANT_OK;
}
