/* Markers: phrases that sites put around articles, and signs that a short block is a voice in the article after all. */
#ifndef SLANT_TEXT_MARKERS_H
#define SLANT_TEXT_MARKERS_H

#include "text/words.h"

/* What phrases and signs add to the log-odds that a block is furniture: above 0 for a marker at its place in a block that is short
 * enough for it, below 0 for a post or a speaker that the article quotes, 0 for most blocks. `words` are those of the block. */
double slant_markers_score(slant_text block, const slant_word *words, size_t n_words);

/* The same where it is known that no word but the first begins a phrase that could mark so long a block. */
double slant_markers_score_opening(slant_text block, const slant_word *words, size_t n_words);

#endif
