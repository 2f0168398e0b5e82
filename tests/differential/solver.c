/* Solver: slant's own solution of a problem, for comparison with the programs of liblinear and libsvm.
 * In: a labelled file, a label, C, epsilon, a prefix. Out: PREFIX.svmlight, the problem (columns from 1);
 * PREFIX.weights, one weight a line and the bias last; PREFIX.values and PREFIX.libsvm, the decision values of both of
 * slant's solvers; PREFIX-context.svmlight and PREFIX-context.values, a dense problem as stage 2 has it, and slant's decision values. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article/dataset.h"
#include "base/memory.h"
#include "base/number.h"
#include "model/train_context.h"
#include "model/train_linear.h"

enum { N_DENSE = 20 };

typedef struct bench {
  slant_dataset dataset;
  slant_vocabulary vocabulary;
  slant_vectors vectors;
  size_t *rows;
  signed char *y;
  double *costs, *weights;
  double *dense; /* rows * N_DENSE: the columns folded into a few */
} bench;

static void fail(const slant_error *err) {
  (void)fprintf(stderr, "%s: %s\n", err->source, err->text);
  exit(EXIT_FAILURE);
}

static void must(slant_status status, const slant_error *err) {
  if (status != SLANT_OK) fail(err);
}

/* Calls `visit` for every labelled paragraph. */
static void each_paragraph(bench *b, void (*visit)(bench *b, const slant_article *article, size_t index)) {
  for (size_t a = 0; a < b->dataset.n_articles; a++) {
    for (size_t i = 0; i < b->dataset.articles[a]->n_paragraphs; i++) {
      if (b->dataset.articles[a]->paragraphs[i].label.len > 0) visit(b, b->dataset.articles[a], i);
    }
  }
}

static void count(bench *b, const slant_article *article, size_t index) {
  slant_error err = {0};
  size_t n_words;
  const slant_word *words = slant_article_words(article, index, &n_words);
  slant_term *terms = NULL;
  must(slant_memory_new(&terms, slant_terms_count(n_words), sizeof *terms, &err), &err);
  slant_terms_get(words, n_words, terms);
  must(slant_vocabulary_count(&b->vocabulary, article->paragraphs[index].text, terms, slant_terms_count(n_words), &err),
       &err);
  slant_memory_free(terms);
}

static void add_row(bench *b, const slant_article *article, size_t index) {
  slant_error err = {0};
  size_t n_words;
  const slant_word *words = slant_article_words(article, index, &n_words);
  must(slant_vectors_add(&b->vectors, &b->vocabulary, 1, NULL, words, n_words, &err), &err);
}

static void load(bench *b, const char *path) {
  slant_error err = {0};
  const char *inputs[] = {path};
  must(slant_dataset_load(&b->dataset, inputs, 1, NULL, &err), &err);
  each_paragraph(b, count);
  must(slant_vocabulary_finish(&b->vocabulary, 2, &err), &err);
  each_paragraph(b, add_row);
  must(slant_memory_new(&b->rows, b->vectors.n_rows, sizeof *b->rows, &err), &err);
  must(slant_memory_new(&b->y, b->vectors.n_rows, sizeof *b->y, &err), &err);
  must(slant_memory_new(&b->costs, b->vectors.n_rows, sizeof *b->costs, &err), &err);
  must(slant_memory_new(&b->weights, b->vectors.n_columns, sizeof *b->weights, &err), &err);
}

static void set_signs(bench *b, const char *label, double cost) {
  size_t n = 0;
  for (size_t a = 0; a < b->dataset.n_articles; a++) {
    const slant_article *article = b->dataset.articles[a];
    for (size_t i = 0; i < article->n_paragraphs; i++) {
      slant_text found = article->paragraphs[i].label;
      if (found.len == 0) continue;
      b->rows[n] = n;
      b->costs[n] = cost;
      b->y[n++] = found.len == strlen(label) && memcmp(found.ptr, label, found.len) == 0 ? 1 : -1;
    }
  }
}

static FILE *open_output(const char *prefix, const char *suffix) {
  char path[4096];
  (void)snprintf(path, sizeof path, "%s%s", prefix, suffix);
  FILE *file = fopen(path, "w");
  if (file == NULL) {
    perror(path);
    exit(EXIT_FAILURE);
  }
  return file;
}

