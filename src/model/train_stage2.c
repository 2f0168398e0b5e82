/* Stage 2 of a training: the context SVM on out-of-fold margins.
 * In: margins of stage 1. Out: out-of-fold margins of stage 2, and machines trained on everything. A base model's machines stay
 * where there is too little data to fit new ones. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/threads.h"
#include "features/context.h"
#include "model/score.h"
#include "model/training.h"

static const double linear_cost = 0.01, kernel_cost = 0.1; /* with less than that the other kernels underfit */

/* Context features of one article's rows, unscaled, from margins of stage 1. */
static slant_status article_features(const slant_training *t, size_t a, const double *text_margins, double *out, slant_error *err) {
  const slant_article *article = t->dataset.articles[a];
  size_t n = article->n_paragraphs, m = t->n_margins;
  bool *scored = NULL;
  double *margins = NULL, *features = NULL;
  slant_status status = slant_memory_new(&scored, n, sizeof *scored, err);
  if (status == SLANT_OK) status = slant_memory_new(&margins, n * m, sizeof *margins, err);
  if (status == SLANT_OK) status = slant_memory_new(&features, n * t->n_features, sizeof *features, err);
  if (status == SLANT_OK) {
    for (size_t r = t->first_row[a]; r < t->first_row[a + 1]; r++) {
      scored[t->rows[r].paragraph] = true;
      memcpy(margins + t->rows[r].paragraph * m, text_margins + r * m, m * sizeof *margins);
    }
    slant_context_input input = {article, scored, margins, text_margins + (t->n_rows + a) * m, m};
    slant_context_get(&input, features);
    for (size_t r = t->first_row[a]; r < t->first_row[a + 1]; r++) {
      memcpy(out + r * t->n_features, features + t->rows[r].paragraph * t->n_features, t->n_features * sizeof *features);
    }
  }
  slant_memory_free(scored);
  slant_memory_free(margins);
  slant_memory_free(features);
  return status;
}

slant_status slant_training_features(const slant_training *t, const double *text_margins, double *features, slant_error *err) {
  slant_status status = SLANT_OK;
  for (size_t a = 0; a < t->dataset.n_articles && status == SLANT_OK; a++) {
    status = article_features(t, a, text_margins, features, err);
  }
  return status;
}

/* Mean 0 and deviation 1 over the labelled rows; a base model's own scales where its machines stay. */
static void scale_features(slant_training *t, bool keep_base) {
  size_t n = t->n_features;
  for (size_t d = 0; d < n; d++) {
    double sum = 0, square = 0, count = 0;
    for (size_t r = 0; r < t->n_rows; r++) {
      if (t->rows[r].label < 0) continue;
      double x = t->features[r * n + d];
      if (isnan(x)) continue;
      sum += x;
      square += x * x;
      count += 1;
    }
    if (!(count > 0)) count = 1; /* no article has a title */
    t->mean[d] = keep_base ? t->options.base->mean[d] : sum / count;
    double deviation = sqrt(fmax(square / count - (sum / count) * (sum / count), 0));
    t->feature_scale[d] = keep_base ? t->options.base->scale[d] : deviation > 1e-9 ? 1 / deviation : 0;
    for (size_t r = 0; r < t->n_rows; r++) t->features[r * n + d] = slant_context_scaled(t->features[r * n + d], t->mean[d], t->feature_scale[d]);
  }
}

static double machine_score(const slant_training *t, const slant_machine *machine, const double *z) {
  double sum = machine->bias;
  for (size_t d = 0; machine->weights != NULL && d < t->n_features; d++) sum += machine->weights[d] * z[d];
  for (size_t v = 0; v < machine->n_vectors; v++) {
    sum += machine->coefficients[v] *
           slant_kernel_value(t->options.kernel, t->gamma, machine->vectors + v * t->n_features, z, t->n_features);
  }
  return sum;
}

