/* Training: everything between labelled articles and a model file. The steps fill it from top to bottom. */
#ifndef SLANT_MODEL_TRAINING_H
#define SLANT_MODEL_TRAINING_H

#include "article/dataset.h"
#include "article/readings.h"
#include "base/threads.h"
#include "features/vectors.h"
#include "model/calibrate.h"
#include "model/coverage.h"
#include "model/domain.h"
#include "model/metrics.h"
#include "model/model.h"
#include "model/train_add.h"
#include "model/train_context.h"
#include "model/train_target.h"
#include "model/train_curve.h"

enum { SLANT_MOST_FOLDS = 20, SLANT_MOST_COSTS = 32, SLANT_MOST_AUXILIARY = 16 };

/* A paragraph that takes part: with text, and no furniture unless that is kept. */
typedef struct slant_training_row {
  size_t article, paragraph;
  int label; /* -1: context only */
  double weight;
} slant_training_row;

#define SLANT_ENCODER_OF_ALL (SIZE_MAX - 1) /* an encoder that learned from all the data: no fold may learn from what it labelled */

/* A file of auxiliary data. */
typedef struct slant_auxiliary_source {
  const char *name; /* the last part of its path */
  double weight;
  const char *encoder_name; /* of the encoder that labelled it; NULL: none */
  size_t encoder;           /* its number among those of the readings; SLANT_ENCODER_OF_ALL; SIZE_MAX: none */
  slant_dataset dataset;
  size_t n_rows, n_following; /* how many take part, and how many of them stand in the data */
} slant_auxiliary_source;

/* A labelled paragraph of auxiliary data. It follows, and is left out with, the articles of the data that have its id or its words. */
typedef struct slant_auxiliary_row {
  const slant_article *article;
  size_t paragraph;
  int label;
  double weight;
  size_t source;              /* which auxiliary file */
  size_t same_id;             /* article of the data; SIZE_MAX: none */
  size_t first_mark, n_marks; /* what has its words */
} slant_auxiliary_row;

/* By which words a row of the vectors, paragraph or title, is known. */
typedef struct slant_mark {
  uint64_t key;
  size_t row;
} slant_mark;

/* Stage 2 and its decision. */
typedef struct slant_judge_training {
  /* see train_stage2.c */
  size_t n_features;
  double *features;             /* n_rows * n_features, scaled */
  double *mean, *feature_scale; /* n_features */
  double gamma;
  double *margins;              /* n_rows * n_margins, out of fold */
  slant_machine machines[SLANT_MOST_LABELS]; /* n_margins, trained on everything */

  /* see train_decision.c */
  slant_calibrator calibrator;
  double thresholds[SLANT_MOST_LABELS];
  double *probabilities; /* n_rows * n_labels, out of fold */
  int *given;            /* n_rows, out of fold */
} slant_judge_training;

/* How good the labels of one effort are, out of fold; see train_figures.c. */
typedef struct slant_figures {
  double uncertain_below;
  slant_coverage coverage[SLANT_N_DECIDE]; /* by slant_decide; see train_coverage.c */
  slant_scored_row *scored; /* n_labelled, in the order of rows */
  slant_confusion confusion;
  slant_confusion fold_confusion[SLANT_MOST_FOLDS];
  slant_interval interval;
  slant_calibration_curve curve;
  double argmax_f1, margin_f1; /* macro-F1 by the most probable label, and by the largest margin */
} slant_figures;

enum { SLANT_EFFORT_POINTS = 21 };
#define SLANT_EFFORT_MOST_READ 0.4 /* of the rows, at balanced effort */

/* What the labels are worth when the encoder reads the rows with a lead (slant_decide_lead) below `open_below`. */
typedef struct slant_effort_point {
  double open_below, share, macro_f1; /* share of the rows that are read */
} slant_effort_point;

/* From none to all; see train_effort.c. */
typedef struct slant_effort_curve {
  slant_effort_point points[SLANT_EFFORT_POINTS]; /* each reads a twentieth more of the rows */
  double open_below, share; /* of balanced effort */
} slant_effort_curve;

struct slant_training {
  /* what was asked for; see train_data.c */
  slant_train_options options; /* with the defaults filled in; its inputs and texts are not kept */
  double costs[SLANT_MOST_COSTS];
  slant_arena arena;

