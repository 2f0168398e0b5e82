/* Explain: the margin of a label as a sum of named parts.
 * In: a result and a row. Out: one part for each known term of the paragraph, through stage 1 and the weights of its own margins
 * in stage 2; one for each other context feature; and the constant. The model is linear, so the parts sum to the margin. */
#include <string.h>

#include "analysis/target.h"
#include "base/memory.h"
#include "features/context.h"
#include "features/terms.h"
#include "model/score.h"

typedef struct explainer {
  slant_explanation *out;
  slant_buffer names; /* of context features, one behind the other */
  size_t cap;
} explainer;

/* The explanation and what its reasons borrow. */
typedef struct whole {
  slant_explanation explanation;
  char *names;
} whole;

static slant_status add(explainer *e, slant_reason reason, slant_error *err) {
  slant_status status = slant_memory_grow(&e->out->reasons, &e->cap, e->out->n_reasons + 1, sizeof *e->out->reasons, err);
  if (status == SLANT_OK) e->out->reasons[e->out->n_reasons++] = reason;
  return status;
}

/* How much one unit of stage 1's margin j moves stage 2's margin: the weight of the feature "own j". */
static void own_weights(const slant_model *model, size_t margin, double *factors) {
  for (size_t j = 0; j < model->n_margins; j++) {
    factors[j] = model->judges[SLANT_BY_TABLE].weights[margin * model->judges[SLANT_BY_TABLE].n_features + j] * model->judges[SLANT_BY_TABLE].scale[j];
  }
}

/* The terms of a paragraph, slant_terms_count(*n_words) of them. New. */
static slant_status get_terms(const slant_result *result, size_t index, slant_term **terms, size_t *n_words, slant_error *err) {
  slant_words room = {0};
  const slant_word *words;
  *terms = NULL;
  *n_words = 0;
  slant_status status = slant_article_get_words(result->article, index, &room, &words, n_words, err);
  if (status == SLANT_OK) status = slant_memory_new(terms, slant_terms_count(*n_words), sizeof **terms, err);
  if (status == SLANT_OK) slant_terms_get(words, *n_words, *terms);
  slant_words_free(&room);
  return status;
}

static slant_status add_terms(explainer *e, const slant_result *result, size_t index, const double *factors, double sign,
                              slant_error *err) {
  const slant_model *model = result->model;
  const slant_paragraph *paragraph = &result->article->paragraphs[index];
  size_t n_words;
  slant_term *terms;
  slant_status status = get_terms(result, index, &terms, &n_words, err);
  size_t n = slant_terms_count(n_words);
  for (size_t i = 0; i < n && status == SLANT_OK; i++) {
    const float *weights = slant_model_find_term(model, terms[i].hash);
    if (weights == NULL) continue;
    double sum = 0;
    for (size_t j = 0; j < model->n_margins; j++) sum += factors[j] * (double)weights[j];
    size_t start = paragraph->start + terms[i].start, end = paragraph->start + terms[i].end;
    slant_text text = {result->article->text.ptr + start, end - start};
    status = add(e, (slant_reason){text, false, start, end, sign * sum / slant_terms_length(n_words)}, err);
  }
  slant_memory_free(terms);
  return status;
}

/* Parts of a row that was judged toward its target: terms of the whole paragraph, words near the target once more, the constant. */
static slant_status add_target(explainer *e, const slant_result *result, size_t index, size_t margin, double sign, slant_error *err) {
  const slant_model *model = result->model;
  const slant_article *article = result->article;
  const slant_paragraph *paragraph = &article->paragraphs[index];
  const slant_place *places = result->places + article->word_starts[index];
  size_t n_words, m = model->n_margins;
  slant_term *terms;
  slant_status status = get_terms(result, index, &terms, &n_words, err);
  size_t n = slant_terms_count(n_words);
  for (size_t i = 0; i < n && status == SLANT_OK; i++) {
    const float *weights = slant_model_find_target_term(model, terms[i].hash);
    if (weights == NULL) continue;
    size_t start = paragraph->start + terms[i].start, end = paragraph->start + terms[i].end;
    slant_text text = {article->text.ptr + start, end - start};
    status = add(e, (slant_reason){text, false, start, end, sign * (double)weights[margin] / slant_terms_length(n_words)}, err);
    slant_place place = places[i / 2]; /* words and pairs take turns */
    if (status != SLANT_OK || i % 2 == 1 || !(place.weight > 0)) continue;
    status = add(e, (slant_reason){text, false, start, end, sign * place.weight * (double)weights[place.zone * m + margin]}, err);
  }
  slant_memory_free(terms);
  if (status != SLANT_OK) return status;
  slant_buffer_put_string(&e->names, "constant");
  return add(e, (slant_reason){{NULL, strlen("constant")}, true, 0, 0, sign * model->target_bias[margin]}, err);
}

