/* Merge: one folder of results from those of all shards.
 * In: folders. Out: what one run over the same inputs would have left. No model is asked for: what run.json says of it, each shard says alike. */
#include "results/merge.h"

#include <string.h>
#include <sys/stat.h>

#include "base/folder.h"
#include "base/memory.h"
#include "results/setup.h"
#include "saved/saved.h"

enum { MOST_RUN = 1 << 26, MOST_BY = 8 };

/* What one of the shards says of the run. */
static slant_status get_flag(const slant_shard *shard, const char *name, bool *out, slant_error *err) {
  slant_buffer text = {0};
  slant_status status = slant_setup_get(slant_journal_setup(shard->results->journal), name, shard->results->path, &text, err);
  *out = text.len == 3 && memcmp(text.ptr, "yes", 3) == 0;
  slant_buffer_free(&text);
  return status;
}

static slant_status get_by(const slant_shard *shard, slant_results *results, slant_error *err) {
  slant_buffer text = {0};
  slant_status status = slant_setup_get(slant_journal_setup(shard->results->journal), "by", shard->results->path, &text, err);
  const char **by = slant_arena_get(&results->arena, MOST_BY * sizeof *by, err);
  if (status == SLANT_OK && by == NULL) status = SLANT_E_MEMORY;
  for (size_t at = 0; status == SLANT_OK && at < text.len && results->options.n_by < MOST_BY;) {
    const char *end = memchr(text.ptr + at, ' ', text.len - at);
    size_t len = end == NULL ? text.len - at : (size_t)(end - text.ptr) - at;
    by[results->options.n_by] = slant_arena_copy(&results->arena, (slant_text){text.ptr + at, len}, err).ptr;
    if (by[results->options.n_by++] == NULL) status = SLANT_E_MEMORY;
    at += len + 1;
  }
  if (results->options.n_by > 0) results->options.by = by;
  slant_buffer_free(&text);
  return status;
}

static slant_status get_effort(const slant_shard *shard, slant_effort *out, slant_error *err) {
  slant_buffer text = {0};
  slant_status status = slant_setup_get(slant_journal_setup(shard->results->journal), "effort", shard->results->path, &text, err);
  for (int e = 0; e < SLANT_N_EFFORTS; e++) {
    const char *name = slant_effort_name((slant_effort)e);
    if (text.len == strlen(name) && memcmp(text.ptr, name, text.len) == 0) *out = (slant_effort)e;
  }
  slant_buffer_free(&text);
  return status;
}

static slant_status open_output(slant_results *results, const slant_shard *shard, const char *path, bool force, slant_error *err) {
  slant_results_options *options = &results->options;
  slant_journal *stale = NULL;
  slant_status status = slant_memory_new(&results->path, strlen(path) + 1, 1, err);
  if (status == SLANT_OK) memcpy(results->path, path, strlen(path));
  if (status == SLANT_OK) status = get_flag(shard, "no-evidence", &options->no_evidence, err);
  if (status == SLANT_OK) status = get_flag(shard, "keep-duplicates", &options->keep_duplicates, err);
  if (status == SLANT_OK) status = get_flag(shard, "spreadsheet", &options->spreadsheet, err);
  if (status == SLANT_OK) status = get_effort(shard, &options->classify.effort, err);
  if (status == SLANT_OK) status = get_by(shard, results, err);
  if (status == SLANT_OK) status = slant_folder_make(path, force, err);
  if (status == SLANT_OK) status = slant_journal_open(&stale, path, true, err);
  if (status == SLANT_OK && stale != NULL) status = slant_journal_remove(stale, err);
  slant_journal_close(stale);
  for (size_t f = 0; f < SLANT_RESULTS_FILES && status == SLANT_OK; f++) {
    bool asked = f != SLANT_RESULTS_INDEX && (f != SLANT_RESULTS_EVIDENCE || !options->no_evidence);
    if (asked) status = slant_folder_open(&results->files[f], path, slant_results_name(f), err);
  }
  return status;
}

