/* Page search: the working state of finding a page's article; what its steps share. */
#ifndef SLANT_WEB_SEARCH_H
#define SLANT_WEB_SEARCH_H

#include "web/blocks.h"

enum { SLANT_WEB_N_PASSES = 3 };

typedef struct slant_web_search {
  const slant_web_blocks *b;
  const slant_html_node *nodes;
  uint32_t n_nodes;
  float *weights;   /* of each element: what the paragraphs in it weigh */
  uint32_t *hints;  /* of each element: those against it that count, of itself and of all that hold it */
  uint32_t body;    /* the element chosen */
  int pass;         /* each later one asks less */
} slant_web_search;

/* The share of a block's text that stands in links. */
double slant_web_linked_share(const slant_web_block *block);

/* Whether a block reads like a paragraph of running text. */
bool slant_web_reads_well(const slant_web_block *block);

/* Finds the element that holds the article, and what counts against each element. */
void slant_web_search_place(slant_web_search *s);

#endif
