/* Tensors mutator: changes the header or the data of a safetensors file and puts a header length before them that fits, which chance would hardly
 * find. Linked into libFuzzer's programs alone. */
#include <stdlib.h>
#include <string.h>

#include "tensors.h"

size_t LLVMFuzzerMutate(uint8_t *bytes, size_t len, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t len, size_t most, unsigned seed);

enum { PREFIX = 8, ALIGNMENT = 64 };

static size_t header_length(const uint8_t *bytes, size_t len) {
  uint64_t header;
  if (len < PREFIX) return 0;
  memcpy(&header, bytes, sizeof header);
  return header <= len - PREFIX ? (size_t)header : 0;
}

/* The header with spaces behind it, so that the data stay where they are aligned. */
static size_t put_together(uint8_t *out, size_t most, const uint8_t *header, size_t n_header, const uint8_t *data, size_t n_data) {
  size_t padded = (n_header + PREFIX + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - PREFIX;
  uint64_t length = padded;
  if (PREFIX + padded + n_data > most) return 0;
  memcpy(out, &length, sizeof length);
  memcpy(out + PREFIX, header, n_header);
  memset(out + PREFIX + n_header, ' ', padded - n_header);
  if (n_data > 0) memcpy(out + PREFIX + padded, data, n_data);
  return PREFIX + padded + n_data;
}

size_t LLVMFuzzerCustomMutator(uint8_t *bytes, size_t len, size_t most, unsigned seed) {
  size_t n_header = header_length(bytes, len), made = 0;
  if (n_header == 0 || seed % 16 == 0) return LLVMFuzzerMutate(bytes, len, most);
  size_t n_data = len - PREFIX - n_header;
  while (n_header > 1 && bytes[PREFIX + n_header - 1] == ' ') n_header--;
  uint8_t *header = malloc(most), *data = malloc(most), *out = malloc(most);
  if (header != NULL && data != NULL && out != NULL) {
    memcpy(header, bytes + PREFIX, n_header);
    memcpy(data, bytes + len - n_data, n_data);
    if (seed % 2 == 0 || n_data == 0) n_header = LLVMFuzzerMutate(header, n_header, most);
    else (void)LLVMFuzzerMutate(data, n_data, n_data);
    made = put_together(out, most, header, n_header, data, n_data);
    if (made > 0) memcpy(bytes, out, made);
  }
  free(header);
  free(data);
  free(out);
  if (made == 0) return LLVMFuzzerMutate(bytes, len, most);
  fuzz_set_checksum(bytes, made);
  return made;
}
