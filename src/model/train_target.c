/* Target part of a training: an SVM toward named targets.
 * In: rows that mention their target. Out: weights of the whole paragraph's terms and of what stands left and right of the target, with
 * calibration and thresholds from out-of-fold margins. */
#include "model/train_target.h"

#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "model/train_linear.h"
#include "model/training.h"

static const double ridge = 1e-3;
static const double costs[] = {0.03125, 0.0625, 0.125, 0.25};
enum { N_COSTS = sizeof costs / sizeof *costs };

/* One training of margin `margin` on the rows outside `fold`. */
static slant_status fit(const slant_training *t, double cost, size_t fold, size_t margin, double *weights, double *bias, slant_error *err) {
  const slant_target_training *g = &t->target;
  size_t *rows = NULL, n = 0;
  signed char *y = NULL;
  double *row_costs = NULL, of_sign[2] = {0, 0};
  slant_status status = slant_memory_new(&rows, g->n_rows, sizeof *rows, err);
  if (status == SLANT_OK) status = slant_memory_new(&y, g->n_rows, sizeof *y, err);
  if (status == SLANT_OK) status = slant_memory_new(&row_costs, g->n_rows, sizeof *row_costs, err);
  for (size_t i = 0; i < g->n_rows && status == SLANT_OK; i++) {
    if (g->rows[i].fold == fold) continue;
    rows[n] = i;
    y[n] = slant_training_sign(g->rows[i].label, margin);
    row_costs[n] = cost * g->rows[i].weight;
    of_sign[y[n++] < 0] += g->rows[i].weight;
  }
  for (size_t i = 0; i < n && !t->options.equal_weights; i++) row_costs[i] *= (of_sign[0] + of_sign[1]) / (2 * of_sign[y[i] < 0]);
  uint64_t seed = slant_hash_pair(slant_hash_pair(t->options.seed, fold), margin);
  slant_linear_problem problem = {&g->vectors, rows, n, y, row_costs, NULL, seed, NULL};
  if (status == SLANT_OK) status = slant_train_linear(&problem, 0, weights, bias, NULL, err);
  slant_memory_free(rows);
  slant_memory_free(y);
  slant_memory_free(row_costs);
  return status;
}

typedef struct cross_fit {
  slant_training *t;
  double cost;
  double *margins; /* n_rows * n_margins */
} cross_fit;

/* Task `index`: one fold and one margin. */
static slant_status fit_fold(void *context, size_t index, slant_error *err) {
  const cross_fit *c = context;
  slant_target_training *g = &c->t->target;
  size_t m = c->t->n_margins, fold = index / m, margin = index % m;
  double *weights = NULL, bias = 0;
  slant_status status = slant_memory_new(&weights, g->vectors.n_columns, sizeof *weights, err);
  if (status == SLANT_OK) status = fit(c->t, c->cost, fold, margin, weights, &bias, err);
  for (size_t i = 0; i < g->n_rows && status == SLANT_OK; i++) {
    if (g->rows[i].fold == fold) c->margins[i * m + margin] = slant_vectors_dot(&g->vectors, i, weights) + bias;
  }
  slant_memory_free(weights);
  return status;
}

static slant_status fit_all(void *context, size_t index, slant_error *err) {
  const cross_fit *c = context;
  slant_target_training *g = &c->t->target;
  return fit(c->t, c->cost, SIZE_MAX, index, g->weights + index * g->vectors.n_columns, &g->bias[index], err);
}

/* Cross-fits at every cost and keeps the margins with the best macro-F1. */
static slant_status choose_cost(slant_training *t, slant_error *err) {
  slant_target_training *g = &t->target;
  size_t size = g->n_rows * t->n_margins;
  double *margins = NULL, best = -1;
  slant_status status = slant_memory_new(&margins, size, sizeof *margins, err);
  if (status == SLANT_OK) status = slant_memory_new(&g->margins, size, sizeof *g->margins, err);
  for (size_t c = 0; c < N_COSTS && status == SLANT_OK; c++) {
    slant_training_progress(t, "target SVM, choosing C", c, N_COSTS);
    cross_fit run = {t, costs[c], margins};
    slant_confusion confusion = {.n_labels = t->labels.n};
    status = slant_training_run(t, t->options.n_folds * t->n_margins, fit_fold, &run, err);
    for (size_t i = 0; i < g->n_rows && status == SLANT_OK; i++) {
      slant_confusion_add(&confusion, g->rows[i].label, slant_training_argmax(t, margins + i * t->n_margins), g->rows[i].weight);
    }
    if (status != SLANT_OK || slant_confusion_macro_f1(&confusion) <= best) continue;
    best = slant_confusion_macro_f1(&confusion);
    g->cost = costs[c];
    memcpy(g->margins, margins, size * sizeof *margins);
  }
  slant_memory_free(margins);
  return status;
}

