/* Decide: calibration, thresholds and what follows from them.
 * In: margins of a row. Out: its label, confidence, tone and whether it is uncertain. */
#include "analysis/decide.h"

slant_decision slant_decision_of(const slant_result *result, slant_decided by, bool toward_target, const slant_classify_options *options) {
  const slant_model *model = result->model;
  return (slant_decision){.by = by,
                          .rule = toward_target ? &model->target_rules[by] : &model->judges[by].rule,
                          .most_probable = options->decide == SLANT_ARGMAX,
                          .uncertain_below = slant_classify_level(model, options)};
}

void slant_decide_row(slant_result *result, size_t index, const slant_decision *decision, const double *own) {
  const slant_model *model = result->model;
  slant_row *row = &result->rows[index];
  size_t n = model->labels.n, margin;
  size_t at = row->probabilities != NULL ? (size_t)(row->probabilities - result->probabilities) : n * result->n_scored++;
  double *probabilities = result->probabilities + at, *margins = result->margins + at;
  const slant_calibrator *calibrator = &decision->rule->calibrator;
  slant_calibrate_apply(calibrator, own, probabilities);
  for (size_t k = 0; k < n; k++) {
    double sign = slant_labels_margin(&model->labels, (int)k, &margin);
    /* margins and readings come together in the calibration alone */
    margins[k] = calibrator->n_margins > model->n_margins ? slant_calibrate_score(calibrator, k, own) : sign * own[margin];
  }
  row->label = slant_decide_label(probabilities, decision->most_probable ? NULL : decision->rule->thresholds, n);
  row->decided = decision->by;
  row->confidence = probabilities[row->label];
  row->probabilities = probabilities;
  row->margins = margins;
  if (model->labels.supportive >= 0) row->tone = probabilities[model->labels.supportive] - probabilities[model->labels.critical];
  row->flags &= ~(uint32_t)SLANT_UNCERTAIN;
  if (row->confidence < decision->uncertain_below) row->flags |= SLANT_UNCERTAIN;
}
