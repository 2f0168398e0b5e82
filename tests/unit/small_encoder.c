/* Small encoder: weights from a generator.
 * In: a seed. Out: tensors and metadata, and the file of them. */
#include "small_encoder.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const char vocabulary[] =
    "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\no\np\nq\nr\ns\nt\nu\nv\nw\nx\ny\nz\n0\n1\n2\n3\n"
    "A\nB\nC\nD\nE\nF\nG\nH\nI\nJ\nK\nL\nM\nN\nO\nP\nQ\nR\nS\nT\nU\nV\nW\nX\nY\nZ\n[PAD]\n[UNK]\n[CLS]\n[SEP]\n";

/* name, rows, columns (0: one dimension), the middle and the reach of its numbers; reach 0: int8 */
static const struct {
  const char *name;
  size_t rows, columns;
  float middle, reach;
} shapes[SMALL_TENSORS - 1] = {
    {"words.weight", SMALL_WORDS, SMALL_WIDTH, 0, 0},
    {"words.scale", SMALL_WORDS, 0, 0.02f, 0.01f},
    {"places.weight", SMALL_PLACES, SMALL_WIDTH, 0, 1},
    {"parts.weight", 2, SMALL_WIDTH, 0, 1},
    {"norm.weight", SMALL_WIDTH, 0, 1, 0.5f},
    {"norm.bias", SMALL_WIDTH, 0, 0, 0.5f},
    {"qkv.weight", SMALL_LAYERS * 3 * SMALL_WIDTH, SMALL_WIDTH, 0, 0},
    {"qkv.scale", SMALL_LAYERS * SMALL_WIDTH / SMALL_GROUP, 3 * SMALL_WIDTH, 0.005f, 0.002f},
    {"qkv.bias", SMALL_LAYERS, 3 * SMALL_WIDTH, 0, 0.5f},
    {"qkv.middle", SMALL_LAYERS, SMALL_WIDTH, 0, 0.5f},
    {"qkv.factor", SMALL_LAYERS, SMALL_WIDTH, 1, 0.5f},
    {"mix.weight", SMALL_LAYERS * SMALL_WIDTH, SMALL_WIDTH, 0, 0},
    {"mix.scale", SMALL_LAYERS * SMALL_WIDTH / SMALL_GROUP, SMALL_WIDTH, 0.004f, 0.002f},
    {"mix.bias", SMALL_LAYERS, SMALL_WIDTH, 0, 0.5f},
    {"mix.middle", SMALL_LAYERS, SMALL_WIDTH, 0, 0.5f},
    {"mix.factor", SMALL_LAYERS, SMALL_WIDTH, 1, 0.5f},
    {"wide.weight", SMALL_LAYERS * SMALL_INNER, SMALL_WIDTH, 0, 0},
    {"wide.scale", SMALL_LAYERS * SMALL_WIDTH / SMALL_GROUP, SMALL_INNER, 0.004f, 0.002f},
    {"wide.bias", SMALL_LAYERS, SMALL_INNER, 0, 0.5f},
    {"wide.middle", SMALL_LAYERS, SMALL_WIDTH, 0, 0.5f},
    {"wide.factor", SMALL_LAYERS, SMALL_WIDTH, 1, 0.5f},
    {"narrow.weight", SMALL_LAYERS * SMALL_WIDTH, SMALL_INNER, 0, 0},
    {"narrow.scale", SMALL_LAYERS * SMALL_INNER / SMALL_GROUP, SMALL_WIDTH, 0.004f, 0.002f},
    {"narrow.bias", SMALL_LAYERS, SMALL_WIDTH, 0, 0.5f},
    {"narrow.middle", SMALL_LAYERS, SMALL_INNER, 0, 0.5f},
    {"narrow.factor", SMALL_LAYERS, SMALL_INNER, 1, 0.5f},
    {"norm1.weight", SMALL_LAYERS, SMALL_WIDTH, 1, 0.5f},
    {"norm1.bias", SMALL_LAYERS, SMALL_WIDTH, 0, 0.5f},
    {"norm2.weight", SMALL_LAYERS, SMALL_WIDTH, 1, 0.5f},
    {"norm2.bias", SMALL_LAYERS, SMALL_WIDTH, 0, 0.5f},
    {"head.weight", SLANT_ENCODER_LABELS, 2 * SMALL_WIDTH, 0, 0.5f},
    {"head.bias", SLANT_ENCODER_LABELS, 0, 0, 0.5f},
};

