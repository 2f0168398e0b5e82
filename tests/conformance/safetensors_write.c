/* Writes a small safetensors file for safetensors_read.py to open.
 * In: the path. Out: the file; 1 when it could not be written. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "codec/safetensors.h"

int main(int argc, char **argv) {
  static const unsigned char bytes[] = {1, 2, 3, 4, 5};
  static const uint32_t u32[] = {0, 1, 4000000000u, 7, 8, 9};
  static const uint64_t u64[] = {UINT64_MAX, 5};
  static const float f32[] = {0.5f, -1.25f, 1024};
  static const double f64[] = {0.1, -2};
  static const slant_tensor tensors[] = {{"bytes", SLANT_U8, 1, {5, 0}, bytes}, {"indices", SLANT_U32, 2, {2, 3}, u32},
                                         {"hashes", SLANT_U64, 1, {2, 0}, u64}, {"weights", SLANT_F32, 2, {3, 1}, f32},
                                         {"none", SLANT_F32, 1, {0, 0}, NULL},  {"margins", SLANT_F64, 1, {2, 0}, f64}};
  static const slant_metadata metadata[] = {{"labels", "supportive critical neutral"},
                                            {"note", "a \"quoted\" caf\xC3\xA9\n"}};
  slant_error err = {0};
  if (argc != 2) return EXIT_FAILURE;
  if (slant_safetensors_save(argv[1], tensors, sizeof tensors / sizeof *tensors, metadata, 2, &err) == SLANT_OK)
    return EXIT_SUCCESS;
  (void)fprintf(stderr, "%s: %s\n", err.source, err.text);
  return EXIT_FAILURE;
}
