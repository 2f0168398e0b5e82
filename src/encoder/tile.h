/* Tile: a part of a product that a kernel keeps in registers. */
#ifndef SLANT_ENCODER_TILE_H
#define SLANT_ENCODER_TILE_H

#include "encoder/kernel.h"

/* Some rows, and panels of which `o` is the first output. */
typedef struct slant_tile {
  const uint8_t *rows;
  const slant_row_scale *scales;
  const slant_weights *weights;
  size_t o;
  float *out; /* of the first row */
} slant_tile;

#endif
