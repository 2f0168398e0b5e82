/* Explain, reading: what an encoder's part of a margin owes to single words.
 * In: a row that the encoder decided. Out: one part for each word of the paragraph, by how far the encoder's part of the margin falls when the
 * paragraph is read without it; and what single words do not explain. A network does not add words up, so this is approximate; the paragraph is read
 * with the title or target alone, not with its neighbours. */
#include "analysis/explanation.h"
#include "analysis/target.h"
#include "encoder/desks.h"
#include "model/logits.h"

/* Readings of one paragraph, again and again with a word less. */
typedef struct reader {
  const slant_result *result;
  slant_reading_desk *desk;
  bool toward_target;
  slant_text heading; /* title, or target */
  int label;
  size_t margin; /* of the label */
  double sign;
  slant_buffer text; /* without the word */
} reader;

/* The encoder's part of the label's margin, out of its readings of a paragraph. */
static double part_of(const reader *r, const double *readings) {
  const slant_model *model = r->result->model;
  const slant_judge *judge = &model->judges[SLANT_BY_ENCODER];
  size_t n_context = model->judges[SLANT_BY_TABLE].n_features;
  double sum = 0;
  for (size_t k = 0; k < model->labels.n; k++) {
    size_t d = n_context + k;
    if (r->toward_target) sum += model->target_rules[SLANT_BY_ENCODER].calibrator.weights[r->label][model->n_margins + k] * readings[k];
    else sum += r->sign * judge->weights[r->margin * judge->n_features + d] * slant_context_scaled(readings[k], judge->mean[d], judge->scale[d]);
  }
  return sum;
}

static slant_status read_text(const reader *r, slant_text text, double *part, slant_error *err) {
  float logits[SLANT_ENCODER_LABELS];
  double readings[SLANT_MOST_LABELS];
  slant_status status = slant_reading_run(r->desk, r->heading, &text, 1, logits, err);
  if (status != SLANT_OK) return status;
  slant_labels_take_logits(&r->result->model->labels, logits, readings);
  *part = part_of(r, readings);
  return SLANT_OK;
}

static slant_status read_without(reader *r, slant_text text, const slant_word *word, double *part, slant_error *err) {
  slant_buffer_clear(&r->text);
  slant_buffer_put_bytes(&r->text, text.ptr, word->start);
  slant_buffer_put_bytes(&r->text, text.ptr + word->end, text.len - word->end);
  slant_status status = slant_buffer_check(&r->text, err);
  return status == SLANT_OK ? read_text(r, slant_buffer_get(&r->text), part, err) : status;
}

static slant_status add_words(reader *r, size_t index, slant_explainer *e, slant_error *err) {
  const slant_article *article = r->result->article;
  const slant_paragraph *paragraph = &article->paragraphs[index];
  slant_words room = {0};
  const slant_word *words;
  size_t n_words;
  double whole, rest = e->out->margin;
  slant_status status = slant_article_get_words(article, index, &room, &words, &n_words, err);
  if (status == SLANT_OK) status = read_text(r, paragraph->text, &whole, err);
  for (size_t i = 0; i < n_words && status == SLANT_OK; i++) {
    double without;
    status = read_without(r, paragraph->text, &words[i], &without, err);
    if (status != SLANT_OK) break;
    size_t start = paragraph->start + words[i].start, end = paragraph->start + words[i].end;
    slant_text term = {article->text.ptr + start, end - start};
    status = slant_explainer_add(e, (slant_reason){term, false, start, end, whole - without}, err);
    rest -= whole - without;
  }
  slant_words_free(&room);
  return status == SLANT_OK ? slant_explainer_add_named(e, "no single word", rest, err) : status;
}

slant_status slant_explain_reading(slant_explanation **out, const slant_result *result, size_t index, int label, slant_error *err) {
  const slant_row *row = &result->rows[index];
  *out = NULL;
  if (row->label < 0 || row->decided != SLANT_BY_ENCODER) {
    return slant_error_set(err, SLANT_E_USAGE, "found a paragraph that no encoder decided, expected one that it did");
  }
  if (result->model->judges[SLANT_BY_ENCODER].kernel != SLANT_KERNEL_LINEAR && !slant_target_applies(result, index)) return slant_explainer_refuse(err);
  slant_explainer e;
  slant_status status = slant_explainer_open(&e, label < 0 ? row->label : label, err);
  if (status != SLANT_OK) return status;
  reader r = {.result = result, .toward_target = slant_target_applies(result, index), .label = e.out->label};
  r.heading = r.toward_target ? slant_target_name(result) : result->article->fields[SLANT_TITLE];
  r.sign = slant_labels_margin(&result->model->labels, e.out->label, &r.margin);
  e.out->margin = part_of(&r, result->readings + index * result->model->labels.n);
  status = slant_desks_take(&r.desk, result->encoder, err);
  if (status == SLANT_OK) status = add_words(&r, index, &e, err);
  slant_desks_give_back(result->encoder, r.desk);
  slant_buffer_free(&r.text);
  return slant_explainer_close(&e, status, out, err);
}
