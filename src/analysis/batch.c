/* Batch: a stream of articles through a model on several threads, results in the order of the articles.
 * In: a reader. Out: results to a sink. Articles are read and handed on by the calling thread, a round at a time, so that memory
 * stays bounded and the threads leave no trace in the order. */
#include "analysis/result.h"
#include "base/memory.h"
#include "base/threads.h"

enum { ROUND_ARTICLES = 256, ROUND_BYTES = 4 << 20 };

typedef struct batch {
  const slant_model *model;
  const slant_classify_options *options;
  slant_article *articles[ROUND_ARTICLES];
  slant_result *results[ROUND_ARTICLES];
  size_t n;
} batch;

static slant_status classify_one(void *context, size_t index, slant_error *err) {
  batch *b = context;
  return slant_classify(&b->results[index], b->model, b->articles[index], b->options, err);
}

static slant_status read_round(batch *b, slant_reader *reader, slant_error *err) {
  size_t bytes = 0;
  b->n = 0;
  while (b->n < ROUND_ARTICLES && bytes < ROUND_BYTES) {
    slant_article *article;
    slant_status status = slant_reader_next(reader, &article, err);
    if (status != SLANT_OK || article == NULL) return status;
    bytes += article->text.len;
    b->results[b->n] = NULL;
    b->articles[b->n++] = article;
  }
  return SLANT_OK;
}

static void free_round(batch *b) {
  for (size_t i = 0; i < b->n; i++) {
    slant_result_free(b->results[i]);
    slant_article_free(b->articles[i]);
  }
  b->n = 0;
}

slant_status slant_classify_all(const slant_model *model, slant_reader *reader, const slant_classify_options *options,
                                size_t n_threads, slant_sink sink, void *user, slant_error *err) {
  batch *b = NULL;
  slant_status status = slant_memory_new(&b, 1, sizeof *b, err);
  if (status != SLANT_OK) return status;
  b->model = model;
  b->options = options;
  do {
    slant_error reading = {0};
    slant_status read = read_round(b, reader, &reading);
    /* what was read before a failure is whole, and is handed on */
    status = slant_threads_run(n_threads, b->n, classify_one, b, err);
    for (size_t i = 0; i < b->n && status == SLANT_OK; i++) status = sink(user, b->results[i], err);
    if (status == SLANT_OK && read != SLANT_OK) status = slant_error_copy(err, &reading);
    if (b->n == 0) break;
    free_round(b);
  } while (status == SLANT_OK);
  free_round(b);
  slant_memory_free(b);
  return status;
}
