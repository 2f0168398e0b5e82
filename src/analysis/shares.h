/* Shares: how large a part of some paragraphs carries each label, by four estimates.
 *
 * Let n paragraphs be scored, c the shares of the labels given, p_i the calibrated probabilities of paragraph i, C the out-of-fold
 * confusions (rows true labels), N_j the sum of its row j, P_j = C_j / N_j that row as probabilities, and t the training mix, the N_j
 * over their sum (half a paragraph is added to each label, so that none is 0).
 *
 * Counted: c. Mean probability: the mean of p_i. Both with Wilson's interval (JASA 1927) for n paragraphs; it carries no error of the
 * model.
 *
 * Adjusted counts: P' q = c solved for q (Forman, "Quantifying counts and costs via classification", Data Mining and Knowledge
 * Discovery 2008), then the nearest point at which shares are shares (Duchi et al., "Efficient projections onto the l1-ball", ICML
 * 2008). A singular P says nothing: then c. Covariance by the delta method, with B the inverse of P':
 *   B [ (diag c - c c') / n  +  sum_j q_j^2 (diag P_j - P_j P_j') / N_j ] B'
 * the first addend for the paragraphs as a sample, the second for the matrix' rows as multinomial samples.
 *
 * Corrected: expectation maximization of Saerens, Latinne and Decaestecker ("Adjusting the outputs of a classifier to new a priori
 * probabilities", Neural Computation 2002), with A = SLANT_SHARES_PRIOR paragraphs of the training mix added as a Dirichlet prior. Of
 * the mix q it finds the maximum of
 *   sum_i log sum_k q_k p_ik / t_k  +  A sum_k t_k log q_k
 * and says the mean s of the adjusted probabilities w_ik = g_ik q_k, where g_ik = (p_ik / t_k) / sum_l q_l p_il / t_l. With A = 0 it is
 * their estimate, with A infinite the mean probability. Variance of s_k, with D_k the derivative of s_k by q:
 *   s_k (1 - s_k) / n  +  d D_k [ J^-1 + J^-1 M J^-1 ] D_k'
 *   J = sum_i g_i g_i' + A diag(t / q^2)              information on q, along changes that keep its sum
 *   M = n^2 sum_j q_j^2 Cov_j(g) / N_j                how well the model's ways with each label are known; Cov_j by the weights w_ij
 * the first addend for the paragraphs as a sample, the second for the mix as estimated, M for the N_j out-of-fold rows from which
 * calibration and confusions come (for a model that gives labels alone, M is the multinomial addend above). d =
 * SLANT_SHARES_DESIGN is the design effect (Kish, Survey Sampling, 1965): paragraphs of one article are misjudged together.
 *
 * The intervals of the last two are normal ones, cut to [0, 1]: unlike Wilson's they hold a share of 0, which many an article has of some
 * label. A and d were chosen by the simulation in tests/quality/shares.py. */
#ifndef SLANT_ANALYSIS_SHARES_H
#define SLANT_ANALYSIS_SHARES_H

#include "model/labels.h"

#define SLANT_SHARES_PRIOR 20.0
#define SLANT_SHARES_DESIGN 6.0
#define SLANT_SHARES_Z 1.959963984540054 /* of a 95 % interval */

typedef struct slant_share_data {
  size_t n_labels;
  const double *confusion;     /* n_labels * n_labels, rows true labels, each entry 0 or more */
  size_t n_rows;
  const double *probabilities; /* n_rows * n_labels, each row summing to 1 */
  const double *weights;       /* n_rows: scored paragraphs that each row stands for; NULL: one each */
  const size_t *counts;        /* n_labels: scored paragraphs given each label, as many in all as rows stand for */
  double prior;                /* A, above 0 */
} slant_share_data;

/* Fills `out` (n_labels). Shares sum to 1, and each lies in its interval; all are NaN where there are no rows. */
void slant_shares_estimate(const slant_share_data *data, slant_estimate estimate, slant_share *out);

/* The parts of it, for those who make intervals of their own: shares and the variances above (of the first two, s (1 - s) / n). Rows
 * there are. The estimate that it was in the end: counted, where adjusted counts cannot be had. */
slant_estimate slant_shares_vary(const slant_share_data *data, slant_estimate estimate, double *shares, double *variances);

/* The interval of such a share: Wilson's for the first two, for n paragraphs, the normal one, cut to [0, 1], for the others. */
slant_share slant_shares_interval(slant_estimate estimate, double share, double variance, double n);
slant_share slant_shares_normal(double share, double variance);

/* Of the estimate that is corrected. `systematic`: D_k J^-1 D_k' alone, times A / SLANT_SHARES_PRIOR, for those whose A grows with n; may
 * be NULL. */
void slant_shares_correct(const slant_share_data *data, double *shares, double *variances, double *systematic);

/* t, from the N_j, into `training`; the N_j, with their half, into `known`. */
void slant_shares_training(const double *confusion, size_t n_labels, double *training, double *known);

/* Shares where labels are given in the parts `counted`: the inverse of P' (rows) times it, then the nearest point where shares are
 * shares. */
void slant_shares_adjust(const double *inverse, size_t n_labels, const double *counted, double *shares);

/* Scored paragraphs. */
double slant_shares_size(const slant_share_data *data);

#endif
