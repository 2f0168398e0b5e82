/* Page JSON-LD: what a page tells machines of its article in the words of schema.org. */
#ifndef SLANT_WEB_JSON_LD_H
#define SLANT_WEB_JSON_LD_H

#include "base/arena.h"
#include "codec/html.h"

/* Texts lie in the arena; empty where the page does not tell. */
typedef struct slant_web_json_ld {
  slant_text headline, published, modified, author, publisher, body, language, url;
} slant_web_json_ld;

/* Reads the scripts of a page. Those that are no JSON are passed over. */
slant_status slant_web_json_ld_read(slant_web_json_ld *out, const slant_html *html, slant_arena *arena, slant_error *err);

#endif
