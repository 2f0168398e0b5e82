/* Figures part of a training: how good the labels of each effort are.
 * In: what the judges make of every row, out of fold. Out: confusions, intervals, calibration, and what a confidence is worth. */
#include "base/memory.h"
#include "model/training.h"

/* Enters row `i`, as `j` judged it, in the figures. */
static void score_row(const slant_training *t, const slant_judge_training *j, size_t i, slant_scored_row *scored, slant_figures *figures,
                      slant_confusion *argmax, slant_confusion *margin) {
  const slant_training_row *row = &t->rows[i];
  const double *p = j->probabilities + i * t->labels.n;
  int given = j->given[i];
  double weight = slant_training_scored_weight(t, i);
  *scored = (slant_scored_row){t->group_of[row->article], row->label, given, p[given], weight};
  slant_confusion_add(&figures->confusion, row->label, given, weight);
  slant_confusion_add(&figures->fold_confusion[t->fold_of[row->article]], row->label, given, weight);
  slant_confusion_add(argmax, row->label, slant_decide_label(p, NULL, t->labels.n), weight);
  slant_confusion_add(margin, row->label, slant_training_argmax(t, j->margins + i * t->n_margins), weight);
}

/* Groups are numbered without gaps for the bootstrap. */
static slant_status number_groups(const slant_training *t, slant_scored_row *scored, slant_error *err) {
  size_t *number = NULL, n = 0;
  slant_status status = slant_memory_new(&number, t->dataset.n_articles, sizeof *number, err);
  if (status != SLANT_OK) return status;
  for (size_t a = 0; a < t->dataset.n_articles; a++) {
    if (t->group_of[a] == a) number[a] = n++;
  }
  for (size_t i = 0; i < t->n_labelled; i++) scored[i].group = number[scored[i].group];
  slant_memory_free(number);
  return SLANT_OK;
}

static slant_status measure(slant_training *t, slant_effort effort, slant_error *err) {
  slant_figures *figures = &t->figures[effort];
  slant_confusion argmax = {.n_labels = t->labels.n}, margin = {.n_labels = t->labels.n};
  slant_status status = slant_memory_new(&figures->scored, t->n_labelled, sizeof *figures->scored, err);
  if (status != SLANT_OK) return status;
  figures->confusion.n_labels = t->labels.n;
  for (size_t fold = 0; fold < t->options.n_folds; fold++) figures->fold_confusion[fold].n_labels = t->labels.n;
  for (size_t i = 0, n = 0; i < t->n_rows; i++) {
    if (t->rows[i].label < 0) continue;
    score_row(t, slant_training_judge_of(t, effort, i), i, &figures->scored[n++], figures, &argmax, &margin);
  }
  figures->argmax_f1 = slant_confusion_macro_f1(&argmax);
  figures->margin_f1 = slant_confusion_macro_f1(&margin);
  slant_metrics_calibration(&figures->curve, figures->scored, t->n_labelled);
  status = number_groups(t, figures->scored, err);
  if (status == SLANT_OK) {
    status = slant_metrics_macro_f1_interval(&figures->interval, figures->scored, t->n_labelled, t->n_groups, t->labels.n, t->options.seed, err);
  }
  return status == SLANT_OK ? slant_train_coverage(t, effort, err) : status;
}

slant_status slant_train_figures(slant_training *t, slant_error *err) {
  slant_status status = SLANT_OK;
  for (size_t e = 0; e < slant_training_n_efforts(t) && status == SLANT_OK; e++) status = measure(t, (slant_effort)e, err);
  return status == SLANT_OK ? slant_train_score_drawn(t, NULL, err) : status;
}
