/* Target part of a training: an SVM of its own for rows that name their target. */
#ifndef SLANT_MODEL_TRAIN_TARGET_H
#define SLANT_MODEL_TRAIN_TARGET_H

#include "article/article.h"
#include "features/zones.h"
#include "model/calibrate.h"
#include "model/metrics.h"

/* A labelled paragraph whose article names a target that the paragraph mentions. */
typedef struct slant_target_row {
  const slant_article *article;
  size_t paragraph;
  int label;
  double weight;
  size_t group, fold; /* rows with the same words share both */
} slant_target_row;

/* How a judge decides about such rows: from its inputs, which are the margins of the target SVM and, of the encoder's, what it made of the paragraph
 * with the target in the title's place. */
typedef struct slant_target_rule {
  size_t n_inputs;     /* of a row */
  const double *inputs; /* n_rows * n_inputs, out of fold */
  slant_calibrator calibrator;
  double thresholds[SLANT_MOST_LABELS];
  int *given;                /* n_rows: labels by a rule fitted without the row's fold */
  slant_confusion confusion; /* of those */
  slant_interval interval;   /* of macro-F1 */
  double calibration_error;
} slant_target_rule;

/* A zeroed one has no rows: then the model judges toward no target. */
typedef struct slant_target_training {
  slant_target_row *rows;
  size_t n_rows, n_groups;
  size_t n_unmentioned;  /* labelled rows whose paragraph does not mention their target */
  slant_vocabulary vocabulary;
  slant_zones zones;
  slant_vectors vectors; /* n_rows */
  double cost;
  double *margins;       /* n_rows * n_margins, out of fold */
  double *weights;       /* n_margins * columns of the vectors, trained on everything */
  double bias[SLANT_MOST_LABELS];
  size_t n_unread;       /* rows that the file of readings says nothing of; then no encoder judges toward targets */
  double *joined;        /* n_rows * (n_margins + n_labels): margins, readings; NULL where the rows have no readings */
  slant_target_rule rules[SLANT_N_JUDGES]; /* by slant_decided; without readings the first alone */
} slant_target_training;

struct slant_training;
/* Fills rows, folds and vectors; leaves no rows where some label has too few. */
slant_status slant_train_target_rows(struct slant_training *training, slant_error *err);

/* Sets target->joined, where an encoder read all of the rows; see train_readings.c. */
slant_status slant_train_target_readings(struct slant_training *training, slant_error *err);

/* Finds the rows, and trains where there are any. */
slant_status slant_train_target(struct slant_training *training, slant_error *err);
void slant_target_training_clear(slant_target_training *target);

#endif
