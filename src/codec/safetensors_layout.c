/* safetensors layout: types and checksum.
 * In: the bytes of a file. Out: its checksum and where it stands. */
#include "codec/safetensors_layout.h"

#include <string.h>

#include "base/hash.h"

const struct slant_dtype_entry slant_dtypes[SLANT_N_DTYPES] = {{"U8", 1}, {"U32", 4}, {"U64", 8}, {"F32", 4}, {"F64", 8}, {"I8", 1}};

const char slant_checksum_zeros[SLANT_CHECKSUM_DIGITS + 1] = "00000000000000000000000000000000";

static const char checksum_mark[] = "\"checksum\":\"";

slant_status slant_checksum_digest(const unsigned char *bytes, size_t len, size_t digits_at,
                                   char digits[SLANT_CHECKSUM_DIGITS + 1], slant_error *err) {
  slant_hash128 *hash;
  slant_status status = slant_hash128_new(&hash, err);
  if (status != SLANT_OK) return status;
  slant_hash128_add(hash, bytes, digits_at);
  slant_hash128_add(hash, slant_checksum_zeros, SLANT_CHECKSUM_DIGITS);
  slant_hash128_add(hash, bytes + digits_at + SLANT_CHECKSUM_DIGITS, len - digits_at - SLANT_CHECKSUM_DIGITS);
  slant_hash128_digits(hash, digits);
  slant_hash128_free(hash);
  return SLANT_OK;
}

size_t slant_checksum_find(const unsigned char *bytes, size_t len) {
  size_t mark_len = sizeof checksum_mark - 1;
  for (size_t at = 8; at + mark_len + SLANT_CHECKSUM_DIGITS < len; at++) {
    if (memcmp(bytes + at, checksum_mark, mark_len) == 0) return at + mark_len;
  }
  return 0;
}
