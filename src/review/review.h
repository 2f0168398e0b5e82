/* Review: what to code next. The parts of choosing, and what writing needs of the choice. */
#ifndef SLANT_REVIEW_REVIEW_H
#define SLANT_REVIEW_REVIEW_H

#include <math.h>

#include "article/dataset.h"
#include "saved/saved.h"

/* A paragraph that was chosen. Texts and the article are borrowed from the review. */
typedef struct slant_review_item {
  slant_text id;      /* of the article */
  uint32_t number;    /* of the paragraph */
  slant_stratum stratum;
  double probability; /* of having been drawn; NaN unless random */
  const char *model;  /* the label that the model gives; NULL: not known */
  double confidence;  /* the model's probability of it; NaN: not known */
  const slant_article *article;
  size_t paragraph;   /* index in the article */
} slant_review_item;

/* A list that grows; a zeroed one is empty. */
typedef struct slant_review_items {
  slant_review_item *items;
  size_t n, cap;
} slant_review_items;

/* Most items an article among those of the margin stratum. */
enum { SLANT_REVIEW_MOST_OF_ARTICLE = 3, SLANT_REVIEW_FEWEST_WORDS = 8 };

struct slant_review {
  slant_review_options options; /* with the defaults filled in */
  slant_review_figures figures;
  slant_arena arena;
  slant_labels labels;       /* offered */
  slant_labels given;        /* by the models of the results */
  slant_dataset labelled;
  slant_review_items chosen; /* in the order in which they are shown */
  slant_article **articles;  /* of the results, those that are concerned, in the order of ids */
  size_t n_articles, cap_articles;
};

/* Adds an item. */
slant_status slant_review_add(slant_review *review, const slant_review_item *item, slant_error *err);

/* The labelled paragraph of that article and number, borrowed; NULL: the labelled data have none. *article (may be NULL) is its article. */
const slant_paragraph *slant_review_find(const slant_review *review, slant_text id, uint32_t number, const slant_article **article);

/* Whether the stratum has a weight: only then what others cannot fill may go to it. */
bool slant_review_wants(const slant_review *review, slant_stratum stratum);

/* Shares n_items out in proportion to `weights`, by largest remainders; earlier strata win ties. */
void slant_review_allot(const double weights[SLANT_N_STRATA], size_t n_items, size_t out[SLANT_N_STRATA]);

/* The number by whose order paragraphs are drawn: without regard to files, rows and threads. */
uint64_t slant_review_key(slant_text id, uint32_t number, uint64_t seed);

/* The margin between the two labels with the largest probability over threshold, these scaled to sum to 1: in [0, 1]. */
double slant_review_margin(const uint32_t *probabilities, const double *thresholds, size_t n_labels);

/* Strata of the labelled data; *left is what they could not fill. See review_labelled.c. */
slant_status slant_review_labelled(slant_review *review, size_t *left, slant_error *err);
/* Strata of the results, `more` being added to margin. See review_results.c. */
slant_status slant_review_results(slant_review *review, size_t more, slant_error *err);

#endif
