/* Duplicates: which articles, or parts of them, are nearly the same text. */
#ifndef SLANT_ARTICLE_DUPLICATES_H
#define SLANT_ARTICLE_DUPLICATES_H

#include "article/article.h"

/* Writes for each article the index of the first one that it is a near-duplicate of, through others too; its own index where
 * there is none. Near: at least half of the word 5-grams in common, estimated from sketches of the 64 smallest hashes
 * (bottom-k sketches, Cohen and Kaplan, PODC 2007). */
slant_status slant_duplicates_group(slant_article *const *articles, size_t n_articles, size_t *group_of, slant_error *err);

/* Paragraphs [first, end) of an article. */
typedef struct slant_passage {
  const slant_article *article;
  size_t first, end;
} slant_passage;

/* The same of passages. */
slant_status slant_duplicates_group_passages(const slant_passage *passages, size_t n_passages, size_t *group_of, slant_error *err);

#endif
