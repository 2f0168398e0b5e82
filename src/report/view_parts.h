/* View parts: what texts for a terminal are made of. */
#ifndef SLANT_REPORT_VIEW_PARTS_H
#define SLANT_REPORT_VIEW_PARTS_H

#include "base/buffer.h"

void slant_view_put_spaces(slant_buffer *out, size_t n);

/* What fits into `width` columns, with spaces behind it; the whole text, with spaces before it. */
void slant_view_put_fitted(slant_buffer *out, const char *string, size_t width);
void slant_view_put_right(slant_buffer *out, slant_text text, size_t width);

/* A number from the right, in `width` columns or the more that it needs, which are returned. */
size_t slant_view_put_number(slant_buffer *out, uint64_t value, size_t width);

/* A share in whole per cent, "12", and with its interval, "12 (0-41)"; a number with its sign; "-" for NaN. From the right. */
void slant_view_put_percent(slant_buffer *out, double share, size_t width);
void slant_view_put_share(slant_buffer *out, slant_share share, size_t width);
void slant_view_put_signed(slant_buffer *out, double value, int decimals, size_t width);

/* The escape sequence for a label's colour; those of one's own go without. `label` NULL: set aside. */
const char *slant_view_colour_of(const char *label);
void slant_view_begin_colour(slant_buffer *out, bool colour, const char *code);
void slant_view_end_colour(slant_buffer *out, bool colour, const char *code);

#endif
