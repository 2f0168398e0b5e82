/* Domain: which paragraphs are unlike what a model was trained on. */
#ifndef SLANT_MODEL_DOMAIN_H
#define SLANT_MODEL_DOMAIN_H

#include "slant/slant.h"

enum { SLANT_DOMAIN_LEAST_WORDS = 10 }; /* of a paragraph that can be told; in fewer words everything happens */

/* The ends of what training text is like. A level that less than one training paragraph would exceed is not known: then the share is 1,
 * and the margin SLANT_DOMAIN_ANY_MARGIN. */
#define SLANT_DOMAIN_ANY_MARGIN 1e9
typedef struct slant_domain {
  double unknown_share; /* of a paragraph's words: 99 % of the training paragraphs have no more that stand in their own article alone */
  double margin;        /* of stage 1, the largest in size: 99.9 % of the training paragraphs have none beyond it, whether the model saw
                         * them or not */
} slant_domain;

/* Whether a paragraph of `n_words` words lies outside; the model's table lacks `n_unknown` of them. `margins` (n_margins) of stage 1. */
bool slant_domain_is_outside(const slant_domain *domain, size_t n_words, size_t n_unknown, const double *margins, size_t n_margins);

/* The largest of the margins in size. */
double slant_domain_margin(const double *margins, size_t n_margins);

#endif