/* Trains the machine of `margin` on the labelled rows outside `fold`. */
static slant_status fit_machine(slant_training *t, size_t fold, size_t margin, slant_machine *machine, slant_error *err) {
  double *features = NULL, n_of_sign[2] = {0, 0};
  signed char *y = NULL;
  size_t n = 0;
  slant_status status = slant_memory_new(&features, t->n_labelled * t->n_features, sizeof *features, err);
  if (status == SLANT_OK) status = slant_memory_new(&y, t->n_labelled, sizeof *y, err);
  for (size_t r = 0; r < t->n_rows && status == SLANT_OK; r++) {
    if (t->rows[r].label < 0 || t->fold_of[t->rows[r].article] == fold) continue;
    memcpy(features + n * t->n_features, t->features + r * t->n_features, t->n_features * sizeof *features);
    y[n] = slant_training_sign(t->rows[r].label, margin);
    n_of_sign[y[n++] < 0] += 1;
  }
  if (status == SLANT_OK) {
    double all = n_of_sign[0] + n_of_sign[1];
    double cost = t->options.kernel == SLANT_KERNEL_LINEAR ? linear_cost : kernel_cost;
    slant_machine_problem problem = {.features = features, .n_rows = n, .n_columns = t->n_features, .y = y, .cost = cost,
                                     .positive_weight = t->options.equal_weights ? 1 : all / (2 * n_of_sign[0]),
                                     .negative_weight = t->options.equal_weights ? 1 : all / (2 * n_of_sign[1]),
                                     .kernel = t->options.kernel, .gamma = t->gamma};
    bool by_libsvm = t->options.kernel != SLANT_KERNEL_LINEAR || t->options.solver != SLANT_SOLVER_SLANT;
    status = by_libsvm ? slant_train_machine(&problem, machine, err) : slant_train_machine_linear(&problem, machine, err);
  }
  slant_memory_free(features);
  slant_memory_free(y);
  return status;
}

/* Task `index`: one margin of one fold; the last fold stands for all rows. */
static slant_status fit_task(void *context, size_t index, slant_error *err) {
  slant_training *t = context;
  size_t fold = index / t->n_margins, margin = index % t->n_margins;
  if (fold == t->options.n_folds) return fit_machine(t, SIZE_MAX, margin, &t->machines[margin], err);
  slant_machine machine = {0};
  slant_status status = fit_machine(t, fold, margin, &machine, err);
  for (size_t r = 0; r < t->n_rows && status == SLANT_OK; r++) {
    if (t->fold_of[t->rows[r].article] != fold) continue;
    t->margins[r * t->n_margins + margin] = machine_score(t, &machine, t->features + r * t->n_features);
  }
  slant_machine_clear(&machine);
  return status;
}

static slant_status keep_base_machines(slant_training *t, slant_error *err) {
  const slant_model *base = t->options.base;
  slant_status status = SLANT_OK;
  for (size_t m = 0; m < t->n_margins && status == SLANT_OK; m++) {
    slant_machine *machine = &t->machines[m];
    status = slant_memory_new(&machine->weights, t->n_features, sizeof *machine->weights, err);
    if (status != SLANT_OK) break;
    memcpy(machine->weights, base->context_weights + m * t->n_features, t->n_features * sizeof *machine->weights);
    machine->bias = base->context_bias[m];
    for (size_t r = 0; r < t->n_rows; r++) {
      t->margins[r * t->n_margins + m] = machine_score(t, machine, t->features + r * t->n_features);
    }
  }
  return status;
}

slant_status slant_train_stage2(slant_training *t, slant_error *err) {
  bool keep_base = t->options.base != NULL && slant_training_is_small(t);
  t->n_features = slant_context_size(t->n_margins);
  t->gamma = 1 / (double)t->n_features;
  slant_training_progress(t, "context SVM", 0, 0);
  slant_status status = slant_memory_new(&t->features, t->n_rows * t->n_features, sizeof *t->features, err);
  if (status == SLANT_OK) status = slant_memory_new(&t->margins, t->n_rows * t->n_margins, sizeof *t->margins, err);
  if (status == SLANT_OK) status = slant_memory_new(&t->mean, t->n_features, sizeof *t->mean, err);
  if (status == SLANT_OK) status = slant_memory_new(&t->feature_scale, t->n_features, sizeof *t->feature_scale, err);
  if (status == SLANT_OK) status = slant_training_features(t, t->text_margins, t->features, err);
  if (status != SLANT_OK) return status;
  scale_features(t, keep_base);
  if (keep_base) return keep_base_machines(t, err);
  return slant_threads_run(t->options.n_threads, (t->options.n_folds + 1) * t->n_margins, fit_task, t, err);
}
