/* UTF-8: repairing bytes, stepping through text, and what counts as space. */
#ifndef SLANT_TEXT_UTF8_H
#define SLANT_TEXT_UTF8_H

#include "base/buffer.h"

/* Length of the longest prefix that is valid UTF-8 without NUL. */
size_t slant_utf8_valid_prefix(slant_text bytes);

/* Appends `bytes` to `out` with U+FFFD for each maximal ill-formed part (Unicode 15, section 3.9) and for each NUL. Returns
 * how many were replaced. */
size_t slant_utf8_repair(slant_text bytes, slant_buffer *out);

/* The code point at `at`, which is below `text.len`, in valid UTF-8; *len is its length in bytes, 1 to 4. */
uint32_t slant_utf8_get(slant_text text, size_t at, size_t *len);

/* Code points in valid UTF-8. */
size_t slant_utf8_count(slant_text text);

/* White space by Unicode, and the zero-width space and the byte order mark besides. */
bool slant_utf8_is_space(uint32_t code_point);

/* Lower-case letters. */
bool slant_utf8_is_lower(uint32_t code_point);

/* `bytes` without a byte order mark at its beginning; borrowed. */
slant_text slant_text_without_mark(slant_text bytes);

/* `text` without the white space at its ends; borrowed. */
slant_text slant_utf8_trim(slant_text text);

#endif
