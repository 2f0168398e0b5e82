/* Groups: the articles of a batch by source, month, topic and the like, and how large a part of each group's paragraphs carries each
 * label.
 *
 * Everything is made from what paragraph rows print (probabilities in SLANT_SAVED_UNIT) by sums of whole numbers, so that neither the
 * order of articles nor the way in which a batch was divided shows. Articles that are near-duplicates of earlier ones are left out.
 *
 * The estimates are those of analysis/shares.h, over cells of like rows (groups/groups_cells.h), with a prior that grows with the n
 * scored paragraphs: A = SLANT_SHARES_PRIOR + SLANT_GROUPS_PRIOR n. A share from few paragraphs errs by their chance, which averages
 * out; one from many by what whole articles have in common and training did not show, which does not, so that many paragraphs must not
 * outweigh the training mix without end.
 *
 * Intervals are normal, cut to [0, 1], for articles like these: of a group of A > 1 articles with the variance
 *   b A / (A - 1)  +  c / A  +  s (A - 1) / A
 * b: the variance over SLANT_N_REPLICATES replicates of a Poisson bootstrap over articles (Hanley and MacGibbon, "Creating non-parametric
 *   bootstrap samples using Poisson frequencies", Computer Methods and Programs in Biomedicine 2006; Efron and Tibshirani, An
 *   Introduction to the Bootstrap, 1993, for the rest). The hash of an article's id and the number of the replicate decide how often the
 *   article stands in it, whatever else is in the batch; the replicate's number decides upon its confusions P_b
 *   (groups/groups_draws.h), which adjusted counts are solved with, and by which, for the corrected shares, the probabilities of a
 *   paragraph that was given l are multiplied: by P_b[k][l] / P[k][l].
 * c: the variance in closed form of analysis/shares.h. The bootstrap is blind within a single article.
 * s: of the corrected shares alone, D_k J^-1 D_k' A / SLANT_SHARES_PRIOR (there A is the prior's): as much as a hundred paragraphs leave
 *   unknown of the mix, however many there are.
 * The side of the interval that is away from the training mix t has (SLANT_GROUPS_PULL (s_k - t_k))^2 more, s_k being the share: the prior may
 * have pulled it so far.
 * Of one article, c. Counted shares and mean probabilities have at least Wilson's interval, and carry no error of the model. Of tone, b
 * and c, c being the variance of a mean of so many paragraphs, times SLANT_SHARES_DESIGN in a group.
 *
 * Differences: b is the variance of the replicates' differences, so that articles in both groups, and confusions, cancel; of each side
 * b / (A - 1) + c / A is added as far as its articles are not in the other, and s times half the sum of the absolute differences of
 * corrected shares: groups of like mix err alike. The side away from 0 has the square of SLANT_GROUPS_PULL times the difference more: the
 * prior makes differences too small, and none where there is none. p is that of the normal distribution with that variance: of so few replicates the parts
 * beyond a difference cannot be counted. SLANT_GROUPS_PRIOR and the formulas' parts were chosen by the simulation in tests/quality/groups.py,
 * on the same articles that it reports on. */
#ifndef SLANT_GROUPS_GROUPS_H
#define SLANT_GROUPS_GROUPS_H

#include "saved/saved.h"

enum { SLANT_MOST_GROUPINGS = 8 };

#define SLANT_GROUPS_PRIOR 0.35 /* what the training mix weighs for each scored paragraph */
#define SLANT_GROUPS_PULL 0.5   /* how far that may have pulled a share, as a part of its distance from the training mix */

typedef struct slant_groups slant_groups;

/* `by` has n_by groupings (at most SLANT_MOST_GROUPINGS): source, year, month, day, topic, author, language, target, or several of them
 * joined by "+"; the whole batch is a group of its own, grouping "batch". `labels` and `confusion` (labels->n * labels->n) are copied.
 * New. An unknown grouping is SLANT_E_USAGE. */
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
  slant_share tone;                              /* mean tone of scored paragraphs; NaN where there is none, its interval where one
                                                  * paragraph has it */
} slant_group;

/* Borrowed. */
const slant_labels *slant_groups_labels(const slant_groups *groups);
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

/* After finish. `first` and `second` name groups as "source=The Tolby Courier" or "month=2024-01"; a period is "month=2024-01..2024-06",
 * which joins groups; "batch" is the whole. A group that is not there is SLANT_E_USAGE, and says which there are. `out` borrows from
 * `groups`. */
slant_status slant_groups_compare(slant_groups *groups, const char *first, const char *second, slant_group_difference *out,
                                  slant_error *err);
void slant_groups_free(slant_groups *groups);

#endif
