/* Page body: which blocks of a page are its article. */
#ifndef SLANT_WEB_BODY_H
#define SLANT_WEB_BODY_H

#include "web/blocks.h"

/* What becomes of a block. */
typedef enum slant_web_part {
  SLANT_WEB_FAR,  /* menus, footers, other text away from the article: counted */
  SLANT_WEB_NEAR, /* text beside the article: furniture */
  SLANT_WEB_OWN,  /* the article */
} slant_web_part;

/* Says of each block what it is, into `parts` (blocks->n). `title` is the article's, which is not said twice. */
slant_status slant_web_body_find(const slant_web_blocks *blocks, slant_text title, uint8_t *parts, slant_error *err);

#endif
