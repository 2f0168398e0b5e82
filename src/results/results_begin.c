/* Results, begin: a new folder, or one with a run that ended early.
 * In: the folder, its journal. Out: where the run goes on, or why it does not. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "article/reader_state.h"
#include "base/folder.h"
#include "base/memory.h"
#include "results/results_state.h"
#include "results/setup.h"

/* A run that ended while its files got their names: they are partial ones again. */
static slant_status take_names_back(const slant_results *results, slant_error *err) {
  slant_buffer name = {0}, partial = {0};
  slant_status status = SLANT_OK;
  for (size_t f = 0; f < SLANT_JOURNAL_FILES && status == SLANT_OK; f++) {
    status = slant_folder_path(&name, results->path, slant_results_name(f), "", err);
    if (status == SLANT_OK) status = slant_folder_path(&partial, results->path, slant_results_name(f), ".part", err);
    bool taken = status == SLANT_OK && access(partial.ptr, F_OK) != 0 && access(name.ptr, F_OK) == 0;
    if (taken && rename(name.ptr, partial.ptr) != 0) status = slant_error_system(err, errno, "rename", name.ptr);
  }
  slant_buffer_free(&name);
  slant_buffer_free(&partial);
  return status;
}

static slant_status go_on(slant_results *results, slant_text setup, slant_error *err) {
  results->kept = true; /* whatever happens from here on, what is whole stays */
  slant_status status = slant_setup_compare(setup, slant_journal_setup(results->journal), true, results->path, "the run to be resumed (--force begins anew)", err);
  if (status == SLANT_OK) status = slant_results_check(results, err);
  if (status != SLANT_OK) return status;
  results->finished = results->record.finished != 0;
  if (results->finished) return SLANT_OK;
  slant_reader_start_from(results->options.reader, &results->record.position);
  return take_names_back(results, err);
}

/* Without --resume or --force. */
static slant_status refuse(slant_results *results, slant_error *err) {
  slant_journal_record last = {.finished = 0};
  bool found = true;
  slant_status status = SLANT_OK;
  results->kept = true;
  while (status == SLANT_OK && found) {
    slant_journal_record next;
    status = slant_journal_next(results->journal, &next, &found, err);
    if (status == SLANT_OK && found) last = next;
  }
  if (status != SLANT_OK) return status;
  if (last.finished) return slant_error_at(err, SLANT_E_USAGE, results->path, 0, "found a finished shard, expected an empty or new folder (--force begins anew)");
  return slant_error_at(err, SLANT_E_USAGE, results->path, 0,
                        "found an unfinished run (articles done: %llu), expected --resume to go on with it, or --force to begin anew",
                        (unsigned long long)last.totals.articles);
}

static slant_status begin_anew(slant_results *results, slant_text setup, slant_error *err) {
  static const slant_position start;
  slant_buffer path = {0};
  slant_status status = slant_folder_path(&path, results->path, SLANT_JOURNAL_NAME, ".part", err);
  if (status == SLANT_OK && results->options.resume) (void)unlink(path.ptr); /* of a run that ended before it began */
  slant_buffer_free(&path);
  if (status == SLANT_OK) status = slant_folder_make(results->path, results->options.force, err);
  if (status == SLANT_OK) status = slant_journal_begin(&results->journal, results->path, setup, err);
  for (size_t f = 0; f < SLANT_JOURNAL_FILES && status == SLANT_OK; f++) status = slant_hash128_new(&results->hashes[f], err);
  if (status == SLANT_OK) slant_reader_start_from(results->options.reader, &start);
  return status;
}

/* Whether there are results without a journal, which are finished; those of another model or of other options are refused. */
static slant_status look_for_finished(slant_results *results, slant_error *err) {
  slant_buffer path = {0}, own = {0}, found = {.max = 1 << 26};
  slant_input *input = NULL;
  slant_reader_counts counts = {0};
  slant_status status = slant_folder_path(&path, results->path, slant_results_name(SLANT_RESULTS_RUN), "", err);
  if (status == SLANT_OK && access(path.ptr, F_OK) == 0) {
    size_t a, b, c, d;
    slant_run_put(&own, results->model, &results->options, &results->totals, &counts);
    status = slant_buffer_check(&own, err);
    if (status == SLANT_OK) status = slant_input_open(&input, path.ptr, err);
    if (status == SLANT_OK) status = slant_input_rest(input, &found, err);
    bool fits = status == SLANT_OK && slant_run_find_counts(slant_buffer_get(&own), &a, &b) && slant_run_find_counts(slant_buffer_get(&found), &c, &d);
    fits = fits && a == c && own.len - b == found.len - d && memcmp(own.ptr, found.ptr, a) == 0 && memcmp(own.ptr + b, found.ptr + d, own.len - b) == 0;
    if (status == SLANT_OK && !fits) {
      status = slant_error_at(err, SLANT_E_USAGE, path.ptr, 0, "found finished results of another model or of other options, expected those of this command (--force begins anew)");
    }
    results->finished = fits;
  }
  if (input != NULL) slant_input_close(input);
  slant_buffer_free(&path);
  slant_buffer_free(&own);
  slant_buffer_free(&found);
  return status;
}

static slant_status begin(slant_results *results, slant_text setup, slant_error *err) {
  const slant_results_options *options = &results->options;
  slant_status status = slant_journal_open(&results->journal, results->path, true, err);
  if (status != SLANT_OK) return status;
  if (results->journal == NULL) {
    if (options->resume && !options->force) status = look_for_finished(results, err);
    return status == SLANT_OK && !results->finished ? begin_anew(results, setup, err) : status;
  }
  if (options->resume) return go_on(results, setup, err);
  if (!options->force) return refuse(results, err);
  status = slant_journal_remove(results->journal, err);
  slant_journal_close(results->journal);
  results->journal = NULL;
  return status == SLANT_OK ? begin_anew(results, setup, err) : status;
}

slant_status slant_results_begin(slant_results *results, slant_error *err) {
  slant_buffer setup = {0};
  if (results->options.reader == NULL) return slant_folder_make(results->path, results->options.force, err);
  slant_setup_put(&setup, results->model, &results->options);
  slant_status status = slant_buffer_check(&setup, err);
  if (status == SLANT_OK) status = begin(results, slant_buffer_get(&setup), err);
  slant_buffer_free(&setup);
  return status;
}
