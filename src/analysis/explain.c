/* Explain: the margin of a label as a sum of named parts.
 * In: a result and a row. Out: one part for each known term of the paragraph, through stage 1 and the weights of its own margins
 * in stage 2; one for each other context feature; and the constant. The model is linear, so the parts sum to the margin. */
#include <string.h>

#include "analysis/explanation.h"
#include "analysis/target.h"
#include "base/memory.h"
#include "features/context.h"
#include "features/terms.h"
#include "model/score.h"

/* How much one unit of stage 1's margin j moves stage 2's margin: the weight of the feature "own j". */
static void own_weights(const slant_judge *judge, size_t n_margins, size_t margin, double *factors) {
  for (size_t j = 0; j < n_margins; j++) factors[j] = judge->weights[margin * judge->n_features + j] * judge->scale[j];
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

static slant_status add_terms(slant_explainer *e, const slant_result *result, size_t index, const double *factors, double sign,
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
    status = slant_explainer_add(e, (slant_reason){text, false, start, end, sign * sum / slant_terms_length(n_words)}, err);
  }
  slant_memory_free(terms);
  return status;
}

/* What the encoder said of label `k`. */
static slant_status add_reading(slant_explainer *e, const slant_model *model, size_t k, double contribution, slant_error *err) {
  size_t start = e->names.len;
  slant_buffer_put_string(&e->names, "encoder ");
  slant_buffer_put_string(&e->names, model->labels.names[k]);
  return slant_explainer_add_context(e, start, contribution, err);
}

/* How the target's margins and readings add up to what is explained. */
typedef struct target_parts {
  double factors[SLANT_MOST_LABELS];  /* n_margins */
  double readings[SLANT_MOST_LABELS]; /* n_labels; zeros where the table decided */
  double constant;
} target_parts;

static target_parts get_target_parts(const slant_model *model, slant_decided by, int label) {
  target_parts parts = {.constant = 0};
  size_t margin, m = model->n_margins;
  double sign = slant_labels_margin(&model->labels, label, &margin);
  const slant_calibrator *calibrator = &model->target_rules[by].calibrator;
  if (by == SLANT_BY_TABLE) {
    parts.factors[margin] = sign;
  } else {
    memcpy(parts.factors, calibrator->weights[label], m * sizeof *parts.factors);
    memcpy(parts.readings, calibrator->weights[label] + m, model->labels.n * sizeof *parts.readings);
    parts.constant = calibrator->bias[label];
  }
  for (size_t j = 0; j < m; j++) parts.constant += parts.factors[j] * model->target_bias[j];
  return parts;
}

static double weigh_zone(const slant_model *model, const target_parts *parts, const float *weights, size_t zone) {
  double sum = 0;
  for (size_t j = 0; j < model->n_margins; j++) sum += parts->factors[j] * (double)weights[zone * model->n_margins + j];
  return sum;
}

static slant_status add_target_terms(slant_explainer *e, const slant_result *result, size_t index, const target_parts *parts, slant_error *err) {
  const slant_model *model = result->model;
  const slant_article *article = result->article;
  const slant_paragraph *paragraph = &article->paragraphs[index];
  const slant_place *places = result->places + article->word_starts[index];
  size_t n_words;
  slant_term *terms;
  slant_status status = get_terms(result, index, &terms, &n_words, err);
  size_t n = slant_terms_count(n_words);
  for (size_t i = 0; i < n && status == SLANT_OK; i++) {
    const float *weights = slant_model_find_target_term(model, terms[i].hash);
    if (weights == NULL) continue;
    size_t start = paragraph->start + terms[i].start, end = paragraph->start + terms[i].end;
    slant_text text = {article->text.ptr + start, end - start};
    double whole = weigh_zone(model, parts, weights, SLANT_ZONE_WHOLE) / slant_terms_length(n_words);
    status = slant_explainer_add(e, (slant_reason){text, false, start, end, whole}, err);
    slant_place place = places[i / 2]; /* words and pairs take turns */
    if (status != SLANT_OK || i % 2 == 1 || !(place.weight > 0)) continue;
    status = slant_explainer_add(e, (slant_reason){text, false, start, end, place.weight * weigh_zone(model, parts, weights, place.zone)}, err);
  }
  slant_memory_free(terms);
  return status;
}

/* Parts of a row that was judged toward its target: terms of the whole paragraph, words near the target once more, what the encoder read, the
 * constant. */
