/* Arena: many small allocations that live and die together. One arena an article. */
#ifndef SLANT_BASE_ARENA_H
#define SLANT_BASE_ARENA_H

#include "base/error.h"

typedef struct slant_arena_block slant_arena_block;

typedef struct slant_arena {
  slant_arena_block *last; /* newest block, linked to the older ones */
} slant_arena;

enum { SLANT_ARENA_KEPT = 1 << 20 };

/* `size` zeroed bytes aligned to 16, borrowed until slant_arena_clear. NULL when memory ran out (err says so). */
void *slant_arena_get(slant_arena *arena, size_t size, slant_error *err);

/* The same, with any bytes in it. */
void *slant_arena_get_raw(slant_arena *arena, size_t size, slant_error *err);

/* A copy of `text`, followed by a NUL that is not counted. ptr is NULL when memory ran out. */
slant_text slant_arena_copy(slant_arena *arena, slant_text text, slant_error *err);

/* Empties it and keeps up to SLANT_ARENA_KEPT bytes for what comes next. */
void slant_arena_reset(slant_arena *arena);

/* Frees everything; the arena is empty and may be used again. A zeroed arena is an empty one. */
void slant_arena_clear(slant_arena *arena);

#endif
