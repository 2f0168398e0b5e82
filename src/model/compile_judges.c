/* Compile, judges: stage 2, calibration, thresholds, and how far labels are to be trusted.
 * In: judges and figures of a training. Out: tensors, by names that slant_judge_names and slant_trust_names know. */
#include <string.h>

#include "model/compiler.h"
#include "model/tensor_names.h"

/* Support vectors of all machines, one behind the other. */
static slant_status add_vectors(slant_compiler *c, const slant_judge_training *j, const slant_judge_names *names, slant_error *err) {
  size_t n = 0, n_margins = c->t->n_margins, width = j->n_features;
  uint32_t *starts = slant_arena_get(&c->arena, (n_margins + 1) * sizeof *starts, err);
  for (size_t m = 0; m < n_margins && starts != NULL; m++) starts[m + 1] = (uint32_t)(n += j->machines[m].n_vectors);
  double *vectors = slant_arena_get(&c->arena, n * width * sizeof *vectors, err);
  double *coefficients = slant_arena_get(&c->arena, n * sizeof *coefficients, err);
  if (starts == NULL || vectors == NULL || coefficients == NULL) return SLANT_E_MEMORY;
  for (size_t m = 0; m < n_margins; m++) {
    const slant_machine *machine = &j->machines[m];
    memcpy(vectors + starts[m] * width, machine->vectors, machine->n_vectors * width * sizeof *vectors);
    memcpy(coefficients + starts[m], machine->coefficients, machine->n_vectors * sizeof *coefficients);
  }
  slant_compiler_add(c, names->starts, SLANT_U32, n_margins + 1, 0, starts);
  slant_compiler_add(c, names->vectors, SLANT_F64, n, width, vectors);
  slant_compiler_add(c, names->coefficients, SLANT_F64, n, 0, coefficients);
  return SLANT_OK;
}

static slant_status add_machines(slant_compiler *c, const slant_judge_training *j, const slant_judge_names *names, slant_error *err) {
  size_t m = c->t->n_margins, n = j->n_features;
  double *weights = slant_arena_get(&c->arena, m * n * sizeof *weights, err);
  double *bias = slant_arena_get(&c->arena, m * sizeof *bias, err);
  if (weights == NULL || bias == NULL) return SLANT_E_MEMORY;
  slant_compiler_add(c, names->mean, SLANT_F64, n, 0, j->mean);
  slant_compiler_add(c, names->scale, SLANT_F64, n, 0, j->feature_scale);
  for (size_t k = 0; k < m; k++) {
    bias[k] = j->machines[k].bias;
    if (j->machines[k].weights != NULL) memcpy(weights + k * n, j->machines[k].weights, n * sizeof *weights);
  }
  slant_compiler_add(c, names->bias, SLANT_F64, m, 0, bias);
  if (c->t->options.kernel != SLANT_KERNEL_LINEAR) return add_vectors(c, j, names, err);
  slant_compiler_add(c, names->weights, SLANT_F64, m, n, weights);
  return SLANT_OK;
}

static slant_status add_judge(slant_compiler *c, slant_decided decided, slant_error *err) {
  const slant_judge_training *j = &c->t->judges[decided];
  const slant_judge_names *names = slant_judge_names_of(decided);
  slant_status status = add_machines(c, j, names, err);
  double *calibration = slant_compiler_calibration(c, &j->calibrator, err);
  if (status != SLANT_OK || calibration == NULL) return SLANT_E_MEMORY;
  slant_compiler_add(c, names->calibration, SLANT_F64, c->t->labels.n, c->t->n_margins + 1, calibration);
  slant_compiler_add(c, names->thresholds, SLANT_F64, c->t->labels.n, 0, j->thresholds);
  return SLANT_OK;
}

static slant_status add_confusion(slant_compiler *c, slant_effort effort, slant_error *err) {
  const slant_figures *figures = &c->t->figures[effort];
  size_t k = c->t->labels.n;
  double *confusion = slant_arena_get(&c->arena, k * k * sizeof *confusion, err);
  if (confusion == NULL) return SLANT_E_MEMORY;
  for (size_t i = 0; i < k; i++) memcpy(confusion + i * k, figures->confusion.counts[i], k * sizeof *confusion);
  slant_compiler_add(c, slant_trust_names_of(effort)->confusion, SLANT_F64, k, k, confusion);
  return SLANT_OK;
}

slant_status slant_compile_judges(slant_compiler *c, slant_error *err) {
  slant_status status = SLANT_OK;
  for (size_t d = 0; d < slant_training_n_judges(c->t) && status == SLANT_OK; d++) status = add_judge(c, (slant_decided)d, err);
  for (size_t e = 0; e < slant_training_n_efforts(c->t) && status == SLANT_OK; e++) status = add_confusion(c, (slant_effort)e, err);
  return status;
}

void slant_compile_coverage(slant_compiler *c) {
  for (size_t e = 0; e < slant_training_n_efforts(c->t); e++) {
    const slant_figures *figures = &c->t->figures[e];
    const slant_trust_names *names = slant_trust_names_of((slant_effort)e);
    for (size_t d = 0; d < SLANT_N_DECIDE; d++) {
      slant_compiler_add(c, names->coverage[d], SLANT_F64, figures->coverage[d].n, SLANT_COVERAGE_COLUMNS, figures->coverage[d].steps);
    }
  }
}
