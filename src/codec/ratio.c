/* Ratio: packed bytes that stand for too many.
 * In: how many went in and came out. Out: a refusal, or none. */
#include "codec/ratio.h"

slant_status slant_ratio_check(uint64_t n_in, uint64_t n_out, const char *path, slant_error *err) {
  if (n_out <= SLANT_RATIO_FREE || n_out / SLANT_MOST_RATIO <= n_in) return SLANT_OK;
  return slant_error_at(err, SLANT_E_DATA, path, 0,
                        "found %llu packed bytes that stand for more than %d times as many, expected fewer; what is sound can be unpacked first",
                        (unsigned long long)n_in, SLANT_MOST_RATIO);
}
