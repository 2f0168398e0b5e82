/* Reprints: near-duplicates in a stream of articles, in memory that is small and told.
 *
 * A sketch is made by one permutation hashing (Li, Owen and Zhang, NIPS 2012): shingles fall into 140 bins by their hash, and the smallest in each
 * is kept; an empty bin borrows from the next that is not (Shrivastava and Li, ICML 2014). Of 128 bins one bit each remains (b-bit minwise
 * hashing, Li and König, WWW 2010): of two texts with the Jaccard similarity J the share (1 + J) / 2 of them is equal, so that J is known to
 * within 0.08 (standard deviation, at 0.5). The other 12 make 6 keys of two bins: articles that share none are not compared. With J 0.5, 0.6, 0.7
 * and 0.8 two articles share one in 82, 93, 98 and 99.8 cases of 100. */
#ifndef SLANT_ARTICLE_REPRINTS_H
#define SLANT_ARTICLE_REPRINTS_H

#include "article/article.h"

enum { SLANT_REPRINT_WORDS = 16, SLANT_REPRINT_KEYS = 6 };

typedef struct slant_reprint_sketch {
  bool is_long; /* SLANT_REPRINT_WORDS words or more, furniture aside: shorter texts say too little */
  uint64_t bits[2];
  uint32_t keys[SLANT_REPRINT_KEYS];
} slant_reprint_sketch;

/* Any thread may make one. */
slant_status slant_reprint_sketch_make(slant_reprint_sketch *out, const slant_article *article, slant_error *err);

/* Estimate of the Jaccard similarity of two texts, in [-1, 1]. */
double slant_reprint_similarity(const slant_reprint_sketch *a, const slant_reprint_sketch *b);

/* Enters the article `id` in its turn. *of is the id of the first of the articles before, none of them a near-duplicate itself, that this one is a
 * near-duplicate of, borrowed until `duplicates` is freed; where more than 4,096 share a key, of the last of these. Empty where there is none: then it
 * is kept for those to come, which takes at most 64 bytes and the id. */
slant_status slant_duplicates_enter(slant_duplicates *duplicates, const slant_reprint_sketch *sketch, slant_text id, slant_text *of,
                                    slant_error *err);

#endif
