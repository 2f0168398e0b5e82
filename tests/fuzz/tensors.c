/* Tensors: a safetensors file out of fuzzed bytes.
 * In: bytes. Out: a file of them whose checksum fits. */
#include "tensors.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

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

/* slant maps files, and what lies behind a map's end is anybody's. Programs of these targets are linked so that a map is a copy of the very size,
 * behind which a sanitizer sees. */
void *__wrap_mmap(void *at, size_t len, int protection, int flags, int fd, off_t offset); // NOLINT: names that the linker gives
int __wrap_munmap(void *at, size_t len);                                                  // NOLINT

void *__wrap_mmap(void *at, size_t len, int protection, int flags, int fd, off_t offset) { // NOLINT
  enum { PAGE = 4096 };
  char *copy;
  (void)at, (void)protection, (void)flags;
  if (posix_memalign((void **)&copy, PAGE, len) != 0) return MAP_FAILED;
  for (size_t done = 0; done < len;) {
    ssize_t n = pread(fd, copy + done, len - done, offset + (off_t)done);
    if (n <= 0) abort();
    done += (size_t)n;
  }
  return copy;
}

int __wrap_munmap(void *at, size_t len) { // NOLINT
  (void)len;
  free(at);
  return 0;
}
