/* Logits: what an encoder says of a paragraph, as features of a model's labels. */
#ifndef SLANT_MODEL_LOGITS_H
#define SLANT_MODEL_LOGITS_H

#include "model/labels.h"

/* Whether encoders have a logit for each of the labels; where one has none, SLANT_E_MODEL. */
slant_status slant_labels_are_read(const slant_labels *labels, slant_error *err);

/* Features (labels->n) out of an encoder's logits for a paragraph. */
void slant_labels_take_logits(const slant_labels *labels, const float *logits, double *features);

#endif
