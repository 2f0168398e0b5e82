/* Damaged models: a file with any byte amiss.
 * In: "model" or "encoder" and files of that kind. Every byte of the header, and a sample of the others that is the same in every run, is changed in
 * some ways. Out: which change was not refused for its checksum; exit 1 when one was not. With a checksum that fits, the file is handed to the
 * fuzzing target of the kind, which ends the process where a property does not hold or a sanitizer sees a byte read that is not the file's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "codec/safetensors_layout.h"
#include "fuzz/tensors.h"

enum { PREFIX = 8, SAMPLE = 1500 };

static bool is_refused(const char *kind, slant_text bytes) {
  fuzz_file file = fuzz_file_new(bytes);
  slant_model *model = NULL;
  slant_encoder *encoder = NULL;
  slant_error err = {0};
  slant_status status = strcmp(kind, "model") == 0 ? slant_model_open(&model, file.path, &err) : slant_encoder_open(&encoder, file.path, &err);
  slant_model_free(model);
  slant_encoder_close(encoder);
  fuzz_file_close(&file);
  return status == SLANT_E_MODEL && err.text[0] != '\0';
}

/* The byte at `at` changed; how many changes were let through. */
static int change(const char *kind, slant_buffer *bytes, size_t at, slant_random *random) {
  static const unsigned char others[] = {0x00, 0xFF, '"', '0', '9', '}', ',', ' '};
  unsigned char own = (unsigned char)bytes->ptr[at];
  unsigned char changed[] = {(unsigned char)(own ^ 1u << slant_random_below(random, 8)), others[slant_random_below(random, sizeof others)]};
  int n_wrong = 0;
  for (size_t i = 0; i < sizeof changed; i++) {
    if (changed[i] == own) continue;
    bytes->ptr[at] = (char)changed[i];
    if (!is_refused(kind, slant_buffer_get(bytes))) {
      (void)fprintf(stderr, "byte %zu as 0x%02X: found it taken, expected a refusal\n", at, (unsigned)changed[i]);
      n_wrong++;
    }
    if (i == at % 2) (void)LLVMFuzzerTestOneInput((const uint8_t *)bytes->ptr, bytes->len);
  }
  bytes->ptr[at] = (char)own;
  return n_wrong;
}

static int damage(const char *kind, const char *path) {
  slant_buffer bytes = {0};
  slant_input *input;
  slant_error err = {0};
  if (slant_input_open(&input, path, &err) != SLANT_OK || slant_input_rest(input, &bytes, &err) != SLANT_OK) abort();
  slant_input_close(input);
  fuzz_set_checksum((uint8_t *)bytes.ptr, bytes.len);
  uint64_t header;
  memcpy(&header, bytes.ptr, sizeof header);
  size_t start = PREFIX + (size_t)header, n_tried = start;
  slant_random random = {slant_hash_bytes(bytes.ptr, bytes.len, 0)};
  int n_wrong = is_refused(kind, slant_buffer_get(&bytes)); /* as it is, it is sound */
  for (size_t at = 0; at < start; at++) n_wrong += change(kind, &bytes, at, &random);
  for (size_t i = 0; i < SAMPLE && start < bytes.len; i++, n_tried++) {
    n_wrong += change(kind, &bytes, start + (size_t)slant_random_below(&random, bytes.len - start), &random);
  }
  (void)printf("%s: %zu places, %d wrong\n", path, n_tried, n_wrong);
  slant_buffer_free(&bytes);
  return n_wrong;
}

int main(int argc, char **argv) {
  int n_wrong = argc < 3;
  for (int i = 2; i < argc; i++) n_wrong += damage(argv[1], argv[i]);
  return n_wrong == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
