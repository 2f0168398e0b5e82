/* Effort: tables in plain text, and the same in JSON.
 * In: figures of a training with readings. Out: text. */
#include "report/report_effort.h"

#include "report/report_quality.h"

static double share_read(const slant_training *t, size_t effort) {
  return effort == SLANT_EFFORT_BALANCED ? t->effort.share : effort == SLANT_EFFORT_BEST ? 1 : 0;
}

static void put(slant_buffer *out, const char *string) { slant_buffer_put_string(out, string); }

void slant_effort_put(slant_buffer *out, const slant_training *t) {
  if (t->readings == NULL) return;
  put(out, "\nEffort, out of fold\n  effort     read by the encoder   calibration error   macro-F1\n");
  for (size_t e = 0; e < SLANT_N_EFFORTS; e++) {
    const slant_figures *figures = &t->figures[e];
    put(out, "  ");
    slant_quality_put_cell(out, slant_effort_name((slant_effort)e), 11);
    slant_quality_put_number(out, 100 * share_read(t, e), 1, 17);
    put(out, " %");
    slant_quality_put_number(out, figures->curve.error, 4, 20);
    put(out, "   ");
    slant_quality_put_score(out, slant_confusion_macro_f1(&figures->confusion), figures->interval);
    put(out, "\n");
  }
  put(out, "\nMacro-F1 where the encoder reads the paragraphs that the table leaves open, the most open ones first\n"
           "  read by the encoder   macro-F1\n");
  for (size_t i = 0; i < SLANT_EFFORT_POINTS; i++) {
    slant_quality_put_number(out, 100 * t->effort.points[i].share, 1, 19);
    put(out, " %");
    slant_quality_put_number(out, t->effort.points[i].macro_f1, 4, 11);
    put(out, "\n");
  }
}

static void put_effort_json(slant_buffer *out, const slant_training *t, size_t e) {
  const slant_figures *figures = &t->figures[e];
  put(out, "\"");
  put(out, slant_effort_name((slant_effort)e));
  put(out, "\":{");
  slant_quality_put_figure(out, "share_read", share_read(t, e), false);
  slant_quality_put_figure(out, "macro_f1", slant_confusion_macro_f1(&figures->confusion), false);
  slant_quality_put_figure(out, "macro_f1_low", figures->interval.low, false);
  slant_quality_put_figure(out, "macro_f1_high", figures->interval.high, false);
  slant_quality_put_figure(out, "calibration_error", figures->curve.error, true);
  put(out, e + 1 < SLANT_N_EFFORTS ? "}," : "}");
}

void slant_effort_put_json(slant_buffer *out, const slant_training *t) {
  if (t->readings == NULL) return;
  put(out, "\"efforts\":{");
  for (size_t e = 0; e < SLANT_N_EFFORTS; e++) put_effort_json(out, t, e);
  put(out, "},\"effort_curve\":[");
  for (size_t i = 0; i < SLANT_EFFORT_POINTS; i++) {
    put(out, i > 0 ? ",{" : "{");
    slant_quality_put_figure(out, "share_read", t->effort.points[i].share, false);
    slant_quality_put_figure(out, "macro_f1", t->effort.points[i].macro_f1, true);
    put(out, "}");
  }
  put(out, "],");
}
