/* Numbers: lines of whole numbers, which programs of any machine read back. */
#ifndef SLANT_RESULTS_NUMBERS_H
#define SLANT_RESULTS_NUMBERS_H

#include "base/buffer.h"

/* Appends `n` numbers with spaces between and, `checked`, a hash of them, and a line end. */
void slant_numbers_put(slant_buffer *out, const uint64_t *numbers, size_t n, bool checked);

/* Reads such a line, with its end; false where it is anything else. */
bool slant_numbers_read(slant_text line, uint64_t *numbers, size_t n, bool checked);

#endif
