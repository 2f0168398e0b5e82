/* Results, check: what of a run is whole.
 * In: the folder, its journal. Out: the last record that holds. What the journal counts is looked at again, byte by byte: a file that a power cut
 * or somebody has changed is whole only as far as it is as it was written. */
#include <unistd.h>

#include "base/folder.h"
#include "results/index_entry.h"
#include "results/results_state.h"

enum { PIECE = 1 << 16 };

slant_status slant_results_open_written(const slant_results *results, size_t file, slant_buffer *path, slant_input **out, slant_error *err) {
  static const char *const suffixes[] = {".part", ""};
  *out = NULL;
  for (size_t i = 0; i < 2; i++) {
    slant_status status = slant_folder_path(path, results->path, slant_results_name(file), suffixes[i], err);
    if (status != SLANT_OK) return status;
    if (access(path->ptr, F_OK) == 0) return slant_input_open(out, path->ptr, err);
  }
  return SLANT_OK;
}

/* Whether the next bytes, from `before` to `len`, have that hash. */
static bool holds(slant_input *input, uint64_t before, uint64_t len, uint64_t expected, slant_hash128 *hash) {
  char bytes[PIECE];
  slant_hash128_reset(hash);
  if (len < before) return false;
  for (uint64_t left = len - before; left > 0;) {
    size_t n = 0;
    if (input == NULL || slant_input_read(input, bytes, left < PIECE ? (size_t)left : PIECE, &n, NULL) != SLANT_OK || n == 0) return false;
    slant_hash128_add(hash, bytes, n);
    left -= n;
  }
  bool same = slant_hash128_low(hash) == expected;
  slant_hash128_reset(hash);
  return same;
}

static slant_status check_records(slant_results *results, slant_input *const *inputs, slant_error *err) {
  slant_journal_record next;
  bool found = true;
  while (found) {
    slant_status status = slant_journal_next(results->journal, &next, &found, err);
    if (status != SLANT_OK || !found) return status;
    for (size_t f = 0; f < SLANT_JOURNAL_FILES; f++) {
      if (!holds(inputs[f], results->record.len[f], next.len[f], next.hash[f], results->hashes[f])) return SLANT_OK;
    }
    slant_journal_accept(results->journal);
    results->record = next;
  }
  return SLANT_OK;
}

slant_status slant_results_check(slant_results *results, slant_error *err) {
  slant_input *inputs[SLANT_JOURNAL_FILES] = {0};
  slant_buffer path = {0};
  slant_status status = SLANT_OK;
  for (size_t f = 0; f < SLANT_JOURNAL_FILES && status == SLANT_OK; f++) {
    status = slant_hash128_new(&results->hashes[f], err);
    if (status == SLANT_OK) status = slant_results_open_written(results, f, &path, &inputs[f], err);
  }
  if (status == SLANT_OK) status = check_records(results, inputs, err);
  for (size_t f = 0; f < SLANT_JOURNAL_FILES; f++) {
    if (inputs[f] != NULL) slant_input_close(inputs[f]);
  }
  slant_buffer_free(&path);
  results->totals = results->record.totals;
  return status;
}

slant_status slant_results_replay(slant_results *results, slant_error *err) {
  slant_duplicates *duplicates = results->options.classify.duplicates;
  slant_buffer path = {0}, id = {0};
  slant_input *input = NULL;
  bool found = true;
  if (duplicates == NULL || slant_results_is_shard(results) || results->totals.articles == 0 || results->journal == NULL) return SLANT_OK;
  slant_status status = slant_results_open_written(results, SLANT_RESULTS_INDEX, &path, &input, err);
  for (uint64_t i = 0; i < results->totals.articles && status == SLANT_OK && found; i++) {
    slant_index_entry entry;
    slant_text of;
    status = slant_index_entry_read(input, &entry, &id, &found, err);
    if (status == SLANT_OK && found) status = slant_duplicates_enter(duplicates, &entry.sketch, entry.id, &of, err);
  }
  if (input != NULL) slant_input_close(input);
  slant_buffer_free(&path);
  slant_buffer_free(&id);
  return status;
}
