/* Records: any input that slant reads, as a stream of records. */
#ifndef SLANT_ARTICLE_RECORDS_H
#define SLANT_ARTICLE_RECORDS_H

#include "article/record_formats.h"

typedef struct slant_records slant_records;

/* Records of `input`, which is taken, in that format. `options` are borrowed until close. New. */
slant_status slant_records_open(slant_records **out, slant_input *input, slant_format format,
                                const slant_records_options *options, slant_error *err);

/* The next record into `record`, which is cleared first; *found is false at the end. A record that is unfit is SLANT_E_DATA;
 * *can_continue tells whether the next one can be asked for. */
slant_status slant_records_next(slant_records *records, slant_record *record, bool *found, bool *can_continue,
                                slant_error *err);
void slant_records_close(slant_records *records);

#endif