  /* the data */
  slant_dataset dataset;
  slant_added added;      /* coded rows that came in; see train_add.c */
  slant_labels labels;
  size_t n_margins;
  slant_training_row *rows;
  size_t n_rows, n_labelled;
  size_t *first_row;      /* n_articles + 1: rows of article a are [first_row[a], first_row[a + 1]) */
  size_t n_of_label[SLANT_MOST_LABELS];
  size_t n_furniture;     /* labelled paragraphs left out as furniture */
  size_t n_empty;         /* labelled paragraphs left out as empty */
  slant_auxiliary_source *auxiliary; /* options.n_auxiliary, by name; see train_auxiliary.c */
  slant_auxiliary_row *auxiliary_rows;
  size_t n_auxiliary_rows, cap_auxiliary_rows;
  slant_mark *marks;      /* of the data's rows, by key; only where there is auxiliary data */
  size_t n_marks;
  slant_readings cross_fit; /* the file of readings; empty without one. See train_readings.c */
  double *readings;       /* n_rows * n_labels: of that file, or of the encoder itself; NULL without */
  size_t *group_of;       /* n_articles: near-duplicates share one */
  size_t n_groups;
  const char *encoders[SLANT_MOST_FOLDS]; /* names of those of cross_fit, rising, borrowed; asked for where auxiliary data name one; see train_encoders.c */
  size_t n_encoders;
  bool has_encoder_of_all;
  size_t *encoder_of;     /* n_articles: the one that had not learned from it; NULL without */
  size_t *fold_of;        /* n_articles */
  slant_vocabulary vocabulary;
  slant_priors priors;
  slant_vectors vectors;  /* n_rows rows, one title an article, the auxiliary rows; the terms' part has a mean square of 1 */
  double scale;           /* by which the terms' values were multiplied for that */
  size_t *title_words;    /* n_articles: words of the title */
  double *base_margins;   /* n_vectors * n_margins of the base model; NULL without one */

  /* stage 1; see train_text.c */
  double cost;
  double cost_scores[SLANT_MOST_COSTS]; /* macro-F1 of the text SVM alone, by cost, as the search saw it: coarsely, where there are several */
  double text_f1, ungrouped_text_f1;    /* at the chosen cost: folds by article, and by paragraph */
  double *text_margins;   /* (n_rows + n_articles) * n_margins, each from the folds that did not hold the article */
  double *weights;        /* n_margins * n_columns of the vectors, of the model trained on everything */
  double bias[SLANT_MOST_LABELS];
  slant_domain domain;    /* see train_domain.c */

  slant_judge_training judges[SLANT_N_JUDGES]; /* by slant_decided; without an encoder's outputs the first alone */
  slant_figures figures[SLANT_N_EFFORTS];      /* by slant_effort; likewise */
  slant_effort_curve effort; /* with readings */

  slant_target_training target; /* toward named targets; see train_target.c */

  /* the base model as it is, on the same rows; see train_base.c */
  double base_f1;
  slant_interval gain;    /* of macro-F1 over the base model, from resampled articles */
  size_t n_base_articles; /* articles that the base model was trained on already */

  slant_learning_curve learning; /* see train_curve.c */
};

/* The steps, in this order. */
slant_status slant_train_load(slant_training *training, const char *const *inputs, size_t n_inputs, slant_error *err);
slant_status slant_train_text(slant_training *training, slant_error *err);
slant_status slant_train_domain(slant_training *training, slant_error *err);
slant_status slant_train_readings(slant_training *training, slant_error *err); /* by the encoder itself, where no file has them */
slant_status slant_train_stage2(slant_training *training, slant_error *err);
slant_status slant_train_decision(slant_training *training, slant_error *err);
slant_status slant_train_effort(slant_training *training, slant_error *err); /* with readings */
slant_status slant_train_figures(slant_training *training, slant_error *err);
slant_status slant_train_coverage(slant_training *training, slant_effort effort, slant_error *err); /* a part of slant_train_figures */
slant_status slant_train_compare_base(slant_training *training, slant_error *err);
slant_status slant_train_curve(slant_training *training, slant_error *err); /* where it is asked for */

/* Parts of those steps. Coded rows: which rows they are; the figures over those drawn by chance, with `base` (n_labelled, as
 * training->scored) the base model's. */
slant_status slant_train_mark_added(slant_training *training, slant_error *err);
slant_status slant_train_score_drawn(slant_training *training, const slant_scored_row *base, slant_error *err);
/* The base model's margins of stage 1; nothing without one. */
slant_status slant_train_score_base(slant_training *training, slant_error *err);

/* What row `r`, which has a label, weighs in the figures; 0: it is learned from only, having been chosen because it is hard. */
double slant_training_scored_weight(const slant_training *training, size_t r);

