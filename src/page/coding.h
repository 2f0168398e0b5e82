/* Coding page: coding.html, in which people label the paragraphs of a review. */
#ifndef SLANT_PAGE_CODING_H
#define SLANT_PAGE_CODING_H

#include "base/buffer.h"
#include "review/review.h"

/* coding.html. `codebook` is text or Markdown. */
slant_status slant_coding_put_page(slant_buffer *out, const slant_review *review, const slant_coding_options *options, slant_text codebook,
                                   slant_error *err);

#endif
