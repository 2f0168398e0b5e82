/* Encoded: the second judge.
 * In: a result whose rows the table has decided. Out: the same, where the effort asks for it decided by what the encoder makes of the
 * paragraphs beside the context features. What is not read again keeps the table's label. */
#include "analysis/encoded.h"

#include <string.h>

#include "analysis/decide.h"
#include "analysis/target.h"
#include "encoder/desks.h"
#include "model/logits.h"
#include "model/score.h"

slant_status slant_encoded_check(const slant_model *model, const slant_classify_options *options, slant_error *err) {
  if (options->effort == SLANT_EFFORT_FAST) return SLANT_OK;
  if (!slant_model_reads(model)) {
    return slant_error_set(err, SLANT_E_MODEL, "found a model that was trained without an encoder, expected one with it (slant train --readings or "
                                               "--encoder), or effort fast");
  }
  if (options->encoder == NULL) return slant_error_set(err, SLANT_E_USAGE, "found no encoder, expected one with effort balanced or best");
  const char *found = slant_encoder_checksum(options->encoder), *expected = slant_model_encoder(model);
  if (expected != NULL && (found == NULL || strcmp(found, expected) != 0)) {
    return slant_error_set(err, SLANT_E_USAGE, "found encoder %s, expected %s, which the model was trained with", found == NULL ? "" : found, expected);
  }
  return slant_labels_are_read(&model->labels, err);
}

/* Whether the encoder is asked about a row. */
static bool is_open(const slant_result *result, size_t i, const slant_classify_options *options) {
  const slant_row *row = &result->rows[i];
  const slant_model *model = result->model;
  if (row->label < 0 || slant_target_applies(result, i)) return false;
  if (options->effort == SLANT_EFFORT_BEST) return true;
  return slant_decide_lead(row->probabilities, model->judges[SLANT_BY_TABLE].thresholds, model->labels.n) < model->open_below;
}

static slant_status read_rows(slant_result *result, const slant_classify_options *options, const slant_text *texts, size_t n, float *logits,
                              slant_error *err) {
  slant_reading_desk *desk;
  slant_status status = slant_desks_take(&desk, options->encoder, err);
  if (status == SLANT_OK) status = slant_reading_run(desk, result->article->fields[SLANT_TITLE], texts, n, logits, err);
  slant_desks_give_back(options->encoder, desk);
  return status;
}

slant_status slant_encoded_decide(slant_result *result, slant_arena *arena, const slant_classify_options *options, slant_error *err) {
  const slant_model *model = result->model;
  size_t n_rows = result->article->n_paragraphs, n_labels = model->labels.n, n = 0;
  size_t *open = slant_arena_get_raw(arena, (n_rows + 1) * sizeof *open, err);
  slant_text *texts = slant_arena_get_raw(arena, (n_rows + 1) * sizeof *texts, err);
  if (open == NULL || texts == NULL) return SLANT_E_MEMORY;
  for (size_t i = 0; i < n_rows; i++) {
    if (!is_open(result, i, options)) continue;
    texts[n] = result->article->paragraphs[i].text;
    open[n++] = i;
  }
  if (n == 0) return SLANT_OK;
  float *logits = slant_arena_get_raw(arena, n * SLANT_ENCODER_LABELS * sizeof *logits, err);
  result->readings = slant_arena_get(arena, n_rows * n_labels * sizeof *result->readings, err);
  if (logits == NULL || result->readings == NULL) return SLANT_E_MEMORY;
  slant_status status = read_rows(result, options, texts, n, logits, err);
  slant_decision decision = slant_decision_of(result, SLANT_BY_ENCODER, false, options);
  for (size_t j = 0; j < n && status == SLANT_OK; j++) {
    double own[SLANT_MOST_LABELS], *readings = result->readings + open[j] * n_labels;
    slant_labels_take_logits(&model->labels, logits + j * SLANT_ENCODER_LABELS, readings);
    slant_score_context(model, SLANT_BY_ENCODER, result->features + open[j] * model->judges[SLANT_BY_TABLE].n_features, readings, own);
    slant_decide_row(result, open[j], &decision, own);
  }
  return status;
}
