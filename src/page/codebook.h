/* Codebook: the rules that coders go by, as they stand in the coding page. */
#ifndef SLANT_PAGE_CODEBOOK_H
#define SLANT_PAGE_CODEBOOK_H

#include "base/buffer.h"
#include "model/labels.h"

/* Appends `text` as markup: plain text, or Markdown of which headings, paragraphs, lists, quotations, tables, **strong**, *emphasis*,
 * `code` and [links](of which the text stays) are known. All else is text; no markup of its own comes through. Headings begin at
 * level 2. */
void slant_codebook_put(slant_buffer *out, slant_text text);

/* The text of a short codebook for these labels, ended by NUL. */
slant_status slant_codebook_default(slant_buffer *out, const slant_labels *labels, slant_error *err);

#endif
