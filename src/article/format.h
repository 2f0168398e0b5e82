/* Format: what a file holds, by its name and its first bytes. */
#ifndef SLANT_ARTICLE_FORMAT_H
#define SLANT_ARTICLE_FORMAT_H

#include "article/columns.h"

enum { SLANT_SNIFFED_BYTES = 4096 };

/* The format that a file's name tells, an ending like .gz aside; SLANT_FORMAT_AUTO where it tells none. */
slant_format slant_format_of_name(const char *name);

/* Whether a file is for a reader of its own, which looks at its bytes as they are: a web page, or an archive of them. */
bool slant_format_has_bytes(slant_format format);

/* The format of a file by its first bytes. */
slant_format slant_format_of_bytes(slant_text head, const slant_columns *columns);

/* What to do with a file that slant does not read, by its name or first bytes, as in "PDF: convert it first, as with pdftotext";
 * NULL for all others. */
const char *slant_format_remedy(const char *name, slant_text head);

/* "binary data", where the first bytes are no text; NULL where they are. */
const char *slant_format_unreadable(slant_text head);

#endif
