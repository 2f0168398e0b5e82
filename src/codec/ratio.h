/* Ratio: what is packed may not stand for more than SLANT_MOST_RATIO times as many bytes, from SLANT_RATIO_FREE bytes on. Such a file is made to
 * keep its reader busy: text shrinks to a fifth or a tenth. Memory is bounded without that. */
#ifndef SLANT_CODEC_RATIO_H
#define SLANT_CODEC_RATIO_H

#include "base/error.h"

enum { SLANT_MOST_RATIO = 250, SLANT_RATIO_FREE = 64 << 20 };

/* SLANT_E_DATA where `n_out` bytes are more than `n_in` may stand for. `path` is the input's. */
slant_status slant_ratio_check(uint64_t n_in, uint64_t n_out, const char *path, slant_error *err);

#endif
