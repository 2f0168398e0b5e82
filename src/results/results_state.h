/* Results state: what the files of results share: writing, going on, merging. */
#ifndef SLANT_RESULTS_RESULTS_STATE_H
#define SLANT_RESULTS_RESULTS_STATE_H

#include "base/hash.h"
#include "base/output.h"
#include "report/report.h"
#include "results/journal.h"

/* Files of a results folder; the first ones grow with each article, and the journal knows them. */
enum {
  SLANT_RESULTS_PARAGRAPHS,
  SLANT_RESULTS_ARTICLES,
  SLANT_RESULTS_EVIDENCE,
  SLANT_RESULTS_INDEX, /* of a shard, and while duplicates are looked for: see index_entry.h */
  SLANT_RESULTS_RUN,
  SLANT_RESULTS_FILES
};

struct slant_results {
  const slant_model *model; /* NULL: of merged results */
  char *path;
  slant_results_options options;
  slant_output *files[SLANT_RESULTS_FILES]; /* NULL: not asked for */
  slant_buffer bytes;
  slant_totals totals;
  slant_report *report; /* NULL before the commit */

  slant_journal *journal;      /* NULL: none is kept */
  slant_journal_record record; /* lengths so far, hashes of the last record */
  slant_hash128 *hashes[SLANT_JOURNAL_FILES]; /* of what is behind the last record */
  uint64_t n_pending;          /* bytes behind it */
  bool broken;                 /* in the middle of an article */
  bool kept;                   /* what is not committed stays */
  bool published, finished;
  slant_arena arena;           /* of strings, in merged results */
};

/* The name in the folder. */
const char *slant_results_name(size_t file);
bool slant_results_is_shard(const slant_results *results);

/* What was put into results->bytes goes into a file. */
slant_status slant_results_put(slant_results *results, size_t file, slant_error *err);

/* Hands all files to the system and notes in the journal that they are whole so far. */
slant_status slant_results_note(slant_results *results, slant_error *err);

/* Makes the folder, or goes on with what is in it: then record and totals are those of what is whole, and the reader starts behind that. */
slant_status slant_results_begin(slant_results *results, slant_error *err);
/* A file of the folder: the partial one where there is one, else the one that has its name; *out is NULL where there is neither. `path` is room. */
slant_status slant_results_open_written(const slant_results *results, size_t file, slant_buffer *path, slant_input **out, slant_error *err);
/* Looks at what the journal, opened, counts: record and totals become those of all that is as it was written. */
slant_status slant_results_check(slant_results *results, slant_error *err);
/* When the files are open again: enters the articles that are whole where duplicates are looked for. */
slant_status slant_results_replay(slant_results *results, slant_error *err);

/* Gives all files their names, with the report that is made from them; a shard has none. */
slant_status slant_results_publish(slant_results *results, slant_error *err);

#endif
