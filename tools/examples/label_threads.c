/* Labels files on several threads that share one model, and prints each file's mean tone in the order of the arguments.
 * Build: cc -pthread label_threads.c $(pkg-config --cflags --libs slant). Usage: label_threads MODEL FILE... */
#include <math.h>
#include <pthread.h>
#include <slant/slant.h>
#include <stdio.h>
#include <stdlib.h>

/* One file and what came of it. Each thread has its own reader; the model is shared and never written to. */
typedef struct job {
  const slant_model *model;
  const char *path;
  pthread_t thread;
  bool started;
  double sum;
  size_t n;
  slant_error err;
} job;

static slant_status label_article(job *j, const slant_article *article) {
  slant_result *result;
  slant_status status = slant_classify(&result, j->model, article, NULL, &j->err);
  if (status != SLANT_OK) return status;
  double tone = slant_result_summary(result)->tone;
  if (!isnan(tone)) {
    j->sum += tone;
    j->n++;
  }
  slant_result_free(result);
  return SLANT_OK;
}

static void *work(void *argument) {
  job *j = argument;
  slant_reader *reader;
  if (slant_reader_open(&reader, &j->path, 1, NULL, &j->err) != SLANT_OK) return NULL;
  for (;;) {
    slant_article *article;
    if (slant_reader_next(reader, &article, &j->err) != SLANT_OK || article == NULL) break;
    slant_status status = label_article(j, article);
    slant_article_free(article);
    if (status != SLANT_OK) break;
  }
  slant_reader_close(reader);
  return NULL;
}

int main(int argc, char **argv) {
  slant_error err = {0};
  slant_model *model;
  if (argc < 3) {
    fputs("usage: label_threads MODEL FILE...\n", stderr);
    return 2;
  }
  if (slant_model_open(&model, argv[1], &err) != SLANT_OK) {
    fprintf(stderr, "label_threads: %s\n", err.text);
    return 1;
  }
  size_t n = (size_t)argc - 2;
  int code = 0;
  job *jobs = calloc(n, sizeof *jobs);
  for (size_t i = 0; jobs != NULL && i < n; i++) {
    jobs[i].model = model;
    jobs[i].path = argv[i + 2];
    jobs[i].started = pthread_create(&jobs[i].thread, NULL, work, &jobs[i]) == 0;
    if (!jobs[i].started) (void)work(&jobs[i]);
  }
  for (size_t i = 0; jobs != NULL && i < n; i++) {
    if (jobs[i].started) pthread_join(jobs[i].thread, NULL);
    if (jobs[i].err.status != SLANT_OK) {
      fprintf(stderr, "label_threads: %s: %s\n", jobs[i].path, jobs[i].err.text);
      code = 1;
    } else {
      printf("%s: %zu articles, mean tone %+.2f\n", jobs[i].path, jobs[i].n, jobs[i].n == 0 ? 0 : jobs[i].sum / (double)jobs[i].n);
    }
  }
  free(jobs);
  slant_model_free(model);
  return code;
}
