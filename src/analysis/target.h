/* Target of an article: which paragraphs mention it, and margins toward it. */
#ifndef SLANT_ANALYSIS_TARGET_H
#define SLANT_ANALYSIS_TARGET_H

#include "analysis/result.h"

/* Finds the target of result's article, its own or else `name` (NULL: none), and its mentions. Where there is one, result->places
 * is set, in `arena`. A name without a word is none; one that is asked for while the model has no target part is
 * SLANT_E_MODEL. */
slant_status slant_target_find(slant_result *result, slant_arena *arena, const char *name, slant_error *err);

/* Whether row `index` is judged toward the target: its paragraph mentions it. */
bool slant_target_applies(const slant_result *result, size_t index);

/* Margins (n_margins) of such a row. `room` is to work in. */
slant_status slant_target_judge(const slant_result *result, size_t index, slant_words *room, double *margins, slant_error *err);

#endif
