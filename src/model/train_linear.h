/* Stage 1's solver: a linear SVM by dual coordinate descent.
 * Hsieh, Chang, Lin, Keerthi and Sundararajan, "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008. */
#ifndef SLANT_MODEL_TRAIN_LINEAR_H
#define SLANT_MODEL_TRAIN_LINEAR_H

#include "features/vectors.h"

/* Minimises 1/2 |w|^2 + 1/2 b^2 + sum_i cost_i max(0, 1 - y_i (w x_i + b + offset_i))^2 over w and b. */
typedef struct slant_linear_problem {
  const slant_vectors *vectors;
  const size_t *rows;    /* n_rows: rows of `vectors` to train on */
  size_t n_rows;
  const signed char *y;  /* n_rows: +1 or -1 */
  const double *costs;   /* n_rows: C times the weight of the row; 0 leaves it out */
  const double *offsets; /* n_rows: margin that the row has already; NULL: none */
  uint64_t seed;         /* of the order in which rows are visited */
  double *alpha;         /* n_rows: dual variables to start from, all >= 0, which become those of the solution; NULL: start from 0 */
} slant_linear_problem;

enum { SLANT_LINEAR_MOST_ROUNDS = 1000 };

/* Weights into `weights` (n_columns) and `bias`. Stops when no projected gradient violates optimality by more than `epsilon`
 * (0: 0.01) or after SLANT_LINEAR_MOST_ROUNDS rounds; *n_rounds may be NULL. */
slant_status slant_train_linear(const slant_linear_problem *problem, double epsilon, double *weights, double *bias,
                                size_t *n_rounds, slant_error *err);

/* The same problem but for the loss, max(0, ...) without the square and a bias without cost, by libsvm. */
slant_status slant_train_linear_libsvm(const slant_linear_problem *problem, double *weights, double *bias, slant_error *err);

#endif
