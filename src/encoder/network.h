/* Network: what an encoder's file holds, as views into the mapped file, and the working memory of a run. */
#ifndef SLANT_ENCODER_NETWORK_H
#define SLANT_ENCODER_NETWORK_H

#include "codec/safetensors.h"
#include "encoder/encoder.h"
#include "encoder/kernel.h"

enum {
  SLANT_N_MATRICES = 4, /* of a layer */
  SLANT_MOST_LAYERS = 24,
  SLANT_MOST_PLACES = 512,
  SLANT_MOST_WIDTH = 1024,
  SLANT_MOST_INNER = 4096,
  SLANT_LARGEST_HEAD = 64, /* floats; sums of products of queries and keys have to fit into 32 bits */
};

/* A linear layer, whose inputs are (x - middle) * factor. */
typedef struct slant_matrix {
  slant_weights weights;
  const float *middle, *factor; /* n_in */
} slant_matrix;

typedef struct slant_layer {
  slant_matrix qkv, mix, wide, narrow; /* qkv: queries, keys, values, each width */
  const float *norm1_weight, *norm1_bias, *norm2_weight, *norm2_bias;
} slant_layer;

/* The embedding of words: row r is scale[r] * rows[r]. */
typedef struct slant_word_rows {
  size_t n;
  const int8_t *rows;
  const float *scale;
} slant_word_rows;

struct slant_encoder {
  slant_safetensors *file;
  const slant_encoder_kernel *kernel;
  slant_encoder_limits limits;
  slant_text vocabulary;
  size_t n_layers, n_heads, width, inner;
  float epsilon;
  slant_word_rows words;
  const float *places, *parts; /* limits.places and 2 rows of width */
  const float *norm_weight, *norm_bias; /* width */
  slant_layer layers[SLANT_MOST_LAYERS];
  const float *head_weight, *head_bias; /* labels * 2 width: the state of [CLS], the mean over the span */
  struct slant_desks *desks; /* working memory that no thread has */
  void *panels_owner; /* what is freed */
  int8_t *panels;     /* of all layers */
  float *totals[SLANT_N_MATRICES];
};

/* Rows of the windows that are run together, and rows of a block of them. */
struct slant_encoder_scratch {
  void *owner, *block; /* what is freed; where it begins */
  float *states;                      /* rows * width */
  int16_t *queries, *keys, *values;   /* rows * width */
  float *query_scales, *key_scales, *value_scales; /* rows * heads */
  float *mixed;                       /* rows * width */
  uint8_t *bytes;                     /* a block: rows * inner */
  slant_row_scale *scales;            /* a block: rows * the most groups */
  float *outputs;                     /* a block: rows * the most outputs */
  int32_t *sums;                      /* the same memory, for attention: a block of queries: rows * places */
  float *work;                        /* inner, and places */
  int16_t *key_panels, *value_panels; /* places * head */
  int16_t *shares;                    /* a block of queries: rows * places */
  float *key_row, *value_row;         /* scales of one head: places */
};

/* Rows of a window, [first, first + n) in the scratch. */
typedef struct slant_rows {
  size_t first, n;
} slant_rows;

enum {
  SLANT_ROWS_TOGETHER = 512, /* at most, of the windows that are run together */
  SLANT_ROW_BLOCK = 48,      /* that go through a matrix together: they and a panel fit into the second cache */
  SLANT_QUERY_BLOCK = 24,
};

/* As slant_encoder_open, with a kernel of one's own choice. */
slant_status slant_encoder_open_with(slant_encoder **out, const char *path, const slant_encoder_kernel *kernel, slant_error *err);

/* The states of rows [0, n) through layer `layer`; windows[0, n_windows) tell which rows see one another. */
void slant_layer_run(const slant_encoder *encoder, size_t layer, slant_encoder_scratch *s, const slant_rows *windows, size_t n_windows,
                     size_t n);
/* The mixed values of one window's rows. */
void slant_attention_run(const slant_encoder *encoder, slant_encoder_scratch *s, slant_rows window);

#endif
