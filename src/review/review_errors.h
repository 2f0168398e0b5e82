/* Likely label errors: confident learning (Northcutt, Jiang and Chuang, JAIR 70, 2021). */
#ifndef SLANT_REVIEW_REVIEW_ERRORS_H
#define SLANT_REVIEW_REVIEW_ERRORS_H

#include "base/error.h"

typedef struct slant_suspect {
  size_t row;
  size_t likely; /* the label that it counts as, another than its own */
  double margin; /* P(own label) - P(likeliest other label), in [-1, 1] */
} slant_suspect;

/* `probabilities` has n_labels for each of n_rows, out of fold; `given` their labels. Writes the confident joint to `joint`
 * (n_labels * n_labels; rows are given labels, columns what rows count as) and to `out` (n_rows) the rows off its diagonal, by rising
 * margin, then by row. */
slant_status slant_review_suspects(const double *probabilities, const int *given, size_t n_rows, size_t n_labels, size_t *joint,
                                   slant_suspect *out, size_t *n_out, slant_error *err);

#endif
