/* Ids: a set of hashed strings.
 * In: ids in the order of reading. Out: the same, made unique. */
#include "article/ids.h"

#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

/* The slot of `hash`, or the free one where it belongs. */
static uint64_t *find(uint64_t *slots, size_t cap, uint64_t hash) {
  size_t at = (size_t)hash & (cap - 1);
  while (slots[2 * at] != 0 && slots[2 * at] != hash) at = (at + 1) & (cap - 1);
  return &slots[2 * at];
}

static slant_status grow(slant_ids *ids, slant_error *err) {
  size_t cap = ids->cap == 0 ? 1024 : ids->cap * 2;
  uint64_t *slots;
  slant_status status = slant_memory_new(&slots, cap, 2 * sizeof *slots, err);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < ids->cap; i++) {
    if (ids->slots[2 * i] == 0) continue;
    memcpy(find(slots, cap, ids->slots[2 * i]), &ids->slots[2 * i], 2 * sizeof *slots);
  }
  slant_memory_free(ids->slots);
  ids->slots = slots;
  ids->cap = cap;
  return SLANT_OK;
}

slant_status slant_ids_add(slant_ids *ids, slant_text id, uint64_t origin, uint64_t *met, slant_error *err) {
  *met = 0;
  if (ids->n * 2 >= ids->cap) {
    slant_status status = grow(ids, err);
    if (status != SLANT_OK) return status;
  }
  uint64_t hash = slant_hash_bytes(id.ptr, id.len, 1);
  if (hash == 0) hash = 1;
  uint64_t *slot = find(ids->slots, ids->cap, hash);
  if (slot[0] == hash) {
    *met = slot[1];
    slot[1] = origin;
    return SLANT_OK;
  }
  slot[0] = hash;
  slot[1] = origin;
  ids->n++;
  return SLANT_OK;
}

slant_status slant_ids_make_unique(slant_ids *ids, slant_text id, uint64_t origin, slant_buffer *unique, bool *again,
                                   slant_error *err) {
  *again = false;
  for (uint64_t k = 1;; k++) {
    slant_buffer_clear(unique);
    slant_buffer_put(unique, id);
    if (k > 1) {
      slant_buffer_put_char(unique, '#');
      slant_buffer_put_u64(unique, k);
    }
    slant_status status = slant_buffer_check(unique, err);
    uint64_t met = 0;
    if (status == SLANT_OK) status = slant_ids_add(ids, slant_buffer_get(unique), origin, &met, err);
    if (status != SLANT_OK || met == 0) return status;
    *again = true;
  }
}

void slant_ids_free(slant_ids *ids) {
  slant_memory_free(ids->slots);
  memset(ids, 0, sizeof *ids);
}
