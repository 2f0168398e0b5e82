/* HTML: a page into a flat tree. */
#ifndef SLANT_CODEC_HTML_H
#define SLANT_CODEC_HTML_H

#include "codec/html_attributes.h"
#include "codec/html_tags.h"

enum { SLANT_HTML_MOST_NODES = 4 << 20 };

/* An element, or a stretch of text. Nodes lie in the order of the page, each before all that it holds; node 0 holds all others. */
typedef struct slant_html_node {
  uint8_t tag; /* slant_html_tag */
  uint8_t n_attributes;
  uint16_t depth;      /* nodes that hold it */
  uint32_t parent;
  uint32_t end;        /* the node behind all that it holds */
  uint32_t start, len; /* of SLANT_HTML_TEXT: its bytes in the document's text */
  uint32_t attributes; /* the first */
} slant_html_node;

/* Caps are 32 bits wide: a page is no larger than the cap of a record lets it be, and refused beyond 2 GiB. */
typedef struct slant_html slant_html;

/* Reads a page; `html` is valid UTF-8, and borrowed until the document is freed. Any bytes are a page; what is refused (SLANT_E_DATA) is one
 * with more than SLANT_HTML_MOST_NODES nodes. `source` is for messages. New. */
slant_status slant_html_read(slant_html **out, slant_text html, const char *source, slant_error *err);
void slant_html_free(slant_html *document);

/* Borrowed, as all that follows. */
const slant_html_node *slant_html_nodes(const slant_html *document, uint32_t *n);
/* The text of a node; empty for elements. Valid UTF-8, entities decoded, white space as it was written. */
slant_text slant_html_node_text(const slant_html *document, const slant_html_node *node);
/* The value of an attribute; ptr is NULL where there is none. */
slant_text slant_html_get(const slant_html *document, const slant_html_node *node, slant_html_attribute attribute);
/* Scripts that hold JSON-LD, as they are written. */
const slant_text *slant_html_data(const slant_html *document, size_t *n);

#endif
