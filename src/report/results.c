/* Results: the folder that a run leaves.
 * In: results, one article at a time. Out: paragraphs.csv, articles.csv, evidence.jsonl, report.html and run.json, written beside
 * their names and renamed when all are whole. */
#include "base/memory.h"
#include "report/folder.h"
#include "report/report_html.h"
#include "report/report_json.h"
#include "report/report_rows.h"

enum { PARAGRAPHS, ARTICLES, EVIDENCE, PAGE, RUN, N_FILES };

static const char *const names[N_FILES] = {"paragraphs.csv", "articles.csv", "evidence.jsonl", "report.html", "run.json"};

struct slant_results {
  const slant_model *model;
  slant_results_options options;
  slant_output *files[N_FILES]; /* NULL: not asked for */
  slant_buffer bytes;
  slant_totals totals;
};

static slant_writer_options rows_of(const slant_results *results, size_t file) {
  return (slant_writer_options){.format = SLANT_ROWS_CSV, .articles = file == ARTICLES, .with_text = results->options.with_text};
}

static slant_status put(slant_results *results, size_t file, slant_error *err) {
  slant_status status = slant_buffer_check(&results->bytes, err);
  if (status == SLANT_OK) status = slant_output_put(results->files[file], slant_buffer_get(&results->bytes), err);
  slant_buffer_clear(&results->bytes);
  return status;
}

slant_status slant_results_open(slant_results **out, const char *path, const slant_model *model,
                                const slant_results_options *options, slant_error *err) {
  static const slant_results_options defaults;
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  slant_results *results = *out;
  results->model = model;
  results->options = options == NULL ? defaults : *options;
  status = slant_folder_make(path, results->options.force, err);
  for (size_t f = 0; f < N_FILES && status == SLANT_OK; f++) {
    if (f != EVIDENCE || !results->options.no_evidence) status = slant_folder_open(&results->files[f], path, names[f], err);
  }
  for (size_t f = PARAGRAPHS; f <= ARTICLES && status == SLANT_OK; f++) {
    slant_writer_options rows = rows_of(results, f);
    slant_rows_put_header(&results->bytes, model, &rows);
    status = put(results, f, err);
  }
  if (status == SLANT_OK) {
    slant_page_put_head(&results->bytes, model);
    status = put(results, PAGE, err);
  }
  if (status != SLANT_OK) {
    slant_results_close(results);
    *out = NULL;
  }
  return status;
}

slant_status slant_results_add(slant_results *results, const slant_result *result, slant_error *err) {
  slant_status status = SLANT_OK;
  slant_totals_add(&results->totals, result);
  for (size_t f = PARAGRAPHS; f <= ARTICLES && status == SLANT_OK; f++) {
    slant_writer_options rows = rows_of(results, f);
    slant_rows_put(&results->bytes, result, &rows);
    status = put(results, f, err);
  }
  if (status == SLANT_OK && results->files[EVIDENCE] != NULL) {
    status = slant_evidence_put(&results->bytes, result, err);
    if (status == SLANT_OK) status = put(results, EVIDENCE, err);
  }
  if (status != SLANT_OK) return status;
  slant_page_put_article(&results->bytes, result, results->totals.articles);
  return put(results, PAGE, err);
}

slant_status slant_results_commit(slant_results *results, const slant_reader_counts *counts, slant_error *err) {
  slant_page_put_end(&results->bytes, results->model, &results->totals);
  slant_status status = put(results, PAGE, err);
  if (status == SLANT_OK) {
    slant_run_put(&results->bytes, results->model, &results->options, &results->totals, counts);
    status = put(results, RUN, err);
  }
  /* a full disk shows before the first file gets its name */
  for (size_t f = 0; f < N_FILES && status == SLANT_OK; f++) {
    if (results->files[f] != NULL) status = slant_output_flush(results->files[f], err);
  }
  for (size_t f = 0; f < N_FILES && status == SLANT_OK; f++) {
    if (results->files[f] != NULL) status = slant_output_commit(results->files[f], err);
  }
  return status;
}

void slant_results_close(slant_results *results) {
  if (results == NULL) return;
  for (size_t f = 0; f < N_FILES; f++) slant_output_close(results->files[f]);
  slant_buffer_free(&results->bytes);
  slant_memory_free(results);
}
