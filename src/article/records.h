/* Records: any input that slant reads, as a stream of records. */
#ifndef SLANT_ARTICLE_RECORDS_H
#define SLANT_ARTICLE_RECORDS_H

#include "article/record_formats.h"

typedef struct slant_records slant_records;

/* What the reader's options mean for records; the strings are borrowed. */
slant_status slant_records_options_init(slant_records_options *out, const slant_reader_options *options, slant_error *err);

/* What an article is called: its record's id, else RELATIVE, with :LINE for a record that is not the whole file. Appended to `name`. */
void slant_record_put_name(const slant_record *record, slant_text relative, slant_buffer *name);

/* Records of `input`, which is taken, in that format. `options` are borrowed until close. New. */
slant_status slant_records_open(slant_records **out, slant_input *input, slant_format format,
                                const slant_records_options *options, slant_error *err);

/* The next record into `record`, which is cleared first; *found is false at the end. A record that is unfit is SLANT_E_DATA;
 * *can_continue tells whether the next one can be asked for. */
slant_status slant_records_next(slant_records *records, slant_record *record, bool *found, bool *can_continue,
                                slant_error *err);

/* Whether what records are made of can be read first, and records be made of it later: of pages by slant_record_from_page, of lines by
 * slant_record_from_line. */
bool slant_records_are_raw(const slant_records *records);
bool slant_records_has_pages(const slant_records *records);
/* The next line or page, borrowed until the next one is asked for; *line is the record's. After a SLANT_E_IO there is none, and behind a page
 * or line that is unfit, SLANT_E_DATA, the next one can be asked for. */
slant_status slant_records_raw(slant_records *records, slant_raw_record *raw, uint64_t *line, bool *found, slant_error *err);
/* Whether the next line would have to be waited for, as far as that is known. What was borrowed is gone. */
bool slant_records_wait(slant_records *records);
/* Gives back the memory that a long one took, which is gone. */
void slant_records_shrink(slant_records *records);
const char *slant_records_path(const slant_records *records);
void slant_records_close(slant_records *records);

#endif
