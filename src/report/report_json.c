/* JSON parts of a results folder.
 * In: results and totals. Out: lines of evidence, and run.json. */
#define _GNU_SOURCE /* memmem */
#include "report/report_json.h"

#include <math.h>
#include <string.h>

#include "codec/json.h"
#include "model/model.h"
#include "report/fields.h"

enum { MOST_TERMS = 6 };

void slant_totals_add(slant_totals *totals, const slant_result *result) {
  const slant_summary *summary = slant_result_summary(result);
  totals->articles++;
  totals->paragraphs += summary->n_paragraphs;
  totals->scored += summary->n_scored;
  totals->furniture += summary->n_furniture;
  for (size_t k = 0; k < slant_model_n_labels(slant_result_model(result)); k++) totals->of_label[k] += summary->counts[k];
  for (size_t i = 0; i < slant_result_n_rows(result); i++) {
    const slant_row *row = slant_result_row(result, i);
    totals->by_encoder += row->label >= 0 && row->decided == SLANT_BY_ENCODER;
    for (size_t f = 0; f < SLANT_N_FLAGS; f++) totals->flags[f] += (row->flags >> f) & 1;
  }
  totals->foreign += slant_result_n_rows(result) > 0 && (slant_result_row(result, 0)->flags & SLANT_NOT_ENGLISH) != 0;
  totals->duplicates += slant_result_duplicate_of(result).len > 0;
}

/* The terms with the largest contributions above zero, largest first; the first in the text wins a tie. */
static size_t strongest(const slant_explanation *explanation, const slant_reason **terms) {
  size_t n = 0;
  for (size_t i = 0; i < explanation->n_reasons; i++) {
    const slant_reason *reason = &explanation->reasons[i];
    if (reason->is_context || !(reason->contribution > 0)) continue;
    size_t at = n < MOST_TERMS ? n++ : MOST_TERMS;
    if (at == MOST_TERMS) {
      if (terms[MOST_TERMS - 1]->contribution >= reason->contribution) continue;
      at = MOST_TERMS - 1;
    }
    for (; at > 0 && terms[at - 1]->contribution < reason->contribution; at--) terms[at] = terms[at - 1];
    terms[at] = reason;
  }
  return n;
}

static slant_status put_terms(slant_buffer *out, const slant_result *result, size_t index, slant_error *err) {
  slant_explanation *explanation;
  const slant_reason *terms[MOST_TERMS];
  slant_buffer_put_string(out, ",\"terms\":[");
  if (slant_result_row(result, index)->label >= 0) {
    slant_error problem = {0};
    slant_status status = slant_explain(&explanation, result, index, -1, &problem);
    if (status != SLANT_OK && status != SLANT_E_MODEL) return slant_error_copy(err, &problem);
    size_t n = status == SLANT_OK ? strongest(explanation, terms) : 0; /* other kernels have no terms to show */
    for (size_t i = 0; i < n; i++) {
      slant_buffer_put_string(out, i > 0 ? ",{\"term\":" : "{\"term\":");
      slant_json_put_string(out, terms[i]->term);
      slant_buffer_put_string(out, ",\"start\":");
      slant_buffer_put_u64(out, terms[i]->start);
      slant_buffer_put_string(out, ",\"end\":");
      slant_buffer_put_u64(out, terms[i]->end);
      slant_buffer_put_string(out, ",\"push\":");
      slant_buffer_put_fixed(out, terms[i]->contribution, 4);
      slant_buffer_put_char(out, '}');
    }
    if (status == SLANT_OK) slant_explanation_free(explanation);
  }
  slant_buffer_put_char(out, ']');
  return SLANT_OK;
}

slant_status slant_evidence_put(slant_buffer *out, const slant_result *result, slant_error *err) {
  slant_text id = slant_article_field(slant_result_article(result), SLANT_ID);
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < slant_result_n_rows(result) && status == SLANT_OK; i++) {
    const slant_row *row = slant_result_row(result, i);
    slant_fields f = {.out = out, .format = SLANT_ROWS_JSONL};
    slant_fields_begin(&f);
    slant_fields_text(&f, "article", id);
    slant_fields_count(&f, "paragraph", row->paragraph->number);
    slant_fields_string(&f, "label", row->label < 0 ? NULL : slant_model_label(slant_result_model(result), (size_t)row->label));
    slant_fields_text(&f, "text", row->paragraph->text);
    status = put_terms(out, result, i, err);
    slant_fields_end(&f);
  }
  return status;
}

static void put_key(slant_buffer *out, const char *indent, const char *key, bool *first) {
  slant_buffer_put_string(out, *first ? "\n" : ",\n");
  *first = false;
  slant_buffer_put_string(out, indent);
  slant_json_put_string(out, (slant_text){key, strlen(key)});
  slant_buffer_put_string(out, ": ");
}

static void put_member(slant_buffer *out, const char *key, const char *value, bool *first) {
  put_key(out, "    ", key, first);
  slant_json_put_string(out, (slant_text){value, strlen(value)});
}

static void put_number(slant_buffer *out, const char *key, uint64_t value, bool *first) {
  put_key(out, "    ", key, first);
  slant_buffer_put_u64(out, value);
}

/* A number from 0 to 1, or null. */
static void put_level(slant_buffer *out, const char *key, double value, bool known, bool *first) {
  put_key(out, "    ", key, first);
  if (known) slant_buffer_put_fixed(out, value, 4);
  else slant_buffer_put_string(out, "null");
}

typedef struct card_printer {
  slant_buffer *out;
  bool first;
} card_printer;

