/* What groups keep of articles, as whole numbers: each article once, whatever groups it belongs to. */
#ifndef SLANT_GROUPS_GROUPS_STORE_H
#define SLANT_GROUPS_GROUPS_STORE_H

#include "saved/saved.h"

/* Numbers of articles are 32 bits wide. */
#define SLANT_MOST_GROUPED UINT32_MAX

typedef struct slant_kept {
  uint64_t seed;      /* hash of the id: what the article's weights are drawn with */
  size_t first;       /* its first row */
  uint32_t n_rows;    /* scored paragraphs */
  uint32_t n_paragraphs, n_furniture, n_toned;
  int64_t tone;       /* sum over paragraphs that have one, in SLANT_SAVED_UNIT */
  uint64_t tone_squares;
} slant_kept;

typedef struct slant_group_store {
  slant_arena arena; /* names of labels */
  slant_labels labels;
  double confusion[SLANT_MOST_LABELS * SLANT_MOST_LABELS];
  size_t n_articles, cap_articles;
  slant_kept *articles;
  size_t n_rows, cap_rows;
  uint16_t *rows; /* n_rows of 1 + labels.n: the label given, then probabilities in SLANT_SAVED_UNIT */
} slant_group_store;

/* `store` is zeroed. */
slant_status slant_group_store_open(slant_group_store *store, const slant_labels *labels, const double *confusion, slant_error *err);
slant_status slant_group_store_add(slant_group_store *store, const slant_saved_article *article, slant_error *err);
void slant_group_store_clear(slant_group_store *store);

/* Values of a row. */
static inline size_t slant_group_store_width(const slant_group_store *store) { return 1 + store->labels.n; }
static inline const uint16_t *slant_group_store_row(const slant_group_store *store, size_t row) {
  return store->rows + row * slant_group_store_width(store);
}

#endif
