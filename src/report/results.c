/* Results: the folder that a run leaves.
 * In: results, one article at a time. Out: paragraphs.csv, articles.csv, evidence.jsonl, report.html and run.json, written beside
 * their names and renamed when all are whole. */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/output.h"
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

/* Makes the folder and those above it. */
static slant_status make_folder(const char *path, slant_error *err) {
  slant_buffer part = {0};
  slant_status status = SLANT_OK;
  for (size_t i = 0; status == SLANT_OK; i++) {
    if (path[i] != '\0' && (path[i] != '/' || i == 0)) {
      slant_buffer_put_char(&part, path[i]);
      continue;
    }
    slant_buffer_put_char(&part, '\0');
    status = slant_buffer_check(&part, err);
    if (status == SLANT_OK && mkdir(part.ptr, 0777) != 0 && errno != EEXIST) status = slant_error_system(err, errno, "create", part.ptr);
    if (path[i] == '\0') break;
    part.len--;
    slant_buffer_put_char(&part, '/');
  }
  slant_buffer_free(&part);
  return status;
}

static slant_status check_empty(const char *path, slant_error *err) {
  DIR *folder = opendir(path);
  if (folder == NULL) return slant_error_system(err, errno, "open", path);
  slant_status status = SLANT_OK;
  for (struct dirent *entry = readdir(folder); entry != NULL && status == SLANT_OK; entry = readdir(folder)) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    status = slant_error_at(err, SLANT_E_USAGE, path, 0, "found a folder that holds \"%s\", expected an empty or new one (--force writes into it)",
                            entry->d_name);
  }
  (void)closedir(folder);
  return status;
}

static slant_status put(slant_results *results, size_t file, slant_error *err) {
  slant_status status = slant_buffer_check(&results->bytes, err);
  if (status == SLANT_OK) status = slant_output_put(results->files[file], slant_buffer_get(&results->bytes), err);
  slant_buffer_clear(&results->bytes);
  return status;
}

static slant_status open_file(slant_results *results, const char *folder, size_t file, slant_error *err) {
  slant_buffer path = {0};
  slant_buffer_put_string(&path, folder);
  slant_buffer_put_char(&path, '/');
  slant_buffer_put_string(&path, names[file]);
  slant_buffer_put_char(&path, '\0');
  slant_status status = slant_buffer_check(&path, err);
  if (status == SLANT_OK) status = slant_output_open_file(&results->files[file], path.ptr, err);
  slant_buffer_free(&path);
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
  status = make_folder(path, err);
  if (status == SLANT_OK && !results->options.force) status = check_empty(path, err);
  for (size_t f = 0; f < N_FILES && status == SLANT_OK; f++) {
    if (f != EVIDENCE || !results->options.no_evidence) status = open_file(results, path, f, err);
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
