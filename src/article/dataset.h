/* Dataset: labelled articles, whole in memory, in an order that does not depend on the order of rows. */
#ifndef SLANT_ARTICLE_DATASET_H
#define SLANT_ARTICLE_DATASET_H

#include "article/article.h"

/* What was in the data and could not be used. */
typedef struct slant_dataset_counts {
  size_t rows;          /* paragraphs met */
  size_t unlabelled;    /* without a label: kept as context */
  size_t repeated;      /* the same paragraph with the same label again: kept once */
  size_t contradictory; /* paragraphs met with different labels: kept without a label */
} slant_dataset_counts;

typedef struct slant_dataset {
  slant_article **articles; /* in the byte order of ids */
  size_t n_articles, cap_articles;
  slant_dataset_counts counts;
} slant_dataset;

/* Reads all records of the inputs; the rows of an article may stand anywhere, and beside the whole article with numbered paragraphs.
 * The first unfit record is an error, whatever options->fail says. A zeroed dataset is empty. */
slant_status slant_dataset_load(slant_dataset *dataset, const char *const *inputs, size_t n_inputs,
                                const slant_reader_options *options, slant_error *err);

/* The same, but every record is an article of its own: ids may come again, rows need no number, and what has no id is given none. */
slant_status slant_dataset_load_apart(slant_dataset *dataset, const char *const *inputs, size_t n_inputs,
                                      const slant_reader_options *options, slant_error *err);
void slant_dataset_clear(slant_dataset *dataset);

#endif
