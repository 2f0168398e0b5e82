/* HTML thinning: what no reader of a page sees is cut out of it before it is parsed — scripts, styles, comments, drawings, attributes that
 * slant does not ask for, tags that only change how letters look. Of real pages a quarter is left, and parsing takes a quarter of the time. */
#ifndef SLANT_CODEC_HTML_THIN_H
#define SLANT_CODEC_HTML_THIN_H

#include "base/buffer.h"

enum { SLANT_HTML_MOST_SCRIPTS = 64 };

/* A zeroed one is empty. */
typedef struct slant_html_thinned {
  slant_buffer out;                           /* HTML that says the same */
  slant_text data[SLANT_HTML_MOST_SCRIPTS]; /* scripts that hold JSON-LD; they lie in the page */
  size_t n_data;
} slant_html_thinned;

/* `html` is valid UTF-8, and borrowed as long as `data` is used. */
slant_status slant_html_thin(slant_html_thinned *thinned, slant_text html, slant_error *err);

#endif
