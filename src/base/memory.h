/* Memory: allocation with overflow checks and an error record, and arrays that grow. */
#ifndef SLANT_BASE_MEMORY_H
#define SLANT_BASE_MEMORY_H

#include "base/error.h"

/* `count` zeroed items of `size` bytes into *out: new, freed with slant_memory_free. */
slant_status slant_memory_new(void *out, size_t count, size_t size, slant_error *err);

/* `size` zeroed bytes for look-ups all over them, at *out: they lie on large pages where the system has such. *block is what is freed with
 * slant_memory_free. */
slant_status slant_memory_new_pages(void **block, void **out, size_t size, slant_error *err);

/* `size` bytes of any content into *out: new, freed with slant_memory_free. */
slant_status slant_memory_take(void *out, size_t size, slant_error *err);

/* Grows the array at *items (capacity *cap, in items of `size` bytes) so that it holds at least `need` items.
 * Doubles, keeps the contents; new items are not zeroed. On failure the old array stays valid. */
slant_status slant_memory_grow(void *items, size_t *cap, size_t need, size_t size, slant_error *err);

/* NULL is allowed. */
void slant_memory_free(void *ptr);

#endif
