/* Tensor names: how judges and their trust are called in a model file. */
#ifndef SLANT_MODEL_TENSOR_NAMES_H
#define SLANT_MODEL_TENSOR_NAMES_H

#include "model/coverage.h"

/* Of a judge. */
typedef struct slant_judge_names {
  const char *mean, *scale, *bias, *weights, *starts, *vectors, *coefficients, *calibration, *thresholds;
  const char *gamma; /* a key of the metadata */
} slant_judge_names;

/* Of the figures of an effort; uncertain_below is a key of the metadata. */
typedef struct slant_trust_names {
  const char *confusion, *coverage[SLANT_N_DECIDE], *uncertain_below;
} slant_trust_names;

const slant_judge_names *slant_judge_names_of(slant_decided decided);
const slant_trust_names *slant_trust_names_of(slant_effort effort);

#endif
