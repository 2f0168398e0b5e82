/* Page body: which blocks of a page are its article. */
#ifndef SLANT_ARTICLE_PAGE_BODY_H
#define SLANT_ARTICLE_PAGE_BODY_H

#include "article/page_blocks.h"

/* What becomes of a block. */
typedef enum slant_page_part {
  SLANT_PAGE_FAR,  /* menus, footers, other text away from the article: counted */
  SLANT_PAGE_NEAR, /* text beside the article: furniture */
  SLANT_PAGE_OWN,  /* the article */
} slant_page_part;

/* Says of each block what it is, into `parts` (blocks->n). `title` is the article's, which is not said twice. */
slant_status slant_page_body_find(const slant_page_blocks *blocks, slant_text title, uint8_t *parts, slant_error *err);

#endif
