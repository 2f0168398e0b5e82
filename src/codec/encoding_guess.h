/* Encoding guess: which encoding bytes are in, from what they begin with, what is said of them, and what they are. */
#ifndef SLANT_CODEC_ENCODING_GUESS_H
#define SLANT_CODEC_ENCODING_GUESS_H

#include "codec/encoding_names.h"

/* What speaks for UTF-8 in bytes, and what against. */
typedef struct slant_utf8_evidence {
  uint64_t valid;   /* weight of the sequences of several bytes that are UTF-8: one of two bytes weighs 1, of three 3, of four 6 */
  uint64_t invalid; /* parts that are not */
} slant_utf8_evidence;

/* From this weight on, without anything against it, bytes are UTF-8. */
enum { SLANT_UTF8_SETTLED = 8 };

/* Bytes that a guess is made from. */
enum { SLANT_GUESSED_BYTES = 1 << 16 };

/* Counts in `bytes`; unless they are `whole`, a sequence that their end has cut counts for nothing. */
void slant_utf8_weigh(slant_text bytes, bool whole, slant_utf8_evidence *evidence);

/* Length of the longest prefix that is UTF-8, zeros included; what speaks for UTF-8 in it is added to `evidence`. */
size_t slant_utf8_weigh_prefix(slant_text bytes, slant_utf8_evidence *evidence);

/* The encoding of a byte order mark, and the mark's length; NULL where there is none. */
const slant_encoding *slant_encoding_of_mark(slant_text head, size_t *mark);

/* UTF-16 or UTF-32 without a mark, by where its zero bytes are; NULL for all else. */
const slant_encoding *slant_encoding_of_zeros(slant_text head);

/* What is to be known before anything else: what the user tells (NULL: nothing), a mark and its length, or, not where `strict`, zeros. A mark
 * tells the order of bytes where the user does not. NULL where there is nothing. */
const slant_encoding *slant_encoding_of_start(slant_text head, const slant_encoding *told, bool strict, size_t *mark);

/* What a page says of itself in its first bytes, in an XML declaration or a meta element; NULL where it says nothing that is known. */
const slant_encoding *slant_encoding_of_markup(slant_text head);

/* What a Content-Type says, as in "text/html; charset=utf-8"; NULL where it says nothing that is known. */
const slant_encoding *slant_encoding_of_type(slant_text content_type);

/* Decides from bytes of no or of unknown encoding, to which `evidence` was counted, those before them included. UTF-8 where they are so for
 * the most part, and where no other encoding explains what is not. `path` is the input's. */
slant_status slant_encoding_guess(const slant_encoding **out, slant_text bytes, const slant_utf8_evidence *evidence, const char *path,
                                  slant_error *err);

/* "utf-8" and "windows-1252". */
const slant_encoding *slant_encoding_utf8(void);
const slant_encoding *slant_encoding_windows(void);

#endif
