/* Articles that are made up, and groups of them. */
#ifndef SLANT_UNIT_MADE_ARTICLES_H
#define SLANT_UNIT_MADE_ARTICLES_H

#include "groups/groups.h"

enum { MOST_ARTICLES = 200, MOST_ROWS = 12 };

/* Articles, and the memory of what they borrow. */
typedef struct heap {
  size_t n;
  char ids[MOST_ARTICLES][16];
  slant_saved_row rows[MOST_ARTICLES][MOST_ROWS];
  slant_saved_article articles[MOST_ARTICLES];
} heap;

extern const slant_labels three_labels;
extern const double three_confusion[9];

/* Adds an article with as many scored rows of three labels, and two paragraphs more, of which one is furniture. Borrowed. */
slant_saved_article *heap_add(heap *h, const char *source, const char *date, size_t n_rows);
/* All of them, grouped; new. */
slant_groups *heap_group(const heap *h, size_t n_by, const char *const *by, bool backwards);

#endif
