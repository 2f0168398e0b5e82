/* Quality: the tables that reports on training and on evaluation have in common. */
#ifndef SLANT_REPORT_REPORT_QUALITY_H
#define SLANT_REPORT_REPORT_QUALITY_H

#include "model/metrics.h"

/* "0.5312 (95 % interval 0.5101 to 0.5523)" */
void slant_quality_put_score(slant_buffer *out, double score, slant_interval interval);
/* Precision, recall, F1 and size of each label. */
void slant_quality_put_classes(slant_buffer *out, const slant_labels *labels, const slant_confusion *confusion);
/* Rows are true labels, columns the model's. */
void slant_quality_put_confusion(slant_buffer *out, const slant_labels *labels, const slant_confusion *confusion);
/* Confidence against share of right labels. */
void slant_quality_put_calibration(slant_buffer *out, const slant_calibration_curve *curve);

/* The same as members of a JSON object: macro_f1, interval, accuracy, calibration_error, labels, confusion. */
void slant_quality_put_json(slant_buffer *out, const slant_labels *labels, const slant_confusion *confusion, slant_interval interval,
                            const slant_calibration_curve *curve);

/* One of them: a number with six decimals, and a comma behind it unless it is the last. */
void slant_quality_put_figure(slant_buffer *out, const char *key, double value, bool last);

/* A left-aligned string, or a number with `decimals`, filled up to `width` columns. */
void slant_quality_put_cell(slant_buffer *out, const char *string, size_t width);
void slant_quality_put_number(slant_buffer *out, double value, int decimals, size_t width);

/* Puts `n` spaces before what was appended since the buffer had `start` bytes. */
void slant_quality_indent(slant_buffer *out, size_t start, size_t n);

/* The buffer's contents as new text, which the caller frees with slant_text_free; the buffer is emptied. */
slant_status slant_quality_take(slant_buffer *out, slant_text *text, slant_error *err);

#endif
