/* Page blocks: the stretches of text that a reader of a page sees apart, with what can be measured of each. */
#ifndef SLANT_WEB_BLOCKS_H
#define SLANT_WEB_BLOCKS_H

#include "base/buffer.h"
#include "web/hints.h"

typedef enum slant_web_kind {
  SLANT_WEB_PARAGRAPH,
  SLANT_WEB_HEADING,
  SLANT_WEB_ITEM,
  SLANT_WEB_QUOTE,
  SLANT_WEB_CELL,
  SLANT_WEB_LINE, /* text that stands in a division by itself */
} slant_web_kind;

typedef struct slant_web_block {
  uint32_t node;       /* the innermost element that stands on lines of its own */
  uint32_t start, len; /* in the blocks' text */
  uint32_t n_linked;   /* bytes inside links */
  uint16_t n_links;
  uint8_t kind;        /* slant_web_kind */
  uint8_t level;       /* of a heading, from 1 */
  bool ends;           /* with the end of a sentence */
  bool has_comma;
} slant_web_block;

/* What is known of an element from those that hold it. */
typedef struct slant_web_place {
  uint32_t block; /* nearest element, itself included, that stands on lines of its own */
  uint32_t own;   /* hints of the element itself */
  uint32_t hints; /* its own, and of all that hold it */
  uint32_t link;  /* nearest link; 0: none */
} slant_web_place;

/* A zeroed one is empty. */
typedef struct slant_web_blocks {
  const slant_html *html;
  slant_buffer text; /* valid UTF-8; white space is one blank, or a line end where the page breaks a line */
  slant_web_block *items;
  size_t n, cap;
  slant_web_place *places; /* one a node */
  bool repaired; /* a control character that stood for another one */
} slant_web_blocks;

/* Cuts the page; `html` is borrowed until the blocks are freed. */
slant_status slant_web_blocks_cut(slant_web_blocks *blocks, const slant_html *html, slant_error *err);
void slant_web_blocks_free(slant_web_blocks *blocks);

/* Borrowed until the blocks are freed. */
static inline slant_text slant_web_block_text(const slant_web_blocks *blocks, const slant_web_block *block) {
  return (slant_text){blocks->text.ptr + block->start, block->len};
}

#endif
