/* Model judges: stage 2 and the decision, from the tensors of a model file. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "model/loader.h"
#include "model/tensor_names.h"

static slant_status load_kernel(const slant_loader *l, slant_judge *j, const slant_judge_names *names) {
  const slant_model *m = l->model;
  const char *kernel = slant_safetensors_metadata(m->file, "kernel");
  static const char *const kernels[] = {"linear", "polynomial", "rbf"};
  size_t k = 0;
  while (k < 3 && (kernel == NULL || strcmp(kernel, kernels[k]) != 0)) k++;
  if (k == 3) return slant_loader_refuse(l, "kernel", "linear, polynomial or rbf");
  j->kernel = (slant_kernel)k;
  if (j->kernel == SLANT_KERNEL_LINEAR) return slant_loader_take(l, names->weights, SLANT_F64, m->n_margins, j->n_features, &j->weights);
  const char *gamma = slant_safetensors_metadata(m->file, names->gamma);
  if (gamma == NULL || !slant_number_parse((slant_text){gamma, strlen(gamma)}, &j->gamma) || !slant_loader_all_finite(&j->gamma, 1)) return slant_loader_refuse(l, names->gamma, "a number");
  j->n_vectors = slant_loader_length(l, names->coefficients);
  slant_status status = slant_loader_take(l, names->vectors, SLANT_F64, j->n_vectors, j->n_features, &j->vectors);
  if (status == SLANT_OK) status = slant_loader_take(l, names->coefficients, SLANT_F64, j->n_vectors, 0, &j->coefficients);
  if (status == SLANT_OK) status = slant_loader_take(l, names->starts, SLANT_U32, m->n_margins + 1, 0, &j->vector_starts);
  if (status == SLANT_OK && !slant_loader_rises(j->vector_starts, m->n_margins, j->n_vectors)) return slant_loader_refuse(l, names->starts, "places of vectors");
  return status;
}

static slant_status load_machines(const slant_loader *l, slant_judge *j, const slant_judge_names *names) {
  const slant_model *m = l->model;
  slant_status status = slant_loader_take(l, names->mean, SLANT_F64, j->n_features, 0, &j->mean);
  if (status == SLANT_OK) status = slant_loader_take(l, names->scale, SLANT_F64, j->n_features, 0, &j->scale);
  if (status == SLANT_OK) status = slant_loader_take(l, names->bias, SLANT_F64, m->n_margins, 0, &j->bias);
  if (status == SLANT_OK) status = load_kernel(l, j, names);
  if (status != SLANT_OK) return status;
  bool linear = j->kernel == SLANT_KERNEL_LINEAR;
  if (!slant_loader_all_finite(j->mean, j->n_features) || !slant_loader_all_finite(j->scale, j->n_features) || !slant_loader_all_finite(j->bias, m->n_margins) ||
      (linear && !slant_loader_all_finite(j->weights, m->n_margins * j->n_features)) ||
      (!linear && (!slant_loader_all_finite(j->vectors, j->n_vectors * j->n_features) || !slant_loader_all_finite(j->coefficients, j->n_vectors)))) {
    return slant_loader_refuse(l, names->mean, "finite numbers, 1e15 at most, as in all of its machines");
  }
  return SLANT_OK;
}

static slant_status load_judge(const slant_loader *l, slant_decided decided) {
  slant_judge *j = &l->model->judges[decided];
  const slant_judge_names *names = slant_judge_names_of(decided);
  j->n_features = slant_judge_n_features(decided, &l->model->labels);
  slant_status status = load_machines(l, j, names);
  return status == SLANT_OK ? slant_loader_rule(l, names->calibration, names->thresholds, l->model->n_margins, &j->rule) : status;
}

static slant_status load_coverage(const slant_loader *l, const char *name, slant_coverage *coverage) {
  const slant_tensor *tensor = slant_safetensors_get(l->model->file, name);
  if (tensor != NULL && tensor->dtype == SLANT_F64 && tensor->n_dims == 2 && tensor->dims[1] == SLANT_COVERAGE_COLUMNS) {
    *coverage = (slant_coverage){tensor->dims[0], tensor->data};
  }
  if (slant_coverage_is_sound(coverage)) return SLANT_OK;
  return slant_loader_refuse(l, name, "rising confidences, how often labels were right from each on, and the share of paragraphs left there "
                                      "(a model of an older slant has to be trained again)");
}

static slant_status load_trust(const slant_loader *l, slant_effort effort) {
  slant_trust *trust = &l->model->trust[effort];
  const slant_trust_names *names = slant_trust_names_of(effort);
  size_t n = l->model->labels.n;
  slant_status status = slant_loader_take(l, names->confusion, SLANT_F64, n, n, &trust->confusion);
  for (size_t i = 0; i < n * n && status == SLANT_OK; i++) {
    if (trust->confusion[i] >= 0 && isfinite(trust->confusion[i])) continue;
    status = slant_loader_refuse(l, names->confusion, "weights of paragraphs, 0 or more");
  }
  for (size_t d = 0; d < SLANT_N_DECIDE && status == SLANT_OK; d++) status = load_coverage(l, names->coverage[d], &trust->coverage[d]);
  return status == SLANT_OK ? slant_loader_number(l, names->uncertain_below, &trust->uncertain_below) : status;
}

slant_status slant_loader_judges(const slant_loader *l) {
  bool reads = slant_loader_length(l, slant_judge_names_of(SLANT_BY_ENCODER)->mean) > 0;
  size_t n_judges = reads ? SLANT_N_JUDGES : 1, n_efforts = reads ? SLANT_N_EFFORTS : 1;
  slant_status status = SLANT_OK;
  for (size_t d = 0; d < n_judges && status == SLANT_OK; d++) status = load_judge(l, (slant_decided)d);
  for (size_t e = 0; e < n_efforts && status == SLANT_OK; e++) status = load_trust(l, (slant_effort)e);
  return status == SLANT_OK && reads ? slant_loader_number(l, "effort.open_below", &l->model->open_below) : status;
}
