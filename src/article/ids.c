/* Ids: a set of hashed strings.
 * In: ids in the order of reading. Out: the same, made unique. */
#include "article/ids.h"

#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

typedef struct slant_id_slot {
  uint64_t hash;   /* 0: a free slot */
  uint32_t origin; /* where it was met last */
  uint32_t last;   /* the largest number that was put behind it; 0: none */
} slot;

/* The slot of `hash`, or the free one where it belongs. */
static slot *find(slot *slots, size_t cap, uint64_t hash) {
  size_t at = (size_t)hash & (cap - 1);
  while (slots[at].hash != 0 && slots[at].hash != hash) at = (at + 1) & (cap - 1);
  return &slots[at];
}

static uint64_t hash_of(slant_text id) {
  uint64_t hash = slant_hash_bytes(id.ptr, id.len, 1);
  return hash == 0 ? 1 : hash;
}

static slant_status grow(slant_ids *ids, slant_error *err) {
  size_t cap = ids->cap == 0 ? 1024 : ids->cap * 2;
  slot *slots;
  slant_status status = slant_memory_new(&slots, cap, sizeof *slots, err);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < ids->cap; i++) {
    if (ids->slots[i].hash != 0) *find(slots, cap, ids->slots[i].hash) = ids->slots[i];
  }
  slant_memory_free(ids->slots);
  ids->slots = slots;
  ids->cap = cap;
  return SLANT_OK;
}

slant_status slant_ids_add(slant_ids *ids, slant_text id, uint32_t origin, uint32_t *met, slant_error *err) {
  *met = 0;
  if (ids->n * 2 >= ids->cap) {
    slant_status status = grow(ids, err);
    if (status != SLANT_OK) return status;
  }
  uint64_t hash = hash_of(id);
  slot *s = find(ids->slots, ids->cap, hash);
  *met = s->origin;
  if (s->hash == 0) ids->n++;
  s->hash = hash;
  s->origin = origin;
  return SLANT_OK;
}

slant_status slant_ids_make_unique(slant_ids *ids, slant_text id, uint32_t origin, slant_buffer *unique, bool *again,
                                   slant_error *err) {
  uint32_t met;
  slant_buffer_clear(unique);
  slant_buffer_put(unique, id);
  slant_status status = slant_ids_add(ids, id, origin, &met, err);
  *again = met != 0;
  while (status == SLANT_OK && met != 0) {
    slot *s = find(ids->slots, ids->cap, hash_of(id));
    s->last = s->last == 0 ? 2 : s->last + 1; /* no number is tried twice */
    slant_buffer_clear(unique);
    slant_buffer_put(unique, id);
    slant_buffer_put_char(unique, '#');
    slant_buffer_put_u64(unique, s->last);
    status = slant_buffer_check(unique, err);
    if (status == SLANT_OK) status = slant_ids_add(ids, slant_buffer_get(unique), origin, &met, err);
  }
  return status == SLANT_OK ? slant_buffer_check(unique, err) : status;
}

void slant_ids_free(slant_ids *ids) {
  slant_memory_free(ids->slots);
  memset(ids, 0, sizeof *ids);
}
