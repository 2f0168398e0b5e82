/* Width: columns that text takes on a terminal. */
#ifndef SLANT_TEXT_WIDTH_H
#define SLANT_TEXT_WIDTH_H

#include "base/buffer.h"

/* Appends the beginning of `text` (valid UTF-8) that fits into `columns` columns, as one line: white space becomes single blanks,
 * what could play with a terminal (controls, escapes, bidirectional controls) becomes U+FFFD, and what is cut ends in "…".
 * Returns the columns used. */
size_t slant_width_put(slant_buffer *out, slant_text text, size_t columns);

#endif
