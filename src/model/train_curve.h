/* Learning curve: what fewer labels would have reached, and what more may bring. */
#ifndef SLANT_MODEL_TRAIN_CURVE_H
#define SLANT_MODEL_TRAIN_CURVE_H

#include "model/metrics.h"

enum { SLANT_LEARNING_POINTS = 4 };

/* The text SVM alone, trained on a share of the articles outside each fold and judged on the fold. */
typedef struct slant_learning_point {
  double share;                  /* of the articles, in (0, 1] */
  double n_articles, n_labelled; /* trained on, means over the folds */
  double macro_f1;
  slant_interval interval; /* 95 %, from resampled articles */
} slant_learning_point;

typedef struct slant_learning_curve {
  size_t n; /* points, by rising share; 0: not asked for. Shares that lack a label in some fold are left out */
  slant_learning_point points[SLANT_LEARNING_POINTS];
  double gain; /* of macro-F1 for each doubling of the labels: slope of the line through the points over log2(labels); 0 with one point */
  slant_interval gain_interval;
} slant_learning_curve;

#endif
