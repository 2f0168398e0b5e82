/* Inside groups: what their files share. */
#ifndef SLANT_GROUPS_GROUPS_INSIDE_H
#define SLANT_GROUPS_GROUPS_INSIDE_H

#include "groups/groups.h"
#include "groups/groups_cells.h"
#include "groups/groups_list.h"
#include "groups/groups_replicates.h"
#include "groups/groups_store.h"

struct slant_groups {
  slant_arena arena; /* names and figures */
  slant_group_store store;
  size_t n_lists;
  slant_group_list lists[1 + SLANT_MOST_GROUPINGS]; /* the batch, then one a grouping */
  size_t n;
  slant_group *groups; /* n */
  size_t n_unsaid;
  const char *unsaid[SLANT_MOST_GROUPINGS]; /* n_unsaid */
  slant_buffer name;   /* at hand */
  slant_draws draws;   /* once finished */
};

/* What the figures of a group, and their intervals, are made of. */
typedef struct slant_group_parts {
  size_t n_articles;
  slant_cells cells;                                      /* for estimates */
  slant_estimate used[SLANT_N_ESTIMATES];                 /* counted in place of adjusted counts, where confusions cannot be solved for */
  double shares[SLANT_N_ESTIMATES][SLANT_MOST_LABELS];
  double variances[SLANT_N_ESTIMATES][SLANT_MOST_LABELS]; /* c */
  double systematic[SLANT_MOST_LABELS];                   /* s */
  double tone, tone_variance;                             /* NaN: none */
  slant_replicates replicates;                            /* none where nothing is scored */
} slant_group_parts;

/* New arrays; `parts` may be uninitialised. */
slant_status slant_group_parts_open(slant_group_parts *parts, const slant_groups *groups, slant_members members, slant_error *err);
void slant_group_parts_clear(slant_group_parts *parts);

/* A: what the training mix weighs against n scored paragraphs of a group. */
double slant_group_prior(size_t n_rows);

/* The variance of values that lie `stride` apart, one a replicate, of which NaN are left out; with `other`, of their differences. */
double slant_replicates_vary(const double *values, const double *other, size_t stride);

/* The interval of a corrected share or difference that the prior may have pulled by -pull: its side away from there is wider. Not cut. */
slant_share slant_group_stretch(slant_share found, double variance, double pull);

/* What is added to the variance b of replicates, besides the systematic part: b / (A - 1) + c / A. */
double slant_group_rest(double b, double c, size_t n_articles);

/* c of tone: of one article as its row says, of several times the design effect. */
double slant_group_tone_variance(const slant_group_parts *parts);

/* Makes the figures of a group of these members; `by` and `name` are set already. */
slant_status slant_groups_measure(slant_groups *groups, slant_members members, slant_group *out, slant_error *err);

/* The members and the figures of the group that `choice` names. */
slant_status slant_groups_find(slant_groups *groups, const char *choice, slant_members *members, const slant_group **out, slant_error *err);

#endif
