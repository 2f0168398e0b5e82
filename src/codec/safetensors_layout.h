/* safetensors layout: what reading and writing have in common, the types and the checksum. */
#ifndef SLANT_CODEC_SAFETENSORS_LAYOUT_H
#define SLANT_CODEC_SAFETENSORS_LAYOUT_H

#include "codec/safetensors.h"

enum { SLANT_N_DTYPES = 6, SLANT_CHECKSUM_DIGITS = 32 };

/* By enum slant_dtype: the name in a header, and bytes an item. */
extern const struct slant_dtype_entry {
  const char *name;
  size_t size;
} slant_dtypes[SLANT_N_DTYPES];

/* What stands in place of the checksum while it is computed; ended by NUL. */
extern const char slant_checksum_zeros[SLANT_CHECKSUM_DIGITS + 1];

/* Where the checksum's digits stand among the first `len` bytes of a file; 0: nowhere. */
size_t slant_checksum_find(const unsigned char *bytes, size_t len);

/* The checksum of a file whose digits stand at `digits_at`, which is not 0. */
slant_status slant_checksum_digest(const unsigned char *bytes, size_t len, size_t digits_at,
                                   char digits[SLANT_CHECKSUM_DIGITS + 1], slant_error *err);

#endif
