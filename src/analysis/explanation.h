/* Explanation: a sum of named parts, while it is made. */
#ifndef SLANT_ANALYSIS_EXPLANATION_H
#define SLANT_ANALYSIS_EXPLANATION_H

#include "analysis/result.h"
#include "base/buffer.h"

typedef struct slant_explainer {
  slant_explanation *out;
  slant_buffer names; /* of reasons that are no words, one behind the other */
  size_t cap;
} slant_explainer;

/* Opens one of `label`; its margin is the caller's to set. */
slant_status slant_explainer_open(slant_explainer *e, int label, slant_error *err);
slant_status slant_explainer_add(slant_explainer *e, slant_reason reason, slant_error *err);
/* Adds a reason that is no word; the name is copied. */
slant_status slant_explainer_add_named(slant_explainer *e, const char *name, double contribution, slant_error *err);
/* Adds a reason whose name stands at the end of e->names, from `start` on. */
slant_status slant_explainer_add_context(slant_explainer *e, size_t start, double contribution, slant_error *err);
/* Gives the explanation out, or frees it where `status` is a failure; returns the status of the whole. */
slant_status slant_explainer_close(slant_explainer *e, slant_status status, slant_explanation **out, slant_error *err);

/* Says that no sum of parts explains a kernel that is not linear. */
slant_status slant_explainer_refuse(slant_error *err);

#endif
