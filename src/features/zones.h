/* Zones: paragraphs as sparse rows in which words near a target count apart. */
#ifndef SLANT_FEATURES_ZONES_H
#define SLANT_FEATURES_ZONES_H

#include "features/target.h"
#include "features/vectors.h"

/* What a row is made from. */
typedef struct slant_zones {
  const slant_vocabulary *vocabulary;
  const slant_priors *priors;
  double scale;                     /* of the whole paragraph's terms, as in slant_vectors_add */
  double near_scale;                /* of everything in the other zones */
} slant_zones;

/* Columns of one zone: the vocabulary's terms, then those of the priors. Zone z begins at z times that. */
size_t slant_zones_width(const slant_zones *zones);

/* Adds a row: the whole paragraph as slant_vectors_add has it; then, left and right of the target, its words alone, each times the weight of
 * its place. `places` (n_words) may be NULL: no target is mentioned. */
slant_status slant_zones_add(slant_vectors *vectors, const slant_zones *zones, const slant_word *words, size_t n_words,
                             const slant_place *places, slant_error *err);

/* The factor by which a term that has `weights` (a zone's columns) is scored: of a whole paragraph's terms, or near the target. */
double slant_zones_weight(const slant_zones *zones, slant_zone zone, uint32_t term, uint32_t type, const double *weights);

#endif
