/* Compare: the order of texts and of numbers.
 * In: two things. Out: which comes first. */
#include "base/compare.h"

#include <string.h>

int slant_compare_text(slant_text a, slant_text b) {
  size_t common = a.len < b.len ? a.len : b.len;
  int order = common == 0 ? 0 : memcmp(a.ptr, b.ptr, common);
  return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

int slant_compare_u32(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

int slant_compare_u64(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}
