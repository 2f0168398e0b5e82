/* Results, files: how bytes get into them, and how they get their names.
 * In: bytes. Out: files whose lengths the journal knows. */
#include <errno.h>
#include <unistd.h>

#include "article/reader_state.h"
#include "base/folder.h"
#include "base/memory.h"
#include "results/results_state.h"

const char *slant_results_name(size_t file) {
  static const char *const names[SLANT_RESULTS_FILES] = {"paragraphs.csv", "articles.csv", "evidence.jsonl", "articles.index", "run.json"};
  return names[file];
}

bool slant_results_is_shard(const slant_results *results) {
  return results->options.reader != NULL && results->options.reader->passing.n_shards > 0;
}

slant_status slant_results_put(slant_results *results, size_t file, slant_error *err) {
  slant_text bytes = slant_buffer_get(&results->bytes);
  slant_status status = slant_buffer_check(&results->bytes, err);
  if (status == SLANT_OK) status = slant_output_put(results->files[file], bytes, err);
  if (file < SLANT_JOURNAL_FILES) {
    results->record.len[file] += bytes.len;
    results->n_pending += bytes.len;
    if (results->hashes[file] != NULL) slant_hash128_add(results->hashes[file], bytes.ptr, bytes.len);
  }
  slant_buffer_clear(&results->bytes);
  return status;
}

slant_status slant_results_note(slant_results *results, slant_error *err) {
  slant_status status = SLANT_OK;
  for (size_t f = 0; f < SLANT_JOURNAL_FILES && status == SLANT_OK; f++) {
    if (results->files[f] != NULL) status = slant_output_flush(results->files[f], err);
  }
  if (status != SLANT_OK) return status;
  for (size_t f = 0; f < SLANT_JOURNAL_FILES; f++) {
    results->record.hash[f] = slant_hash128_low(results->hashes[f]);
    slant_hash128_reset(results->hashes[f]);
  }
  results->record.position = slant_reader_position(results->options.reader);
  results->record.totals = results->totals;
  results->n_pending = 0;
  return slant_journal_add(results->journal, &results->record, err);
}

static slant_status remove_index(slant_results *results, slant_error *err) {
  slant_buffer path = {0};
  if (results->files[SLANT_RESULTS_INDEX] == NULL) return SLANT_OK;
  slant_output_close(results->files[SLANT_RESULTS_INDEX]);
  results->files[SLANT_RESULTS_INDEX] = NULL;
  slant_status status = slant_folder_path(&path, results->path, slant_results_name(SLANT_RESULTS_INDEX), ".part", err);
  if (status == SLANT_OK && unlink(path.ptr) != 0 && errno != ENOENT) status = slant_error_system(err, errno, "remove", path.ptr);
  slant_buffer_free(&path);
  return status;
}

static slant_status commit_files(slant_results *results, slant_error *err) {
  slant_status status = SLANT_OK;
  bool is_shard = slant_results_is_shard(results);
  for (size_t f = 0; f < SLANT_RESULTS_FILES && status == SLANT_OK; f++) {
    if (results->files[f] != NULL && (f != SLANT_RESULTS_INDEX || is_shard)) status = slant_output_commit(results->files[f], err);
  }
  return status;
}

/* The journal of a shard stays: it says what the shard is of, and that it is whole. */
static slant_status publish_shard(slant_results *results, slant_error *err) {
  slant_status status = commit_files(results, err);
  results->record.finished = 1;
  return status == SLANT_OK ? slant_results_note(results, err) : status;
}

slant_status slant_results_publish(slant_results *results, slant_error *err) {
  const slant_results_options *o = &results->options;
  slant_report_options report = {.by = o->by, .n_by = o->n_by, .keep_duplicates = o->keep_duplicates, .spreadsheet = o->spreadsheet};
  slant_status status = SLANT_OK;
  /* a full disk, or one that fails, shows before the first file gets its name */
  for (size_t f = 0; f < SLANT_RESULTS_FILES && status == SLANT_OK; f++) {
    if (results->files[f] != NULL) status = slant_output_sync(results->files[f], err);
  }
  if (status == SLANT_OK && slant_results_is_shard(results)) {
    status = publish_shard(results, err);
  } else if (status == SLANT_OK) {
    status = slant_report_open_files(&results->report, results->path, ".part", &report, err);
    if (status == SLANT_OK) status = slant_report_stage(results->report, results->path, err);
    if (status == SLANT_OK) status = commit_files(results, err);
    if (status == SLANT_OK) status = slant_report_commit(results->report, err);
    if (status == SLANT_OK) status = remove_index(results, err);
    if (status == SLANT_OK && results->journal != NULL) status = slant_journal_remove(results->journal, err);
  }
  results->published = status == SLANT_OK;
  return status;
}

void slant_results_close(slant_results *results) {
  if (results == NULL) return;
  for (size_t f = 0; f < SLANT_RESULTS_FILES; f++) slant_output_close(results->files[f]);
  for (size_t f = 0; f < SLANT_JOURNAL_FILES; f++) slant_hash128_free(results->hashes[f]);
  if (results->journal != NULL && !results->kept && !results->published) (void)slant_journal_remove(results->journal, NULL);
  slant_journal_close(results->journal);
  slant_report_close(results->report);
  slant_buffer_free(&results->bytes);
  slant_arena_clear(&results->arena);
  slant_memory_free(results->path);
  slant_memory_free(results);
}
