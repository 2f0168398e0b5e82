/* Result: what a model says of one article. */
#ifndef SLANT_ANALYSIS_RESULT_H
#define SLANT_ANALYSIS_RESULT_H

#include "article/article.h"
#include "article/reprints.h"
#include "model/model.h"

struct slant_result {
  slant_arena own;    /* of all arrays below and of the result itself, unless … */
  slant_arena *arena; /* … they lie in somebody else's; NULL: they do not */
  const slant_model *model;
  const slant_article *article;
  slant_effort effort;
  const slant_encoder *encoder; /* NULL where the effort asks for none */
  slant_row *rows;  /* n_paragraphs of the article */
  double *features; /* n_paragraphs * n_features: context, unscaled; zeros of rows without score */
  double *readings; /* n_paragraphs * n_labels: an encoder's, of the rows that it decided; NULL where it decided none */
  const char *target;  /* that of articles which name none; NULL: none. Borrowed until the result is freed */
  size_t *mentions;    /* n_paragraphs: of the article's target; NULL where there is none. See analysis/target.h */
  slant_place *places; /* of all words of the article, by its target */
  slant_reprint_sketch *sketch; /* NULL: duplicates are not looked for */
  slant_text duplicate_of;      /* id of an article before this one; empty: none is known */
  size_t n_scored;     /* rows with a score; of these, in their order: */
  double *probabilities, *margins; /* n_scored * n_labels; rows point into them */
  size_t *counts;        /* n_labels, zeros until there is a summary */
  double *shares;        /* 3 * n_labels, room for the summary */
  slant_summary summary; /* its `shares` are NULL until slant_result_summary is asked for it */
};

/* As slant_classify, but in `arena`, which frees the result. */
slant_status slant_classify_in(slant_arena *arena, slant_result **out, const slant_model *model, const slant_article *article,
                               const slant_classify_options *options, slant_error *err);

/* Fills result->summary from its rows. */
void slant_summarize(slant_result *result);

#endif
