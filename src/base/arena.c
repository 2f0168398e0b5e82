/* Arena: block-wise bump allocation.
 * In: sizes. Out: memory that one clear frees. Blocks double up to 1 MiB; larger requests get their own. */
#include "base/arena.h"

#include <string.h>

#include "base/memory.h"

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = SLANT_ARENA_KEPT, ALIGNMENT = 16 };

struct slant_arena_block {
  slant_arena_block *previous;
  size_t used, size;
  _Alignas(ALIGNMENT) char data[];
};

static slant_status add_block(slant_arena *arena, size_t need, slant_error *err) {
  size_t size = arena->last == NULL ? FIRST_BLOCK : arena->last->size * 2;
  if (size > LARGEST_BLOCK) size = LARGEST_BLOCK;
  if (size < need) size = need;
  slant_arena_block *block;
  if (size > SIZE_MAX - sizeof *block) return slant_error_memory(err, size);
  slant_status status = slant_memory_take(&block, sizeof *block + size, err);
  if (status != SLANT_OK) return status;
  block->previous = arena->last;
  block->used = 0;
  block->size = size;
  arena->last = block;
  return SLANT_OK;
}

void *slant_arena_get_raw(slant_arena *arena, size_t size, slant_error *err) {
  if (size > SIZE_MAX - ALIGNMENT) {
    (void)slant_error_memory(err, size);
    return NULL;
  }
  size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (arena->last == NULL || arena->last->size - arena->last->used < size) {
    if (add_block(arena, size, err) != SLANT_OK) return NULL;
  }
  void *ptr = arena->last->data + arena->last->used;
  arena->last->used += size;
  return ptr;
}

void *slant_arena_get(slant_arena *arena, size_t size, slant_error *err) {
  void *ptr = slant_arena_get_raw(arena, size, err);
  return ptr == NULL ? NULL : memset(ptr, 0, size);
}

slant_text slant_arena_copy(slant_arena *arena, slant_text text, slant_error *err) {
  char *copy = slant_arena_get_raw(arena, text.len + 1, err);
  if (copy == NULL) return (slant_text){NULL, 0};
  if (text.len > 0) memcpy(copy, text.ptr, text.len);
  copy[text.len] = '\0';
  return (slant_text){copy, text.len};
}

void slant_arena_reset(slant_arena *arena) {
  slant_arena_block *kept = arena->last;
  if (kept != NULL && kept->size <= SLANT_ARENA_KEPT) {
    arena->last = kept->previous;
    kept->previous = NULL;
    kept->used = 0;
  } else {
    kept = NULL;
  }
  slant_arena_clear(arena);
  arena->last = kept;
}

void slant_arena_clear(slant_arena *arena) {
  while (arena->last != NULL) {
    slant_arena_block *previous = arena->last->previous;
    slant_memory_free(arena->last);
    arena->last = previous;
  }
}
