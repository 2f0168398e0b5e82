/* Encoded: the rows of a result that an encoder reads and decides. */
#ifndef SLANT_ANALYSIS_ENCODED_H
#define SLANT_ANALYSIS_ENCODED_H

#include "analysis/result.h"

/* Whether options, model and encoder fit together for the effort asked for. A missing encoder, or another one than the model was trained with, is
 * SLANT_E_USAGE; a model that knows none, or labels that it has and the encoder lacks, are SLANT_E_MODEL. */
slant_status slant_encoded_check(const slant_model *model, const slant_classify_options *options, slant_error *err);

/* Decides anew about those rows that the effort asks for, all of which have been decided by the table; options have been checked. Arrays go
 * into `arena`. */
slant_status slant_encoded_decide(slant_result *result, slant_arena *arena, const slant_classify_options *options, slant_error *err);

#endif
