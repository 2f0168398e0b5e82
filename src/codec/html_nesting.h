/* HTML nesting: which elements are open while a page is written anew, and what an end tag ends. libxml2 lets an element go on to the end of the
 * page where the end tag of one inside it is missing; here it ends as in HTML5. */
#ifndef SLANT_CODEC_HTML_NESTING_H
#define SLANT_CODEC_HTML_NESTING_H

#include "base/buffer.h"
#include "codec/html_tags.h"

enum { SLANT_HTML_DEEPEST = 1000 }; /* elements inside one another; tags further in are passed over, their text stays */

/* A zeroed one has nothing open. */
typedef struct slant_html_nesting {
  uint32_t n_open[SLANT_HTML_N_TAGS]; /* start tags without an end tag, by element */
  uint8_t open[SLANT_HTML_DEEPEST];   /* open elements that do not end by themselves, the outermost first … */
  uint32_t depth;                     /* … how many */
  uint32_t n_passed;                  /* such start tags that were passed over for their depth */
} slant_html_nesting;

/* A start tag; false where it is to be passed over. */
bool slant_html_nesting_begin(slant_html_nesting *nesting, slant_html_tag tag);

/* An end tag, of an element that has content: it is written to `out`, behind those that are missing before it. One that ends nothing is not. */
void slant_html_nesting_end(slant_html_nesting *nesting, slant_html_tag tag, slant_buffer *out);

#endif
