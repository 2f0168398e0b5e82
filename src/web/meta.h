/* Page metadata: what a page says of its article, by the conventions of the web. */
#ifndef SLANT_WEB_META_H
#define SLANT_WEB_META_H

#include "base/arena.h"
#include "web/blocks.h"

/* What is known of a page from elsewhere, as from the record of an archive; empty where it is not. What the page says of its date and
 * language goes before; its own address goes before `url` where it names one that is canonical. */
typedef struct slant_web_origin {
  slant_text url;
  slant_text date;     /* begins with YYYY-MM-DD */
  slant_text language; /* "en", "en-GB" */
  slant_text encoding; /* of the bytes that `html` was made from; the record's then */
} slant_web_origin;

/* Texts lie in the arena, in the page's tree or in the origin; empty where nobody tells. */
typedef struct slant_web_meta {
  slant_text title, source, date, author, url, language;
  slant_text body; /* the article's text, where the page tells it to other programs */
} slant_web_meta;

/* `origin` may be NULL. */
slant_status slant_web_meta_read(slant_web_meta *meta, const slant_web_blocks *blocks, const slant_web_origin *origin, slant_arena *arena,
                                  slant_error *err);

#endif
