/* Matrix products of the encoder: its own kernel beside oneDNN's, in float32 and in int8.
 * In: the number of rounds. Out: a line for each round, shape and number of rows: inputs, outputs, rows, and for slant, oneDNN's float32 and
 * oneDNN's int8 the operations (two a product) in 10^9 a second of this thread's processor time; on standard error which code oneDNN chose.
 * Each shape stands for as many matrices as the network has layers, one after the other, so that weights come from where they come from in
 * a run. All get weights in the order that they like best, made beforehand, and none turns floats into bytes in the time. slant's int8 makes
 * floats of its sums, with scales for each group of inputs; oneDNN's leaves them as sums. Both have to be the same numbers.
 * Usage: matmul ROUNDS, with OMP_NUM_THREADS=1 */
#define _POSIX_C_SOURCE 200809L
#include <dnnl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "encoder/kernel.h"

enum { LAYERS = 6, GROUP = 128, BLOCK = 48, MOST_ROWS = 480, MOST_WIDTH = 1536, N_SHAPES = 4, N_SIZES = 3, N_CONTESTANTS = 3 };

static const double seconds_at_least = 0.02;
static const dnnl_dim_t shapes[N_SHAPES][2] = {{384, 1152}, {384, 384}, {384, 1536}, {1536, 384}};
static const dnnl_dim_t sizes[N_SIZES] = {48, 192, 480}; /* a short window, a usual one, two and a half */

typedef struct product { /* of oneDNN */
  dnnl_primitive_t run;
  dnnl_memory_t rows, weights[LAYERS], out;
} product;

typedef struct bench {
  dnnl_engine_t engine;
  dnnl_stream_t stream;
  const slant_encoder_kernel *kernel;
  uint8_t *bytes;
  float *floats;
  void *out; /* int32 or float */
  slant_row_scale *scales; /* ones */
  float *ones, *zeros;
  int8_t *panels[LAYERS];
  product of_float, of_bytes;
} bench;

static void fail(const char *what) {
  fprintf(stderr, "matmul: %s\n", what);
  exit(1);
}

static void need(dnnl_status_t status, const char *what) {
  if (status != dnnl_success) fail(what);
}

static void *allocate(size_t size) {
  void *new = aligned_alloc(64, (size + 63) / 64 * 64);
  if (new == NULL) fail("out of memory");
  return new;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static dnnl_memory_desc_t plain(dnnl_dim_t rows, dnnl_dim_t columns, dnnl_data_type_t type) {
  dnnl_memory_desc_t made;
  need(dnnl_memory_desc_init_by_tag(&made, 2, (dnnl_dims_t){rows, columns}, type, dnnl_ab), "no description of a matrix");
  return made;
}

static dnnl_memory_t memory_of(const bench *b, const dnnl_memory_desc_t *about, void *data) {
  dnnl_memory_t made;
  need(dnnl_memory_create(&made, about, b->engine, data), "no memory");
  return made;
}

/* Weights in the order that `about` asks for. */
static dnnl_memory_t reorder(const bench *b, const dnnl_memory_desc_t *given, void *data, const dnnl_memory_desc_t *about) {
  dnnl_memory_t from = memory_of(b, given, data), to = memory_of(b, about, DNNL_MEMORY_ALLOCATE);
  dnnl_primitive_desc_t description;
  dnnl_primitive_t run;
  need(dnnl_reorder_primitive_desc_create(&description, given, b->engine, about, b->engine, NULL), "no way to reorder weights");
  need(dnnl_primitive_create(&run, description), "no reordering");
  dnnl_exec_arg_t arguments[] = {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}};
  need(dnnl_primitive_execute(run, b->stream, 2, arguments), "weights were not reordered");
  need(dnnl_stream_wait(b->stream), "weights were not reordered");
  dnnl_primitive_destroy(run);
  dnnl_primitive_desc_destroy(description);
  dnnl_memory_destroy(from);
  return to;
}