float drawn(slant_random *random) { return (float)slant_random_below(random, 1 << 20) / (1 << 19) - 1; }

/* Weights of which two neighbours of one sign sum up to 128 at most, which they do reach. */
static void draw_weights(slant_random *random, int8_t *weights, size_t n) {
  for (size_t i = 0; i < n; i++) {
    int w = (int)slant_random_below(random, 2 * SLANT_LARGEST_WEIGHT + 1) - SLANT_LARGEST_WEIGHT, before = i % 2 ? weights[i - 1] : 0;
    if (w + before > SLANT_LARGEST_PAIR) w = SLANT_LARGEST_PAIR - before;
    if (w + before < -SLANT_LARGEST_PAIR) w = -SLANT_LARGEST_PAIR - before;
    weights[i] = (int8_t)w;
  }
}

/* Memory of zeros that somebody knows to the end, as those who look for leaks want it. */
static void *keep(size_t n_bytes) {
  typedef struct block {
    struct block *next;
    max_align_t data[];
  } block;
  static block *all;
  block *made = calloc(1, sizeof *made + n_bytes);
  if (made == NULL) abort(); /* programs that run no tests call this, too */
  made->next = all;
  all = made;
  return made->data;
}

small_encoder small_encoder_make(uint64_t seed) {
  small_encoder made = {.metadata = {{"format", "slant-encoder-2"}, {"layers", "2"}, {"width", "32"}, {"heads", "2"}, {"inner", "48"},
                                     {"places", "64"}, {"window", "40"}, {"title_pieces", "8"}, {"text_pieces", "16"},
                                     {"epsilon", "1e-12"}, {"lower_case", "true"}, {"made_from", "a generator"}}};
  slant_random random = {seed};
  for (size_t i = 0; i < SMALL_TENSORS - 1; i++) {
    bool whole = shapes[i].reach <= 0;
    size_t n = shapes[i].rows * (shapes[i].columns == 0 ? 1 : shapes[i].columns);
    void *data = keep(n * sizeof(float));
    if (whole) {
      draw_weights(&random, data, n);
    } else {
      for (size_t k = 0; k < n; k++) ((float *)data)[k] = shapes[i].middle + shapes[i].reach * drawn(&random);
    }
    made.tensors[i] = (slant_tensor){shapes[i].name, whole ? SLANT_I8 : SLANT_F32, shapes[i].columns == 0 ? 1 : 2,
                                     {shapes[i].rows, shapes[i].columns}, data};
  }
  made.tensors[SMALL_TENSORS - 1] = (slant_tensor){"vocabulary", SLANT_U8, 1, {sizeof vocabulary - 1, 0}, vocabulary};
  return made;
}

const char *small_encoder_save(const small_encoder *parts, const char *name) {
  const char *path = file_path(name);
  slant_error err = {0};
  ck_assert_ok(slant_safetensors_save(path, parts->tensors, SMALL_TENSORS, parts->metadata, SMALL_METADATA, &err), err);
  return path;
}

slant_tensor *small_encoder_tensor(small_encoder *parts, const char *name) {
  size_t i = 0;
  while (strcmp(parts->tensors[i].name, name) != 0) i++;
  return &parts->tensors[i];
}

slant_metadata *small_encoder_entry(small_encoder *parts, const char *key) {
  size_t i = 0;
  while (strcmp(parts->metadata[i].key, key) != 0) i++;
  return &parts->metadata[i];
}
