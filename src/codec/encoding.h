/* Encoding: bytes in any encoding that texts come in, into UTF-8, whole or as a stream. The only includer of iconv. */
#ifndef SLANT_CODEC_ENCODING_H
#define SLANT_CODEC_ENCODING_H

#include "base/input.h"
#include "codec/encoding_names.h"

/* Appends `bytes` to `out` as UTF-8. Where the encoding does not explain a byte, FF stands for it, which is none in UTF-8: whoever repairs the
 * text or refuses to does so there as well. The buffer's failure is told. */
slant_status slant_encoding_decode(const slant_encoding *encoding, slant_text bytes, slant_buffer *out, slant_error *err);

/* Whether the encoding explains all of `bytes`, but for what their end may have cut. */
bool slant_encoding_explains(const slant_encoding *encoding, slant_text bytes);

/* What is known of the bytes of a page. */
typedef struct slant_encoding_hints {
  const slant_encoding *told; /* by the user, who overrules; NULL: nothing */
  slant_text content_type;    /* of an HTTP header; may be empty */
  bool strict;                /* what is said nowhere is not guessed: it is UTF-8 */
  const char *path;           /* the input's, for messages */
} slant_encoding_hints;

/* The encoding of a page, and the length of a mark before it: by its mark, the HTTP header, what it says of itself, or its bytes. What is said
 * to be UTF-8 and for the most part is not, or the reverse, goes by its bytes. */
slant_status slant_encoding_of_page(const slant_encoding **out, size_t *mark, slant_text page, const slant_encoding_hints *hints,
                                    slant_error *err);

/* An input of the UTF-8 that `input` holds in some encoding, which takes and closes `input`, and closes it when it fails. Constant memory.
 * `encoding` NULL: bytes pass as they are until one is met that is no UTF-8; what is behind it decides, and the rest is converted or goes on
 * passing. `mark` bytes at the beginning are left out. *assumed, which lives as long as the input, is the encoding so far. New. */
slant_status slant_encoding_open(slant_input **out, slant_input *input, const slant_encoding *encoding, size_t mark,
                                 const slant_encoding **assumed, slant_error *err);

#endif
