/* Scoring: a model's two stages and its decision, for the paragraphs of one article. */
#ifndef SLANT_MODEL_SCORE_H
#define SLANT_MODEL_SCORE_H

#include "article/article.h"
#include "model/model.h"

/* What the model knows of a text. */
typedef struct slant_known {
  size_t words; /* single ones */
  size_t terms; /* words and pairs */
} slant_known;

/* Stage 1 margins (n_margins) of the words of a paragraph or title. `n_behind` words stand behind them, which will be scored next: memory is
 * asked for the terms of the first of them meanwhile. */
slant_known slant_score_words(const slant_model *model, const slant_word *words, size_t n_words, size_t n_behind, double *margins);

/* Margins (n_margins) toward a target, of a paragraph that mentions it; the model has a target part. `places` (n_words) come from
 * slant_target_places. */
void slant_score_target(const slant_model *model, const slant_word *words, size_t n_words, const slant_place *places, double *margins);

/* Stage 1 margins of an article's title, NaN without one. */
slant_status slant_score_title(const slant_model *model, const slant_article *article, double *margins, slant_error *err);

/* Stage 2 margins (n_margins) of one row, by one of the model's judges: its context features and, where the encoder decides, what it made of
 * the paragraph, a feature a label; otherwise `readings` is not looked at. */
void slant_score_context(const slant_model *model, slant_decided decided, const double *context, const double *readings, double *margins);

/* Value of a kernel other than the linear one between two scaled rows. */
double slant_kernel_value(slant_kernel kernel, double gamma, const double *a, const double *b, size_t n);

#endif
