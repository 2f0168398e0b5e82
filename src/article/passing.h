/* Passing: which articles of a stream are passed over: those of other shards, and those that an earlier run has handed on. They are not built. */
#ifndef SLANT_ARTICLE_PASSING_H
#define SLANT_ARTICLE_PASSING_H

#include "article/record.h"
#include "base/buffer.h"

/* How far the taking of a stream is. The same inputs and options give the same items and units, whatever the threads. All members are uint64_t. */
typedef struct slant_position {
  uint64_t items;  /* taken: records, problems, warnings, ends of files */
  uint64_t units;  /* what became an article, or could not, of all shards; the next one's ordinal */
  uint64_t met;    /* articles that count for a limit */
  uint64_t failed; /* units of this shard that could not become articles: part of counts.skipped */
  uint64_t inputs; /* hash of all items so far */
  slant_reader_counts counts;
} slant_position;

/* A zeroed one passes nothing over. */
typedef struct slant_passing {
  slant_position from;      /* all before it was handed on */
  uint64_t shard, n_shards; /* from 1; n_shards 0: there are none */
  bool limits;              /* articles of other shards are built, too, since a limit counts them */
  bool hashes;              /* items are hashed */
} slant_passing;

/* Whether the article that is called `name` before ids are made unique is of this shard: by XXH3-64 with seed 2, modulo the number of shards. */
bool slant_passing_is_own(const slant_passing *passing, slant_text name);

/* Whether the article of `first`, of the file with that path, need not be built; `place` is the number of the item that it stands with. */
bool slant_passing_leaves(const slant_passing *passing, const slant_record *first, slant_text relative, uint64_t place);

/* Hash of all that a record says. */
uint64_t slant_passing_hash(const slant_record *record);

#endif
