/* Passing: shards by hashes of names, and a fingerprint of records.
 * In: records. Out: whether they are passed over, hashes. */
#include "article/passing.h"

#include "article/records.h"
#include "base/hash.h"

enum { SHARD_SEED = 2 };

bool slant_passing_is_own(const slant_passing *passing, slant_text name) {
  if (passing->n_shards == 0) return true;
  return slant_hash_bytes(name.ptr, name.len, SHARD_SEED) % passing->n_shards == passing->shard - 1;
}

bool slant_passing_leaves(const slant_passing *passing, const slant_record *first, slant_text relative, uint64_t place) {
  if (place < passing->from.items) return true;
  if (passing->n_shards == 0 || passing->limits) return false;
  slant_buffer name = {0};
  slant_record_put_name(first, relative, &name);
  bool leaves = name.missed == 0 && !slant_passing_is_own(passing, slant_buffer_get(&name));
  slant_buffer_free(&name);
  return leaves;
}

static uint64_t add(uint64_t hash, slant_text text) { return slant_hash_pair(hash, slant_hash_bytes(text.ptr, text.len, text.len)); }

uint64_t slant_passing_hash(const slant_record *record) {
  uint64_t hash = add(record->n_paragraphs, record->text);
  for (size_t f = 0; f < SLANT_N_FIELDS; f++) hash = add(hash, record->fields[f]);
  for (size_t i = 0; i < record->n_paragraphs; i++) {
    const slant_record_paragraph *p = &record->paragraphs[i];
    hash = add(slant_hash_pair(hash, p->number), p->text);
  }
  return hash;
}