/* weights[l]: n_in * n_out of the type; `name` is told with the code that was chosen, NULL: not told. */
static product prepare(const bench *b, const dnnl_dim_t *shape, dnnl_dim_t n, bool whole, void *rows, void **weights, const char *name) {
  dnnl_memory_desc_t in = plain(n, shape[0], whole ? dnnl_u8 : dnnl_f32), given = plain(shape[0], shape[1], whole ? dnnl_s8 : dnnl_f32);
  dnnl_memory_desc_t out = plain(n, shape[1], whole ? dnnl_s32 : dnnl_f32), wanted = given;
  dnnl_matmul_desc_t description;
  dnnl_primitive_desc_t chosen;
  product made;
  const char *code;
  need(dnnl_memory_desc_init_by_tag(&wanted, 2, given.dims, given.data_type, dnnl_format_tag_any), "no description of weights");
  need(dnnl_matmul_desc_init(&description, &in, &wanted, NULL, &out), "no description of a product");
  need(dnnl_primitive_desc_create(&chosen, &description, NULL, b->engine, NULL), "no code for a product");
  need(dnnl_primitive_desc_query(chosen, dnnl_query_impl_info_str, 0, &code), "no name of the code");
  need(dnnl_primitive_create(&made.run, chosen), "no product");
  made.rows = memory_of(b, &in, rows);
  made.out = memory_of(b, &out, b->out);
  for (int l = 0; l < LAYERS; l++) made.weights[l] = reorder(b, &given, weights[l], dnnl_primitive_desc_query_md(chosen, dnnl_query_weights_md, 0));
  if (name != NULL) fprintf(stderr, "oneDNN, %s, %ld rows, %ld to %ld: %s\n", name, (long)n, (long)shape[0], (long)shape[1], code);
  dnnl_primitive_desc_destroy(chosen);
  return made;
}

static void finish(product *p) {
  dnnl_primitive_destroy(p->run);
  dnnl_memory_destroy(p->rows);
  dnnl_memory_destroy(p->out);
  for (int l = 0; l < LAYERS; l++) dnnl_memory_destroy(p->weights[l]);
}

static void run_product(const bench *b, const product *p) {
  for (int l = 0; l < LAYERS; l++) {
    dnnl_exec_arg_t arguments[] = {{DNNL_ARG_SRC, p->rows}, {DNNL_ARG_WEIGHTS, p->weights[l]}, {DNNL_ARG_DST, p->out}};
    need(dnnl_primitive_execute(p->run, b->stream, 3, arguments), "no product came");
  }
  need(dnnl_stream_wait(b->stream), "no product came");
}

/* In blocks of rows, as src/encoder/layer.c does. */
static void run_slant(const bench *b, const dnnl_dim_t *shape, dnnl_dim_t n) {
  size_t n_in = (size_t)shape[0], n_out = (size_t)shape[1];
  for (int l = 0; l < LAYERS; l++) {
    const slant_weights weights = {n_in, n_out, GROUP, b->panels[l], b->ones, b->zeros, b->zeros};
    for (size_t first = 0; first < (size_t)n; first += BLOCK) {
      b->kernel->multiply(b->bytes + first * n_in, b->scales, BLOCK, &weights, (float *)b->out + first * n_out);
    }
  }
}

static void run_one(const bench *b, int contestant, const dnnl_dim_t *shape, dnnl_dim_t n) {
  if (contestant == 0) run_slant(b, shape, n);
  else run_product(b, contestant == 1 ? &b->of_float : &b->of_bytes);
}

/* Thousands of millions of operations a second. */
static double measure(const bench *b, int contestant, const dnnl_dim_t *shape, dnnl_dim_t n) {
  double start = now(), seconds = 0, operations = 2.0 * LAYERS * (double)(n * shape[0] * shape[1]);
  size_t n_runs = 0;
  for (; seconds < seconds_at_least; n_runs++, seconds = now() - start) run_one(b, contestant, shape, n);
  return (double)n_runs * operations / seconds / 1e9;
}

