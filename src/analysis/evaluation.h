/* Evaluation: a model against labelled data. */
#ifndef SLANT_ANALYSIS_EVALUATION_H
#define SLANT_ANALYSIS_EVALUATION_H

#include "model/metrics.h"
#include "model/model.h"

struct slant_evaluation {
  slant_arena arena;
  slant_labels labels; /* the model's */
  size_t n_articles, n_labelled;
  size_t n_furniture, n_empty; /* labelled paragraphs that the model set aside */
  size_t n_unknown;            /* labelled paragraphs whose label the model does not have */
  size_t n_seen;               /* articles that the model was trained on */
  slant_scored_row *rows;
  size_t n_rows, cap_rows;
  slant_effort effort;
  size_t n_read; /* rows that the encoder decided */
  slant_confusion confusion;
  double min_precision;   /* asked for; 0: none */
  double uncertain_below; /* the confidence that keeps it; infinite: none does */
  double certain, certain_right, scored; /* weights of rows from that confidence on, of those that are right, and of all */
  slant_interval interval;
  slant_calibration_curve curve;
};

#endif
