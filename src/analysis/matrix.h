/* Matrix: the inverse of a small square matrix. */
#ifndef SLANT_ANALYSIS_MATRIX_H
#define SLANT_ANALYSIS_MATRIX_H

#include "model/labels.h"

/* A matrix with a row and a column for each label, of which the first n are used. */
typedef double slant_matrix[SLANT_MOST_LABELS][SLANT_MOST_LABELS];

/* Gauss-Jordan elimination with row pivots. `matrix` is used up. False, and nothing said of `inverse`, where a pivot is below 1e-9
 * of the largest entry: the matrix is singular, or as good as. */
bool slant_matrix_invert(slant_matrix matrix, size_t n, slant_matrix inverse);

#endif
