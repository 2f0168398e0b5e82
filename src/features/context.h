/* Context: the dense features of a paragraph in its article, on top of the margins of the text SVM. */
#ifndef SLANT_FEATURES_CONTEXT_H
#define SLANT_FEATURES_CONTEXT_H

#include <math.h>

#include "article/article.h"

/* Features for `n_margins` margins a paragraph: own, previous, next, article's mean and title's margins, then those below. */
enum { SLANT_CONTEXT_BLOCKS = 5, SLANT_CONTEXT_SCALARS = 6 };

/* n_margins * SLANT_CONTEXT_BLOCKS + SLANT_CONTEXT_SCALARS */
size_t slant_context_size(size_t n_margins);

/* The name of feature `index`: "own critical", "next neutral", "position". Appended to `name`. `margin_names` names the margins. */
void slant_context_name(size_t index, const char *const *margin_names, size_t n_margins, slant_buffer *name);

/* What the features of an article are made from. */
typedef struct slant_context_input {
  const slant_article *article;
  const bool *scored;          /* n_paragraphs: takes part */
  const double *margins;       /* n_paragraphs * n_margins; of rows that are not scored: not looked at */
  const double *title_margins; /* n_margins; NaN without a title */
  size_t n_margins;
} slant_context_input;

/* Writes n_paragraphs rows of slant_context_size features; rows that are not scored become zeros. NaN stands for what is not
 * known: a model takes its own mean for it. */
void slant_context_get(const slant_context_input *input, double *features);

/* A feature as the machines see it: (x - mean) * scale, 0 where it is not known, and at most SLANT_CONTEXT_LIMIT in size: what is
 * far outside the training data says no more than what lies at its edge. */
enum { SLANT_CONTEXT_LIMIT = 5 };
static inline double slant_context_scaled(double x, double mean, double scale) {
  if (isnan(x)) return 0;
  double z = (x - mean) * scale;
  if (!(z >= -SLANT_CONTEXT_LIMIT)) return -SLANT_CONTEXT_LIMIT;
  return z > SLANT_CONTEXT_LIMIT ? SLANT_CONTEXT_LIMIT : z;
}

#endif
