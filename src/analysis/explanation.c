/* Explanation: reasons and their names.
 * In: parts of a margin. Out: an explanation that owns what it names. */
#include "analysis/explanation.h"

#include <string.h>

#include "base/memory.h"

/* The explanation and what its reasons borrow. */
typedef struct whole {
  slant_explanation explanation;
  char *names;
} whole;

slant_status slant_explainer_open(slant_explainer *e, int label, slant_error *err) {
  whole *w = NULL;
  *e = (slant_explainer){0};
  slant_status status = slant_memory_new(&w, 1, sizeof *w, err);
  if (status != SLANT_OK) return status;
  w->explanation.label = label;
  e->out = &w->explanation;
  return SLANT_OK;
}

slant_status slant_explainer_add(slant_explainer *e, slant_reason reason, slant_error *err) {
  slant_status status = slant_memory_grow(&e->out->reasons, &e->cap, e->out->n_reasons + 1, sizeof *e->out->reasons, err);
  if (status == SLANT_OK) e->out->reasons[e->out->n_reasons++] = reason;
  return status;
}

slant_status slant_explainer_add_context(slant_explainer *e, size_t start, double contribution, slant_error *err) {
  slant_text name = {NULL, e->names.len - start}; /* places in `names` become pointers when it grows no more */
  return slant_explainer_add(e, (slant_reason){name, true, 0, 0, contribution}, err);
}

slant_status slant_explainer_add_named(slant_explainer *e, const char *name, double contribution, slant_error *err) {
  size_t start = e->names.len;
  slant_buffer_put_string(&e->names, name);
  return slant_explainer_add_context(e, start, contribution, err);
}

static void place_names(const slant_explainer *e) {
  const char *at = e->names.ptr;
  for (size_t i = 0; i < e->out->n_reasons; i++) {
    if (!e->out->reasons[i].is_context) continue;
    e->out->reasons[i].term.ptr = at;
    at += e->out->reasons[i].term.len;
  }
}

slant_status slant_explainer_close(slant_explainer *e, slant_status status, slant_explanation **out, slant_error *err) {
  if (status == SLANT_OK) status = slant_buffer_check(&e->names, err);
  ((whole *)e->out)->names = e->names.ptr; /* its first member */
  if (status == SLANT_OK) {
    place_names(e);
    *out = e->out;
  } else {
    slant_explanation_free(e->out);
  }
  return status;
}

slant_status slant_explainer_refuse(slant_error *err) {
  return slant_error_set(err, SLANT_E_MODEL, "found a context SVM with a kernel that is not linear, expected a linear one: "
                                             "no sum of parts explains the other kernels");
}

void slant_explanation_free(slant_explanation *explanation) {
  if (explanation == NULL) return;
  whole *w = (whole *)explanation;
  slant_memory_free(w->explanation.reasons);
  slant_memory_free(w->names);
  slant_memory_free(w);
}
