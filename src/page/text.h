/* Text of a paragraph, with the words that pushed its label marked. */
#ifndef SLANT_PAGE_TEXT_H
#define SLANT_PAGE_TEXT_H

#include "saved/saved.h"

/* `<p dir="auto">` with a `<mark>` around each term; terms that overlap or touch are one mark, as strong as the strongest of them. */
void slant_page_put_marked(slant_buffer *out, const slant_saved_row *row);

#endif
