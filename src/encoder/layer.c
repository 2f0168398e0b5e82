/* Layer: attention and a feed-forward part, each added to what it got and normed.
 * In: states of rows. Out: the same rows' next states. */
#include "encoder/network.h"

enum { LARGEST_VALUE = 32767 };

/* Queries and keys of a head have up to 64 parts: 64 * 5792^2 still fits into 32 bits. */
static const float largest_key = 5792.0f;

/* One block of rows through a matrix, and through GELU where that is asked for; the outputs of row r at s->outputs + r * n_out. `x` may be
 * outputs of an earlier product: they are bytes before they are written over. */
static void multiply(const slant_encoder *encoder, slant_encoder_scratch *s, const slant_matrix *m, const float *x, size_t n, bool gelu) {
  const slant_encoder_kernel *kernel = encoder->kernel;
  const slant_weights *w = &m->weights;
  size_t n_groups = w->n_in / w->group;
  for (size_t r = 0; r < n; r++) {
    kernel->to_bytes(x + r * w->n_in, w->n_in, w->group, m->middle, m->factor, s->work, s->bytes + r * w->n_in, s->scales + r * n_groups);
  }
  kernel->multiply(s->bytes, s->scales, n, w, s->outputs);
  for (size_t r = 0; gelu && r < n; r++) kernel->gelu(s->outputs + r * w->n_out, w->n_out);
}

/* Queries, keys and values of rows [first, first + n), rounded by row and head. */
static void look(const slant_encoder *encoder, slant_encoder_scratch *s, const slant_layer *layer, size_t first, size_t n) {
  const slant_encoder_kernel *kernel = encoder->kernel;
  size_t width = encoder->width, heads = encoder->n_heads, size = width / heads;
  multiply(encoder, s, &layer->qkv, s->states + first * width, n, false);
  for (size_t r = 0; r < n; r++) {
    for (size_t h = 0; h < heads; h++) {
      const float *x = s->outputs + r * 3 * width + h * size;
      size_t at = (first + r) * width + h * size, scale = (first + r) * heads + h;
      s->query_scales[scale] = kernel->to_words(x, size, largest_key, s->queries + at);
      s->key_scales[scale] = kernel->to_words(x + width, size, largest_key, s->keys + at);
      s->value_scales[scale] = kernel->to_words(x + 2 * width, size, LARGEST_VALUE, s->values + at);
    }
  }
}

/* What was mixed, and the feed-forward part, into the states of rows [first, first + n). */
static void feed(const slant_encoder *encoder, slant_encoder_scratch *s, const slant_layer *layer, size_t first, size_t n) {
  const slant_encoder_kernel *kernel = encoder->kernel;
  size_t width = encoder->width;
  float *states = s->states + first * width;
  multiply(encoder, s, &layer->mix, s->mixed + first * width, n, false);
  for (size_t r = 0; r < n; r++) {
    kernel->add_norm(states + r * width, s->outputs + r * width, width, layer->norm1_weight, layer->norm1_bias, encoder->epsilon);
  }
  multiply(encoder, s, &layer->wide, states, n, true);
  multiply(encoder, s, &layer->narrow, s->outputs, n, false);
  for (size_t r = 0; r < n; r++) {
    kernel->add_norm(states + r * width, s->outputs + r * width, width, layer->norm2_weight, layer->norm2_bias, encoder->epsilon);
  }
}

static size_t block_of(size_t first, size_t n) { return n - first < SLANT_ROW_BLOCK ? n - first : SLANT_ROW_BLOCK; }

void slant_layer_run(const slant_encoder *encoder, size_t layer, slant_encoder_scratch *s, const slant_rows *windows, size_t n_windows,
                     size_t n) {
  const slant_layer *l = &encoder->layers[layer];
  for (size_t first = 0; first < n; first += SLANT_ROW_BLOCK) look(encoder, s, l, first, block_of(first, n));
  for (size_t i = 0; i < n_windows; i++) slant_attention_run(encoder, s, windows[i]);
  for (size_t first = 0; first < n; first += SLANT_ROW_BLOCK) feed(encoder, s, l, first, block_of(first, n));
}
