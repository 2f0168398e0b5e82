/* Train: the whole way from labelled data to a model, step by step.
 * In: files and options. Out: a training, which can be saved as a model and reported on. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "model/training.h"

static const double default_costs[] = {0.0625, 0.125, 0.25, 0.5, 1, 2};

static const double default_characters_size = 0.3, default_lexicon_size = 0.03, default_vectors_size = 0.3;

static int rising(const void *x, const void *y) {
  const double *a = x, *b = y;
  return (*a > *b) - (*a < *b);
}

static slant_status check_auxiliary(const slant_train_options *o, slant_error *err) {
  if (o->n_auxiliary > 0 && o->solver == SLANT_SOLVER_LIBSVM) {
    return slant_error_set(err, SLANT_E_USAGE, "found auxiliary data together with libsvm as solver, which weighs no rows, expected one of them");
  }
  if (o->n_auxiliary > SLANT_MOST_AUXILIARY) {
    return slant_error_set(err, SLANT_E_USAGE, "found %zu auxiliary files, expected at most %d", o->n_auxiliary, SLANT_MOST_AUXILIARY);
  }
  for (size_t i = 0; i < o->n_auxiliary; i++) {
    double weight = o->auxiliary[i].weight;
    if (weight > 0 && weight <= 1e6) continue;
    return slant_error_set(err, SLANT_E_USAGE, "found the weight %g for auxiliary data, expected one above 0, to 1e6", weight);
  }
  return SLANT_OK;
}

static slant_status check_options(slant_training *t, const slant_train_options *options, slant_error *err) {
  if (options != NULL) t->options = *options;
  slant_train_options *o = &t->options;
  if (o->n_folds == 0) o->n_folds = 5;
  if (o->min_count == 0) o->min_count = 2;
  if (o->seed == 0) o->seed = 1;
  if (o->language == NULL) o->language = "en";
  if (!(o->characters_size < 0 || o->characters_size > 0)) o->characters_size = default_characters_size;
  if (!(o->lexicon_size < 0 || o->lexicon_size > 0)) o->lexicon_size = default_lexicon_size;
  if (!(o->vectors_size < 0 || o->vectors_size > 0)) o->vectors_size = default_vectors_size;
  if (o->costs == NULL) {
    o->costs = default_costs;
    o->n_costs = sizeof default_costs / sizeof *default_costs;
  }
  if (o->n_folds < 2 || o->n_folds > SLANT_MOST_FOLDS) {
    return slant_error_set(err, SLANT_E_USAGE, "found %zu folds, expected 2 to %d", o->n_folds, SLANT_MOST_FOLDS);
  }
  if (o->n_costs == 0 || o->n_costs > SLANT_MOST_COSTS) {
    return slant_error_set(err, SLANT_E_USAGE, "found %zu values of C, expected 1 to %d", o->n_costs, SLANT_MOST_COSTS);
  }
  if (o->base != NULL && o->solver == SLANT_SOLVER_LIBSVM) {
    return slant_error_set(err, SLANT_E_USAGE, "found a base model together with libsvm as solver, expected one of them");
  }
  if (o->base != NULL && o->kernel != SLANT_KERNEL_LINEAR) {
    return slant_error_set(err, SLANT_E_USAGE, "found a base model together with another kernel than the linear one, expected one of them");
  }
  for (size_t c = 0; c < o->n_costs; c++) {
    if (!(o->costs[c] >= 0 && o->costs[c] <= 1e9)) return slant_error_set(err, SLANT_E_USAGE, "found a C of %g, expected 0 to 1e9", o->costs[c]);
    t->costs[c] = o->costs[c];
  }
  /* the search goes on from one value to the next, in one order whatever was given */
  qsort(t->costs, o->n_costs, sizeof *t->costs, rising);
  o->costs = t->costs;
  return check_auxiliary(o, err);
}

/* An interrupted learning curve is left out: by then the model is whole. */
static slant_status add_curve(slant_training *t, slant_error *err) {
  slant_error own = {0};
  slant_status status = slant_train_curve(t, &own);
  if (status != SLANT_E_STOPPED) return slant_error_copy(err, &own);
  memset(&t->learning, 0, sizeof t->learning);
  t->options.curve = false;
  return SLANT_OK;
}

slant_status slant_train(slant_training **out, const char *const *inputs, size_t n_inputs, const slant_train_options *options,
                         slant_error *err) {
  static slant_status (*const steps[])(slant_training *t, slant_error *err) = {
      slant_train_text,   slant_train_domain,  slant_train_readings, slant_train_stage2,      slant_train_decision,
      slant_train_effort, slant_train_figures, slant_train_target,   slant_train_compare_base};
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  slant_training *t = *out;
  status = check_options(t, options, err);
  if (status == SLANT_OK) status = slant_train_load(t, inputs, n_inputs, err);
  for (size_t i = 0; i < sizeof steps / sizeof *steps && status == SLANT_OK; i++) {
    status = slant_training_check_stop(t, err);
    if (status == SLANT_OK) status = steps[i](t, err);
  }
  if (status == SLANT_OK && t->options.curve) status = add_curve(t, err);
  if (status != SLANT_OK) {
    slant_training_free(t);
    *out = NULL;
  }
  return status;
}

slant_status slant_training_save(const slant_training *training, const char *path, slant_error *err) {
  return slant_training_compile(training, path, err);
}
