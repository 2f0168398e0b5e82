/* Tensors: a safetensors file out of fuzzed bytes. */
#ifndef SLANT_TESTS_FUZZ_TENSORS_H
#define SLANT_TESTS_FUZZ_TENSORS_H

#include "fuzz.h"

/* Writes the checksum that the bytes ask for in its place, where they have one: so that what is behind the check is reached. */
void fuzz_set_checksum(uint8_t *bytes, size_t len);

/* The same of a copy, as a file. */
fuzz_file fuzz_tensors_new(slant_text bytes);

#endif
