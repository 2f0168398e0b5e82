/* The mix of labels under which rows of probabilities are likeliest. */
#ifndef SLANT_ANALYSIS_SHARES_MIX_H
#define SLANT_ANALYSIS_SHARES_MIX_H

#include "analysis/matrix.h"

typedef struct slant_mix_rows {
  size_t n_labels, n_rows;
  const double *probabilities; /* n_rows * n_labels, 0 or more, no row all 0 */
  const double *weights;       /* n_rows, 0 or more: paragraphs that each row stands for; NULL: one each */
  const uint8_t *kinds;        /* n_rows: which of `scales` each row is multiplied with; NULL: all with the first */
  const double *scales;        /* for each kind n_labels, above 0: 1 / t_k, or what a label given makes of it */
  const double *prior;         /* n_labels, above 0: A t_k */
} slant_mix_rows;

/* Finds the mix q, on the simplex, that makes sum_i w_i log sum_k q_k r_ik + sum_k prior_k log q_k largest, where r_ik is the probability
 * times its scale; the function is concave. Newton's steps, and where one does not go up, a step of expectation maximization, which always
 * does. `mix`: in, where the search starts, each above 0; out, q, where a step is below `precise`. `sums`: for each label k,
 * sum_i w_i q_k r_ik / sum_l q_l r_il. */
void slant_mix_find(const slant_mix_rows *rows, double precise, double *mix, double *sums);

/* A form on changes of all n labels, as one on changes that keep their sum: (n - 1) rows, each label's change against that of `reference`;
 * row i stands for label i + (i >= reference). */
void slant_mix_restrict(const slant_matrix form, size_t n, size_t reference, slant_matrix out);
size_t slant_mix_reference(const double *mix, size_t n); /* the largest */

#endif
