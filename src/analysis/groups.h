/* Groups: the articles of a batch by source, month, topic and the like, and how large a part of each group's paragraphs carries each label.
 *
 * Everything is made from what paragraph rows print (probabilities in SLANT_SAVED_UNIT) by sums of whole numbers, so that neither the order of
 * articles nor the way in which a batch was divided shows. */
#ifndef SLANT_ANALYSIS_GROUPS_H
#define SLANT_ANALYSIS_GROUPS_H

#include "analysis/saved.h"

enum { SLANT_MOST_GROUPINGS = 8 };

#define SLANT_GROUPS_PRIOR 0.15

typedef struct slant_groups slant_groups;

/* `by` has n_by groupings (at most SLANT_MOST_GROUPINGS): source, year, month, day, topic, author, language, target, or several of them
 * joined by "+"; the whole batch is a group of its own, grouping "batch". `labels` and `confusion` (labels->n * labels->n) are copied. New. An
 * unknown grouping is SLANT_E_USAGE. */
slant_status slant_groups_new(slant_groups **out, const slant_labels *labels, const double *confusion, const char *const *by, size_t n_by,
                              slant_error *err);
/* Copies what it needs of the article. */
slant_status slant_groups_add(slant_groups *groups, const slant_saved_article *article, slant_error *err);
/* Makes the figures, once, after the last article. */
slant_status slant_groups_finish(slant_groups *groups, slant_error *err);

typedef struct slant_group {
  const char *by;  /* "batch", "source", "source+month" */
  slant_text name; /* "all", "The Tolby Courier", "The Tolby Courier + 2024-05"; empty: its articles do not say */
  size_t n_articles, n_paragraphs, n_scored, n_furniture;
  const size_t *counts;                          /* paragraphs with each label */
  const slant_share *shares[SLANT_N_ESTIMATES];  /* labels.n each, with 95 % intervals that hold for articles like these */
  slant_share tone;                              /* mean tone of scored paragraphs; NaN where there is none */
} slant_group;

/* Groups in the order of groupings, then of names by bytes, the batch first. Borrowed. */
size_t slant_groups_n(const slant_groups *groups);
const slant_group *slant_groups_get(const slant_groups *groups, size_t index);

/* Grouping `index` among those without a group, as no article says to which it belongs; NULL where there are no more. Borrowed. */
const char *slant_groups_unsaid(const slant_groups *groups, size_t index);

/* One group against another. */
typedef struct slant_group_difference {
  const slant_group *first, *second;
  slant_share difference[SLANT_MOST_LABELS]; /* corrected share of the first less that of the second, in [-1, 1], with its 95 % interval */
  double p[SLANT_MOST_LABELS];               /* of a two-sided test that there is none */
  slant_share tone;                          /* the same of mean tone */
  double tone_p;
} slant_group_difference;

/* `first` and `second` name groups as "source=The Tolby Courier" or "month=2024-01"; a period is "month=2024-01..2024-06", which joins
 * groups. A group that is not there is SLANT_E_USAGE, and says which there are. */
slant_status slant_groups_compare(slant_groups *groups, const char *first, const char *second, slant_group_difference *out, slant_error *err);
void slant_groups_free(slant_groups *groups);

#endif
