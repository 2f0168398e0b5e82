/* Stage 1's cross-fits, which train_text.c runs and train_search.c asks for. */
#ifndef SLANT_MODEL_TRAIN_TEXT_H
#define SLANT_MODEL_TRAIN_TEXT_H

#include "model/training.h"

/* A cross-fit: margins of each row from the training that left its fold out. */
typedef struct slant_cross_fit {
  slant_training *t;
  const slant_split *split;
  double cost;
  double epsilon; /* of the solver; 0: its default */
  double *margins; /* (n_rows + n_articles) * n_margins */
  double *alphas;  /* for each fold and margin n_rows + n_auxiliary_rows dual variables, to start from and of the solution; NULL: from 0 */
} slant_cross_fit;

slant_status slant_cross_fit_run(const slant_cross_fit *fit, slant_error *err);

/* Fills cost, cost_scores, text_f1 and text_margins. */
slant_status slant_train_search(slant_training *training, const slant_split *by_article, slant_error *err);

/* Fills ungrouped_text_f1, the score that folds by paragraph would promise: what leaks between paragraphs of one article is the difference.
 * Overwrites the split. */
slant_status slant_train_ungrouped(slant_training *training, const slant_split *by_paragraph, slant_error *err);

#endif
