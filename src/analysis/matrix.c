/* Matrix: Gauss-Jordan elimination.
 * In: a square matrix of at most SLANT_MOST_LABELS rows. Out: its inverse, or that there is none. */
#include "analysis/matrix.h"

#include <math.h>
#include <string.h>

static const double least_pivot = 1e-9; /* of the largest entry */

static void swap_rows(slant_matrix matrix, size_t a, size_t b) {
  double row[SLANT_MOST_LABELS];
  memcpy(row, matrix[a], sizeof row);
  memcpy(matrix[a], matrix[b], sizeof row);
  memcpy(matrix[b], row, sizeof row);
}

/* row -= factor * other */
static void subtract(double *row, const double *other, double factor, size_t n) {
  for (size_t i = 0; i < n; i++) row[i] -= factor * other[i];
}

bool slant_matrix_invert(slant_matrix matrix, size_t n, slant_matrix inverse) {
  double largest = 0;
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < n; j++) {
      inverse[i][j] = i == j;
      largest = fmax(largest, fabs(matrix[i][j]));
    }
  }
  for (size_t c = 0; c < n; c++) {
    size_t pivot = c;
    for (size_t i = c + 1; i < n; i++) {
      if (fabs(matrix[i][c]) > fabs(matrix[pivot][c])) pivot = i;
    }
    if (!(fabs(matrix[pivot][c]) > least_pivot * largest)) return false;
    if (pivot != c) {
      swap_rows(matrix, c, pivot);
      swap_rows(inverse, c, pivot);
    }
    double scale = 1 / matrix[c][c];
    for (size_t j = 0; j < n; j++) {
      matrix[c][j] *= scale;
      inverse[c][j] *= scale;
    }
    for (size_t i = 0; i < n; i++) {
      double factor = matrix[i][c];
      if (i == c) continue;
      subtract(matrix[i], matrix[c], factor, n);
      subtract(inverse[i], inverse[c], factor, n);
    }
  }
  return true;
}
