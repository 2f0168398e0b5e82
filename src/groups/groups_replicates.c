/* Replicates.
 * In: articles, their cells, draws. Out: shares and tone of each replicate; the ways of making an interval of them stand elsewhere. */
#include "groups/groups_replicates.h"

#include <math.h>
#include <string.h>

#include "analysis/shares.h"
#include "analysis/shares_mix.h"
#include "base/memory.h"

static const double precise = 1e-3; /* what is left after so small a step is about its square */

/* A replicate in the making. */
typedef struct sample {
  const slant_group_store *store;
  slant_members members;
  const slant_cells *cells;
  const slant_draws *draws;
  uint32_t *times; /* a cell: its rows, as articles were drawn */
  double *weights; /* a cell: the same */
  double prior[SLANT_MOST_LABELS], start[SLANT_MOST_LABELS];
  uint64_t n_rows;
  double tone;
} sample;

static void draw_articles(sample *s, size_t replicate) {
  int64_t tone = 0;
  uint64_t n_toned = 0;
  const uint16_t *cell = s->cells->cell_of;
  s->n_rows = 0;
  memset(s->times, 0, s->cells->n * sizeof *s->times);
  for (size_t i = 0; i < s->members.n; i++) {
    const slant_kept *kept = slant_members_get(s->store, s->members, i);
    uint32_t weight = slant_draw_weight(kept->seed, replicate);
    for (size_t r = 0; r < kept->n_rows; r++) s->times[*cell++] += weight;
    s->n_rows += (uint64_t)weight * kept->n_rows;
    tone += (int64_t)weight * kept->tone;
    n_toned += (uint64_t)weight * kept->n_toned;
  }
  for (size_t c = 0; c < s->cells->n; c++) s->weights[c] = s->times[c];
  s->tone = n_toned == 0 ? (double)NAN : (double)tone * SLANT_SAVED_UNIT / (double)n_toned;
}

static void count(const sample *s, double *counted, double *mean) {
  const slant_cells *cells = s->cells;
  size_t n = cells->n_labels;
  uint64_t counts[SLANT_MOST_LABELS] = {0};
  for (size_t k = 0; k < n; k++) mean[k] = 0;
  for (size_t c = 0; c < cells->n; c++) {
    counts[cells->given[c]] += s->times[c];
    for (size_t k = 0; k < n; k++) mean[k] += s->weights[c] * cells->probabilities[c * n + k];
  }
  for (size_t k = 0; k < n; k++) {
    counted[k] = (double)counts[k] / (double)s->n_rows;
    mean[k] /= (double)s->n_rows;
  }
}

static void make(sample *s, size_t replicate, slant_replicates *out) {
  size_t n = s->cells->n_labels;
  double *counted = slant_replicates_get(out, replicate, SLANT_COUNTED);
  double *mean = slant_replicates_get(out, replicate, SLANT_MEAN_PROBABILITY);
  double *adjusted = slant_replicates_get(out, replicate, SLANT_ADJUSTED_COUNTS);
  double *corrected = slant_replicates_get(out, replicate, SLANT_CORRECTED);
  draw_articles(s, replicate);
  out->tones[replicate] = s->tone;
  if (s->n_rows == 0) {
    for (size_t i = 0; i < n * SLANT_N_ESTIMATES; i++) counted[i] = (double)NAN;
    return;
  }
  count(s, counted, mean);
  memcpy(adjusted, counted, n * sizeof *adjusted);
  if (s->draws->sound[replicate]) slant_shares_adjust(s->draws->inverses + replicate * n * n, n, counted, adjusted);
  const double *scales = s->draws->scales + replicate * n * n;
  slant_mix_rows rows = {n, s->cells->n, s->cells->probabilities, s->weights, s->cells->given, scales, s->prior};
  double mix[SLANT_MOST_LABELS];
  memcpy(mix, s->start, n * sizeof *mix);
  slant_mix_find(&rows, precise, mix, corrected);
  for (size_t k = 0; k < n; k++) corrected[k] = fmin(corrected[k] / (double)s->n_rows, 1);
}

slant_status slant_replicates_open(slant_replicates *out, const slant_group_store *store, slant_members members,
                                   const slant_cells *cells, const slant_draws *draws, const double *corrected, double prior,
                                   slant_error *err) {
  sample s = {.store = store, .members = members, .cells = cells, .draws = draws};
  size_t n = cells->n_labels;
  *out = (slant_replicates){.n_labels = n};
  for (size_t k = 0; k < n; k++) {
    s.prior[k] = prior * draws->training[k];
    s.start[k] = ((double)cells->n_rows * corrected[k] + s.prior[k]) / ((double)cells->n_rows + prior); /* the mix behind them */
  }
  slant_status status = slant_memory_new(&out->shares, SLANT_N_REPLICATES * SLANT_N_ESTIMATES * n, sizeof *out->shares, err);
  if (status == SLANT_OK) status = slant_memory_new(&out->tones, SLANT_N_REPLICATES, sizeof *out->tones, err);
  if (status == SLANT_OK) status = slant_memory_new(&s.times, cells->n, sizeof *s.times, err);
  if (status == SLANT_OK) status = slant_memory_new(&s.weights, cells->n, sizeof *s.weights, err);
  for (size_t b = 0; b < SLANT_N_REPLICATES && status == SLANT_OK; b++) make(&s, b, out);
  slant_memory_free(s.times);
  slant_memory_free(s.weights);
  if (status != SLANT_OK) slant_replicates_clear(out);
  return status;
}

void slant_replicates_clear(slant_replicates *replicates) {
  slant_memory_free(replicates->shares);
  slant_memory_free(replicates->tones);
  memset(replicates, 0, sizeof *replicates);
}
