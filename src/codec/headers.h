/* Headers: lines "Name: value" up to an empty one, as WARC and HTTP have them. */
#ifndef SLANT_CODEC_HEADERS_H
#define SLANT_CODEC_HEADERS_H

#include "base/error.h"

/* Length of the lines in `bytes` up to the empty one that ends them, and with it; 0 where there is none. */
size_t slant_headers_end(slant_text bytes);

/* The value of the header of that name (in lower case) among the lines of `head`, without white space around it; of several the first; empty
 * where there is none. Lines may end in CR LF or LF. Values that go on in a further line are cut there. Borrowed. */
slant_text slant_headers_find(slant_text head, const char *name);

/* The first part of a value, up to a semicolon, without white space around it: the kind in a Content-Type. */
slant_text slant_headers_first(slant_text value);

/* A whole number of decimal digits alone, below 2^63; false for all else. */
bool slant_headers_number(slant_text value, uint64_t *out);

#endif
