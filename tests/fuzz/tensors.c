/* Tensors: a safetensors file out of fuzzed bytes.
 * In: bytes. Out: a file of them whose checksum fits. */
#include "tensors.h"

#include <stdlib.h>

#include "codec/safetensors_layout.h"

void fuzz_set_checksum(uint8_t *bytes, size_t len) {
  char digits[SLANT_CHECKSUM_DIGITS + 1];
  size_t at = len < 16 ? 0 : slant_checksum_find(bytes, len);
  if (at == 0 || slant_checksum_digest(bytes, len, at, digits, NULL) != SLANT_OK) return;
  memcpy(bytes + at, digits, SLANT_CHECKSUM_DIGITS);
}

fuzz_file fuzz_tensors_new(slant_text bytes) {
  slant_buffer copy = {0};
  slant_buffer_put(&copy, bytes);
  fuzz_set_checksum((uint8_t *)copy.ptr, copy.len);
  fuzz_file file = fuzz_file_new(slant_buffer_get(&copy));
  slant_buffer_free(&copy);
  return file;
}
