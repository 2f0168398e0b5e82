/* Effort: what reports on training say of an encoder's help. */
#ifndef SLANT_REPORT_REPORT_EFFORT_H
#define SLANT_REPORT_REPORT_EFFORT_H

#include "base/buffer.h"
#include "model/training.h"

/* The figures of each effort, and macro-F1 by the share of paragraphs that the encoder reads; nothing without readings. */
void slant_effort_put(slant_buffer *out, const slant_training *training);

/* The same as members of a JSON object, with a comma behind: efforts, effort_curve. */
void slant_effort_put_json(slant_buffer *out, const slant_training *training);

#endif
