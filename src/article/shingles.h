/* Shingles: the word 5-grams of a text, as hashes: what near-duplicates have in common. */
#ifndef SLANT_ARTICLE_SHINGLES_H
#define SLANT_ARTICLE_SHINGLES_H

#include "article/article.h"

/* Hands each shingle of paragraphs [first, end) to `take`; *n_words is the number of words there. Shingles run over paragraph ends; a text that is
 * shorter than one is a single shingle. Furniture, which strangers share, is left out. `room` is for the words of an article that keeps none. */
slant_status slant_shingles_each(const slant_article *article, size_t first, size_t end, slant_words *room,
                                 void (*take)(void *user, uint64_t hash), void *user, size_t *n_words, slant_error *err);

#endif
