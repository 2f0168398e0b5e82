/* Decision part of a training: calibration and thresholds of its judges.
 * In: out-of-fold margins of stage 2. Out: the decision rule, fitted on all of them, and for every row what a rule fitted without its fold
 * makes of it. */
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

static slant_status fit_thresholds(const slant_training *t, const double *margins, rule *r, const double *row_weights, const int *truth,
                                   slant_error *err) {
  size_t k = t->labels.n;
  double *probabilities = NULL;
  slant_status status = slant_memory_new(&probabilities, t->n_rows * k, sizeof *probabilities, err);
  for (size_t i = 0; i < t->n_rows && status == SLANT_OK; i++) {
    slant_calibrate_apply(&r->calibrator, margins + i * t->n_margins, probabilities + i * k);
  }
  if (status == SLANT_OK) slant_thresholds_fit(r->thresholds, k, &(slant_decision_data){probabilities, truth, row_weights, t->n_rows});
  slant_memory_free(probabilities);
  return status;
}

/* `base`: a judge whose rule is leaned on, and whose thresholds stay; NULL: there is none. */
static slant_status fit_rule(const slant_training *t, const double *margins, const slant_judge *base, size_t fold, rule *r, slant_error *err) {
  double *row_weights = NULL;
  int *truth = NULL;
  slant_status status = slant_memory_new(&row_weights, t->n_rows, sizeof *row_weights, err);
  if (status == SLANT_OK) status = slant_memory_new(&truth, t->n_rows, sizeof *truth, err);
  for (size_t i = 0; i < t->n_rows && status == SLANT_OK; i++) {
    bool used = t->rows[i].label >= 0 && t->fold_of[t->rows[i].article] != fold;
    row_weights[i] = used ? t->rows[i].weight : 0;
    truth[i] = used ? t->rows[i].label : 0;
  }
  slant_decision_data data = {margins, truth, row_weights, t->n_rows};
  if (status == SLANT_OK) {
    status = slant_calibrate_fit(&r->calibrator, t->labels.n, t->n_margins, &data, base != NULL ? base_ridge : plain_ridge,
                                 base != NULL ? &base->rule.calibrator : NULL, err);
  }
  if (status == SLANT_OK && base != NULL) memcpy(r->thresholds, base->rule.thresholds, t->labels.n * sizeof *r->thresholds);
  if (status == SLANT_OK && base == NULL) status = fit_thresholds(t, margins, r, row_weights, truth, err);
  slant_memory_free(row_weights);
  slant_memory_free(truth);
  return status;
}

/* Labels the rows of one fold by the rule. */
static void judge_fold(const slant_training *t, slant_judge_training *j, size_t fold, const rule *r) {
  for (size_t i = 0; i < t->n_rows; i++) {
    if (t->fold_of[t->rows[i].article] != fold) continue;
    double *p = j->probabilities + i * t->labels.n;
    slant_calibrate_apply(&r->calibrator, j->margins + i * t->n_margins, p);
    j->given[i] = slant_decide_label(p, r->thresholds, t->labels.n);
  }
}

static slant_status fit_judge(slant_training *t, slant_decided decided, slant_error *err) {
  slant_judge_training *j = &t->judges[decided];
  const slant_judge *base = slant_training_base_judge(t, decided);
  rule r = {0};
  slant_status status = slant_memory_new(&j->probabilities, t->n_rows * t->labels.n, sizeof *j->probabilities, err);
  if (status == SLANT_OK) status = slant_memory_new(&j->given, t->n_rows, sizeof *j->given, err);
  for (size_t fold = 0; fold < t->options.n_folds && status == SLANT_OK; fold++) {
    status = fit_rule(t, j->margins, base, fold, &r, err);
    if (status == SLANT_OK) judge_fold(t, j, fold, &r);
  }
  if (status == SLANT_OK) status = fit_rule(t, j->margins, base, SIZE_MAX, &r, err);
  if (status != SLANT_OK) return status;
  j->calibrator = r.calibrator;
  memcpy(j->thresholds, r.thresholds, sizeof j->thresholds);
  return SLANT_OK;
}

slant_status slant_train_decision(slant_training *t, slant_error *err) {
  slant_training_progress(t, "calibration and thresholds", 0, 0);
  slant_status status = fit_judge(t, SLANT_BY_TABLE, err);
  return status == SLANT_OK && t->readings != NULL ? fit_judge(t, SLANT_BY_ENCODER, err) : status;
}
