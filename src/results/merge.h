/* Merge: the shards of a run, and the stream of their articles in the order of the inputs. */
#ifndef SLANT_RESULTS_MERGE_H
#define SLANT_RESULTS_MERGE_H

#include "results/index_entry.h"
#include "results/results_state.h"

/* A shard, open. A zeroed one is closed. */
typedef struct slant_shard {
  slant_results *results; /* path, journal and last record alone */
  uint64_t number, n_shards;
  slant_input *files[SLANT_JOURNAL_FILES]; /* NULL: there is none */
  slant_index_entry entry; /* of the next article */
  slant_buffer id;         /* its id */
  bool has_entry;
} slant_shard;

/* Opens shards, which must be all those of one run. */
slant_status slant_shards_open(slant_shard *shards, const char *const *paths, size_t n, slant_error *err);
void slant_shards_close(slant_shard *shards, size_t n);

/* Copies the articles of all shards to the files of `results`, in their order. Looks for duplicates among them where that was asked for, and adds
 * those to the totals. */
slant_status slant_shards_copy(slant_shard *shards, size_t n, slant_results *results, bool find_duplicates, slant_error *err);

#endif
