/* HTML attributes: those of a start tag that slant asks for. */
#ifndef SLANT_CODEC_HTML_ATTRIBUTES_H
#define SLANT_CODEC_HTML_ATTRIBUTES_H

#include "base/buffer.h"
#include "codec/html_tags.h"

/* In the order in which they are written again. */
#define SLANT_HTML_ATTRIBUTES(F)                                                                                               \
  F(CLASS, "class") F(ID, "id") F(HREF, "href") F(REL, "rel") F(NAME, "name") F(PROPERTY, "property") F(CONTENT, "content")   \
  F(ITEMPROP, "itemprop") F(DATETIME, "datetime") F(ROLE, "role") F(LANG, "lang") F(HIDDEN, "hidden")

typedef enum slant_html_attribute {
#define SLANT_HTML_ATTRIBUTE(name, text) SLANT_HTML_AT_##name,
  SLANT_HTML_ATTRIBUTES(SLANT_HTML_ATTRIBUTE)
#undef SLANT_HTML_ATTRIBUTE
  SLANT_HTML_N_ATTRIBUTES
} slant_html_attribute;

/* The attribute of that name, in small letters; SLANT_HTML_N_ATTRIBUTES for all that slant does not ask for. */
slant_html_attribute slant_html_attribute_find(slant_text name);

typedef struct slant_html_attributes {
  slant_text values[SLANT_HTML_N_ATTRIBUTES]; /* as they are written, within the page; ptr is NULL where there is none */
  bool is_data;  /* of a script: it holds JSON-LD */
  bool is_empty; /* "/>" */
} slant_html_attributes;

/* Reads from behind a tag's name. Returns what comes behind the tag, NULL where the page ends before it does. */
const char *slant_html_attributes_read(slant_html_attributes *attributes, slant_html_tag tag, const char *at, const char *end);

/* Appends the start tag. */
void slant_html_attributes_put(const slant_html_attributes *attributes, slant_html_tag tag, slant_buffer *out);

#endif
