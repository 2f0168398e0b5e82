/* Logits: by the labels' names.
 * In: an encoder's outputs. Out: features in the order of the labels. */
#include "model/logits.h"

#include "encoder/encoder.h"
#include "features/readings.h"

slant_status slant_labels_are_read(const slant_labels *labels, slant_error *err) {
  for (size_t k = 0; k < labels->n; k++) {
    if (slant_encoder_find_label(labels->names[k]) < SLANT_ENCODER_LABELS) continue;
    return slant_error_set(err, SLANT_E_MODEL, "found the label \"%s\", expected labels that encoders know: supportive, critical, neutral",
                           labels->names[k]);
  }
  return SLANT_OK;
}

void slant_labels_take_logits(const slant_labels *labels, const float *logits, double *features) {
  double values[SLANT_MOST_LABELS];
  for (size_t k = 0; k < labels->n; k++) values[k] = (double)logits[slant_encoder_find_label(labels->names[k])];
  slant_readings_get(values, labels->n, features);
}
