/* Coded rows in a training's report. */
#ifndef SLANT_REPORT_REPORT_ADDED_H
#define SLANT_REPORT_REPORT_ADDED_H

#include "model/training.h"

/* What came in and what it did, under "Data"; nothing where no rows were added. */
void slant_added_put_rows(slant_buffer *out, const slant_training *training);
/* The figures over the rows that were drawn by chance. */
void slant_added_put_quality(slant_buffer *out, const slant_training *training);
/* Members of a JSON object, a comma behind each. */
void slant_added_put_json(slant_buffer *out, const slant_training *training);

#endif
