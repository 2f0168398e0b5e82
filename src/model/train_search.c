/* Search part of a training: which C suits the text SVM.
 * In: folds by article, values of C. Out: the one with the best macro-F1, with its out-of-fold margins; and the score that other folds would
 * promise.
 * To compare costs, a coarse solution of each is enough, which starts from the one before. The chosen cost is solved anew from nothing, so
 * that what else was tried leaves no trace in the model. */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "model/folds.h"
#include "model/train_text.h"

static const double coarse_epsilon = 0.1; /* liblinear's default for this solver */

/* Macro-F1 of the labels with the largest margin. */
static double text_score(const slant_training *t, const double *margins) {
  slant_confusion confusion = {.n_labels = t->labels.n};
  for (size_t r = 0; r < t->n_rows; r++) {
    if (t->rows[r].label < 0) continue;
    int given = slant_training_argmax(t, margins + r * t->n_margins);
    slant_confusion_add(&confusion, t->rows[r].label, given, t->rows[r].weight);
  }
  return slant_confusion_macro_f1(&confusion);
}

/* Dual variables grow with the cost, yet less than it does where margins grow with them: their geometric mean is near. */
static void scale_alphas(slant_cross_fit *run, double cost) {
  const slant_training *t = run->t;
  if (run->alphas == NULL || !(run->cost > 0)) return;
  size_t n = t->options.n_folds * t->n_margins * (t->n_rows + t->n_auxiliary_rows);
  double factor = sqrt(cost / run->cost);
  for (size_t i = 0; i < n; i++) run->alphas[i] *= factor;
}

/* Scores every cost and keeps the best one, with its margins. */
static slant_status try_costs(slant_training *t, slant_cross_fit *run, slant_error *err) {
  size_t size = (t->n_rows + t->dataset.n_articles) * t->n_margins;
  double best = -1;
  for (size_t c = 0; c < t->options.n_costs; c++) {
    slant_training_progress(t, "text SVM, choosing C", c, t->options.n_costs);
    if (c > 0) scale_alphas(run, t->costs[c]);
    run->cost = t->costs[c];
    slant_status status = slant_cross_fit_run(run, err);
    if (status != SLANT_OK) return status;
    t->cost_scores[c] = text_score(t, run->margins);
    if (t->cost_scores[c] <= best) continue;
    best = t->text_f1 = t->cost_scores[c];
    t->cost = t->costs[c];
    memcpy(t->text_margins, run->margins, size * sizeof *run->margins);
  }
  return SLANT_OK;
}

slant_status slant_train_search(slant_training *t, const slant_split *by_article, slant_error *err) {
  size_t n_tasks = t->options.n_folds * t->n_margins, n_alphas = n_tasks * (t->n_rows + t->n_auxiliary_rows);
  size_t size = (t->n_rows + t->dataset.n_articles) * t->n_margins;
  bool coarse = t->options.n_costs > 1 && t->options.solver != SLANT_SOLVER_LIBSVM;
  slant_cross_fit run = {.t = t, .split = by_article, .epsilon = coarse ? coarse_epsilon : 0};
  slant_status status = slant_memory_new(&run.margins, size, sizeof *run.margins, err);
  if (status == SLANT_OK && coarse) status = slant_memory_new(&run.alphas, n_alphas, sizeof *run.alphas, err);
  if (status == SLANT_OK) status = try_costs(t, &run, err);
  slant_memory_free(run.margins);
  slant_memory_free(run.alphas);
  if (status != SLANT_OK || !coarse) return status;
  slant_training_progress(t, "text SVM, at the chosen C", 0, 0);
  slant_cross_fit chosen = {.t = t, .split = by_article, .cost = t->cost, .margins = t->text_margins};
  status = slant_cross_fit_run(&chosen, err);
  t->text_f1 = text_score(t, t->text_margins);
  return status;
}

slant_status slant_train_ungrouped(slant_training *t, const slant_split *by_paragraph, slant_error *err) {
  size_t n = t->n_rows + t->dataset.n_articles, *fold_of_row = by_paragraph->fold_of_row;
  size_t *groups = NULL, *counts = NULL, *encoders = NULL;
  uint64_t *keys = NULL;
  double *margins = NULL;
  slant_training_progress(t, "text SVM, folds by paragraph", 0, 0);
  slant_status status = slant_memory_new(&groups, t->n_rows, sizeof *groups, err);
  if (status == SLANT_OK) status = slant_memory_new(&counts, t->n_rows * t->labels.n, sizeof *counts, err);
  if (status == SLANT_OK) status = slant_memory_new(&keys, t->n_rows, sizeof *keys, err);
  if (status == SLANT_OK && t->n_encoders > 0) status = slant_memory_new(&encoders, t->n_rows, sizeof *encoders, err);
  if (status == SLANT_OK) status = slant_memory_new(&margins, n * t->n_margins, sizeof *margins, err);
  if (status == SLANT_OK) {
    for (size_t r = 0; r < t->n_rows; r++) {
      groups[r] = r;
      keys[r] = slant_hash_pair(t->rows[r].article, t->rows[r].paragraph);
      if (t->rows[r].label >= 0) counts[r * t->labels.n + (size_t)t->rows[r].label] = 1;
      if (encoders != NULL) encoders[r] = t->encoder_of[t->rows[r].article];
    }
    slant_fold_items items = {t->n_rows, t->labels.n, groups, counts, keys, encoders, t->n_encoders};
    status = slant_folds_assign(fold_of_row, &items, t->options.n_folds, t->options.seed, err);
  }
  if (status == SLANT_OK) slant_train_auxiliary_folds(t, fold_of_row, false, by_paragraph->folds_of_auxiliary);
  slant_cross_fit run = {.t = t, .split = by_paragraph, .cost = t->cost, .margins = margins};
  if (status == SLANT_OK) status = slant_cross_fit_run(&run, err);
  if (status == SLANT_OK) t->ungrouped_text_f1 = text_score(t, margins);
  slant_memory_free(groups);
  slant_memory_free(counts);
  slant_memory_free(keys);
  slant_memory_free(encoders);
  slant_memory_free(margins);
  return status;
}
