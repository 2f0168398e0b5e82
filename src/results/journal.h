/* Journal: a file beside unfinished results that says what the run is and, record after record, what of it is whole. A record counts when its line
 * and all before it are as they were written; what a killed process left behind them is nothing. */
#ifndef SLANT_RESULTS_JOURNAL_H
#define SLANT_RESULTS_JOURNAL_H

#include "article/passing.h"
#include "report/report_json.h"

#define SLANT_JOURNAL_NAME "journal"

enum { SLANT_JOURNAL_FILES = 4 };

/* All members are uint64_t. */
typedef struct slant_journal_record {
  slant_position position; /* of the reader, behind the last article that is whole */
  slant_totals totals;     /* of all articles so far */
  uint64_t len[SLANT_JOURNAL_FILES];  /* of each file, in bytes */
  uint64_t hash[SLANT_JOURNAL_FILES]; /* of what it has more than at the record before; XXH3-128, the lower half */
  uint64_t finished;       /* of a shard: 1: all of it is there */
} slant_journal_record;

typedef struct slant_journal slant_journal;

/* Begins the journal of a run that `setup`, one line, describes. One that another process writes to is SLANT_E_USAGE. New. */
slant_status slant_journal_begin(slant_journal **out, const char *folder, slant_text setup, slant_error *err);
/* Opens the one in the folder, to `write` to it or to read it; *out is NULL where there is none. New. */
slant_status slant_journal_open(slant_journal **out, const char *folder, bool write, slant_error *err);
/* With its line end. Borrowed. */
slant_text slant_journal_setup(const slant_journal *journal);
/* The next record; *found is false at the end of those that count. */
slant_status slant_journal_next(slant_journal *journal, slant_journal_record *record, bool *found, slant_error *err);
/* Counts the record that was read last, and those before it: the next one is added behind it. */
void slant_journal_accept(slant_journal *journal);
/* Appends; what stood behind the records that are accepted is gone then. */
slant_status slant_journal_add(slant_journal *journal, const slant_journal_record *record, slant_error *err);
/* Records accepted or added. */
size_t slant_journal_n(const slant_journal *journal);
/* Removes the file. */
slant_status slant_journal_remove(slant_journal *journal, slant_error *err);
/* The file stays. */
void slant_journal_close(slant_journal *journal);

#endif
