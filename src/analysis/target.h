/* Target of an article: which paragraphs mention it, and margins toward it. */
#ifndef SLANT_ANALYSIS_TARGET_H
#define SLANT_ANALYSIS_TARGET_H

#include "analysis/result.h"

/* Finds the target of result's article (slant_target_name) and its mentions. Where there is one, result->places
 * is set, in `arena`. A name without a word is none; one that is asked for while the model has no target part is
 * SLANT_E_MODEL. */
slant_status slant_target_find(slant_result *result, slant_arena *arena, slant_error *err);

/* The name of the target: the article's own, or else that of all articles that name none. */
slant_text slant_target_name(const slant_result *result);

/* Whether row `index` is judged toward the target: its paragraph mentions it. */
bool slant_target_applies(const slant_result *result, size_t index);

/* Margins (n_margins) of such a row. `room` is to work in. */
slant_status slant_target_judge(const slant_result *result, size_t index, slant_words *room, double *margins, slant_error *err);

#endif