static slant_status add_target(slant_explainer *e, const slant_result *result, size_t index, int label, slant_error *err) {
  const slant_model *model = result->model;
  slant_decided by = result->rows[index].decided;
  target_parts parts = get_target_parts(model, by, label);
  size_t n = model->labels.n;
  slant_status status = add_target_terms(e, result, index, &parts, err);
  for (size_t k = 0; k < n && by == SLANT_BY_ENCODER && status == SLANT_OK; k++) {
    status = add_reading(e, model, k, parts.readings[k] * result->readings[index * n + k], err);
  }
  return status == SLANT_OK ? slant_explainer_add_named(e, "constant", parts.constant, err) : status;
}

/* What the machines of `judge` say of feature `d`, with the value `x`. */
static double weigh(const slant_judge *judge, size_t margin, size_t d, double x) {
  return judge->weights[margin * judge->n_features + d] * slant_context_scaled(x, judge->mean[d], judge->scale[d]);
}

/* What the encoder read, a feature a label. */
static slant_status add_readings(slant_explainer *e, const slant_result *result, size_t index, size_t margin, double sign, slant_error *err) {
  const slant_model *model = result->model;
  const slant_judge *judge = &model->judges[SLANT_BY_ENCODER];
  size_t n_context = model->judges[SLANT_BY_TABLE].n_features, n = model->labels.n;
  slant_status status = SLANT_OK;
  for (size_t k = 0; k < n && status == SLANT_OK; k++) {
    status = add_reading(e, model, k, sign * weigh(judge, margin, n_context + k, result->readings[index * n + k]), err);
  }
  return status;
}

/* Context features but the paragraph's own margins, which the terms make up; what is left of those is in the constant. */
static slant_status add_context(slant_explainer *e, const slant_result *result, size_t index, size_t margin, double sign, slant_error *err) {
  const slant_model *model = result->model;
  slant_decided by = result->rows[index].decided;
  const slant_judge *judge = &model->judges[by];
  size_t n_context = model->judges[SLANT_BY_TABLE].n_features;
  const char *names[SLANT_MOST_LABELS];
  for (size_t k = 0; k < model->n_margins; k++) names[k] = model->labels.names[k];
  const double *weights = judge->weights + margin * judge->n_features, *x = result->features + index * n_context;
  double constant = judge->bias[margin];
  slant_status status = SLANT_OK;
  for (size_t d = 0; d < n_context && status == SLANT_OK; d++) {
    if (d < model->n_margins) {
      /* the terms know no bias, mean or limit: where the machine sees one, the constant makes up for it */
      constant += weigh(judge, margin, d, x[d]) - weights[d] * judge->scale[d] * (x[d] - model->bias[d]);
      continue;
    }
    size_t start = e->names.len;
    slant_context_name(d, names, model->n_margins, &e->names);
    status = slant_explainer_add_context(e, start, sign * weigh(judge, margin, d, x[d]), err);
  }
  if (status == SLANT_OK && by == SLANT_BY_ENCODER) status = add_readings(e, result, index, margin, sign, err);
  if (status != SLANT_OK) return status;
  return slant_explainer_add_named(e, "constant", sign * constant, err);
}

slant_status slant_explain(slant_explanation **out, const slant_result *result, size_t index, int label, slant_error *err) {
  const slant_model *model = result->model;
  const slant_row *row = &result->rows[index];
  slant_explainer e;
  size_t margin;
  double factors[SLANT_MOST_LABELS];
  bool toward_target = slant_target_applies(result, index);
  *out = NULL;
  if (row->label < 0) return slant_error_set(err, SLANT_E_USAGE, "found a paragraph without a score, expected a scored one");
  if (model->judges[row->decided].kernel != SLANT_KERNEL_LINEAR && !toward_target) return slant_explainer_refuse(err);
  if (label < 0) label = row->label;
  slant_status status = slant_explainer_open(&e, label, err);
  if (status != SLANT_OK) return status;
  double sign = slant_labels_margin(&model->labels, label, &margin);
  e.out->margin = row->margins[label];
  if (toward_target) {
    status = add_target(&e, result, index, label, err);
  } else {
    own_weights(&model->judges[row->decided], model->n_margins, margin, factors);
    status = add_terms(&e, result, index, factors, sign, err);
    if (status == SLANT_OK) status = add_context(&e, result, index, margin, sign, err);
  }
  return slant_explainer_close(&e, status, out, err);
}
