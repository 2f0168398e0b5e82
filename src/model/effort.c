/* Effort: what efforts and judges are called, and whether a model has them.
 * In: a model. Out: names and answers. */
#include "model/model.h"

const char *slant_decided_name(slant_decided decided) { return decided == SLANT_BY_ENCODER ? "encoder" : "table"; }

const char *slant_effort_name(slant_effort effort) {
  static const char *const names[SLANT_N_EFFORTS] = {"fast", "balanced", "best"};
  return effort < SLANT_N_EFFORTS ? names[effort] : "";
}

bool slant_model_reads(const slant_model *model) { return model->judges[SLANT_BY_ENCODER].n_features > 0; }
const char *slant_model_encoder(const slant_model *model) { return slant_safetensors_metadata(model->file, "encoder"); }

const slant_trust *slant_model_trust(const slant_model *model, slant_effort effort) {
  return &model->trust[slant_model_reads(model) ? effort : SLANT_EFFORT_FAST];
}

slant_promise slant_model_promise(const slant_model *model, slant_effort effort, slant_decide decide, double precision) {
  return slant_coverage_promise(&slant_model_trust(model, effort)->coverage[decide == SLANT_ARGMAX ? SLANT_ARGMAX : SLANT_BALANCED], precision);
}
