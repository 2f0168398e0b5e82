/* Memory: the only place that calls the C allocator, so that limits and injected faults have one seam.
 * In: counts and sizes. Out: zeroed or grown blocks, or SLANT_E_MEMORY. */
#define _GNU_SOURCE /* MADV_HUGEPAGE */
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { LARGE_PAGE = 1 << 21 };

static void *pointer_at(void *out) {
  void *ptr;
  memcpy(&ptr, out, sizeof ptr);
  return ptr;
}

static void set_pointer(void *out, void *ptr) { memcpy(out, &ptr, sizeof ptr); }

slant_status slant_memory_new(void *out, size_t count, size_t size, slant_error *err) {
  set_pointer(out, NULL);
  void *ptr = calloc(count == 0 ? 1 : count, size);
  if (ptr == NULL) return slant_error_memory(err, count > SIZE_MAX / size ? SIZE_MAX : count * size);
  set_pointer(out, ptr);
  return SLANT_OK;
}

slant_status slant_memory_new_pages(void **block, void **out, size_t size, slant_error *err) {
  slant_status status = slant_memory_new(block, size > SIZE_MAX - LARGE_PAGE ? SIZE_MAX : size + LARGE_PAGE, 1, err);
  if (status != SLANT_OK) return status;
  uintptr_t start = ((uintptr_t)*block + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
  *out = (void *)start;
#if defined(MADV_HUGEPAGE)
  if (size >= LARGE_PAGE) (void)madvise(*out, size / LARGE_PAGE * LARGE_PAGE, MADV_HUGEPAGE);
#endif
  return SLANT_OK;
}

slant_status slant_memory_take(void *out, size_t size, slant_error *err) {
  void *ptr = realloc(NULL, size == 0 ? 1 : size);
  set_pointer(out, ptr);
  return ptr == NULL ? slant_error_memory(err, size) : SLANT_OK;
}

slant_status slant_memory_grow(void *items, size_t *cap, size_t need, size_t size, slant_error *err) {
  if (need <= *cap) return SLANT_OK;
  size_t want = *cap < 8 ? 8 : *cap;
  while (want < need) {
    if (want > SIZE_MAX / 2) return slant_error_memory(err, SIZE_MAX);
    want *= 2;
  }
  if (want > SIZE_MAX / size) return slant_error_memory(err, SIZE_MAX);
  void *ptr = realloc(pointer_at(items), want * size);
  if (ptr == NULL) return slant_error_memory(err, want * size);
  set_pointer(items, ptr);
  *cap = want;
  return SLANT_OK;
}

void slant_memory_free(void *ptr) { free(ptr); }
