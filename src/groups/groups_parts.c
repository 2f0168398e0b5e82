/* What the figures of a group are made of.
 * In: its articles. Out: the four estimates, their variances in closed form, replicates. */
#include <math.h>
#include <string.h>

#include "analysis/shares.h"
#include "groups/groups_inside.h"

/* Mean tone, and its variance as the mean of as many paragraphs. */
static void add_tone(slant_group_parts *parts, const slant_group_store *store, slant_members members) {
  int64_t sum = 0;
  uint64_t squares = 0;
  size_t count = 0;
  for (size_t i = 0; i < members.n; i++) {
    const slant_kept *kept = slant_members_get(store, members, i);
    sum += kept->tone;
    squares += kept->tone_squares;
    count += kept->n_toned;
  }
  double n = (double)count, mean = (double)sum / n, spread = fmax((double)squares / n - mean * mean, 0);
  parts->tone = count == 0 ? (double)NAN : mean * SLANT_SAVED_UNIT;
  parts->tone_variance = count < 2 ? (double)NAN : spread * SLANT_SAVED_UNIT * SLANT_SAVED_UNIT / (n - 1);
}

double slant_group_prior(size_t n_rows) { return SLANT_SHARES_PRIOR + SLANT_GROUPS_PRIOR * (double)n_rows; }

/* From fewer cells, where there are many. */
static slant_status replicate(slant_group_parts *parts, const slant_groups *g, slant_members members, double prior, slant_error *err) {
  const double *corrected = parts->shares[SLANT_CORRECTED];
  slant_cells few = {0};
  bool many = parts->cells.n > SLANT_FEW_CELLS;
  slant_status status = many ? slant_cells_open(&few, &g->store, members, SLANT_FEW_CELLS, err) : SLANT_OK;
  if (status == SLANT_OK) {
    status = slant_replicates_open(&parts->replicates, &g->store, members, many ? &few : &parts->cells, &g->draws, corrected, prior, err);
  }
  slant_cells_clear(&few);
  return status;
}

slant_status slant_group_parts_open(slant_group_parts *parts, const slant_groups *g, slant_members members, slant_error *err) {
  const slant_group_store *store = &g->store;
  memset(parts, 0, sizeof *parts);
  parts->n_articles = members.n;
  add_tone(parts, store, members);
  slant_status status = slant_cells_open(&parts->cells, store, members, SLANT_MOST_CELLS, err);
  const slant_cells *cells = &parts->cells;
  if (status != SLANT_OK || cells->n == 0) return status;
  slant_share_data data = {store->labels.n, store->confusion, cells->n, cells->probabilities, cells->weights, cells->counts,
                           slant_group_prior(cells->n_rows)};
  for (int e = 0; e < SLANT_CORRECTED; e++) {
    parts->used[e] = slant_shares_vary(&data, (slant_estimate)e, parts->shares[e], parts->variances[e]);
  }
  parts->used[SLANT_CORRECTED] = SLANT_CORRECTED;
  slant_shares_correct(&data, parts->shares[SLANT_CORRECTED], parts->variances[SLANT_CORRECTED], parts->systematic);
  status = replicate(parts, g, members, data.prior, err);
  if (status != SLANT_OK) slant_group_parts_clear(parts);
  return status;
}

void slant_group_parts_clear(slant_group_parts *parts) {
  slant_cells_clear(&parts->cells);
  slant_replicates_clear(&parts->replicates);
}

double slant_replicates_vary(const double *values, const double *other, size_t stride) {
  double sum = 0, square = 0, n = 0;
  for (int turn = 0; turn < 2; turn++) {
    double mean = n > 0 ? sum / n : 0;
    for (size_t b = 0; b < SLANT_N_REPLICATES; b++) {
      double value = values[b * stride] - (other == NULL ? 0 : other[b * stride]);
      if (isnan(value)) continue;
      n += turn == 0;
      sum += turn == 0 ? value : 0;
      square += turn == 0 ? 0 : (value - mean) * (value - mean);
    }
  }
  return n > 1 ? square / (n - 1) : 0;
}

double slant_group_rest(double b, double c, size_t n_articles) {
  double n = (double)n_articles;
  return n_articles > 1 ? b / (n - 1) + c / n : fmax(c - b, 0); /* one article: the closed form, which knows what b does */
}

slant_share slant_group_stretch(slant_share found, double variance, double pull) {
  double half = SLANT_SHARES_Z * sqrt(variance + pull * pull);
  if (pull > 0) found.high = found.share + half;
  if (pull < 0) found.low = found.share - half;
  return found;
}

double slant_group_tone_variance(const slant_group_parts *parts) {
  return parts->n_articles > 1 ? SLANT_SHARES_DESIGN * parts->tone_variance : parts->tone_variance;
}
