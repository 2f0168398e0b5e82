/* Types: a table of different words.
 * In: words. Out: numbers, texts. */
#include "features/types.h"

#include <string.h>

#include "base/memory.h"
#include "features/terms.h"

typedef struct slant_type_slot {
  uint64_t hash;
  uint32_t number; /* from 1; 0: a free slot */
} slot;

static slot *find(slot *slots, size_t cap, uint64_t hash) {
  size_t at = (size_t)hash & (cap - 1);
  while (slots[at].number != 0 && slots[at].hash != hash) at = (at + 1) & (cap - 1);
  return &slots[at];
}

static slant_status grow(slant_types *t, slant_error *err) {
  size_t cap = t->cap == 0 ? (size_t)1 << 15 : t->cap * 2;
  slot *slots;
  slant_status status = slant_memory_new(&slots, cap, sizeof *slots, err);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < t->cap; i++) {
    if (t->slots[i].number != 0) *find(slots, cap, t->slots[i].hash) = t->slots[i];
  }
  slant_memory_free(t->slots);
  t->slots = slots;
  t->cap = cap;
  return SLANT_OK;
}

/* A new type, whose text is the last that was put into t->texts. */
static slant_status enter(slant_types *t, slot *s, uint64_t hash, slant_error *err) {
  slant_status status = slant_memory_grow(&t->hashes, &t->cap_hashes, t->n + 1, sizeof *t->hashes, err);
  if (status == SLANT_OK) status = slant_memory_grow(&t->starts, &t->cap_starts, t->n + 2, sizeof *t->starts, err);
  if (status == SLANT_OK) status = slant_buffer_check(&t->texts, err);
  if (status == SLANT_OK && t->texts.len > UINT32_MAX / 2) {
    status = slant_error_set(err, SLANT_E_DATA, "found more than 2 GiB of different words, expected less");
  }
  if (status != SLANT_OK) return status;
  if (t->n == 0) t->starts[0] = 0;
  t->hashes[t->n] = hash;
  t->starts[t->n + 1] = (uint32_t)t->texts.len;
  *s = (slot){hash, (uint32_t)++t->n};
  return SLANT_OK;
}

slant_status slant_types_add(slant_types *t, slant_text text, const slant_word *word, uint32_t *number, slant_error *err) {
  slant_status status = 2 * t->n >= t->cap ? grow(t, err) : SLANT_OK;
  if (status != SLANT_OK) return status;
  slot *s = find(t->slots, t->cap, word->hash);
  if (s->number == 0) {
    slant_word_fold((slant_text){text.ptr + word->start, word->end - word->start}, &t->texts);
    status = enter(t, s, word->hash, err);
  }
  if (status == SLANT_OK && number != NULL) *number = s->number - 1;
  return status;
}

slant_status slant_types_add_folded(slant_types *t, slant_text folded, uint32_t *number, slant_error *err) {
  slant_status status = 2 * t->n >= t->cap ? grow(t, err) : SLANT_OK;
  if (status != SLANT_OK) return status;
  uint64_t hash = slant_term_hash(folded);
  slot *s = find(t->slots, t->cap, hash);
  if (s->number == 0) {
    slant_buffer_put(&t->texts, folded);
    status = enter(t, s, hash, err);
  }
  if (status == SLANT_OK && number != NULL) *number = s->number - 1;
  return status;
}

uint32_t slant_types_find(const slant_types *t, uint64_t hash) {
  if (t->cap == 0) return SLANT_NO_TYPE;
  const slot *s = find(t->slots, t->cap, hash);
  return s->number == 0 ? SLANT_NO_TYPE : s->number - 1;
}

slant_text slant_types_text(const slant_types *t, size_t number) {
  return (slant_text){t->texts.ptr + t->starts[number], t->starts[number + 1] - t->starts[number]};
}

void slant_types_free(slant_types *t) {
  slant_memory_free(t->slots);
  slant_memory_free(t->hashes);
  slant_memory_free(t->starts);
  slant_buffer_free(&t->texts);
  memset(t, 0, sizeof *t);
}
