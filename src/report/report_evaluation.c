/* Evaluation report: how a model did on labelled data.
 * In: an evaluation. Out: text for people, or JSON. */
#include <math.h>

#include "analysis/evaluation.h"
#include "report/report_quality.h"

static void put_line(slant_buffer *out, size_t n, const char *what) {
  if (n == 0) return;
  slant_buffer_put_string(out, "  ");
  slant_buffer_put_u64(out, n);
  slant_buffer_put_string(out, what);
}

/* What the precision that was asked for came to on these data. */
static void put_certain(slant_buffer *out, const slant_evaluation *e) {
  if (!(e->min_precision > 0)) return;
  slant_buffer_put_string(out, "\nCertain of a precision of ");
  slant_buffer_put_fixed(out, e->min_precision, 2);
  if (isinf(e->uncertain_below)) {
    slant_buffer_put_string(out, ": no paragraph, since no confidence of the model keeps it\n");
    return;
  }
  slant_buffer_put_string(out, ": confidence from ");
  slant_buffer_put_fixed(out, e->uncertain_below, 4);
  slant_buffer_put_string(out, " on\n  paragraphs ");
  slant_quality_put_number(out, e->certain, 0, 14);
  slant_buffer_put_string(out, "  (");
  slant_buffer_put_fixed(out, e->scored > 0 ? 100 * e->certain / e->scored : 0, 1);
  slant_buffer_put_string(out, " % of all)\n");
  if (!(e->certain > 0)) return;
  slant_buffer_put_string(out, "  right here");
  slant_quality_put_number(out, e->certain_right / e->certain, 4, 14);
  slant_buffer_put_char(out, '\n');
}

static void put_text(slant_buffer *out, const slant_evaluation *e) {
  slant_buffer_put_u64(out, e->n_rows);
  slant_buffer_put_string(out, " labelled paragraphs of ");
  slant_buffer_put_u64(out, e->n_articles);
  slant_buffer_put_string(out, " articles\n");
  put_line(out, e->n_furniture, " more were set aside as furniture (--keep-furniture scores them)\n");
  put_line(out, e->n_empty, " more were empty\n");
  put_line(out, e->n_unknown, " more carry a label that the model does not have\n");
  if (e->effort != SLANT_EFFORT_FAST) put_line(out, e->n_read, " of them were read by the encoder\n");
  if (e->n_seen > 0) {
    put_line(out, e->n_seen, " of the articles were in the model's training data: the figures flatter it\n");
  }
  slant_buffer_put_string(out, "\nmacro-F1           ");
  slant_quality_put_score(out, slant_confusion_macro_f1(&e->confusion), e->interval);
  slant_buffer_put_string(out, "\naccuracy           ");
  slant_buffer_put_fixed(out, slant_confusion_accuracy(&e->confusion), 4);
  slant_buffer_put_string(out, "\ncalibration error  ");
  slant_buffer_put_fixed(out, e->curve.error, 4);
  slant_buffer_put_string(out, "\n\nBy label\n");
  slant_quality_put_classes(out, &e->labels, &e->confusion);
  slant_buffer_put_string(out, "\nConfusion (columns: given by the model)\n");
  slant_quality_put_confusion(out, &e->labels, &e->confusion);
  slant_buffer_put_string(out, "\nCalibration (confidence of the label against the share that is right)\n");
  slant_quality_put_calibration(out, &e->curve);
  put_certain(out, e);
}

static void put_count(slant_buffer *out, const char *key, size_t n) {
  slant_buffer_put_char(out, '"');
  slant_buffer_put_string(out, key);
  slant_buffer_put_string(out, "\":");
  slant_buffer_put_u64(out, n);
  slant_buffer_put_char(out, ',');
}

static void put_number(slant_buffer *out, const char *key, double value, bool known) {
  slant_buffer_put_char(out, '"');
  slant_buffer_put_string(out, key);
  slant_buffer_put_string(out, "\":");
  if (known) slant_buffer_put_fixed(out, value, 6);
  else slant_buffer_put_string(out, "null");
  slant_buffer_put_char(out, ',');
}

static void put_json(slant_buffer *out, const slant_evaluation *e) {
  slant_buffer_put_char(out, '{');
  put_count(out, "articles", e->n_articles);
  put_count(out, "paragraphs", e->n_rows);
  put_count(out, "furniture", e->n_furniture);
  put_count(out, "empty", e->n_empty);
  put_count(out, "unknown_label", e->n_unknown);
  put_count(out, "articles_trained_on", e->n_seen);
  slant_buffer_put_string(out, "\"effort\":\"");
  slant_buffer_put_string(out, slant_effort_name(e->effort));
  slant_buffer_put_string(out, "\",");
  if (e->effort != SLANT_EFFORT_FAST) put_count(out, "read_by_encoder", e->n_read);
  if (e->min_precision > 0) {
    put_number(out, "min_precision", e->min_precision, true);
    put_number(out, "uncertain_below", e->uncertain_below, !isinf(e->uncertain_below));
    put_number(out, "certain_share", e->scored > 0 ? e->certain / e->scored : 0, true);
    put_number(out, "certain_precision", e->certain > 0 ? e->certain_right / e->certain : 0, e->certain > 0);
  }
  slant_quality_put_json(out, &e->labels, &e->confusion, e->interval, &e->curve);
  slant_buffer_put_string(out, "}\n");
}

slant_status slant_evaluation_report(const slant_evaluation *evaluation, slant_report_format format, slant_text *out,
                                     slant_error *err) {
  slant_buffer buffer = {0};
  if (format == SLANT_REPORT_JSON) {
    put_json(&buffer, evaluation);
  } else {
    put_text(&buffer, evaluation);
  }
  return slant_quality_take(&buffer, out, err);
}
