/* Results: the folder that a run leaves.
 * In: results, one article at a time. Out: paragraphs.csv, articles.csv, evidence.jsonl and run.json, and the report that is made from them;
 * written beside their names and renamed when all are whole. */
#include <string.h>

#include "analysis/groups.h"
#include "base/folder.h"
#include "base/memory.h"
#include "model/model.h"
#include "report/report.h"
#include "report/report_json.h"
#include "report/report_rows.h"

enum { PARAGRAPHS, ARTICLES, EVIDENCE, RUN, N_FILES };

static const char *const names[N_FILES] = {"paragraphs.csv", "articles.csv", "evidence.jsonl", "run.json"};

struct slant_results {
  const slant_model *model;
  char *path;
  slant_results_options options;
  slant_output *files[N_FILES]; /* NULL: not asked for */
  slant_buffer bytes;
  slant_totals totals;
  slant_report *report; /* NULL before the commit */
};

static bool groups_by(const slant_results_options *options, const char *name) {
  for (size_t i = 0; i < options->n_by; i++) {
    for (const char *part = options->by[i]; part != NULL; part = strchr(part, '+')) {
      part += *part == '+';
      if (strcspn(part, "+") == strlen(name) && strncmp(part, name, strlen(name)) == 0) return true;
    }
  }
  return false;
}

static slant_writer_options rows_of(const slant_results *results, size_t file) {
  const slant_results_options *options = &results->options;
  return (slant_writer_options){.format = SLANT_ROWS_CSV,
                                .articles = file == ARTICLES,
                                .with_text = options->with_text,
                                .with_topic = groups_by(options, "topic"),
                                .with_target = groups_by(options, "target"),
                                .spreadsheet = options->spreadsheet};
}

static slant_status put(slant_results *results, size_t file, slant_error *err) {
  slant_status status = slant_buffer_check(&results->bytes, err);
  if (status == SLANT_OK) status = slant_output_put(results->files[file], slant_buffer_get(&results->bytes), err);
  slant_buffer_clear(&results->bytes);
  return status;
}

/* A grouping that is none shows before the work, not after it. */
static slant_status check_groupings(const slant_results *results, slant_error *err) {
  slant_groups *groups = NULL;
  slant_status status = slant_groups_new(&groups, &results->model->labels, slant_model_trust(results->model, results->options.classify.effort)->confusion, results->options.by, results->options.n_by, err);
  slant_groups_free(groups);
  return status;
}

static slant_status open_files(slant_results *results, slant_error *err) {
  slant_status status = slant_folder_make(results->path, results->options.force, err);
  for (size_t f = 0; f < N_FILES && status == SLANT_OK; f++) {
    if (f != EVIDENCE || !results->options.no_evidence) status = slant_folder_open(&results->files[f], results->path, names[f], err);
  }
  for (size_t f = PARAGRAPHS; f <= ARTICLES && status == SLANT_OK; f++) {
    slant_writer_options rows = rows_of(results, f);
    slant_rows_put_header(&results->bytes, results->model, &rows);
    status = put(results, f, err);
  }
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
  status = slant_memory_new(&results->path, strlen(path) + 1, 1, err);
  if (status == SLANT_OK) memcpy(results->path, path, strlen(path));
  if (status == SLANT_OK && results->options.by != NULL) status = check_groupings(results, err);
  if (status == SLANT_OK) status = open_files(results, err);
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
  if (status != SLANT_OK || results->files[EVIDENCE] == NULL) return status;
  status = slant_evidence_put(&results->bytes, result, err);
  return status == SLANT_OK ? put(results, EVIDENCE, err) : status;
}

slant_status slant_results_commit(slant_results *results, const slant_reader_counts *counts, slant_error *err) {
  slant_report_options report = {.by = results->options.by, .n_by = results->options.n_by, .keep_duplicates = results->options.keep_duplicates, .spreadsheet = results->options.spreadsheet};
  slant_run_put(&results->bytes, results->model, &results->options, &results->totals, counts);
  slant_status status = put(results, RUN, err);
  /* a full disk, or one that fails, shows before the first file gets its name */
  for (size_t f = 0; f < N_FILES && status == SLANT_OK; f++) {
    if (results->files[f] != NULL) status = slant_output_sync(results->files[f], err);
  }
  if (status == SLANT_OK) status = slant_report_open_files(&results->report, results->path, ".part", &report, err);
  if (status == SLANT_OK) status = slant_report_stage(results->report, results->path, err);
  for (size_t f = 0; f < N_FILES && status == SLANT_OK; f++) {
    if (results->files[f] != NULL) status = slant_output_commit(results->files[f], err);
  }
  return status == SLANT_OK ? slant_report_commit(results->report, err) : status;
}

slant_status slant_results_summary(const slant_results *results, size_t width, bool colour, slant_text *out, slant_error *err) {
  if (results->report == NULL) return slant_error_set(err, SLANT_E_USAGE, "found results that are not committed, expected slant_results_commit first");
  return slant_report_summary(results->report, width, colour, out, err);
}

void slant_results_close(slant_results *results) {
  if (results == NULL) return;
  for (size_t f = 0; f < N_FILES; f++) slant_output_close(results->files[f]);
  slant_report_close(results->report);
  slant_buffer_free(&results->bytes);
  slant_memory_free(results->path);
  slant_memory_free(results);
}
