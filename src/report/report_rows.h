/* Rows: paragraphs and articles of results, and articles as they were read. */
#ifndef SLANT_REPORT_REPORT_ROWS_H
#define SLANT_REPORT_REPORT_ROWS_H

#include "base/buffer.h"

/* The header, where the format has one. */
void slant_rows_put_header(slant_buffer *out, const slant_model *model, const slant_writer_options *options);

/* All rows of one result. */
void slant_rows_put(slant_buffer *out, const slant_result *result, const slant_writer_options *options);

/* {"error":{"source":…,"line":…,"message":…}} as a line: what kept a record from being read. */
void slant_rows_put_error(slant_buffer *out, const slant_error *problem);

/* An article as it was read, as one line of JSON; with `labels`, those that its paragraphs carry and their weights. */
void slant_rows_put_read(slant_buffer *out, const slant_article *article, bool labels);

#endif
