/* Page blocks: the stretches of text that a reader of a page sees apart, with what can be measured of each. */
#ifndef SLANT_ARTICLE_PAGE_BLOCKS_H
#define SLANT_ARTICLE_PAGE_BLOCKS_H

#include "article/page_hints.h"
#include "base/buffer.h"

typedef enum slant_page_kind {
  SLANT_PAGE_PARAGRAPH,
  SLANT_PAGE_HEADING,
  SLANT_PAGE_ITEM,
  SLANT_PAGE_QUOTE,
  SLANT_PAGE_CELL,
  SLANT_PAGE_LINE, /* text that stands in a division by itself */
} slant_page_kind;

typedef struct slant_page_block {
  uint32_t node;       /* the innermost element that stands on lines of its own */
  uint32_t start, len; /* in the blocks' text */
  uint32_t n_linked;   /* bytes inside links */
  uint16_t n_links;
  uint8_t kind;        /* slant_page_kind */
  uint8_t level;       /* of a heading, from 1 */
  bool ends;           /* with the end of a sentence */
  bool has_comma;
} slant_page_block;

/* What is known of an element from those that hold it. */
typedef struct slant_page_place {
  uint32_t block; /* nearest element, itself included, that stands on lines of its own */
  uint32_t own;   /* hints of the element itself */
  uint32_t hints; /* its own, and of all that hold it */
  uint32_t link;  /* nearest link; 0: none */
} slant_page_place;

/* A zeroed one is empty. */
typedef struct slant_page_blocks {
  const slant_html *html;
  slant_buffer text; /* valid UTF-8; white space is one blank, or a line end where the page breaks a line */
  slant_page_block *items;
  size_t n, cap;
  slant_page_place *places; /* one a node */
  bool repaired; /* a control character that stood for another one */
} slant_page_blocks;

/* Cuts the page; `html` is borrowed until the blocks are freed. */
slant_status slant_page_blocks_cut(slant_page_blocks *blocks, const slant_html *html, slant_error *err);
void slant_page_blocks_free(slant_page_blocks *blocks);

/* Borrowed until the blocks are freed. */
static inline slant_text slant_page_block_text(const slant_page_blocks *blocks, const slant_page_block *block) {
  return (slant_text){blocks->text.ptr + block->start, block->len};
}

#endif
