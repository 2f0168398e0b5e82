/* Index entry: where an article lies in a stream and in the files of results, and its sketch. */
#ifndef SLANT_RESULTS_INDEX_ENTRY_H
#define SLANT_RESULTS_INDEX_ENTRY_H

#include "article/reprints.h"
#include "base/buffer.h"
#include "base/input.h"

enum { SLANT_INDEXED_FILES = 3 };

typedef struct slant_index_entry {
  uint64_t ordinal; /* in the stream that all shards read */
  uint64_t len[SLANT_INDEXED_FILES]; /* bytes of it in paragraphs.csv, articles.csv, evidence.jsonl */
  slant_reprint_sketch sketch; /* not long where duplicates are not looked for */
  slant_text id;    /* empty there */
} slant_index_entry;

void slant_index_entry_put(slant_buffer *out, const slant_index_entry *entry);

/* The next entry of an index; *found is false at its end. The id is borrowed from `id`. */
slant_status slant_index_entry_read(slant_input *input, slant_index_entry *entry, slant_buffer *id, bool *found, slant_error *err);

#endif
