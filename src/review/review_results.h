/* Review of results: their scored paragraphs without a label, and reading the folders over. */
#ifndef SLANT_REVIEW_REVIEW_RESULTS_H
#define SLANT_REVIEW_REVIEW_RESULTS_H

#include "review/review.h"

/* A scored paragraph that is not labelled yet. */
typedef struct slant_candidate {
  uint64_t key;     /* slant_review_key */
  uint64_t words;   /* hash of its words */
  double margin;    /* slant_review_margin */
  double confidence;
  size_t article;   /* number of the article among those met, from 0 */
  uint32_t number;  /* of the paragraph */
  const char *label; /* that the model gives */
  bool furniture;
  bool drawn;       /* in the random stratum */
} slant_candidate;

typedef struct slant_candidates {
  slant_candidate *items;
  size_t n, cap;
  size_t n_articles;
} slant_candidates;

/* Called with each article of the results once: `index` counts them from 0. */
typedef slant_status (*slant_review_visit)(void *user, const slant_saved_run *run, const slant_saved_article *article, size_t index,
                                           slant_error *err);
/* Reads all folders. Folders whose labels differ, or an article whose texts were not kept, are SLANT_E_DATA. */
slant_status slant_review_read(slant_review *review, slant_review_visit visit, void *user, slant_error *err);

/* The first pass: all candidates, in the order of keys. Sets the labels that are offered. */
slant_status slant_review_scan(slant_review *review, slant_candidates *candidates, slant_error *err);

/* The second pass: builds the articles with wanted[index], and those of the items that are chosen already. *of (n_articles of the first
 * pass) is the built article; NULL: was not wanted. */
slant_status slant_review_fetch(slant_review *review, const bool *wanted, const slant_article **of, slant_error *err);

/* The pool of the margin stratum: up to `most` candidates in the order of margins, then keys; no furniture, at most
 * SLANT_REVIEW_MOST_OF_ARTICLE an article, the same words once. Writes pointers into `pool`. */
slant_status slant_review_pool(slant_candidates *candidates, size_t most, slant_candidate **pool, size_t *n_pool, slant_error *err);

#endif