/* Calibration and thresholds from the rows outside `fold`; then, of the rows in it, what the rule gives. */
static slant_status decide(const slant_training *t, slant_target_rule *rule, size_t fold, slant_scored_row *scored, slant_error *err) {
  const slant_target_training *g = &t->target;
  size_t n = g->n_rows, k = t->labels.n;
  double *row_weights = NULL, *probabilities = NULL;
  int *truth = NULL;
  slant_status status = slant_memory_new(&row_weights, n, sizeof *row_weights, err);
  if (status == SLANT_OK) status = slant_memory_new(&truth, n, sizeof *truth, err);
  if (status == SLANT_OK) status = slant_memory_new(&probabilities, n * k, sizeof *probabilities, err);
  for (size_t i = 0; i < n && status == SLANT_OK; i++) {
    row_weights[i] = g->rows[i].fold == fold ? 0 : g->rows[i].weight;
    truth[i] = g->rows[i].label;
  }
  slant_decision_data data = {rule->inputs, truth, row_weights, n};
  if (status == SLANT_OK) status = slant_calibrate_fit(&rule->calibrator, k, rule->n_inputs, &data, ridge, NULL, err);
  for (size_t i = 0; i < n && status == SLANT_OK; i++) slant_calibrate_apply(&rule->calibrator, rule->inputs + i * rule->n_inputs, probabilities + i * k);
  if (status == SLANT_OK) slant_thresholds_fit(rule->thresholds, k, &(slant_decision_data){probabilities, truth, row_weights, n});
  for (size_t i = 0; i < n && status == SLANT_OK; i++) {
    if (g->rows[i].fold != fold) continue;
    int given = slant_decide_label(probabilities + i * k, rule->thresholds, k);
    rule->given[i] = given;
    scored[i] = (slant_scored_row){g->rows[i].group, truth[i], given, probabilities[i * k + (size_t)given], g->rows[i].weight};
    slant_confusion_add(&rule->confusion, truth[i], given, g->rows[i].weight);
  }
  slant_memory_free(row_weights);
  slant_memory_free(truth);
  slant_memory_free(probabilities);
  return status;
}

static slant_status measure(const slant_training *t, slant_target_rule *rule, slant_error *err) {
  const slant_target_training *g = &t->target;
  slant_scored_row *scored = NULL;
  slant_calibration_curve curve = {0};
  rule->confusion.n_labels = t->labels.n;
  slant_status status = slant_memory_new(&scored, g->n_rows, sizeof *scored, err);
  if (status == SLANT_OK) status = slant_memory_new(&rule->given, g->n_rows, sizeof *rule->given, err);
  for (size_t fold = 0; fold < t->options.n_folds && status == SLANT_OK; fold++) status = decide(t, rule, fold, scored, err);
  if (status == SLANT_OK) status = decide(t, rule, SIZE_MAX, scored, err);
  if (status == SLANT_OK) {
    slant_metrics_calibration(&curve, scored, g->n_rows);
    rule->calibration_error = curve.error;
    status = slant_metrics_macro_f1_interval(&rule->interval, scored, g->n_rows, g->n_groups, t->labels.n, t->options.seed, err);
  }
  slant_memory_free(scored);
  return status;
}

static slant_status fit_rules(slant_training *t, slant_error *err) {
  slant_target_training *g = &t->target;
  g->rules[SLANT_BY_TABLE] = (slant_target_rule){.n_inputs = t->n_margins, .inputs = g->margins};
  slant_status status = measure(t, &g->rules[SLANT_BY_TABLE], err);
  if (status == SLANT_OK) status = slant_train_target_readings(t, err);
  if (status != SLANT_OK || g->joined == NULL) return status;
  g->rules[SLANT_BY_ENCODER] = (slant_target_rule){.n_inputs = t->n_margins + t->labels.n, .inputs = g->joined};
  return measure(t, &g->rules[SLANT_BY_ENCODER], err);
}

slant_status slant_train_target(slant_training *t, slant_error *err) {
  slant_target_training *g = &t->target;
  slant_status status = slant_train_target_rows(t, err);
  if (status != SLANT_OK || g->n_rows == 0) return status;
  status = choose_cost(t, err);
  if (status == SLANT_OK) status = slant_memory_new(&g->weights, t->n_margins * g->vectors.n_columns, sizeof *g->weights, err);
  cross_fit all = {t, g->cost, NULL};
  slant_training_progress(t, "target SVM, all rows", 0, 0);
  if (status == SLANT_OK) status = slant_training_run(t, t->n_margins, fit_all, &all, err);
  return status == SLANT_OK ? fit_rules(t, err) : status;
}

void slant_target_training_clear(slant_target_training *g) {
  slant_memory_free(g->rows);
  slant_vocabulary_free(&g->vocabulary);
  slant_vectors_free(&g->vectors);
  slant_memory_free(g->margins);
  slant_memory_free(g->joined);
  for (size_t d = 0; d < SLANT_N_JUDGES; d++) slant_memory_free(g->rules[d].given);
  slant_memory_free(g->weights);
  memset(g, 0, sizeof *g);
}
