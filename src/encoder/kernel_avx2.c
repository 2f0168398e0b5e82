/* Kernel for AVX2: six rows times sixteen outputs at a time, whose sums stay in registers.
 * In: rows and panels. Out: sums and rows, the same as the portable kernel's. */
#include "encoder/tile.h"

#if SLANT_HAS_X86

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))
#define LANES static inline AVX2
#define LANES_AVX2
#include "encoder/lanes.h"

/* Eight int32 that fit into int16, in their order. */
LANES __m128i narrow(lanes_i v) {
  __m256i words = _mm256_packs_epi32((__m256i)v, _mm256_setzero_si256());
  return _mm256_castsi256_si128(_mm256_permute4x64_epi64(words, 0x08));
}

LANES void store_bytes(uint8_t *p, lanes_i v) {
  __m128i words = narrow(v);
  _mm_storel_epi64((__m128i *)(void *)p, _mm_packus_epi16(words, words));
}

LANES void store_words(int16_t *p, lanes_i v) { _mm_storeu_si128((__m128i *)(void *)p, narrow(v)); }

#include "encoder/passes.h"

enum { TILE = 6 };
#define INLINE static inline __attribute__((always_inline, target("avx2")))

INLINE __m256i load(const void *p) { return _mm256_loadu_si256(p); }

/* The four bytes at `p`, eight times. */
INLINE __m256i repeat(const void *p) {
  int32_t four;
  memcpy(&four, p, sizeof four);
  return _mm256_set1_epi32(four);
}

/* Sums of group `g`, sixteen a row, into the outputs. Not inlined, for the sake of the loop that makes them: they leave their registers once. */
static AVX2 __attribute__((noinline)) void add_sums(const int32_t *sums, const slant_tile *t, size_t g, size_t n_rows) {
  const slant_weights *w = t->weights;
  const size_t n_groups = w->n_in / w->group, n_out = w->n_out;
  const float *scale = w->scale + g * n_out + t->o, *total = w->total + g * n_out + t->o;
  const lanes_f scale_low = load_f(scale), scale_high = load_f(scale + SLANT_LANES);
  const lanes_f total_low = load_f(total), total_high = load_f(total + SLANT_LANES);
  const slant_row_scale *row = t->scales + g;
  float *out = t->out + t->o;
  for (size_t r = 0; r < n_rows; r++, sums += SLANT_PANEL, row += n_groups, out += n_out) {
    add_group(sums, *row, scale_low, total_low, out);
    add_group(sums + SLANT_LANES, *row, scale_high, total_high, out + SLANT_LANES);
  }
}

/* One group. n_rows is a constant where this is inlined. No sum saturates: bytes times pairs of weights stay within 255 * 128. */
INLINE void tile_group(const slant_tile *t, size_t g, const size_t n_rows) {
  const size_t n_in = t->weights->n_in, group = t->weights->group;
  const __m256i ones = _mm256_set1_epi16(1);
  const uint8_t *rows = t->rows + g * group;
  const int8_t *panel = t->weights->panels + t->o * n_in + g * group * SLANT_PANEL;
  __m256i sums[TILE][2];
  int32_t kept[TILE * SLANT_PANEL];
  for (size_t r = 0; r < n_rows; r++) sums[r][0] = sums[r][1] = _mm256_setzero_si256();
  for (size_t i = 0; i < group; i += SLANT_QUAD) {
    __m256i low = load(panel + i * SLANT_PANEL), high = load(panel + i * SLANT_PANEL + 32);
#pragma GCC unroll 6
    for (size_t r = 0; r < n_rows; r++) {
      __m256i x = repeat(rows + r * n_in + i);
      sums[r][0] = _mm256_add_epi32(sums[r][0], _mm256_madd_epi16(_mm256_maddubs_epi16(x, low), ones));
      sums[r][1] = _mm256_add_epi32(sums[r][1], _mm256_madd_epi16(_mm256_maddubs_epi16(x, high), ones));
    }
  }
  for (size_t r = 0; r < n_rows; r++) {
    _mm256_storeu_si256((void *)(kept + r * SLANT_PANEL), sums[r][0]);
    _mm256_storeu_si256((void *)(kept + r * SLANT_PANEL + 8), sums[r][1]);
  }
  add_sums(kept, t, g, n_rows);
}

INLINE void tile(const slant_tile *t, const size_t n_rows) {
  const slant_weights *w = t->weights;
  for (size_t r = 0; r < n_rows; r++) memcpy(t->out + r * w->n_out + t->o, w->bias + t->o, SLANT_PANEL * sizeof *t->out);
  for (size_t g = 0; g < w->n_in / w->group; g++) tile_group(t, g, n_rows);
}

