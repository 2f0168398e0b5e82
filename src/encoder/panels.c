/* Panels: weights of int8 in the order in which a kernel reads them.
 * In: the weights of all layers, row by row. Out: panels, and for each group and output its scale times the sum of its weights. */
#include "encoder/panels.h"

#include <string.h>

/* Whether no product of bytes with two neighbours leaves 16 bits. */
static bool pair_fits(int a, int b) {
  return a >= -SLANT_LARGEST_WEIGHT && b >= -SLANT_LARGEST_WEIGHT && a + b <= SLANT_LARGEST_PAIR && a + b >= -SLANT_LARGEST_PAIR;
}

bool slant_panels_pack(const int8_t *weight, size_t n_out, size_t n_in, int8_t *panels) {
  unsigned fit = 1; /* without a branch, so that several are looked at together */
  for (size_t o = 0; o < n_out; o += SLANT_PANEL, panels += SLANT_PANEL * n_in) {
    for (size_t k = 0; k < SLANT_PANEL; k++) {
      const int8_t *row = weight + (o + k) * n_in;
      for (size_t i = 0; i < n_in; i += SLANT_QUAD) {
        memcpy(panels + i * SLANT_PANEL + k * SLANT_QUAD, row + i, SLANT_QUAD);
        fit &= (unsigned)pair_fits(row[i], row[i + 1]) & (unsigned)pair_fits(row[i + 2], row[i + 3]);
      }
    }
  }
  return fit != 0;
}

void slant_panels_total(const int8_t *weight, size_t n_out, size_t n_in, size_t group, const float *scale, float *totals) {
  for (size_t o = 0; o < n_out; o++) {
    for (size_t first = 0, at = o; first < n_in; first += group, at += n_out) {
      int32_t sum = 0;
      for (size_t i = 0; i < group; i++) sum += weight[o * n_in + first + i];
      totals[at] = (float)sum * scale[at];
    }
  }
}
