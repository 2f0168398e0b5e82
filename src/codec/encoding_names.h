/* Encoding names: the labels by which texts name encodings, and what is meant on the web. */
#ifndef SLANT_CODEC_ENCODING_NAMES_H
#define SLANT_CODEC_ENCODING_NAMES_H

#include "base/error.h"

typedef enum slant_encoding_kind {
  SLANT_ENCODING_UTF8,
  SLANT_ENCODING_WIDE,  /* UTF-16, UTF-32 */
  SLANT_ENCODING_LATIN, /* one byte a character, of which the letters of ASCII are most */
  SLANT_ENCODING_OTHER, /* one byte a character, of another script */
  SLANT_ENCODING_MULTI, /* several bytes a character */
} slant_encoding_kind;

typedef struct slant_encoding {
  const char *name;   /* "windows-1252", as the web calls it */
  const char *system; /* as iconv calls it */
  slant_encoding_kind kind;
  size_t unit; /* bytes of the smallest part: 1, 2 or 4 */
} slant_encoding;

/* The encoding of that label, by the WHATWG's table (iso-8859-1 and ascii mean windows-1252) and some names beside it; upper and lower case
 * and white space around it make no difference. NULL where there is none. */
const slant_encoding *slant_encoding_find(slant_text label);

/* The same for a label that the user gave: one that is unknown is SLANT_E_USAGE. NULL, where none is given, gives NULL. */
slant_status slant_encoding_get(const slant_encoding **out, const char *label, slant_error *err);

#endif
