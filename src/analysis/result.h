/* Result: what a model says of one article. */
#ifndef SLANT_ANALYSIS_RESULT_H
#define SLANT_ANALYSIS_RESULT_H

#include "article/article.h"
#include "model/model.h"

struct slant_result {
  slant_arena arena; /* of all arrays below */
  const slant_model *model;
  const slant_article *article;
  slant_row *rows;  /* n_paragraphs of the article */
  double *features; /* n_paragraphs * n_features: context, unscaled; zeros of rows without score */
  size_t *mentions;    /* n_paragraphs: of the article's target; NULL where there is none. See analysis/target.h */
  slant_place *places; /* of all words of the article, by its target */
  slant_summary summary;
};

/* Fills result->summary from its rows. */
slant_status slant_summarize(slant_result *result, slant_error *err);

#endif
