/* Kernel, portable: for every machine, and what the others are held to.
 * In: rows and panels. Out: sums and rows. */
#include "encoder/kernel.h"

#define LANES static inline
#include "encoder/lanes.h"

LANES void store_bytes(uint8_t *p, lanes_i v) {
  for (int i = 0; i < SLANT_LANES; i++) p[i] = (uint8_t)v[i];
}

LANES void store_words(int16_t *p, lanes_i v) {
  for (int i = 0; i < SLANT_LANES; i++) p[i] = (int16_t)v[i];
}

#include "encoder/passes.h"

/* The sums of sixteen outputs over one group; `panel` begins with the group. */
static void sum_group(const uint8_t *row, size_t group, const int8_t *panel, int32_t *sums) {
  for (size_t k = 0; k < SLANT_PANEL; k++) sums[k] = 0;
  for (size_t i = 0; i < group; i += SLANT_QUAD, panel += SLANT_QUAD * SLANT_PANEL) {
    for (size_t k = 0; k < SLANT_PANEL; k++) {
      const int8_t *w = panel + k * SLANT_QUAD;
      sums[k] += row[i] * w[0] + row[i + 1] * w[1] + row[i + 2] * w[2] + row[i + 3] * w[3];
    }
  }
}

static void multiply(const uint8_t *rows, const slant_row_scale *scales, size_t n_rows, const slant_weights *w, float *out) {
  size_t n_groups = w->n_in / w->group;
  for (size_t o = 0; o < w->n_out; o += SLANT_PANEL) {
    for (size_t r = 0; r < n_rows; r++) {
      float *to = out + r * w->n_out + o;
      memcpy(to, w->bias + o, SLANT_PANEL * sizeof *to);
      for (size_t g = 0; g < n_groups; g++) {
        int32_t sums[SLANT_PANEL];
        size_t at = g * w->n_out + o;
        sum_group(rows + r * w->n_in + g * w->group, w->group, w->panels + o * w->n_in + g * w->group * SLANT_PANEL, sums);
        for (size_t k = 0; k < SLANT_PANEL; k += SLANT_LANES) {
          add_group(sums + k, scales[r * n_groups + g], load_f(w->scale + at + k), load_f(w->total + at + k), to + k);
        }
      }
    }
  }
}

static void multiply_wide(const int16_t *rows, size_t n_rows, size_t stride, size_t n_in, const int16_t *panels, size_t n_out, int32_t *out) {
  for (size_t o = 0; o < n_out; o += SLANT_PANEL, panels += n_in * SLANT_PANEL) {
    for (size_t r = 0; r < n_rows; r++) {
      const int16_t *row = rows + r * stride;
      int32_t sums[SLANT_PANEL] = {0};
      for (size_t i = 0; i < n_in; i += 2) {
        const int16_t *weights = panels + i * SLANT_PANEL;
        for (size_t k = 0; k < SLANT_PANEL; k++) sums[k] += row[i] * weights[2 * k] + row[i + 1] * weights[2 * k + 1];
      }
      memcpy(out + r * n_out + o, sums, sizeof sums);
    }
  }
}

const slant_encoder_kernel *slant_encoder_kernel_portable(void) {
  static const slant_encoder_kernel kernel = {"portable", multiply, multiply_wide, row_to_bytes, row_to_words,
                                      row_gelu,   row_add_norm, row_attend,    row_scale_sums};
  return &kernel;
}

const slant_encoder_kernel *slant_encoder_kernel_choose(void) {
  const slant_encoder_kernel *fast = slant_encoder_kernel_vnni();
  if (fast == NULL) fast = slant_encoder_kernel_avx2();
  return fast != NULL ? fast : slant_encoder_kernel_portable();
}
