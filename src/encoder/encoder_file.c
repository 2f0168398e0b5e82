/* Encoder file: from checked tensors to a network; nothing in the file is trusted before it is looked at.
 * In: a path. Out: an encoder whose every shape and number is sound, or the reason why the file is refused.
 * The tensors of all layers lie stacked in one: layer l has the rows [l * outputs, (l + 1) * outputs) of weights and [l * groups, (l + 1) *
 * groups) of scales. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "encoder/desks.h"
#include "encoder/network.h"
#include "encoder/panels.h"

static const char format_name[] = "slant-encoder-2";

typedef struct loader {
  slant_encoder *encoder;
  const char *path;
  slant_error *err;
  size_t panels_used; /* of the encoder's */
} loader;

static slant_status refuse(const loader *l, const char *name, const char *expected) {
  return slant_error_at(l->err, SLANT_E_MODEL, l->path, 0, "found no usable \"%s\", expected %s", name, expected);
}

/* The tensor `name` of that type and shape (columns 0: one dimension). */
static slant_status take(const loader *l, const char *name, slant_dtype dtype, size_t rows, size_t columns, void *out) {
  const slant_tensor *tensor = slant_safetensors_get(l->encoder->file, name);
  bool fits = tensor != NULL && tensor->dtype == dtype && tensor->dims[0] == rows &&
              (columns == 0 ? tensor->n_dims == 1 : tensor->n_dims == 2 && tensor->dims[1] == columns);
  if (!fits) return refuse(l, name, "a tensor of the shape that the metadata ask for");
  memcpy(out, &tensor->data, sizeof tensor->data);
  return SLANT_OK;
}

/* Up to this size, which no trained network comes near, the states of every layer stay finite: kernels may differ in what is no number. */
static const float largest = 1e3f;

/* Floats, all of them finite. */
static slant_status take_floats(const loader *l, const char *name, size_t rows, size_t columns, const float **out) {
  slant_status status = take(l, name, SLANT_F32, rows, columns, out);
  size_t n = columns == 0 ? rows : rows * columns;
  for (size_t i = 0; status == SLANT_OK && i < n; i++) {
    if (!(fabsf((*out)[i]) <= largest)) status = refuse(l, name, "finite numbers, 1000 at most");
  }
  return status;
}

/* The whole number under `key`, from 1 to `most`. */
static slant_status take_count(const loader *l, const char *key, size_t most, size_t *out) {
  const char *value = slant_safetensors_metadata(l->encoder->file, key);
  double number;
  if (value == NULL || !slant_number_parse((slant_text){value, strlen(value)}, &number) || !(number >= 1 && number <= (double)most) ||
      number != floor(number)) {
    return refuse(l, key, "a count that this program has room for");
  }
  *out = (size_t)number;
  return SLANT_OK;
}

static slant_status take_options(const loader *l) {
  slant_encoder *e = l->encoder;
  const char *value = slant_safetensors_metadata(e->file, "epsilon"), *lower = slant_safetensors_metadata(e->file, "lower_case");
  double epsilon;
  if (value == NULL || !slant_number_parse((slant_text){value, strlen(value)}, &epsilon) || !(epsilon >= 1e-20 && epsilon <= 0.1)) {
    return refuse(l, "epsilon", "a number from 1e-20 to 0.1");
  }
  e->epsilon = (float)epsilon;
  if (lower == NULL || (strcmp(lower, "true") != 0 && strcmp(lower, "false") != 0)) return refuse(l, "lower_case", "true or false");
  e->limits.lower_case = strcmp(lower, "true") == 0;
  return SLANT_OK;
}

static slant_status load_sizes(const loader *l) {
  slant_encoder *e = l->encoder;
  slant_encoder_limits *limits = &e->limits;
  slant_status status = slant_safetensors_expect(e->file, l->path, format_name, l->err);
  if (status == SLANT_OK) status = take_count(l, "layers", SLANT_MOST_LAYERS, &e->n_layers);
  if (status == SLANT_OK) status = take_count(l, "width", SLANT_MOST_WIDTH, &e->width);
  if (status == SLANT_OK) status = take_count(l, "heads", SLANT_MOST_WIDTH / SLANT_PANEL, &e->n_heads);
  if (status == SLANT_OK) status = take_count(l, "inner", SLANT_MOST_INNER, &e->inner);
  if (status == SLANT_OK) status = take_count(l, "places", SLANT_MOST_PLACES, &limits->places);
  if (status == SLANT_OK) status = take_count(l, "window", limits->places, &limits->window);
  if (status == SLANT_OK) status = take_count(l, "title_pieces", limits->places, &limits->title_pieces);
  if (status == SLANT_OK) status = take_count(l, "text_pieces", limits->places, &limits->text_pieces);
  if (status == SLANT_OK) status = take_options(l);
  if (status != SLANT_OK) return status;
  size_t size = e->width / e->n_heads;
  if (size * e->n_heads != e->width || size % SLANT_PANEL != 0 || size > SLANT_LARGEST_HEAD) {
    return refuse(l, "heads", "heads of 16, 32, 48 or 64 that make up the width");
  }
  if (e->inner % SLANT_PANEL != 0) return refuse(l, "inner", "a multiple of 16");
  if (limits->title_pieces + limits->text_pieces + 3 > limits->places) return refuse(l, "places", "room for a title and a paragraph");
  return SLANT_OK;
}

