/* Page shown: the text that an element shows. */
#ifndef SLANT_ARTICLE_PAGE_SHOWN_H
#define SLANT_ARTICLE_PAGE_SHOWN_H

#include "article/page_blocks.h"
#include "base/arena.h"

enum { SLANT_PAGE_LONGEST_SHOWN = 2000 };

/* The text in the nodes [at, end) on one line, elements with one of the hints `without` aside; in the arena. Empty where it is longer than
 * `most` bytes; what is beyond SLANT_PAGE_LONGEST_SHOWN, or stands behind many nodes, is cut. */
slant_text slant_page_shown(const slant_page_blocks *blocks, uint32_t at, uint32_t end, uint32_t without, size_t most, slant_arena *arena,
                            slant_error *failure);

#endif
