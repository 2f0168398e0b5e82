/* Levels: what reports on training say of confidence, of foreign text, and of fewer and more labels. */
#ifndef SLANT_REPORT_REPORT_LEVELS_H
#define SLANT_REPORT_REPORT_LEVELS_H

#include "base/buffer.h"
#include "model/training.h"

/* The confidence that keeps each of some precisions, and the paragraphs that it leaves. */
void slant_levels_put_coverage(slant_buffer *out, const slant_coverage *coverage);
/* From where on a paragraph is out-of-domain. */
void slant_levels_put_domain(slant_buffer *out, const slant_domain *domain);
/* The learning curve, where there is one, and what it lets expect. */
void slant_levels_put_learning(slant_buffer *out, const slant_learning_curve *learning);

/* The same as members of a JSON object, each with a comma behind it: coverage, domain, learning_curve, learning_per_doubling. */
void slant_levels_put_json(slant_buffer *out, const slant_training *training);

#endif