/* slant's sums and oneDNN's, of the same bytes and weights; weights[i * n_out + o] lies in panels of 16 outputs by 4 inputs. */
static void check(bench *b, const dnnl_dim_t *shape, dnnl_dim_t n, int8_t *const *weights) {
  size_t n_in = (size_t)shape[0], n_out = (size_t)shape[1], n_sums = (size_t)n * n_out;
  for (int l = 0; l < LAYERS; l++) {
    for (size_t at = 0; at < n_in * n_out; at++) {
      size_t panel = at / (16 * n_in), in_panel = at % (16 * n_in), i = in_panel / 64 * 4 + at % 4, o = panel * 16 + in_panel / 4 % 16;
      b->panels[l][at] = weights[l][i * n_out + o];
    }
  }
  float *kept = allocate(n_sums * sizeof *kept);
  run_slant(b, shape, n);
  memcpy(kept, b->out, n_sums * sizeof *kept);
  run_product(b, &b->of_bytes);
  for (size_t i = 0; i < n_sums; i++) {
    if ((double)kept[i] != (double)((const int32_t *)b->out)[i]) fail("the sums of slant and of oneDNN differ");
  }
  free(kept);
}

static void measure_shape(bench *b, const dnnl_dim_t *shape, dnnl_dim_t n, bool tell) {
  int8_t *bytes[LAYERS];
  float *floats[LAYERS];
  size_t n_weights = (size_t)(shape[0] * shape[1]);
  for (int l = 0; l < LAYERS; l++) {
    bytes[l] = allocate(n_weights);
    floats[l] = allocate(n_weights * sizeof(float));
    b->panels[l] = allocate(n_weights);
    for (size_t i = 0; i < n_weights; i++) floats[l][i] = (float)(bytes[l][i] = (int8_t)(rand() % 129 - 64));
  }
  b->of_float = prepare(b, shape, n, false, b->floats, (void **)floats, tell ? "float32" : NULL);
  b->of_bytes = prepare(b, shape, n, true, b->bytes, (void **)bytes, tell ? "int8" : NULL);
  check(b, shape, n, bytes);
  printf("%ld %ld %ld", (long)shape[0], (long)shape[1], (long)n);
  for (int c = 0; c < N_CONTESTANTS; c++) {
    run_one(b, c, shape, n); /* warm */
    printf(" %.2f", measure(b, c, shape, n));
  }
  printf("\n");
  finish(&b->of_float);
  finish(&b->of_bytes);
  for (int l = 0; l < LAYERS; l++) {
    free(bytes[l]);
    free(floats[l]);
    free(b->panels[l]);
  }
}

int main(int argc, char **argv) {
  int n_rounds = argc == 2 ? atoi(argv[1]) : 0;
  if (n_rounds < 1) fail("usage: matmul ROUNDS");
  bench b = {.kernel = slant_encoder_kernel_choose()};
  need(dnnl_engine_create(&b.engine, dnnl_cpu, 0), "no processor");
  need(dnnl_stream_create(&b.stream, b.engine, dnnl_stream_default_flags), "no stream");
  size_t n = MOST_ROWS * MOST_WIDTH;
  b.bytes = allocate(n);
  b.floats = allocate(n * sizeof *b.floats);
  b.out = allocate(n * sizeof(float));
  b.scales = allocate(BLOCK * MOST_WIDTH / GROUP * sizeof *b.scales);
  b.ones = allocate(n * sizeof *b.ones);
  b.zeros = allocate(n * sizeof *b.zeros);
  for (size_t i = 0; i < n; i++) b.ones[i] = 1, b.zeros[i] = 0;
  for (size_t i = 0; i < BLOCK * MOST_WIDTH / GROUP; i++) b.scales[i] = (slant_row_scale){1, 0};
  for (size_t i = 0; i < n; i++) b.floats[i] = (float)(b.bytes[i] = (uint8_t)(rand() % 256));
  for (int round = 0; round < n_rounds; round++) {
    for (int s = 0; s < N_SHAPES; s++) {
      for (int k = 0; k < N_SIZES; k++) measure_shape(&b, shapes[s], sizes[k], round == 0);
    }
    fflush(stdout);
  }
  free(b.bytes);
  free(b.floats);
  free(b.out);
  free(b.scales);
  free(b.ones);
  free(b.zeros);
  dnnl_stream_destroy(b.stream);
  dnnl_engine_destroy(b.engine);
  return 0;
}