/* In which fold a row is left out. */
typedef struct slant_split {
  size_t *fold_of_row;          /* n_rows + n_articles */
  uint32_t *folds_of_auxiliary; /* n_auxiliary_rows: a bit for each fold */
} slant_split;

/* A zeroed split by the folds of articles. */
slant_status slant_split_by_article(slant_split *split, const slant_training *training, slant_error *err);
void slant_split_free(slant_split *split);

/* Margin number `margin` of the rows and titles of `fold` (margins[row * n_margins + margin]), by a text SVM at the chosen cost that
 * learned from the rows of other folds, but for those whose fold is SLANT_LEFT_OUT. */
#define SLANT_LEFT_OUT (SIZE_MAX - 2)
slant_status slant_train_text_fold(slant_training *training, const slant_split *split, size_t fold, size_t margin, double *margins,
                                   slant_error *err);

/* A judge's features (n_rows * its n_features, unscaled) from margins of stage 1 ((n_rows + n_articles) * n_margins) and, of the encoder's
 * judge, the readings behind them. */
slant_status slant_training_features(const slant_training *training, slant_decided decided, const double *text_margins, double *features,
                                     slant_error *err);

/* Makes room for readings and, from a file, fills it. Labels and rows are known by then. */
slant_status slant_train_load_readings(slant_training *training, slant_error *err);

/* Row `r` in the file of readings, which has them all once it is loaded. Borrowed. */
const slant_reading *slant_training_reading(const slant_training *training, size_t r);

/* Finds the readings' encoders and which of them had not learned from an article, where auxiliary data were labelled by one. Rows and groups of
 * near-duplicates are known by then. */
slant_status slant_train_find_encoders(slant_training *training, slant_error *err);

/* The encoder that had learned from none of the articles of fold `fold`; there are some. */
size_t slant_training_encoder_of_fold(const slant_training *training, size_t fold);

/* The number of the encoder of that name; SIZE_MAX: there is none. */
size_t slant_training_encoder_named(const slant_training *training, slant_text name);

/* Reads the auxiliary data. The labels and rows of the data are known by then. */
slant_status slant_train_load_auxiliary(slant_training *training, slant_error *err);

/* Sets of folds, a bit each, from which the auxiliary rows are left out: those of the rows with the same words by `fold_of_row` and,
 * `by_id`, that of the article with the same id; and where an encoder labelled them, those whose articles it had learned from. */
void slant_train_auxiliary_folds(const slant_training *training, const size_t *fold_of_row, bool by_id, uint32_t *folds);

/* Over ids, labels, weights and texts. */
uint64_t slant_train_auxiliary_fingerprint(const slant_training *training);

/* Words of row `r` of the vectors, titles aside: a row of the data, or an auxiliary one. Borrowed. */
const slant_word *slant_training_words(const slant_training *training, size_t r, size_t *n_words);

/* Enough labelled rows to fit stage 2 and the thresholds anew; with less, a base model's own stay. */
bool slant_training_is_small(const slant_training *training);

/* A base model's judge, where it stays as it is because there is too little data to fit another; NULL: it does not. */
const slant_judge *slant_training_base_judge(const slant_training *training, slant_decided decided);

/* Judges and efforts that the training has: without readings one each. */
size_t slant_training_n_judges(const slant_training *training);
size_t slant_training_n_efforts(const slant_training *training);

/* How far the table's label of row `r` leads, out of fold. */
double slant_training_lead(const slant_training *training, size_t r);

/* Who decides about row `r` with that effort. */
const slant_judge_training *slant_training_judge_of(const slant_training *training, slant_effort effort, size_t r);

/* The terms of the model and their weights, as tensors in a file at `path`; see compile.c. */
slant_status slant_training_compile(const slant_training *training, const char *path, slant_error *err);

/* slant_threads_run of a step's tasks, which ends with SLANT_E_STOPPED when the training is to stop. */
slant_status slant_training_run(const slant_training *training, size_t n_tasks, slant_task task, void *context, slant_error *err);
slant_status slant_training_check_stop(const slant_training *training, slant_error *err);

/* Tells how far the work is. */
void slant_training_progress(const slant_training *training, const char *stage, uint64_t done, uint64_t total);

/* +1 where `label` is the class that margin `m` speaks for, else -1. */
signed char slant_training_sign(int label, size_t m);

/* Label of the largest of `margins` (n_margins). */
int slant_training_argmax(const slant_training *training, const double *margins);

#endif
