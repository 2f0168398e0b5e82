/* Stage 2 of a training: the context SVM on out-of-fold margins.
 * In: margins of stage 1. Out: out-of-fold margins of stage 2, and machines trained on everything. A base model's machines stay
 * where there is too little data to fit new ones. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "features/context.h"
#include "model/score.h"
#include "model/training.h"

static const double linear_cost = 0.01, kernel_cost = 0.1; /* with less than that the other kernels underfit */

/* Context features of one article's rows, unscaled, from margins of stage 1; rows of `out` are `width` wide. */
static slant_status article_features(const slant_training *t, size_t a, const double *text_margins, size_t width, double *out, slant_error *err) {
  const slant_article *article = t->dataset.articles[a];
  size_t n = article->n_paragraphs, m = t->n_margins, size = slant_context_size(m);
  bool *scored = NULL;
  double *margins = NULL, *features = NULL;
  slant_status status = slant_memory_new(&scored, n, sizeof *scored, err);
  if (status == SLANT_OK) status = slant_memory_new(&margins, n * m, sizeof *margins, err);
  if (status == SLANT_OK) status = slant_memory_new(&features, n * size, sizeof *features, err);
  if (status == SLANT_OK) {
    for (size_t r = t->first_row[a]; r < t->first_row[a + 1]; r++) {
      scored[t->rows[r].paragraph] = true;
      memcpy(margins + t->rows[r].paragraph * m, text_margins + r * m, m * sizeof *margins);
    }
    slant_context_input input = {article, scored, margins, text_margins + (t->n_rows + a) * m, m};
    slant_context_get(&input, features);
    for (size_t r = t->first_row[a]; r < t->first_row[a + 1]; r++) {
      memcpy(out + r * width, features + t->rows[r].paragraph * size, size * sizeof *features);
    }
  }
  slant_memory_free(scored);
  slant_memory_free(margins);
  slant_memory_free(features);
  return status;
}

slant_status slant_training_features(const slant_training *t, slant_decided decided, const double *text_margins, double *features,
                                     slant_error *err) {
  slant_status status = SLANT_OK;
  size_t width = slant_judge_n_features(decided, &t->labels), n_context = slant_context_size(t->n_margins), k = t->labels.n;
  for (size_t a = 0; a < t->dataset.n_articles && status == SLANT_OK; a++) {
    status = article_features(t, a, text_margins, width, features, err);
  }
  for (size_t r = 0; r < t->n_rows && decided == SLANT_BY_ENCODER; r++) {
    memcpy(features + r * width + n_context, t->readings + r * k, k * sizeof *features);
  }
  return status;
}

/* A judge at work. */
typedef struct fitting {
  slant_training *t;
  slant_judge_training *judge;
  const slant_judge *base; /* whose machines stay; NULL: they are fitted anew */
} fitting;

/* Mean 0 and deviation 1 over the labelled rows; a base model's own scales where its machines stay. */
static void scale_features(const fitting *f) {
  const slant_training *t = f->t;
  slant_judge_training *j = f->judge;
  size_t n = j->n_features;
  for (size_t d = 0; d < n; d++) {
    double sum = 0, square = 0, count = 0;
    for (size_t r = 0; r < t->n_rows; r++) {
      if (t->rows[r].label < 0) continue;
      double x = j->features[r * n + d];
      if (isnan(x)) continue;
      sum += x;
      square += x * x;
      count += 1;
    }
    if (!(count > 0)) count = 1; /* no article has a title */
    j->mean[d] = f->base != NULL ? f->base->mean[d] : sum / count;
    double deviation = sqrt(fmax(square / count - (sum / count) * (sum / count), 0));
    j->feature_scale[d] = f->base != NULL ? f->base->scale[d] : deviation > 1e-9 ? 1 / deviation : 0;
    for (size_t r = 0; r < t->n_rows; r++) {
      j->features[r * n + d] = slant_context_scaled(j->features[r * n + d], j->mean[d], j->feature_scale[d]);
    }
  }
}

static double machine_score(const fitting *f, const slant_machine *machine, const double *z) {
  size_t n = f->judge->n_features;
  double sum = machine->bias;
  for (size_t d = 0; machine->weights != NULL && d < n; d++) sum += machine->weights[d] * z[d];
  for (size_t v = 0; v < machine->n_vectors; v++) {
    sum += machine->coefficients[v] * slant_kernel_value(f->t->options.kernel, f->judge->gamma, machine->vectors + v * n, z, n);
  }
  return sum;
}

