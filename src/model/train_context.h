/* Stage 2's machines: C-SVC over dense features. Those with another kernel than the linear one are trained by libsvm. */
#ifndef SLANT_MODEL_TRAIN_CONTEXT_H
#define SLANT_MODEL_TRAIN_CONTEXT_H

#include "base/error.h"

enum { SLANT_CONTEXT_DEGREE = 2 }; /* of the polynomial kernel (gamma x z + 1)^degree */

/* One class against the rest. */
typedef struct slant_machine_problem {
  const double *features; /* n_rows * n_columns, scaled */
  size_t n_rows, n_columns;
  const signed char *y; /* n_rows: +1 or -1 */
  double cost;          /* C */
  double positive_weight, negative_weight; /* factors of C for the two classes */
  slant_kernel kernel;
  double gamma; /* of polynomial and RBF kernels */
} slant_machine_problem;

/* A trained machine: a linear form, or support vectors of another kernel. Its score is positive for the class. */
typedef struct slant_machine {
  double *weights; /* n_columns; NULL where the kernel is not linear */
  double bias;
  size_t n_vectors;
  double *vectors;      /* n_vectors * n_columns */
  double *coefficients; /* n_vectors */
} slant_machine;

/* By libsvm. What it allocates in `machine` is freed with slant_machine_clear. */
slant_status slant_train_machine(const slant_machine_problem *problem, slant_machine *machine, slant_error *err);

/* The same for the linear kernel, by slant itself: weights are exact to about 1e-6, where libsvm stops some 1e-3 from them, in a
 * hundredth of the time at 10,000 rows. See train_interior.c. */
slant_status slant_train_machine_linear(const slant_machine_problem *problem, slant_machine *machine, slant_error *err);
void slant_machine_clear(slant_machine *machine);

#endif
