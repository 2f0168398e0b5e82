/* Quality: tables in plain text, and the same in JSON.
 * In: confusion, interval, calibration curve. Out: text. */
#include "report/report_quality.h"

#include <string.h>

#include "base/memory.h"
#include "codec/json.h"

static void put_spaces(slant_buffer *out, size_t n) {
  while (n-- > 0) slant_buffer_put_char(out, ' ');
}

void slant_quality_put_cell(slant_buffer *out, const char *string, size_t width) {
  size_t len = strlen(string);
  slant_buffer_put_string(out, string);
  put_spaces(out, len < width ? width - len : 1);
}

/* In place: a buffer of its own for every cell could run out of memory unnoticed. */
void slant_quality_indent(slant_buffer *out, size_t start, size_t n) {
  size_t len = out->len - start;
  put_spaces(out, n);
  if (out->missed > 0 || n == 0) return;
  memmove(out->ptr + start + n, out->ptr + start, len);
  memset(out->ptr + start, ' ', n);
}

void slant_quality_put_number(slant_buffer *out, double value, int decimals, size_t width) {
  size_t start = out->len;
  slant_buffer_put_fixed(out, value, decimals);
  size_t len = out->len - start;
  slant_quality_indent(out, start, len < width ? width - len : 1);
}

void slant_quality_put_score(slant_buffer *out, double score, slant_interval interval) {
  slant_buffer_put_fixed(out, score, 4);
  slant_buffer_put_string(out, " (95 % interval ");
  slant_buffer_put_fixed(out, interval.low, 4);
  slant_buffer_put_string(out, " to ");
  slant_buffer_put_fixed(out, interval.high, 4);
  slant_buffer_put_char(out, ')');
}

static size_t widest(const slant_labels *labels) {
  size_t width = 10;
  for (size_t k = 0; k < labels->n; k++) {
    if (strlen(labels->names[k]) > width) width = strlen(labels->names[k]);
  }
  return width + 2;
}

void slant_quality_put_classes(slant_buffer *out, const slant_labels *labels, const slant_confusion *confusion) {
  size_t width = widest(labels);
  put_spaces(out, 2 + width);
  slant_buffer_put_string(out, "precision    recall        F1   paragraphs\n");
  for (size_t k = 0; k < labels->n; k++) {
    slant_class_score score = slant_confusion_class(confusion, k);
    put_spaces(out, 2);
    slant_quality_put_cell(out, labels->names[k], width);
    slant_quality_put_number(out, score.precision, 4, 9);
    slant_quality_put_number(out, score.recall, 4, 10);
    slant_quality_put_number(out, score.f1, 4, 10);
    slant_quality_put_number(out, score.n_true, 0, 13);
    slant_buffer_put_char(out, '\n');
  }
}

void slant_quality_put_confusion(slant_buffer *out, const slant_labels *labels, const slant_confusion *confusion) {
  size_t width = widest(labels);
  put_spaces(out, 2);
  slant_quality_put_cell(out, "true", width);
  for (size_t k = 0; k < labels->n; k++) {
    size_t len = strlen(labels->names[k]);
    put_spaces(out, width - len);
    slant_buffer_put_string(out, labels->names[k]);
  }
  slant_buffer_put_char(out, '\n');
  for (size_t k = 0; k < labels->n; k++) {
    put_spaces(out, 2);
    slant_quality_put_cell(out, labels->names[k], width);
    for (size_t j = 0; j < labels->n; j++) slant_quality_put_number(out, confusion->counts[k][j], 0, width);
    slant_buffer_put_char(out, '\n');
  }
}

void slant_quality_put_calibration(slant_buffer *out, const slant_calibration_curve *curve) {
  slant_buffer_put_string(out, "  confidence   said    right   paragraphs\n");
  for (size_t bin = 0; bin < SLANT_CALIBRATION_BINS; bin++) {
    if (!(curve->n[bin] > 0)) continue;
    slant_quality_put_number(out, (double)bin / SLANT_CALIBRATION_BINS, 1, 5);
    slant_buffer_put_string(out, " to ");
    slant_buffer_put_fixed(out, (double)(bin + 1) / SLANT_CALIBRATION_BINS, 1);
    slant_quality_put_number(out, curve->confidence[bin], 3, 7);
    slant_quality_put_number(out, curve->right[bin], 3, 9);
    slant_quality_put_number(out, curve->n[bin], 0, 13);
    slant_buffer_put_char(out, '\n');
  }
}

static void put_key(slant_buffer *out, const char *key) {
  slant_buffer_put_char(out, '"');
  slant_buffer_put_string(out, key);
  slant_buffer_put_string(out, "\":");
}

void slant_quality_put_figure(slant_buffer *out, const char *key, double value, bool last) {
  put_key(out, key);
  slant_buffer_put_fixed(out, value, 6);
  if (!last) slant_buffer_put_char(out, ',');
}

void slant_quality_put_json(slant_buffer *out, const slant_labels *labels, const slant_confusion *confusion, slant_interval interval,
                            const slant_calibration_curve *curve) {
  slant_quality_put_figure(out, "macro_f1", slant_confusion_macro_f1(confusion), false);
  slant_quality_put_figure(out, "macro_f1_low", interval.low, false);
  slant_quality_put_figure(out, "macro_f1_high", interval.high, false);
  slant_quality_put_figure(out, "accuracy", slant_confusion_accuracy(confusion), false);
  slant_quality_put_figure(out, "calibration_error", curve->error, false);
  put_key(out, "labels");
  slant_buffer_put_char(out, '{');
  for (size_t k = 0; k < labels->n; k++) {
    slant_class_score score = slant_confusion_class(confusion, k);
    if (k > 0) slant_buffer_put_char(out, ',');
    put_key(out, labels->names[k]);
    slant_buffer_put_char(out, '{');
    slant_quality_put_figure(out, "precision", score.precision, false);
    slant_quality_put_figure(out, "recall", score.recall, false);
    slant_quality_put_figure(out, "f1", score.f1, false);
    slant_quality_put_figure(out, "paragraphs", score.n_true, true);
    slant_buffer_put_char(out, '}');
  }
  slant_buffer_put_string(out, "},\"confusion\":[");
  for (size_t k = 0; k < labels->n; k++) {
    slant_buffer_put_string(out, k > 0 ? ",[" : "[");
    for (size_t j = 0; j < labels->n; j++) {
      if (j > 0) slant_buffer_put_char(out, ',');
      slant_buffer_put_fixed(out, confusion->counts[k][j], 6);
    }
    slant_buffer_put_char(out, ']');
  }
  slant_buffer_put_char(out, ']');
}

slant_status slant_quality_take(slant_buffer *out, slant_text *text, slant_error *err) {
  slant_status status = slant_buffer_check(out, err);
  *text = status == SLANT_OK ? (slant_text){out->ptr, out->len} : (slant_text){NULL, 0}; /* its memory goes with it */
  if (status != SLANT_OK) slant_buffer_free(out);
  memset(out, 0, sizeof *out);
  return status;
}

void slant_text_free(slant_text text) { slant_memory_free((void *)(uintptr_t)text.ptr); }