/* Trains the machine of `margin` on the labelled rows outside `fold`. */
static slant_status fit_machine(const fitting *f, size_t fold, size_t margin, slant_machine *machine, slant_error *err) {
  const slant_training *t = f->t;
  size_t n = 0, n_features = f->judge->n_features;
  double *features = NULL, n_of_sign[2] = {0, 0};
  signed char *y = NULL;
  slant_status status = slant_memory_new(&features, t->n_labelled * n_features, sizeof *features, err);
  if (status == SLANT_OK) status = slant_memory_new(&y, t->n_labelled, sizeof *y, err);
  for (size_t r = 0; r < t->n_rows && status == SLANT_OK; r++) {
    if (t->rows[r].label < 0 || t->fold_of[t->rows[r].article] == fold) continue;
    memcpy(features + n * n_features, f->judge->features + r * n_features, n_features * sizeof *features);
    y[n] = slant_training_sign(t->rows[r].label, margin);
    n_of_sign[y[n++] < 0] += 1;
  }
  if (status == SLANT_OK) {
    double all = n_of_sign[0] + n_of_sign[1];
    double cost = t->options.kernel == SLANT_KERNEL_LINEAR ? linear_cost : kernel_cost;
    slant_machine_problem problem = {.features = features, .n_rows = n, .n_columns = n_features, .y = y, .cost = cost,
                                     .positive_weight = t->options.equal_weights ? 1 : all / (2 * n_of_sign[0]),
                                     .negative_weight = t->options.equal_weights ? 1 : all / (2 * n_of_sign[1]),
                                     .kernel = t->options.kernel, .gamma = f->judge->gamma};
    bool by_libsvm = t->options.kernel != SLANT_KERNEL_LINEAR || t->options.solver != SLANT_SOLVER_SLANT;
    status = by_libsvm ? slant_train_machine(&problem, machine, err) : slant_train_machine_linear(&problem, machine, err);
  }
  slant_memory_free(features);
  slant_memory_free(y);
  return status;
}

/* Task `index`: one margin of one fold; the last fold stands for all rows. */
static slant_status fit_task(void *context, size_t index, slant_error *err) {
  const fitting *f = context;
  const slant_training *t = f->t;
  slant_judge_training *j = f->judge;
  size_t fold = index / t->n_margins, margin = index % t->n_margins;
  if (fold == t->options.n_folds) return fit_machine(f, SIZE_MAX, margin, &j->machines[margin], err);
  slant_machine machine = {0};
  slant_status status = fit_machine(f, fold, margin, &machine, err);
  for (size_t r = 0; r < t->n_rows && status == SLANT_OK; r++) {
    if (t->fold_of[t->rows[r].article] != fold) continue;
    j->margins[r * t->n_margins + margin] = machine_score(f, &machine, j->features + r * j->n_features);
  }
  slant_machine_clear(&machine);
  return status;
}

static slant_status keep_base_machines(const fitting *f, slant_error *err) {
  const slant_training *t = f->t;
  slant_judge_training *j = f->judge;
  slant_status status = SLANT_OK;
  for (size_t m = 0; m < t->n_margins && status == SLANT_OK; m++) {
    slant_machine *machine = &j->machines[m];
    status = slant_memory_new(&machine->weights, j->n_features, sizeof *machine->weights, err);
    if (status != SLANT_OK) break;
    memcpy(machine->weights, f->base->weights + m * j->n_features, j->n_features * sizeof *machine->weights);
    machine->bias = f->base->bias[m];
    for (size_t r = 0; r < t->n_rows; r++) {
      j->margins[r * t->n_margins + m] = machine_score(f, machine, j->features + r * j->n_features);
    }
  }
  return status;
}

/* One judge, from its features to out-of-fold margins. */
static slant_status fit_judge(slant_training *t, slant_decided decided, slant_error *err) {
  slant_judge_training *j = &t->judges[decided];
  fitting f = {t, j, slant_training_base_judge(t, decided)};
  j->n_features = slant_judge_n_features(decided, &t->labels);
  j->gamma = 1 / (double)j->n_features;
  slant_status status = slant_memory_new(&j->features, t->n_rows * j->n_features, sizeof *j->features, err);
  if (status == SLANT_OK) status = slant_memory_new(&j->margins, t->n_rows * t->n_margins, sizeof *j->margins, err);
  if (status == SLANT_OK) status = slant_memory_new(&j->mean, j->n_features, sizeof *j->mean, err);
  if (status == SLANT_OK) status = slant_memory_new(&j->feature_scale, j->n_features, sizeof *j->feature_scale, err);
  if (status == SLANT_OK) status = slant_training_features(t, decided, t->text_margins, j->features, err);
  if (status != SLANT_OK) return status;
  scale_features(&f);
  if (f.base != NULL) return keep_base_machines(&f, err);
  return slant_training_run(t, (t->options.n_folds + 1) * t->n_margins, fit_task, &f, err);
}

slant_status slant_train_stage2(slant_training *t, slant_error *err) {
  slant_training_progress(t, "context SVM", 0, 0);
  slant_status status = fit_judge(t, SLANT_BY_TABLE, err);
  return status == SLANT_OK && t->readings != NULL ? fit_judge(t, SLANT_BY_ENCODER, err) : status;
}
