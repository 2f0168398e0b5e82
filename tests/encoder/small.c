/* A small encoder of drawn weights, for tests that run programs.
 * In: a seed and the path of the file that is written. */
#include <stdio.h>
#include <stdlib.h>

#include "small_encoder.h"

int main(int argc, char **argv) {
  if (argc != 3) {
    (void)fprintf(stderr, "usage: small SEED PATH\n");
    return EXIT_FAILURE;
  }
  small_encoder parts = small_encoder_make(strtoull(argv[1], NULL, 10));
  slant_error err = {0};
  if (slant_safetensors_save(argv[2], parts.tensors, SMALL_TENSORS, parts.metadata, SMALL_METADATA, &err) == SLANT_OK) return EXIT_SUCCESS;
  (void)fprintf(stderr, "small: %s\n", err.text);
  return EXIT_FAILURE;
}
