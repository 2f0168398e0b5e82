/* Page search: the working state of finding a page's article; what its steps share. */
#ifndef SLANT_ARTICLE_PAGE_SEARCH_H
#define SLANT_ARTICLE_PAGE_SEARCH_H

#include "article/page_blocks.h"

enum { SLANT_PAGE_N_PASSES = 3 };

typedef struct slant_page_search {
  const slant_page_blocks *b;
  const slant_html_node *nodes;
  uint32_t n_nodes;
  float *weights;   /* of each element: what the paragraphs in it weigh */
  uint32_t *hints;  /* of each element: those against it that count, of itself and of all that hold it */
  uint32_t body;    /* the element chosen */
  int pass;         /* each later one asks less */
} slant_page_search;

/* The share of a block's text that stands in links. */
double slant_page_linked_share(const slant_page_block *block);

/* Whether a block reads like a paragraph of running text. */
bool slant_page_reads_well(const slant_page_block *block);

/* Finds the element that holds the article, and what counts against each element. */
void slant_page_search_place(slant_page_search *s);

#endif
