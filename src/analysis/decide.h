/* Decide: from margins to the label of a row. */
#ifndef SLANT_ANALYSIS_DECIDE_H
#define SLANT_ANALYSIS_DECIDE_H

#include "analysis/result.h"

/* How a row is decided. */
typedef struct slant_decision {
  slant_decided by;
  const slant_rule *rule;
  bool most_probable;     /* whatever the thresholds are */
  double uncertain_below; /* confidence */
} slant_decision;

/* How `by` decides about rows that are judged toward the main subject, or toward a target. */
slant_decision slant_decision_of(const slant_result *result, slant_decided by, bool toward_target, const slant_classify_options *options);

/* Gives row `index` its label, probabilities and margins out of `own`, as many as the rule wants. The row shows those of the model's machines or, where
 * the rule wants more, log-odds. A row that is decided for the first time takes the next place in the result's arrays; one that was decided, is decided anew. */
void slant_decide_row(slant_result *result, size_t index, const slant_decision *decision, const double *own);

#endif
