/* Base model part of a training: what the base model, as it is, makes of the same rows.
 * In: its stage 1 margins. Out: its macro-F1 and how much the retrained model gains on it, out of fold. */
#include <string.h>

#include "base/memory.h"
#include "model/score.h"
#include "model/training.h"

static int base_label(const slant_training *t, const double *features) {
  double margins[SLANT_MOST_LABELS], probabilities[SLANT_MOST_LABELS];
  slant_score_context(t->options.base, features, margins);
  slant_calibrate_apply(&t->options.base->calibrator, margins, probabilities);
  return slant_decide_label(probabilities, t->options.base->thresholds, t->labels.n);
}

slant_status slant_train_compare_base(slant_training *t, slant_error *err) {
  if (t->options.base == NULL) return SLANT_OK;
  double *features = NULL;
  slant_scored_row *others = NULL;
  slant_status status = slant_memory_new(&features, t->n_rows * t->n_features, sizeof *features, err);
  if (status == SLANT_OK) status = slant_memory_new(&others, t->n_labelled, sizeof *others, err);
  if (status == SLANT_OK) status = slant_training_features(t, t->base_margins, features, err);
  if (status == SLANT_OK) {
    slant_confusion confusion = {.n_labels = t->labels.n};
    memcpy(others, t->scored, t->n_labelled * sizeof *others);
    for (size_t r = 0, n = 0; r < t->n_rows; r++) {
      if (t->rows[r].label < 0) continue;
      others[n].given = base_label(t, features + r * t->n_features);
      slant_confusion_add(&confusion, others[n].truth, others[n].given, others[n].weight);
      n++;
    }
    t->base_f1 = slant_confusion_macro_f1(&confusion);
    status = slant_metrics_gain_interval(&t->gain, t->scored, others, t->n_labelled, t->n_groups, t->labels.n, t->options.seed, err);
  }
  slant_memory_free(features);
  slant_memory_free(others);
  return status;
}
