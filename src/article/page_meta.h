/* Page metadata: what a page says of its article, by the conventions of the web. */
#ifndef SLANT_ARTICLE_PAGE_META_H
#define SLANT_ARTICLE_PAGE_META_H

#include "article/page.h"
#include "article/page_blocks.h"

/* Texts lie in the arena, in the page's tree or in the hints; empty where nobody tells. */
typedef struct slant_page_meta {
  slant_text title, source, date, author, url, language;
  slant_text body; /* the article's text, where the page tells it to other programs */
} slant_page_meta;

/* `hints` may be NULL. */
slant_status slant_page_meta_read(slant_page_meta *meta, const slant_page_blocks *blocks, const slant_page_hints *hints, slant_arena *arena,
                                  slant_error *err);

#endif
