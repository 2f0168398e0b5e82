/* Record formats: records of tables and of JSON lines, for the stream of records that joins all formats. */
#ifndef SLANT_ARTICLE_RECORD_FORMATS_H
#define SLANT_ARTICLE_RECORD_FORMATS_H

#include "article/columns.h"
#include "article/record.h"
#include "base/input.h"

/* How records are read, whatever their format. */
typedef struct slant_records_options {
  slant_columns columns;
  bool strict;
  size_t max_record_bytes;
  slant_warning warning;
  void *user;
} slant_records_options;

/* CSV and TSV. `input` and `options` are borrowed until close. New. */
typedef struct slant_records_csv slant_records_csv;
slant_status slant_records_csv_open(slant_records_csv **out, slant_input *input, char delimiter,
                                    const slant_records_options *options, slant_error *err);
slant_status slant_records_csv_next(slant_records_csv *csv, slant_record *record, bool *found, bool *can_continue,
                                    slant_error *err);
void slant_records_csv_close(slant_records_csv *csv);

/* JSON lines. Keys that no field stands for are told once: then *told_unread is set. */
slant_status slant_records_jsonl_next(slant_input *input, const slant_records_options *options, slant_record *record,
                                      bool *found, bool *told_unread, slant_error *err);

/* A JSON file: an array of articles or paragraphs, or one of them; a record's line is its place in the array. The whole file is
 * kept until close. New. */
typedef struct slant_records_json slant_records_json;
slant_status slant_records_json_open(slant_records_json **out, slant_input *input, const slant_records_options *options,
                                     slant_error *err);
slant_status slant_records_json_next(slant_records_json *json, slant_record *record, bool *found, slant_error *err);
void slant_records_json_close(slant_records_json *json);

#endif
