/* Terminal view: results as a person reads them in a window. */
#ifndef SLANT_REPORT_REPORT_TERMINAL_H
#define SLANT_REPORT_REPORT_TERMINAL_H

#include "base/buffer.h"

/* One article: its title, a line a paragraph with label, confidence and opening words, and a line that sums it up; with
 * options->articles the last one alone. Fits options->width columns, in colour where options->colour says so. */
void slant_view_put(slant_buffer *out, const slant_result *result, const slant_writer_options *options);

#endif
