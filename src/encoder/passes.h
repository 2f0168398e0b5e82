/* Passes: what a kernel does to rows of floats. In: LANES as lanes.h wants it, store_bytes and store_words of the includer, which write
 * eight int32 that fit as bytes and as int16. Out: static functions for the includer's table. Lengths are multiples of 8. */
#ifndef SLANT_ENCODER_PASSES_H
#define SLANT_ENCODER_PASSES_H

#include "encoder/kernel.h"
#include "encoder/lanes.h"

/* What divides has an inverse that is finite. */
static const float LEAST_RANGE = 1e-30f;

LANES slant_row_scale group_to_bytes(const float *x, size_t n, const float *middle, const float *factor, float *work, uint8_t *out) {
  lanes_f least = (load_f(x) - load_f(middle)) * load_f(factor), most = least;
  for (size_t i = 0; i < n; i += SLANT_LANES) {
    lanes_f v = (load_f(x + i) - load_f(middle + i)) * load_f(factor + i);
    least = smallest_f(least, v);
    most = largest_f(most, v);
    store_f(work + i, v);
  }
  float low = least_f(least), range = most_f(most) - low;
  float inverse = range > LEAST_RANGE ? 255.0f / range : 0;
  for (size_t i = 0; i < n; i += SLANT_LANES) store_bytes(out + i, round_i((load_f(work + i) - low) * inverse));
  return (slant_row_scale){range / 255.0f, low};
}

LANES void row_to_bytes(const float *x, size_t n, size_t group, const float *middle, const float *factor, float *work, uint8_t *out,
                        slant_row_scale *scales) {
  for (size_t i = 0; i < n; i += group) *scales++ = group_to_bytes(x + i, group, middle + i, factor + i, work, out + i);
}

LANES float row_to_words(const float *x, size_t n, float limit, int16_t *out) {
  lanes_f most = absolute_f(load_f(x));
  for (size_t i = SLANT_LANES; i < n; i += SLANT_LANES) most = largest_f(most, absolute_f(load_f(x + i)));
  float range = most_f(most), inverse = range > LEAST_RANGE ? limit / range : 0;
  for (size_t i = 0; i < n; i += SLANT_LANES) store_words(out + i, round_i(load_f(x + i) * inverse));
  return range / limit;
}

/* What a group adds to eight outputs. */
LANES void add_group(const int32_t *sums, slant_row_scale row, lanes_f scale, lanes_f total, float *out) {
  store_f(out, load_f(out) + (to_float(load_i(sums)) * row.scale * scale + total * row.low));
}

LANES void row_gelu(float *x, size_t n) {
  for (size_t i = 0; i < n; i += SLANT_LANES) store_f(x + i, gelu_f(load_f(x + i)));
}

LANES void row_add_norm(float *x, const float *added, size_t n, const float *weight, const float *bias, float epsilon) {
  lanes_f sum = repeat_f(0), squares = repeat_f(0);
  for (size_t i = 0; i < n; i += SLANT_LANES) {
    lanes_f v = load_f(x + i);
    if (added != NULL) v += load_f(added + i);
    store_f(x + i, v);
    sum += v;
  }
  float mean = sum_f(sum) / (float)n;
  for (size_t i = 0; i < n; i += SLANT_LANES) {
    lanes_f v = load_f(x + i) - mean;
    squares += v * v;
  }
  float factor = 1.0f / sqrtf(sum_f(squares) / (float)n + epsilon);
  for (size_t i = 0; i < n; i += SLANT_LANES) {
    store_f(x + i, (load_f(x + i) - mean) * factor * load_f(weight + i) + load_f(bias + i));
  }
}

LANES float row_attend(const slant_score_row *row, int16_t *out) {
  float *e = row->work;
  lanes_f most = repeat_f(-3e38f), sum = repeat_f(0), weighed = repeat_f(0);
  for (size_t i = 0; i < row->n_padded; i += SLANT_LANES) {
    lanes_f v = to_float(load_i(row->sums + i)) * row->scale * load_f(row->keys + i);
    store_f(e + i, v);
    if (i + SLANT_LANES <= row->n) most = largest_f(most, v);
  }
  float top = most_f(most);
  for (size_t i = row->n / SLANT_LANES * SLANT_LANES; i < row->n; i++) top = e[i] > top ? e[i] : top;
  for (size_t i = row->n; i < row->n_padded; i++) e[i] = -3e38f; /* nothing is looked at behind the end */
  for (size_t i = 0; i < row->n_padded; i += SLANT_LANES) {
    lanes_f v = exp_f(load_f(e + i) - top), w = v * load_f(row->values + i);
    sum += v;
    weighed += w;
    store_f(e + i, w);
  }
  float total = sum_f(weighed), inverse = total > LEAST_RANGE ? 32767.0f / total : 0;
  for (size_t i = 0; i < row->n_padded; i += SLANT_LANES) store_words(out + i, round_i(load_f(e + i) * inverse));
  return total / 32767.0f / sum_f(sum);
}

LANES void row_scale_sums(const int32_t *sums, size_t n, float factor, float *x) {
  for (size_t i = 0; i < n; i += SLANT_LANES) store_f(x + i, to_float(load_i(sums + i)) * factor);
}

#endif