static void put_card_entry(void *user, slant_text key, slant_text value) {
  card_printer *p = user;
  slant_buffer_put_string(p->out, p->first ? "\n    " : ",\n    ");
  p->first = false;
  slant_json_put_string(p->out, key);
  slant_buffer_put_string(p->out, ": ");
  slant_json_put_string(p->out, value);
}

static const char counts_begin[] = ",\n  \"counts\": {", counts_end[] = "\n  },\n  \"confusion\": {";

void slant_run_put_counts(slant_buffer *out, const slant_labels *labels, const slant_totals *totals, const slant_reader_counts *counts, bool reads) {
  bool first = true;
  slant_buffer_put_string(out, counts_begin);
  put_number(out, "articles", totals->articles, &first);
  put_number(out, "paragraphs", totals->paragraphs, &first);
  put_number(out, "scored", totals->scored, &first);
  if (reads) put_number(out, "read_by_encoder", totals->by_encoder, &first);
  put_number(out, "skipped_inputs", counts->skipped, &first);
  put_number(out, "ignored_files", counts->ignored, &first);
  slant_buffer_put_string(out, "\n  },\n  \"labels\": {");
  first = true;
  for (size_t k = 0; k < labels->n; k++) put_number(out, labels->names[k], totals->of_label[k], &first);
  slant_buffer_put_string(out, "\n  },\n  \"flags\": {");
  first = true;
  for (size_t f = 0; f < SLANT_N_FLAGS; f++) put_number(out, slant_flag_name(f), totals->flags[f], &first);
}

bool slant_run_find_counts(slant_text run, size_t *start, size_t *end) {
  /* no text of the file has a line end that is not escaped */
  const char *begin = run.len == 0 ? NULL : memmem(run.ptr, run.len, counts_begin, sizeof counts_begin - 1);
  const char *stop = begin == NULL ? NULL : memmem(begin, run.len - (size_t)(begin - run.ptr), counts_end, sizeof counts_end - 1);
  if (stop == NULL) return false;
  *start = (size_t)(begin - run.ptr);
  *end = (size_t)(stop - run.ptr);
  return true;
}

/* The out-of-fold confusion that shares are corrected by: rows are true labels, as in `labels` of the model. */
static void put_confusion(slant_buffer *out, const slant_model *model, const double *confusion) {
  size_t n = model->labels.n;
  bool first = true;
  for (size_t j = 0; j < n; j++) {
    put_key(out, "    ", model->labels.names[j], &first);
    for (size_t k = 0; k < n; k++) {
      slant_buffer_put_string(out, k == 0 ? "[" : ", ");
      slant_buffer_put_fixed(out, confusion[j * n + k], 4);
    }
    slant_buffer_put_char(out, ']');
  }
}

/* What a label's probability is divided by before the largest wins: 1 where the most probable label does. */
static void put_thresholds(slant_buffer *out, const slant_model *model, slant_decided by, slant_decide decide) {
  bool first = true;
  slant_buffer_put_string(out, by == SLANT_BY_TABLE ? "\n  },\n  \"thresholds\": {" : "\n  },\n  \"thresholds_encoder\": {");
  for (size_t k = 0; k < model->labels.n; k++) {
    put_key(out, "    ", model->labels.names[k], &first);
    slant_buffer_put_fixed(out, decide == SLANT_ARGMAX ? 1 : model->judges[by].rule.thresholds[k], 6);
  }
}

void slant_run_put(slant_buffer *out, const slant_model *model, const slant_results_options *options, const slant_totals *totals,
                   const slant_reader_counts *counts) {
  static const char *const cuts[] = {"auto", "blank", "line"};
  slant_buffer_put_string(out, "{\n  \"slant\": ");
  slant_json_put_string(out, (slant_text){slant_version(), strlen(slant_version())});
  slant_buffer_put_string(out, ",\n  \"options\": {");
  bool first = true;
  put_member(out, "decide", options->classify.decide == SLANT_ARGMAX ? "argmax" : "balanced", &first);
  put_member(out, "effort", slant_effort_name(options->classify.effort), &first);
  if (options->classify.effort != SLANT_EFFORT_FAST) put_member(out, "encoder", slant_encoder_checksum(options->classify.encoder), &first);
  put_level(out, "min_precision", options->classify.min_precision, options->classify.min_precision > 0, &first);
  double below = slant_classify_level(model, &options->classify);
  put_level(out, "uncertain_below", below, !isinf(below), &first);
  put_member(out, "furniture", options->classify.keep_furniture ? "kept" : "set aside", &first);
  if (options->classify.duplicates != NULL) put_member(out, "duplicates", options->keep_duplicates ? "kept" : "set aside", &first);
  if (options->classify.target != NULL) put_member(out, "target", options->classify.target, &first);
  put_member(out, "paragraphs_by", cuts[options->paragraphs_by], &first);
  if (options->spreadsheet) put_member(out, "spreadsheet", "yes", &first);
  put_member(out, "evidence", options->no_evidence ? "no" : "yes", &first);
  slant_buffer_put_string(out, "\n  }");
  slant_run_put_counts(out, &model->labels, totals, counts, options->classify.effort != SLANT_EFFORT_FAST);
  slant_buffer_put_string(out, counts_end);
  put_confusion(out, model, slant_model_trust(model, options->classify.effort)->confusion);
  put_thresholds(out, model, SLANT_BY_TABLE, options->classify.decide);
  if (options->classify.effort != SLANT_EFFORT_FAST) put_thresholds(out, model, SLANT_BY_ENCODER, options->classify.decide);
  slant_buffer_put_string(out, "\n  },\n  \"model\": {");
  card_printer printer = {out, true};
  slant_model_card(model, put_card_entry, &printer);
  slant_buffer_put_string(out, "\n  }\n}\n");
}
