/* Readings: what an encoder makes of paragraphs, as features of the machines that judge with it. */
#ifndef SLANT_FEATURES_READINGS_H
#define SLANT_FEATURES_READINGS_H

#include <math.h>
#include <stddef.h>

/* An encoder's outputs for one paragraph, `n` log-odds of its labels: what counts is how they differ, so their mean is taken off. */
static inline void slant_readings_get(const double *outputs, size_t n, double *features) {
  double mean = 0;
  for (size_t k = 0; k < n; k++) mean += outputs[k] / (double)n;
  for (size_t k = 0; k < n; k++) features[k] = outputs[k] - mean;
}

#endif
