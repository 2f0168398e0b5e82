/* Records of web archives: pages in WARC files. */
#ifndef SLANT_ARTICLE_RECORDS_WARC_H
#define SLANT_ARTICLE_RECORDS_WARC_H

#include "article/record_formats.h"

/* Responses with status 200 that are pages, and pages and plain text that are kept as resources or made from others (conversions), are articles;
 * what else there is is counted, and told at the end as a warning. `input` and `options` are borrowed until close. New. */
typedef struct slant_records_warc slant_records_warc;
slant_status slant_records_warc_open(slant_records_warc **out, slant_input *input, const slant_records_options *options, slant_error *err);
/* The next page or text, its bytes without the codings that it was sent in, borrowed until the next one is asked for. *line is the record's
 * number in the archive. A record that is broken is SLANT_E_DATA; the next one can be asked for. */
slant_status slant_records_warc_next(slant_records_warc *warc, slant_raw_record *raw, uint64_t *line, bool *found, slant_error *err);
void slant_records_warc_close(slant_records_warc *warc);

#endif