INLINE void tile_wide(const int16_t *rows, size_t stride, size_t n_in, const int16_t *panel, size_t n_out, int32_t *out,
                      const size_t n_rows) {
  __m256i sums[TILE][2];
  for (size_t r = 0; r < n_rows; r++) sums[r][0] = sums[r][1] = _mm256_setzero_si256();
  for (size_t i = 0; i < n_in; i += 2) {
    __m256i low = load(panel + i * SLANT_PANEL), high = load(panel + i * SLANT_PANEL + 16);
#pragma GCC unroll 6
    for (size_t r = 0; r < n_rows; r++) {
      __m256i x = repeat(rows + r * stride + i);
      sums[r][0] = _mm256_add_epi32(sums[r][0], _mm256_madd_epi16(x, low));
      sums[r][1] = _mm256_add_epi32(sums[r][1], _mm256_madd_epi16(x, high));
    }
  }
  for (size_t r = 0; r < n_rows; r++) {
    _mm256_storeu_si256((void *)(out + r * n_out), sums[r][0]);
    _mm256_storeu_si256((void *)(out + r * n_out + 8), sums[r][1]);
  }
}

/* The rows that are left when sixes are taken away. */
static AVX2 void tile_rest(const slant_tile *t, size_t n_rows) {
  switch (n_rows) {
    case 1: tile(t, 1); break;
    case 2: tile(t, 2); break;
    case 3: tile(t, 3); break;
    case 4: tile(t, 4); break;
    case 5: tile(t, 5); break;
    default: break;
  }
}

static AVX2 void tile_wide_rest(const int16_t *rows, size_t stride, size_t n_in, const int16_t *panel, size_t n_out, int32_t *out,
                                size_t n_rows) {
  switch (n_rows) {
    case 1: tile_wide(rows, stride, n_in, panel, n_out, out, 1); break;
    case 2: tile_wide(rows, stride, n_in, panel, n_out, out, 2); break;
    case 3: tile_wide(rows, stride, n_in, panel, n_out, out, 3); break;
    case 4: tile_wide(rows, stride, n_in, panel, n_out, out, 4); break;
    case 5: tile_wide(rows, stride, n_in, panel, n_out, out, 5); break;
    default: break;
  }
}

static AVX2 void multiply(const uint8_t *rows, const slant_row_scale *scales, size_t n_rows, const slant_weights *w, float *out) {
  size_t n_groups = w->n_in / w->group;
  for (size_t o = 0; o < w->n_out; o += SLANT_PANEL) {
    size_t left = n_rows;
    slant_tile t = {rows, scales, w, o, out};
    for (; left >= TILE; left -= TILE) {
      tile(&t, TILE);
      t.rows += TILE * w->n_in;
      t.scales += TILE * n_groups;
      t.out += TILE * w->n_out;
    }
    tile_rest(&t, left);
  }
}

static AVX2 void multiply_wide(const int16_t *rows, size_t n_rows, size_t stride, size_t n_in, const int16_t *panels, size_t n_out,
                               int32_t *out) {
  for (size_t o = 0; o < n_out; o += SLANT_PANEL, panels += n_in * SLANT_PANEL) {
    size_t r = 0;
    for (; r + TILE <= n_rows; r += TILE) tile_wide(rows + r * stride, stride, n_in, panels, n_out, out + r * n_out + o, TILE);
    tile_wide_rest(rows + r * stride, stride, n_in, panels, n_out, out + r * n_out + o, n_rows - r);
  }
}

const slant_encoder_kernel *slant_encoder_kernel_avx2(void) {
  static const slant_encoder_kernel kernel = {"avx2",   multiply,     multiply_wide, row_to_bytes, row_to_words,
                                      row_gelu, row_add_norm, row_attend,    row_scale_sums};
  return __builtin_cpu_supports("avx2") ? &kernel : NULL;
}

const slant_encoder_kernel *slant_encoder_kernel_vnni(void) {
  static const slant_encoder_kernel kernel = {"vnni",   slant_encoder_multiply_vnni, slant_encoder_multiply_wide_vnni, row_to_bytes, row_to_words,
                                      row_gelu, row_add_norm, row_attend,    row_scale_sums};
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vnni") ? &kernel : NULL;
}

#else

const slant_encoder_kernel *slant_encoder_kernel_avx2(void) { return NULL; }
const slant_encoder_kernel *slant_encoder_kernel_vnni(void) { return NULL; }

#endif
