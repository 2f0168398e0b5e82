/* Markup: text and figures put into a page so that nothing of an article's can become markup. */
#ifndef SLANT_PAGE_MARKUP_H
#define SLANT_PAGE_MARKUP_H

#include "base/buffer.h"

/* Markup as it is. */
#define slant_markup_put slant_buffer_put_string

/* Text of articles, for content and for attributes in double quotes: what could be markup is escaped, control characters (C0 but for tab
 * and line ends, DEL, C1) are shown as U+FFFD. */
void slant_markup_put_text(slant_buffer *out, slant_text text);
void slant_markup_put_string(slant_buffer *out, const char *string);
/* Text whose direction of writing cannot reach what stands around it. */
void slant_markup_put_bdi(slant_buffer *out, slant_text text);

/* "14,531" */
void slant_markup_put_count(slant_buffer *out, uint64_t count);
/* "1 article", "14,531 articles" */
void slant_markup_put_counted(slant_buffer *out, uint64_t count, const char *one, const char *many);
/* `share` in [0, 1] as "16.0 %"; NaN as an en dash. */
void slant_markup_put_percent(slant_buffer *out, double share, int decimals);
/* "11.2 to 22.0 %" */
void slant_markup_put_percents(slant_buffer *out, slant_share share, int decimals);
/* "+0.12", with a minus sign that is one. */
void slant_markup_put_signed(slant_buffer *out, double value, int decimals);
/* "+0.05 to +0.19" */
void slant_markup_put_range(slant_buffer *out, slant_share range, int decimals);

/* ` NAME="VALUE"`, the number with a point and `decimals`. */
void slant_markup_put_attribute(slant_buffer *out, const char *name, double value, int decimals);
/* ` NAME="VALUE%"` of a place in [0, 1] across a chart. */
void slant_markup_put_place(slant_buffer *out, const char *name, double place);

#endif