static void write_problem(const bench *b, const char *prefix) {
  FILE *file = open_output(prefix, ".svmlight");
  const slant_vectors *v = &b->vectors;
  for (size_t r = 0; r < v->n_rows; r++) {
    (void)fprintf(file, "%+d", b->y[r]);
    for (size_t e = v->starts[r]; e < v->starts[r + 1]; e++)
      (void)fprintf(file, " %u:%.17g", v->columns[e] + 1, v->values[e]);
    (void)fputc('\n', file);
  }
  (void)fclose(file);
}

static void write_values(const bench *b, const char *prefix, const char *suffix, double bias) {
  FILE *file = open_output(prefix, suffix);
  for (size_t r = 0; r < b->vectors.n_rows; r++) {
    (void)fprintf(file, "%.17g\n", slant_vectors_dot(&b->vectors, r, b->weights) + bias);
  }
  (void)fclose(file);
}

static void fold_columns(bench *b) {
  slant_error err = {0};
  const slant_vectors *v = &b->vectors;
  must(slant_memory_new(&b->dense, v->n_rows * N_DENSE, sizeof *b->dense, &err), &err);
  for (size_t r = 0; r < v->n_rows; r++) {
    for (size_t e = v->starts[r]; e < v->starts[r + 1]; e++) b->dense[r * N_DENSE + v->columns[e] % N_DENSE] += v->values[e];
  }
}

/* Stage 2's own solver on the dense rows. */
static void solve_dense(bench *b, double cost, const char *prefix) {
  slant_error err = {0};
  slant_machine machine;
  slant_machine_problem problem = {.features = b->dense,
                                   .n_rows = b->vectors.n_rows,
                                   .n_columns = N_DENSE,
                                   .y = b->y,
                                   .cost = cost,
                                   .positive_weight = 1,
                                   .negative_weight = 1};
  must(slant_train_machine_linear(&problem, &machine, &err), &err);
  FILE *rows = open_output(prefix, "-context.svmlight"), *values = open_output(prefix, "-context.values");
  for (size_t r = 0; r < b->vectors.n_rows; r++) {
    const double *z = b->dense + r * N_DENSE;
    double sum = machine.bias;
    (void)fprintf(rows, "%+d", b->y[r]);
    for (size_t d = 0; d < N_DENSE; d++) {
      (void)fprintf(rows, " %zu:%.17g", d + 1, z[d]);
      sum += machine.weights[d] * z[d];
    }
    (void)fputc('\n', rows);
    (void)fprintf(values, "%.17g\n", sum);
  }
  (void)fclose(rows);
  (void)fclose(values);
  slant_machine_clear(&machine);
}

int main(int argc, char **argv) {
  bench b = {0};
  slant_error err = {0};
  double cost, epsilon, bias;
  if (argc != 6 || !slant_number_parse((slant_text){argv[3], strlen(argv[3])}, &cost) ||
      !slant_number_parse((slant_text){argv[4], strlen(argv[4])}, &epsilon)) {
    (void)fprintf(stderr, "usage: solver DATA LABEL C EPSILON PREFIX\n");
    return EXIT_FAILURE;
  }
  load(&b, argv[1]);
  set_signs(&b, argv[2], cost);
  write_problem(&b, argv[5]);
  slant_linear_problem problem = {&b.vectors, b.rows, b.vectors.n_rows, b.y, b.costs, NULL, 1, NULL};
  must(slant_train_linear(&problem, epsilon, b.weights, &bias, NULL, &err), &err);
  FILE *file = open_output(argv[5], ".weights");
  for (size_t d = 0; d < b.vectors.n_columns; d++) (void)fprintf(file, "%.17g\n", b.weights[d]);
  (void)fprintf(file, "%.17g\n", bias);
  (void)fclose(file);
  write_values(&b, argv[5], ".values", bias);
  must(slant_train_linear_libsvm(&problem, b.weights, &bias, &err), &err);
  write_values(&b, argv[5], ".libsvm", bias);
  fold_columns(&b);
  solve_dense(&b, cost, argv[5]);
  slant_memory_free(b.dense);
  slant_memory_free(b.rows);
  slant_memory_free(b.y);
  slant_memory_free(b.costs);
  slant_memory_free(b.weights);
  slant_vectors_free(&b.vectors);
  slant_vocabulary_free(&b.vocabulary);
  slant_dataset_clear(&b.dataset);
  return EXIT_SUCCESS;
}