/* Sums; what all shards have met alike counts once. */
static void add_up(const slant_shard *shards, size_t n, slant_totals *totals, slant_reader_counts *counts) {
  enum { N = sizeof(slant_totals) / sizeof(uint64_t) };
  const slant_position *first = &shards->results->record.position;
  *counts = (slant_reader_counts){.skipped = first->counts.skipped - first->failed, .ignored = first->counts.ignored};
  for (const slant_shard *s = shards; s < shards + n; s++) {
    const slant_journal_record *record = &s->results->record;
    uint64_t sums[N], more[N];
    memcpy(sums, totals, sizeof sums);
    memcpy(more, &record->totals, sizeof more);
    for (size_t i = 0; i < N; i++) sums[i] += more[i];
    memcpy(totals, sums, sizeof sums);
    counts->articles += record->position.counts.articles;
    counts->paragraphs += record->position.counts.paragraphs;
    counts->unlisted += record->position.counts.unlisted;
    counts->skipped += record->position.failed;
  }
}

/* run.json of a shard, with the counts of all. */
static slant_status put_run(slant_results *results, const slant_shard *shard, const slant_reader_counts *counts, slant_error *err) {
  slant_buffer path = {0}, run = {.max = MOST_RUN};
  slant_input *input = NULL;
  slant_arena arena = {0};
  slant_saved_run saved;
  size_t start, end;
  slant_status status = slant_folder_path(&path, shard->results->path, slant_results_name(SLANT_RESULTS_RUN), "", err);
  if (status == SLANT_OK) status = slant_saved_read_run(&saved, &arena, path.ptr, err);
  if (status == SLANT_OK) status = slant_input_open(&input, path.ptr, err);
  if (status == SLANT_OK) status = slant_input_rest(input, &run, err);
  slant_text text = slant_buffer_get(&run);
  if (status == SLANT_OK && !slant_run_find_counts(text, &start, &end))
    status = slant_error_at(err, SLANT_E_DATA, path.ptr, 0, "found no counts, expected a run.json of slant classify -o");
  if (status == SLANT_OK) {
    slant_buffer_put_bytes(&results->bytes, text.ptr, start);
    slant_run_put_counts(&results->bytes, &saved.labels, &results->totals, counts, results->options.classify.effort != SLANT_EFFORT_FAST);
    slant_buffer_put_bytes(&results->bytes, text.ptr + end, text.len - end);
    status = slant_results_put(results, SLANT_RESULTS_RUN, err);
  }
  if (input != NULL) slant_input_close(input);
  slant_arena_clear(&arena);
  slant_buffer_free(&path);
  slant_buffer_free(&run);
  return status;
}

/* What is merged must not be overwritten. */
static slant_status check_output(const char *const *paths, size_t n, const char *path, slant_error *err) {
  struct stat own, other;
  if (stat(path, &own) != 0) return SLANT_OK;
  for (size_t i = 0; i < n; i++) {
    if (stat(paths[i], &other) != 0 || other.st_dev != own.st_dev || other.st_ino != own.st_ino) continue;
    return slant_error_at(err, SLANT_E_USAGE, path, 0, "found one of the shards as the folder to write into, expected another one");
  }
  return SLANT_OK;
}

static slant_status merge(slant_results *results, slant_shard *shards, size_t n, const char *path, bool force, slant_reader_counts *counts,
                          slant_error *err) {
  bool find_duplicates = false;
  slant_status status = get_flag(shards, "duplicates", &find_duplicates, err);
  if (status == SLANT_OK) status = open_output(results, shards, path, force, err);
  if (status != SLANT_OK) return status;
  add_up(shards, n, &results->totals, counts);
  status = slant_shards_copy(shards, n, results, find_duplicates, err);
  if (status == SLANT_OK) status = put_run(results, shards, counts, err);
  return status == SLANT_OK ? slant_results_publish(results, err) : status;
}

slant_status slant_results_merge(slant_results **out, const char *const *paths, size_t n_shards, const char *path, bool force,
                                 slant_reader_counts *counts, slant_error *err) {
  slant_shard shards[SLANT_MOST_SHARDS] = {0};
  *out = NULL;
  *counts = (slant_reader_counts){0};
  if (n_shards == 0 || n_shards > SLANT_MOST_SHARDS) {
    return slant_error_set(err, SLANT_E_USAGE, "found %zu shards, expected 1 to %d", n_shards, SLANT_MOST_SHARDS);
  }
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status == SLANT_OK) status = check_output(paths, n_shards, path, err);
  if (status == SLANT_OK) status = slant_shards_open(shards, paths, n_shards, err);
  if (status == SLANT_OK) status = merge(*out, shards, n_shards, path, force, counts, err);
  slant_shards_close(shards, n_shards);
  if (status != SLANT_OK) {
    slant_results_close(*out);
    *out = NULL;
  }
  return status;
}
