/* Products for AVX-512 with VNNI: eight rows times two panels of sixteen outputs at a time; a panel's four inputs fill a register.
 * In: rows and panels. Out: sums, the same as the portable kernel's: they are integers, and what is made of them is done lane by lane in its
 * order. kernel_avx2.c makes a kernel of them. */
#include "encoder/tile.h"

#if SLANT_HAS_X86

#include <immintrin.h>
#include <string.h>

enum { TILE = 8 };
#define VNNI __attribute__((target("avx512f,avx512vnni")))
#define INLINE static inline __attribute__((always_inline, target("avx512f,avx512vnni")))

/* The four bytes at `p`, sixteen times. */
INLINE __m512i repeat(const void *p) {
  int32_t four;
  memcpy(&four, p, sizeof four);
  return _mm512_set1_epi32(four);
}

/* What a group adds to sixteen outputs. */
INLINE void add_group(__m512i sums, slant_row_scale row, __m512 scale, __m512 total, float *out) {
  __m512 product = _mm512_mul_ps(_mm512_mul_ps(_mm512_cvtepi32_ps(sums), _mm512_set1_ps(row.scale)), scale);
  __m512 added = _mm512_add_ps(product, _mm512_mul_ps(total, _mm512_set1_ps(row.low)));
  _mm512_storeu_ps(out, _mm512_add_ps(_mm512_loadu_ps(out), added));
}

/* One group. The numbers of rows and panels are constants where this is inlined. */
INLINE void tile_group(const slant_tile *t, size_t g, const size_t n_rows, const size_t n_panels) {
  const slant_weights *w = t->weights;
  const size_t n_in = w->n_in, group = w->group, n_groups = n_in / group;
  const uint8_t *rows = t->rows + g * group;
  const int8_t *panel = w->panels + t->o * n_in + g * group * SLANT_PANEL;
  __m512i sums[TILE][2], weights[2];
  for (size_t r = 0; r < n_rows; r++) sums[r][0] = sums[r][1] = _mm512_setzero_si512();
  for (size_t i = 0; i < group; i += SLANT_QUAD) {
#pragma GCC unroll 2
    for (size_t p = 0; p < n_panels; p++) weights[p] = _mm512_loadu_si512(panel + (p * n_in + i) * SLANT_PANEL);
#pragma GCC unroll 8
    for (size_t r = 0; r < n_rows; r++) {
      __m512i x = repeat(rows + r * n_in + i);
#pragma GCC unroll 2
      for (size_t p = 0; p < n_panels; p++) sums[r][p] = _mm512_dpbusd_epi32(sums[r][p], x, weights[p]);
    }
  }
#pragma GCC unroll 2
  for (size_t p = 0; p < n_panels; p++) {
    size_t at = g * w->n_out + t->o + p * SLANT_PANEL;
    __m512 scale = _mm512_loadu_ps(w->scale + at), total = _mm512_loadu_ps(w->total + at);
#pragma GCC unroll 8
    for (size_t r = 0; r < n_rows; r++) {
      add_group(sums[r][p], t->scales[r * n_groups + g], scale, total, t->out + r * w->n_out + t->o + p * SLANT_PANEL);
    }
  }
}

INLINE void tile(const slant_tile *t, const size_t n_rows, const size_t n_panels) {
  const slant_weights *w = t->weights;
  for (size_t r = 0; r < n_rows; r++) memcpy(t->out + r * w->n_out + t->o, w->bias + t->o, n_panels * SLANT_PANEL * sizeof *t->out);
  for (size_t g = 0; g < w->n_in / w->group; g++) tile_group(t, g, n_rows, n_panels);
}

static VNNI void tile_eight(const slant_tile *t, size_t n_panels) {
  if (n_panels == 2) tile(t, TILE, 2);
  else tile(t, TILE, 1);
}

static VNNI void tile_one(const slant_tile *t, size_t n_panels) {
  if (n_panels == 2) tile(t, 1, 2);
  else tile(t, 1, 1);
}

VNNI void slant_encoder_multiply_vnni(const uint8_t *rows, const slant_row_scale *scales, size_t n_rows, const slant_weights *w, float *out) {
  size_t n_groups = w->n_in / w->group;
  for (size_t o = 0, n_panels; o < w->n_out; o += n_panels * SLANT_PANEL) {
    n_panels = o + SLANT_PANEL < w->n_out ? 2 : 1;
    slant_tile t = {rows, scales, w, o, out};
    for (size_t left = n_rows, n; left > 0; left -= n) {
      n = left >= TILE ? TILE : 1;
      if (n == TILE) tile_eight(&t, n_panels);
      else tile_one(&t, n_panels);
      t.rows += n * w->n_in;
      t.scales += n * n_groups;
      t.out += n * w->n_out;
    }
  }
}

INLINE void tile_wide(const int16_t *rows, size_t stride, size_t n_in, const int16_t *panel, size_t n_out, int32_t *out, const size_t n_rows) {
  __m512i sums[TILE];
  for (size_t r = 0; r < n_rows; r++) sums[r] = _mm512_setzero_si512();
  for (size_t i = 0; i < n_in; i += 2) {
    __m512i weights = _mm512_loadu_si512(panel + i * SLANT_PANEL);
#pragma GCC unroll 8
    for (size_t r = 0; r < n_rows; r++) sums[r] = _mm512_dpwssd_epi32(sums[r], repeat(rows + r * stride + i), weights);
  }
#pragma GCC unroll 8
  for (size_t r = 0; r < n_rows; r++) _mm512_storeu_si512(out + r * n_out, sums[r]);
}

VNNI void slant_encoder_multiply_wide_vnni(const int16_t *rows, size_t n_rows, size_t stride, size_t n_in, const int16_t *panels,
                                           size_t n_out, int32_t *out) {
  for (size_t o = 0; o < n_out; o += SLANT_PANEL, panels += n_in * SLANT_PANEL) {
    size_t r = 0;
    for (; r + TILE <= n_rows; r += TILE) tile_wide(rows + r * stride, stride, n_in, panels, n_out, out + r * n_out + o, TILE);
    for (; r < n_rows; r++) tile_wide(rows + r * stride, stride, n_in, panels, n_out, out + r * n_out + o, 1);
  }
}

#endif
