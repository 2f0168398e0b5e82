/* Panels: weights of int8 in the order in which a kernel reads them. */
#ifndef SLANT_ENCODER_PANELS_H
#define SLANT_ENCODER_PANELS_H

#include <stdbool.h>

#include "encoder/kernel.h"

/* n_out rows of n_in weights (multiples of 16 and 4) into as many bytes at `panels`, as slant_encoder_kernel.multiply wants them. False where a
 * weight is -128 or two neighbours' sum is beyond SLANT_LARGEST_PAIR: a kernel's 16-bit sums would saturate. */
bool slant_panels_pack(const int8_t *weight, size_t n_out, size_t n_in, int8_t *panels);

/* For each group of inputs and each output: its scale times the sum of its weights. scale, totals: groups * n_out. */
void slant_panels_total(const int8_t *weight, size_t n_out, size_t n_in, size_t group, const float *scale, float *totals);

#endif