/* As many lines as there are words. */
static slant_status load_words(const loader *l) {
  slant_encoder *e = l->encoder;
  const slant_tensor *words = slant_safetensors_get(e->file, "words.weight");
  const slant_tensor *text = slant_safetensors_get(e->file, "vocabulary");
  if (words == NULL || words->dims[0] == 0) return refuse(l, "words.weight", "an embedding of words");
  if (text == NULL || text->dtype != SLANT_U8 || text->n_dims != 1 || text->dims[0] == 0) return refuse(l, "vocabulary", "text");
  e->vocabulary = (slant_text){text->data, text->dims[0]};
  size_t n_lines = e->vocabulary.ptr[e->vocabulary.len - 1] != '\n';
  for (size_t i = 0; i < e->vocabulary.len; i++) n_lines += e->vocabulary.ptr[i] == '\n';
  if (n_lines != words->dims[0]) return refuse(l, "vocabulary", "a line for each word");
  e->words.n = n_lines;
  slant_status status = take(l, "words.weight", SLANT_I8, n_lines, e->width, &e->words.rows);
  return status == SLANT_OK ? take_floats(l, "words.scale", n_lines, 0, &e->words.scale) : status;
}

static slant_status load_ends(const loader *l) {
  slant_encoder *e = l->encoder;
  slant_status status = load_words(l);
  if (status == SLANT_OK) status = take_floats(l, "places.weight", e->limits.places, e->width, &e->places);
  if (status == SLANT_OK) status = take_floats(l, "parts.weight", 2, e->width, &e->parts);
  if (status == SLANT_OK) status = take_floats(l, "norm.weight", e->width, 0, &e->norm_weight);
  if (status == SLANT_OK) status = take_floats(l, "norm.bias", e->width, 0, &e->norm_bias);
  if (status == SLANT_OK) status = take_floats(l, "head.weight", SLANT_ENCODER_LABELS, 2 * e->width, &e->head_weight);
  return status == SLANT_OK ? take_floats(l, "head.bias", SLANT_ENCODER_LABELS, 0, &e->head_bias) : status;
}

/* The names of a matrix' tensors. */
typedef struct matrix_names {
  const char *weight, *scale, *bias, *middle, *factor;
} matrix_names;

/* Where in a layer the matrix stands. */
static slant_matrix *matrix_at(slant_layer *layer, size_t k) {
  slant_matrix *const places[SLANT_N_MATRICES] = {&layer->qkv, &layer->mix, &layer->wide, &layer->narrow};
  return places[k];
}

/* Scales of all layers, and how many inputs share one: the tensor's shape tells. */
static slant_status take_scales(const loader *l, const char *name, size_t n_out, size_t n_in, size_t *group, const float **out) {
  const slant_tensor *tensor = slant_safetensors_get(l->encoder->file, name);
  size_t n_groups = tensor == NULL ? 0 : tensor->dims[0] / l->encoder->n_layers;
  if (n_groups == 0 || n_in % n_groups != 0 || n_in / n_groups % SLANT_LANES != 0) {
    return refuse(l, name, "scales for equal groups of inputs, a multiple of 8 each");
  }
  *group = n_in / n_groups;
  return take_floats(l, name, l->encoder->n_layers * n_groups, n_out, out);
}

