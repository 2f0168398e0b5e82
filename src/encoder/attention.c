/* Attention: what the rows of a window take from one another.
 * In: queries, keys and values of a window's rows as int16. Out: the mixed values. */
#include <math.h>
#include <string.h>

#include "encoder/network.h"

static size_t padded(size_t n) { return (n + SLANT_PANEL - 1) / SLANT_PANEL * SLANT_PANEL; }

/* Keys of a head as the panels of a matrix whose outputs are the rows; 0 behind the last. */
static void pack_keys(const int16_t *keys, size_t n, size_t width, size_t size, int16_t *panels) {
  for (size_t o = 0; o < padded(n); o += SLANT_PANEL, panels += size * SLANT_PANEL) {
    for (size_t k = 0; k < SLANT_PANEL; k++) {
      for (size_t i = 0; i < size; i += 2) {
        int16_t *to = panels + i * SLANT_PANEL + 2 * k;
        if (o + k < n) {
          memcpy(to, keys + (o + k) * width + i, 2 * sizeof *to);
        } else {
          to[0] = to[1] = 0;
        }
      }
    }
  }
}

/* Values of a head as the panels of a matrix whose inputs are the rows. */
static void pack_values(const int16_t *values, size_t n, size_t width, size_t size, int16_t *panels) {
  for (size_t o = 0; o < size; o += SLANT_PANEL) {
    for (size_t i = 0; i < padded(n); i += 2, panels += 2 * SLANT_PANEL) {
      for (size_t k = 0; k < SLANT_PANEL; k++) {
        panels[2 * k] = (int16_t)(i < n ? values[i * width + o + k] : 0);
        panels[2 * k + 1] = (int16_t)(i + 1 < n ? values[(i + 1) * width + o + k] : 0);
      }
    }
  }
}

/* The scales of one head's keys and values, side by side. */
static void take_scales(const slant_encoder *encoder, slant_encoder_scratch *s, slant_rows window, size_t head) {
  for (size_t i = 0; i < padded(window.n); i++) {
    size_t at = (window.first + i) * encoder->n_heads + head;
    s->key_row[i] = i < window.n ? s->key_scales[at] : 0;
    s->value_row[i] = i < window.n ? s->value_scales[at] : 0;
  }
}

/* Rows [from, from + n) of the window look at all of them. */
static void mix_block(const slant_encoder *encoder, slant_encoder_scratch *s, slant_rows window, size_t head, size_t from, size_t n) {
  const slant_encoder_kernel *kernel = encoder->kernel;
  size_t width = encoder->width, size = width / encoder->n_heads, n_keys = padded(window.n), first = window.first + from;
  float root = 1.0f / sqrtf((float)size), factors[SLANT_QUERY_BLOCK];
  kernel->multiply_wide(s->queries + first * width + head * size, n, width, size, s->key_panels, n_keys, s->sums);
  for (size_t r = 0; r < n; r++) {
    float scale = s->query_scales[(first + r) * encoder->n_heads + head] * root;
    slant_score_row row = {s->sums + r * n_keys, scale, s->key_row, s->value_row, window.n, n_keys, s->work};
    factors[r] = kernel->attend(&row, s->shares + r * n_keys);
  }
  kernel->multiply_wide(s->shares, n, n_keys, n_keys, s->value_panels, size, s->sums);
  for (size_t r = 0; r < n; r++) {
    kernel->scale_sums(s->sums + r * size, size, factors[r], s->mixed + (first + r) * width + head * size);
  }
}

void slant_attention_run(const slant_encoder *encoder, slant_encoder_scratch *s, slant_rows window) {
  size_t width = encoder->width, size = width / encoder->n_heads;
  for (size_t head = 0; head < encoder->n_heads; head++) {
    size_t at = window.first * width + head * size;
    pack_keys(s->keys + at, window.n, width, size, s->key_panels);
    pack_values(s->values + at, window.n, width, size, s->value_panels);
    take_scales(encoder, s, window, head);
    for (size_t from = 0; from < window.n; from += SLANT_QUERY_BLOCK) {
      size_t left = window.n - from;
      mix_block(encoder, s, window, head, from, left < SLANT_QUERY_BLOCK ? left : SLANT_QUERY_BLOCK);
    }
  }
}
