/* Decision part of a training: calibration, thresholds, and the measured quality.
 * In: out-of-fold margins of stage 2. Out: the decision rule, fitted on all of them, and the figures of the report, for which
 * every row is judged by a rule fitted without its fold. */
#include <string.h>

#include "base/memory.h"
#include "model/model.h"
#include "model/training.h"

static const double plain_ridge = 1e-3; /* keeps the parameters finite when classes are separable */
static const double base_ridge = 5;     /* how much a base model's calibration is believed against few rows */

/* The rule that labels rows: from those outside `fold`. */
typedef struct rule {
  slant_calibrator calibrator;
  double thresholds[SLANT_MOST_LABELS];
} rule;

static slant_status fit_thresholds(slant_training *t, rule *r, const double *row_weights, const int *truth, slant_error *err) {
  size_t k = t->labels.n;
  double *probabilities = NULL;
  slant_status status = slant_memory_new(&probabilities, t->n_rows * k, sizeof *probabilities, err);
  for (size_t i = 0; i < t->n_rows && status == SLANT_OK; i++) {
    slant_calibrate_apply(&r->calibrator, t->margins + i * t->n_margins, probabilities + i * k);
  }
  if (status == SLANT_OK) status = slant_thresholds_fit(r->thresholds, k, probabilities, truth, row_weights, t->n_rows, err);
  slant_memory_free(probabilities);
  return status;
}

static slant_status fit_rule(slant_training *t, size_t fold, rule *r, slant_error *err) {
  const slant_model *base = t->options.base;
  double *row_weights = NULL;
  int *truth = NULL;
  slant_status status = slant_memory_new(&row_weights, t->n_rows, sizeof *row_weights, err);
  if (status == SLANT_OK) status = slant_memory_new(&truth, t->n_rows, sizeof *truth, err);
  for (size_t i = 0; i < t->n_rows && status == SLANT_OK; i++) {
    bool used = t->rows[i].label >= 0 && t->fold_of[t->rows[i].article] != fold;
    row_weights[i] = used ? t->rows[i].weight : 0;
    truth[i] = used ? t->rows[i].label : 0;
  }
  bool keep_base = base != NULL && slant_training_is_small(t);
  slant_calibration_data data = {t->margins, truth, row_weights, t->n_rows};
  if (status == SLANT_OK) {
    status = slant_calibrate_fit(&r->calibrator, t->labels.n, t->n_margins, &data, keep_base ? base_ridge : plain_ridge,
                                 keep_base ? &base->calibrator : NULL, err);
  }
  if (status == SLANT_OK && keep_base) memcpy(r->thresholds, base->thresholds, t->labels.n * sizeof *r->thresholds);
  if (status == SLANT_OK && !keep_base) status = fit_thresholds(t, r, row_weights, truth, err);
  slant_memory_free(row_weights);
  slant_memory_free(truth);
  return status;
}

/* Labels the rows of one fold by the rule and enters them in the figures. */
static void score_fold(slant_training *t, size_t fold, const rule *r, slant_confusion *argmax, slant_confusion *margin) {
  for (size_t i = 0, n = 0; i < t->n_rows; i++) {
    const slant_training_row *row = &t->rows[i];
    slant_scored_row *scored = &t->scored[n];
    n += row->label >= 0;
    if (t->fold_of[row->article] != fold) continue;
    double *p = t->probabilities + i * t->labels.n;
    slant_calibrate_apply(&r->calibrator, t->margins + i * t->n_margins, p);
    if (row->label < 0) continue;
    int given = slant_decide_label(p, r->thresholds, t->labels.n);
    double weight = slant_training_scored_weight(t, i);
    *scored = (slant_scored_row){t->group_of[row->article], row->label, given, p[given], weight};
    slant_confusion_add(&t->confusion, row->label, given, weight);
    slant_confusion_add(&t->fold_confusion[fold], row->label, given, weight);
    slant_confusion_add(argmax, row->label, slant_decide_label(p, NULL, t->labels.n), weight);
    slant_confusion_add(margin, row->label, slant_training_argmax(t, t->margins + i * t->n_margins), weight);
  }
}

/* Groups are numbered without gaps for the bootstrap. */
static slant_status number_groups(slant_training *t, slant_error *err) {
  size_t *number = NULL, n = 0;
  slant_status status = slant_memory_new(&number, t->dataset.n_articles, sizeof *number, err);
  if (status != SLANT_OK) return status;
  for (size_t a = 0; a < t->dataset.n_articles; a++) {
    if (t->group_of[a] == a) number[a] = n++;
  }
  for (size_t i = 0; i < t->n_labelled; i++) t->scored[i].group = number[t->scored[i].group];
  slant_memory_free(number);
  return SLANT_OK;
}

slant_status slant_train_decision(slant_training *t, slant_error *err) {
  slant_confusion argmax = {.n_labels = t->labels.n}, margin = {.n_labels = t->labels.n};
  rule r = {0};
  slant_training_progress(t, "calibration and thresholds", 0, 0);
  t->confusion.n_labels = t->labels.n;
  slant_status status = slant_memory_new(&t->probabilities, t->n_rows * t->labels.n, sizeof *t->probabilities, err);
  if (status == SLANT_OK) status = slant_memory_new(&t->scored, t->n_labelled, sizeof *t->scored, err);
  for (size_t fold = 0; fold < t->options.n_folds && status == SLANT_OK; fold++) {
    t->fold_confusion[fold].n_labels = t->labels.n;
    status = fit_rule(t, fold, &r, err);
    if (status == SLANT_OK) score_fold(t, fold, &r, &argmax, &margin);
  }
  if (status == SLANT_OK) status = fit_rule(t, SIZE_MAX, &r, err);
  if (status != SLANT_OK) return status;
  t->calibrator = r.calibrator;
  memcpy(t->thresholds, r.thresholds, sizeof t->thresholds);
  t->argmax_f1 = slant_confusion_macro_f1(&argmax);
  t->margin_f1 = slant_confusion_macro_f1(&margin);
  slant_metrics_calibration(&t->curve, t->scored, t->n_labelled);
  status = number_groups(t, err);
  if (status == SLANT_OK) {
    status = slant_metrics_macro_f1_interval(&t->interval, t->scored, t->n_labelled, t->n_groups, t->labels.n, t->options.seed, err);
  }
  if (status == SLANT_OK) status = slant_train_score_drawn(t, NULL, err);
  return status == SLANT_OK ? slant_train_coverage(t, err) : status;
}
