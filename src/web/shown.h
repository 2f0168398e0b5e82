/* Page shown: the text that an element shows. */
#ifndef SLANT_WEB_SHOWN_H
#define SLANT_WEB_SHOWN_H

#include "base/arena.h"
#include "web/blocks.h"

enum { SLANT_WEB_LONGEST_SHOWN = 2000 };

/* The text in the nodes [at, end) on one line, elements with one of the hints `without` aside; in the arena. Empty where it is longer than
 * `most` bytes; what is beyond SLANT_WEB_LONGEST_SHOWN, or stands behind many nodes, is cut. */
slant_text slant_web_shown(const slant_web_blocks *blocks, uint32_t at, uint32_t end, uint32_t without, size_t most, slant_arena *arena,
                            slant_error *failure);

#endif
