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

/* The rows that the encoder is asked about, all of them judged toward the same. */
typedef struct asked {
  bool toward_target;
  slant_text heading; /* title, or target */
  size_t *rows;       /* n */
  slant_text *texts;  /* n: their paragraphs' */
  float *logits;      /* n * SLANT_ENCODER_LABELS */
  size_t n;
} asked;

/* Whether the table leaves a row open, or all are asked about. */
static bool is_open(const slant_result *result, size_t i, const slant_classify_options *options, bool toward_target) {
  const slant_model *model = result->model;
  const slant_row *row = &result->rows[i];
  if (row->label < 0 || slant_target_applies(result, i) != toward_target) return false;
  if (toward_target && model->target_rules[SLANT_BY_ENCODER].thresholds == NULL) return false;
  if (options->effort == SLANT_EFFORT_BEST) return true;
  const slant_rule *rule = toward_target ? &model->target_rules[SLANT_BY_TABLE] : &model->judges[SLANT_BY_TABLE].rule;
  return slant_decide_lead(row->probabilities, rule->thresholds, model->labels.n) < model->open_below;
}

static slant_status collect(asked *a, const slant_result *result, slant_arena *arena, const slant_classify_options *options, slant_error *err) {
  size_t n_rows = result->article->n_paragraphs;
  a->heading = a->toward_target ? slant_target_name(result) : result->article->fields[SLANT_TITLE];
  a->rows = slant_arena_get_raw(arena, (n_rows + 1) * sizeof *a->rows, err);
  a->texts = slant_arena_get_raw(arena, (n_rows + 1) * sizeof *a->texts, err);
  a->logits = slant_arena_get_raw(arena, (n_rows + 1) * SLANT_ENCODER_LABELS * sizeof *a->logits, err);
  if (a->rows == NULL || a->texts == NULL || a->logits == NULL) return SLANT_E_MEMORY;
  for (size_t i = 0; i < n_rows; i++) {
    if (!is_open(result, i, options, a->toward_target)) continue;
    a->texts[a->n] = result->article->paragraphs[i].text;
    a->rows[a->n++] = i;
  }
  return SLANT_OK;
}

static slant_status read_rows(const asked *a, const slant_encoder *encoder, slant_error *err) {
  slant_reading_desk *desk;
  slant_status status = slant_desks_take(&desk, encoder, err);
  if (status == SLANT_OK) status = slant_reading_run(desk, a->heading, a->texts, a->n, a->logits, err);
  slant_desks_give_back(encoder, desk);
  return status;
}

/* What the encoder's rule wants to know of a row, with its readings. */
static slant_status get_inputs(const slant_result *result, size_t i, bool toward_target, const double *readings, double *own, slant_error *err) {
  const slant_model *model = result->model;
  if (!toward_target) {
    slant_score_context(model, SLANT_BY_ENCODER, result->features + i * model->judges[SLANT_BY_TABLE].n_features, readings, own);
    return SLANT_OK;
  }
  slant_words room = {0};
  slant_status status = slant_target_judge(result, i, &room, own, err);
  memcpy(own + model->n_margins, readings, model->labels.n * sizeof *readings);
  slant_words_free(&room);
  return status;
}

static slant_status decide_asked(slant_result *result, slant_arena *arena, const asked *a, const slant_classify_options *options, slant_error *err) {
  const slant_model *model = result->model;
  size_t n_labels = model->labels.n;
  if (result->readings == NULL) result->readings = slant_arena_get(arena, result->article->n_paragraphs * n_labels * sizeof *result->readings, err);
  if (result->readings == NULL) return SLANT_E_MEMORY;
  slant_decision decision = slant_decision_of(result, SLANT_BY_ENCODER, a->toward_target, options);
  slant_status status = read_rows(a, options->encoder, err);
  for (size_t j = 0; j < a->n && status == SLANT_OK; j++) {
    double own[2 * SLANT_MOST_LABELS], *readings = result->readings + a->rows[j] * n_labels;
    slant_labels_take_logits(&model->labels, a->logits + j * SLANT_ENCODER_LABELS, readings);
    status = get_inputs(result, a->rows[j], a->toward_target, readings, own, err);
    if (status == SLANT_OK) slant_decide_row(result, a->rows[j], &decision, own);
  }
  return status;
}

slant_status slant_encoded_decide(slant_result *result, slant_arena *arena, const slant_classify_options *options, slant_error *err) {
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < 2 && status == SLANT_OK; i++) {
    asked a = {.toward_target = i == 1};
    if (a.toward_target && result->mentions == NULL) break;
    status = collect(&a, result, arena, options, err);
    if (status == SLANT_OK && a.n > 0) status = decide_asked(result, arena, &a, options, err);
  }
  return status;
}
