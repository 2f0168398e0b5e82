/* Kernel: the sums of the network, once portable, once with AVX2 and once with AVX-512 and VNNI. All give the same bits.
 * Sums of products are integers and exact. What is floating-point is done in lanes of eight in a fixed order, without contraction and
 * without functions of the C library but sqrtf, which is exactly rounded. */
#ifndef SLANT_ENCODER_KERNEL_H
#define SLANT_ENCODER_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#if (defined(__x86_64__) || defined(__i386__)) && !defined(SLANT_PORTABLE)
#define SLANT_HAS_X86 1
#else
#define SLANT_HAS_X86 0
#endif

enum {
  SLANT_LANES = 8,
  SLANT_PANEL = 16,     /* outputs side by side in a panel */
  SLANT_QUAD = 4,       /* inputs that lie together in a panel of int8 */
  SLANT_LARGEST_WEIGHT = 127,
  SLANT_LARGEST_PAIR = 128, /* two neighbouring weights of one sign: 255 times that still fits into 16 bits */
};

/* A group of a row's inputs: they were (x - low) / scale, rounded to 0 … 255. */
typedef struct slant_row_scale {
  float scale, low;
} slant_row_scale;

/* A matrix of int8. Its inputs stand in groups, each of which has scales of its own for every output, as it has for every row: a large input
 * spoils the rounding of its group alone. An output is its bias, to which each group adds scale * (row's scale * sum) + row's low * total. */
typedef struct slant_weights {
  size_t n_in, n_out, group;  /* n_in: a multiple of the group, and that of 8; n_out: of 16 */
  const int8_t *panels;       /* for each 16 outputs, for each 4 inputs, 16 times 4 weights */
  const float *scale, *total; /* groups * n_out; total: the scale times the sum of the group's weights */
  const float *bias;          /* n_out */
} slant_weights;

/* Scores of one query with all keys of a window. */
typedef struct slant_score_row {
  const int32_t *sums;    /* n_padded */
  float scale;            /* of the query, and 1 / sqrt(size of a head) */
  const float *keys;      /* scales of keys, n_padded, 0 behind n */
  const float *values;    /* scales of values, the same */
  size_t n, n_padded;     /* n_padded: a multiple of SLANT_PANEL */
  float *work;            /* n_padded */
} slant_score_row;

typedef struct slant_encoder_kernel {
  const char *name;
  /* Outputs of rows, which lie n_in apart and have a scale for each group; outputs lie n_out apart. */
  void (*multiply)(const uint8_t *rows, const slant_row_scale *scales, size_t n_rows, const slant_weights *weights, float *out);
  /* out[r][o] = sum over i of rows[r][i] * weight[o][i] of int16: rows lie `stride` apart. Panels: for each 16 outputs, for each 2 inputs,
   * 16 times 2. n_in is even. */
  void (*multiply_wide)(const int16_t *rows, size_t n_rows, size_t stride, size_t n_in, const int16_t *panels, size_t n_out, int32_t *out);
  /* (x - middle) * factor as bytes; n / group scales. n: a multiple of 8, as below. `work`: a group of floats. */
  void (*to_bytes)(const float *x, size_t n, size_t group, const float *middle, const float *factor, float *work, uint8_t *out,
                   slant_row_scale *scales);
  /* x / the scale that is given back, rounded to -limit … limit. */
  float (*to_words)(const float *x, size_t n, float limit, int16_t *out);
  void (*gelu)(float *x, size_t n);
  /* x += added (NULL: nothing), then to mean 0 and variance 1, times weight, plus bias. */
  void (*add_norm)(float *x, const float *added, size_t n, const float *weight, const float *bias, float epsilon);
  /* Softmax times the scales of values, as int16 whose sum is about 32767, n_padded of them; the factor that this was divided by. */
  float (*attend)(const slant_score_row *row, int16_t *out);
  /* x[i] = factor * sums[i] */
  void (*scale_sums)(const int32_t *sums, size_t n, float factor, float *x);
} slant_encoder_kernel;

const slant_encoder_kernel *slant_encoder_kernel_portable(void);
/* NULL where the machine, or the build, has no AVX2; no AVX-512 with VNNI. */
const slant_encoder_kernel *slant_encoder_kernel_avx2(void);
const slant_encoder_kernel *slant_encoder_kernel_vnni(void);
/* The fastest that the machine has. */
const slant_encoder_kernel *slant_encoder_kernel_choose(void);

#if SLANT_HAS_X86
/* Products of that kernel, see there; only for machines that have it. */
void slant_encoder_multiply_vnni(const uint8_t *rows, const slant_row_scale *scales, size_t n_rows, const slant_weights *weights, float *out);
void slant_encoder_multiply_wide_vnni(const int16_t *rows, size_t n_rows, size_t stride, size_t n_in, const int16_t *panels, size_t n_out,
                                      int32_t *out);
#endif

#endif