/* The matrix `k` of all layers. */
static slant_status load_matrices(loader *l, size_t k, const matrix_names *names, size_t n_out, size_t n_in) {
  slant_encoder *e = l->encoder;
  const int8_t *weight;
  const float *scale, *bias, *middle, *factor;
  size_t group = n_in;
  slant_status status = take(l, names->weight, SLANT_I8, e->n_layers * n_out, n_in, &weight);
  if (status == SLANT_OK) status = take_scales(l, names->scale, n_out, n_in, &group, &scale);
  if (status == SLANT_OK) status = take_floats(l, names->bias, e->n_layers, n_out, &bias);
  if (status == SLANT_OK) status = take_floats(l, names->middle, e->n_layers, n_in, &middle);
  if (status == SLANT_OK) status = take_floats(l, names->factor, e->n_layers, n_in, &factor);
  size_t n_scales = n_in / group * n_out;
  if (status == SLANT_OK) status = slant_memory_take(&e->totals[k], e->n_layers * n_scales * sizeof **e->totals, l->err);
  for (size_t i = 0; i < e->n_layers && status == SLANT_OK; i++) {
    const int8_t *rows = weight + i * n_out * n_in;
    int8_t *panels = e->panels + l->panels_used;
    float *totals = e->totals[k] + i * n_scales;
    if (!slant_panels_pack(rows, n_out, n_in, panels)) return refuse(l, names->weight, "weights of which two neighbours sum up to 128 at most");
    slant_panels_total(rows, n_out, n_in, group, scale + i * n_scales, totals);
    *matrix_at(&e->layers[i], k) = (slant_matrix){{n_in, n_out, group, panels, scale + i * n_scales, totals, bias + i * n_out},
                                                  middle + i * n_in, factor + i * n_in};
    l->panels_used += n_out * n_in;
  }
  return status;
}

static slant_status load_norms(const loader *l) {
  slant_encoder *e = l->encoder;
  const float *weight1, *bias1, *weight2, *bias2;
  slant_status status = take_floats(l, "norm1.weight", e->n_layers, e->width, &weight1);
  if (status == SLANT_OK) status = take_floats(l, "norm1.bias", e->n_layers, e->width, &bias1);
  if (status == SLANT_OK) status = take_floats(l, "norm2.weight", e->n_layers, e->width, &weight2);
  if (status == SLANT_OK) status = take_floats(l, "norm2.bias", e->n_layers, e->width, &bias2);
  for (size_t i = 0; i < e->n_layers && status == SLANT_OK; i++) {
    slant_layer *layer = &e->layers[i];
    layer->norm1_weight = weight1 + i * e->width;
    layer->norm1_bias = bias1 + i * e->width;
    layer->norm2_weight = weight2 + i * e->width;
    layer->norm2_bias = bias2 + i * e->width;
  }
  return status;
}

static slant_status load_layers(loader *l) {
  static const matrix_names names[SLANT_N_MATRICES] = {{"qkv.weight", "qkv.scale", "qkv.bias", "qkv.middle", "qkv.factor"},
                                                 {"mix.weight", "mix.scale", "mix.bias", "mix.middle", "mix.factor"},
                                                 {"wide.weight", "wide.scale", "wide.bias", "wide.middle", "wide.factor"},
                                                 {"narrow.weight", "narrow.scale", "narrow.bias", "narrow.middle", "narrow.factor"}};
  slant_encoder *e = l->encoder;
  size_t width = e->width, inner = e->inner; /* bounded: nothing here overflows */
  size_t n_weights = e->n_layers * (4 * width * width + 2 * width * inner);
  void *panels = NULL;
  slant_status status = slant_memory_new_pages(&e->panels_owner, &panels, n_weights, l->err);
  e->panels = panels;
  if (status == SLANT_OK) status = load_matrices(l, 0, &names[0], 3 * width, width);
  if (status == SLANT_OK) status = load_matrices(l, 1, &names[1], width, width);
  if (status == SLANT_OK) status = load_matrices(l, 2, &names[2], inner, width);
  if (status == SLANT_OK) status = load_matrices(l, 3, &names[3], width, inner);
  return status == SLANT_OK ? load_norms(l) : status;
}

slant_status slant_encoder_open_with(slant_encoder **out, const char *path, const slant_encoder_kernel *kernel, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  (*out)->kernel = kernel;
  status = slant_desks_new(&(*out)->desks, err);
  if (status == SLANT_OK) status = slant_safetensors_open(&(*out)->file, path, err);
  loader l = {*out, path, err, 0};
  if (status == SLANT_OK) status = load_sizes(&l);
  if (status == SLANT_OK) status = load_ends(&l);
  if (status == SLANT_OK) status = load_layers(&l);
  if (status != SLANT_OK) {
    slant_encoder_close(*out);
    *out = NULL;
  }
  return status;
}
