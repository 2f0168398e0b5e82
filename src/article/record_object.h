/* Record object: a JSON object into a record. */
#ifndef SLANT_ARTICLE_RECORD_OBJECT_H
#define SLANT_ARTICLE_RECORD_OBJECT_H

#include "article/record_formats.h"
#include "codec/json.h"

/* Fills `record`, whose source and line are set. Keys that no field stands for are told once: then *told_unread is set. */
slant_status slant_record_from_object(slant_record *record, const slant_json *object, const slant_records_options *options,
                                      bool *told_unread, slant_error *err);

/* The same from the text of an object, valid UTF-8 without NUL. */
slant_status slant_record_from_json(slant_record *record, slant_text text, const slant_records_options *options, bool *told_unread,
                                    slant_error *err);

/* `bytes` as valid UTF-8, since jansson takes nothing else: themselves, or a repaired copy in `buffer`; then record->repaired is
 * set. With options->strict, bytes that need repair are SLANT_E_DATA. */
slant_status slant_record_repair_json(slant_record *record, slant_text bytes, const slant_records_options *options,
                                      slant_buffer *buffer, slant_text *out, slant_error *err);

#endif