/* Context features but the paragraph's own margins, which the terms make up; what is left of those is in the constant. */
static slant_status add_context(explainer *e, const slant_result *result, size_t index, size_t margin, double sign,
                                slant_error *err) {
  const slant_model *model = result->model;
  const char *names[SLANT_MOST_LABELS];
  for (size_t k = 0; k < model->n_margins; k++) names[k] = model->labels.names[k];
  const double *weights = model->judges[SLANT_BY_TABLE].weights + margin * model->judges[SLANT_BY_TABLE].n_features, *x = result->features + index * model->judges[SLANT_BY_TABLE].n_features;
  double constant = model->judges[SLANT_BY_TABLE].bias[margin];
  slant_status status = SLANT_OK;
  for (size_t d = 0; d < model->judges[SLANT_BY_TABLE].n_features && status == SLANT_OK; d++) {
    if (d < model->n_margins) {
      constant += weights[d] * model->judges[SLANT_BY_TABLE].scale[d] * (model->bias[d] - model->judges[SLANT_BY_TABLE].mean[d]);
      /* the terms know no limit: where the machine sees one, the constant makes up for it */
      constant += weights[d] * (slant_context_scaled(x[d], model->judges[SLANT_BY_TABLE].mean[d], model->judges[SLANT_BY_TABLE].scale[d]) - (x[d] - model->judges[SLANT_BY_TABLE].mean[d]) * model->judges[SLANT_BY_TABLE].scale[d]);
      continue;
    }
    size_t start = e->names.len;
    slant_context_name(d, names, model->n_margins, &e->names);
    /* places in `names` become pointers when it grows no more */
    slant_text name = {NULL, e->names.len - start};
    status = add(e, (slant_reason){name, true, 0, 0, sign * weights[d] * slant_context_scaled(x[d], model->judges[SLANT_BY_TABLE].mean[d], model->judges[SLANT_BY_TABLE].scale[d])}, err);
  }
  if (status != SLANT_OK) return status;
  slant_buffer_put_string(&e->names, "constant");
  return add(e, (slant_reason){{NULL, strlen("constant")}, true, 0, 0, sign * constant}, err);
}

static void place_names(explainer *e) {
  const char *at = e->names.ptr;
  for (size_t i = 0; i < e->out->n_reasons; i++) {
    if (!e->out->reasons[i].is_context) continue;
    e->out->reasons[i].term.ptr = at;
    at += e->out->reasons[i].term.len;
  }
}

slant_status slant_explain(slant_explanation **out, const slant_result *result, size_t index, int label, slant_error *err) {
  const slant_model *model = result->model;
  const slant_row *row = &result->rows[index];
  *out = NULL;
  if (row->label < 0) return slant_error_set(err, SLANT_E_USAGE, "found a paragraph without a score, expected a scored one");
  if (model->judges[SLANT_BY_TABLE].kernel != SLANT_KERNEL_LINEAR && !slant_target_applies(result, index)) {
    return slant_error_set(err, SLANT_E_MODEL, "found a context SVM with a kernel that is not linear, expected a linear one: "
                                               "no sum of parts explains the other kernels");
  }
  if (label < 0) label = row->label;
  whole *w = NULL;
  slant_status status = slant_memory_new(&w, 1, sizeof *w, err);
  if (status != SLANT_OK) return status;
  explainer e = {.out = &w->explanation};
  size_t margin;
  double factors[SLANT_MOST_LABELS], sign = slant_labels_margin(&model->labels, label, &margin);
  w->explanation.label = label;
  w->explanation.margin = row->margins[label];
  if (slant_target_applies(result, index)) {
    status = add_target(&e, result, index, margin, sign, err);
  } else {
    own_weights(model, margin, factors);
    status = add_terms(&e, result, index, factors, sign, err);
    if (status == SLANT_OK) status = add_context(&e, result, index, margin, sign, err);
  }
  if (status == SLANT_OK) status = slant_buffer_check(&e.names, err);
  w->names = e.names.ptr;
  if (status == SLANT_OK) {
    place_names(&e);
    *out = &w->explanation;
  } else {
    slant_explanation_free(&w->explanation);
  }
  return status;
}

void slant_explanation_free(slant_explanation *explanation) {
  if (explanation == NULL) return;
  whole *w = (whole *)explanation; /* its first member */
  slant_memory_free(w->explanation.reasons);
  slant_memory_free(w->names);
  slant_memory_free(w);
}
