/* Draws: the chance in the replicates of a bootstrap. Every group, every run and every part of a batch meets the same draws. */
#ifndef SLANT_GROUPS_GROUPS_DRAWS_H
#define SLANT_GROUPS_GROUPS_DRAWS_H

#include "analysis/matrix.h"

enum { SLANT_N_REPLICATES = 200 };

/* How many times the article that `seed` is the hash of stands in a replicate: Poisson with mean 1, at most 20. */
uint32_t slant_draw_weight(uint64_t seed, size_t replicate);

/* For each replicate, confusions as they might have been. Of row j, with N_j paragraphs out of fold, Dirichlet's distribution with
 * (C_jk + 1/2) / d: as uncertain as N_j / d paragraphs leave it, d the design effect. */
typedef struct slant_draws {
  size_t n_labels;
  double training[SLANT_MOST_LABELS]; /* t */
  double *scales;   /* a replicate n * n, rows labels given: P_b[k][l] / P[k][l] / t_k */
  double *inverses; /* a replicate n * n: the inverse of P_b' */
  bool *sound;      /* a replicate: whether there is one */
} slant_draws;

/* `draws` is zeroed. `confusion`: n * n, rows true labels. */
slant_status slant_draws_open(slant_draws *draws, size_t n_labels, const double *confusion, slant_error *err);
void slant_draws_clear(slant_draws *draws);

#endif
