/* Draws.
 * In: hashes of ids, confusions. Out: weights of articles and confusions of each replicate. */
#include "groups/groups_draws.h"

#include <math.h>
#include <string.h>

#include "analysis/shares.h"
#include "base/hash.h"
#include "base/memory.h"

#define GOLDEN UINT64_C(0x9E3779B97F4A7C15) /* by which SplitMix64 goes on: draw b of an article is the generator's b-th */
static const double least_scale = 1e-3;    /* no draw may forbid a label */

enum { MOST_WEIGHT = 20 };

/* The Poisson distribution function, turned: P(0), P(0) + P(1), ... as parts of 2^53. */
uint32_t slant_draw_weight(uint64_t seed, size_t replicate) {
  slant_random random = {seed + (uint64_t)replicate * GOLDEN};
  double left = (double)(slant_random_next(&random) >> 11) * 0x1p-53, part = 0.36787944117144233; /* 1 / e */
  uint32_t weight = 0;
  while (left >= part && weight < MOST_WEIGHT) {
    left -= part;
    part /= ++weight;
  }
  return weight;
}

/* In (0, 1). */
static double uniform(slant_random *random) { return ((double)(slant_random_next(random) >> 12) + 0.5) * 0x1p-52; }

/* Box and Muller, "A note on the generation of random normal deviates", 1958. */
static double normal(slant_random *random) {
  double radius = sqrt(-2 * log(uniform(random)));
  return radius * cos(6.283185307179586 * uniform(random));
}

/* Marsaglia and Tsang, "A simple method for generating gamma variables", 2000. `shape` above 0. */
static double gamma_draw(slant_random *random, double shape) {
  double boost = shape < 1 ? pow(uniform(random), 1 / shape) : 1, d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3, c = 1 / sqrt(9 * d);
  for (;;) {
    double x = normal(random), v = 1 + c * x;
    if (v <= 0) continue;
    v = v * v * v;
    if (log(uniform(random)) < 0.5 * x * x + d - d * v + d * log(v)) return boost * d * v;
  }
}

/* One confusion, rows as probabilities; and what it makes of P, the confusions as they are. */
static void draw(slant_draws *draws, const double *confusion, size_t replicate) {
  size_t n = draws->n_labels;
  slant_random random = {slant_hash_pair(UINT64_C(0x636f6e667573), replicate)};
  double *scales = draws->scales + replicate * n * n;
  slant_matrix turned, inverse;
  for (size_t j = 0; j < n; j++) {
    double row[SLANT_MOST_LABELS], sum = 0, known = 0;
    for (size_t k = 0; k < n; k++) {
      known += confusion[j * n + k] + 0.5;
      sum += row[k] = gamma_draw(&random, (confusion[j * n + k] + 0.5) / SLANT_SHARES_DESIGN);
    }
    for (size_t k = 0; k < n; k++) {
      double share = sum > 0 ? row[k] / sum : 1 / (double)n, usual = (confusion[j * n + k] + 0.5) / known;
      turned[k][j] = share;
      scales[k * n + j] = fmax(share / usual, least_scale) / draws->training[j];
    }
  }
  draws->sound[replicate] = slant_matrix_invert(turned, n, inverse);
  for (size_t j = 0; j < n && draws->sound[replicate]; j++) {
    memcpy(draws->inverses + (replicate * n + j) * n, inverse[j], n * sizeof(double));
  }
}

slant_status slant_draws_open(slant_draws *draws, size_t n_labels, const double *confusion, slant_error *err) {
  double known[SLANT_MOST_LABELS];
  size_t size = SLANT_N_REPLICATES * n_labels * n_labels;
  draws->n_labels = n_labels;
  slant_shares_training(confusion, n_labels, draws->training, known);
  slant_status status = slant_memory_new(&draws->scales, size, sizeof *draws->scales, err);
  if (status == SLANT_OK) status = slant_memory_new(&draws->inverses, size, sizeof *draws->inverses, err);
  if (status == SLANT_OK) status = slant_memory_new(&draws->sound, SLANT_N_REPLICATES, sizeof *draws->sound, err);
  for (size_t b = 0; b < SLANT_N_REPLICATES && status == SLANT_OK; b++) draw(draws, confusion, b);
  return status;
}

void slant_draws_clear(slant_draws *draws) {
  slant_memory_free(draws->scales);
  slant_memory_free(draws->inverses);
  slant_memory_free(draws->sound);
  memset(draws, 0, sizeof *draws);
}
