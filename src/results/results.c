/* Results: the folder that a run leaves.
 * In: results, one article at a time. Out: paragraphs.csv, articles.csv, evidence.jsonl and run.json, and the report that is made from them;
 * written beside their names and renamed when all are whole. Going on with a run that ended early stands in results_begin.c. */
#include <string.h>

#include "analysis/result.h"
#include "article/reader_state.h"
#include "base/folder.h"
#include "base/memory.h"
#include "groups/groups.h"
#include "model/model.h"
#include "report/report_rows.h"
#include "results/index_entry.h"
#include "results/results_state.h"

enum { NOTE_AFTER = 1 << 17 }; /* bytes, in all files together */

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
                                .articles = file == SLANT_RESULTS_ARTICLES,
                                .with_text = options->with_text,
                                .with_topic = groups_by(options, "topic"),
                                .with_target = groups_by(options, "target"),
                                .spreadsheet = options->spreadsheet};
}

/* A grouping that is none shows before the work, not after it. */
static slant_status check_groupings(const slant_results *results, slant_error *err) {
  slant_groups *groups = NULL;
  slant_status status = slant_groups_new(&groups, &results->model->labels, slant_model_trust(results->model, results->options.classify.effort)->confusion, results->options.by, results->options.n_by, err);
  slant_groups_free(groups);
  return status;
}

/* Whether the file is asked for. */
static bool has_file(const slant_results *results, size_t file) {
  const slant_results_options *options = &results->options;
  if (file == SLANT_RESULTS_EVIDENCE) return !options->no_evidence;
  if (file != SLANT_RESULTS_INDEX) return true;
  return slant_results_is_shard(results) || (options->reader != NULL && options->classify.duplicates != NULL);
}

static slant_status open_files(slant_results *results, slant_error *err) {
  slant_status status = SLANT_OK;
  for (size_t f = 0; f < SLANT_RESULTS_FILES && status == SLANT_OK; f++) {
    uint64_t len = f < SLANT_JOURNAL_FILES ? results->record.len[f] : 0;
    if (!has_file(results, f)) continue;
    status = slant_folder_reopen(&results->files[f], results->path, slant_results_name(f), len, err);
    if (status == SLANT_OK && results->kept && f < SLANT_JOURNAL_FILES) slant_output_keep(results->files[f]);
  }
  for (size_t f = SLANT_RESULTS_PARAGRAPHS; f <= SLANT_RESULTS_ARTICLES && status == SLANT_OK; f++) {
    if (results->record.len[f] > 0) continue;
    slant_writer_options rows = rows_of(results, f);
    slant_rows_put_header(&results->bytes, results->model, &rows);
    status = slant_results_put(results, f, err);
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
  if (status == SLANT_OK) status = slant_results_begin(results, err);
  if (status == SLANT_OK && !results->finished) status = open_files(results, err);
  if (status == SLANT_OK && !results->finished) status = slant_results_replay(results, err);
  if (status != SLANT_OK) {
    slant_results_close(results);
    *out = NULL;
  }
  return status;
}

static slant_status put_entry(slant_results *results, const slant_result *result, const uint64_t *before, slant_error *err) {
  slant_index_entry entry = {.ordinal = results->options.reader->at.units - 1};
  for (size_t f = 0; f < SLANT_INDEXED_FILES; f++) entry.len[f] = results->record.len[f] - before[f];
  if (result->sketch != NULL) {
    entry.sketch = *result->sketch;
    entry.id = slant_article_field(result->article, SLANT_ID);
  }
  slant_index_entry_put(&results->bytes, &entry);
  return slant_results_put(results, SLANT_RESULTS_INDEX, err);
}

slant_status slant_results_add(slant_results *results, const slant_result *result, slant_error *err) {
  slant_status status = SLANT_OK;
  uint64_t before[SLANT_INDEXED_FILES];
  memcpy(before, results->record.len, sizeof before);
  results->broken = true;
  slant_totals_add(&results->totals, result);
  for (size_t f = SLANT_RESULTS_PARAGRAPHS; f <= SLANT_RESULTS_ARTICLES && status == SLANT_OK; f++) {
    slant_writer_options rows = rows_of(results, f);
    slant_rows_put(&results->bytes, result, &rows);
    status = slant_results_put(results, f, err);
  }
  if (status == SLANT_OK && results->files[SLANT_RESULTS_EVIDENCE] != NULL) {
    status = slant_evidence_put(&results->bytes, result, err);
    if (status == SLANT_OK) status = slant_results_put(results, SLANT_RESULTS_EVIDENCE, err);
  }
  if (status == SLANT_OK && results->files[SLANT_RESULTS_INDEX] != NULL) status = put_entry(results, result, before, err);
  if (status != SLANT_OK) return status;
  results->broken = false;
  return results->journal != NULL && results->n_pending >= NOTE_AFTER ? slant_results_note(results, err) : SLANT_OK;
}

slant_status slant_results_commit(slant_results *results, const slant_reader_counts *counts, slant_error *err) {
  slant_run_put(&results->bytes, results->model, &results->options, &results->totals, counts);
  slant_status status = slant_results_put(results, SLANT_RESULTS_RUN, err);
  if (status == SLANT_OK && results->journal != NULL) status = slant_results_note(results, err);
  return status == SLANT_OK ? slant_results_publish(results, err) : status;
}

slant_status slant_results_summary(const slant_results *results, size_t width, bool colour, slant_text *out, slant_error *err) {
  if (results->report == NULL) return slant_error_set(err, SLANT_E_USAGE, "found results that are not committed, or of a shard, expected slant_results_commit first");
  return slant_report_summary(results->report, width, colour, out, err);
}

bool slant_results_is_finished(const slant_results *results) { return results->finished; }

slant_results_counts slant_results_get_counts(const slant_results *results) {
  const slant_totals *t = &results->totals;
  return (slant_results_counts){.articles = t->articles,
                                .paragraphs = t->paragraphs,
                                .scored = t->scored,
                                .by_encoder = t->by_encoder,
                                .out_of_domain = t->flags[__builtin_ctz(SLANT_OUT_OF_DOMAIN)],
                                .foreign = t->foreign,
                                .duplicates = t->duplicates,
                                .effort = results->options.classify.effort,
                                .keep_duplicates = results->options.keep_duplicates,
                                .evidence = !results->options.no_evidence};
}

bool slant_results_keep(slant_results *results) {
  if (results->journal == NULL) return false;
  /* the reader may be one article further, which failed; a full disk leaves the record before */
  bool whole = !results->broken && results->totals.articles > 0 && results->options.reader->counts.articles == results->totals.articles;
  if (whole) (void)slant_results_note(results, NULL);
  results->kept = slant_journal_n(results->journal) > 0;
  for (size_t f = 0; f < SLANT_JOURNAL_FILES && results->kept; f++) {
    if (results->files[f] != NULL) slant_output_keep(results->files[f]);
  }
  return results->kept;
}
