/* Record formats: records of tables and of JSON lines, for the stream of records that joins all formats. */
#ifndef SLANT_ARTICLE_RECORD_FORMATS_H
#define SLANT_ARTICLE_RECORD_FORMATS_H

#include "article/columns.h"
#include "article/record.h"
#include "base/input.h"
#include "codec/encoding_names.h"

enum { SLANT_MOST_LABEL_COLUMNS = 32 };

/* How records are read, whatever their format. */
typedef struct slant_records_options {
  slant_columns columns;
  bool strict;
  bool list_all; /* of pages: see slant_reader_options */
  size_t max_record_bytes;
  const slant_encoding *encoding; /* of all text, told by the user; NULL: it is not */
  const char *const *label_columns; /* n_label_columns: see slant_reader_options */
  size_t n_label_columns;
  slant_warning warning;
  void *user;
} slant_records_options;

/* The label column of that name; SLANT_MOST_LABEL_COLUMNS where there is none, or where the name is a field's. */
size_t slant_label_columns_find(const slant_records_options *options, slant_text name);

/* Where the paragraph has no label, the most probable one becomes it (of equal ones the first), and weighs its probability.
 * `probabilities` (n_label_columns) holds NaN for what the row does not say. */
slant_status slant_label_columns_take(const slant_records_options *options, const double *probabilities, slant_record *record,
                                      slant_record_paragraph *paragraph, slant_error *err);

/* CSV and TSV. `input` and `options` are borrowed until close. New. */
typedef struct slant_records_csv slant_records_csv;
slant_status slant_records_csv_open(slant_records_csv **out, slant_input *input, char delimiter,
                                    const slant_records_options *options, slant_error *err);
slant_status slant_records_csv_next(slant_records_csv *csv, slant_record *record, bool *found, bool *can_continue,
                                    slant_error *err);
void slant_records_csv_close(slant_records_csv *csv);

/* The next line that is not empty, without its end, borrowed until the next one is asked for; and the record that such a line holds. */
slant_status slant_records_jsonl_line(slant_input *input, const slant_records_options *options, slant_text *bytes, uint64_t *line,
                                      bool *found, slant_error *err);
slant_status slant_record_from_line(slant_record *record, slant_text bytes, const slant_records_options *options, bool *told_unread,
                                    slant_error *err);

/* JSON lines. Keys that no field stands for are told once: then *told_unread is set. */
slant_status slant_records_jsonl_next(slant_input *input, const slant_records_options *options, slant_record *record,
                                      bool *found, bool *told_unread, slant_error *err);

/* What a record is made of: a line, or a page, and what is known of the page from elsewhere. Texts but the bytes may be empty. */
typedef struct slant_raw_record {
  slant_text bytes;
  slant_text url;
  slant_text date;         /* begins with YYYY-MM-DD */
  slant_text language;     /* "en-GB" */
  slant_text content_type; /* of the bytes; "text/plain" is text that programs made of a page, all else a page */
} slant_raw_record;

/* The record that a page holds. `record` has its source and its line. */
slant_status slant_record_from_page(slant_record *record, const slant_raw_record *raw, const slant_records_options *options, slant_error *err);

/* Where the record has a page beside its fields, what is not said beside it comes from it. Empty text is no page. */
slant_status slant_record_add_page(slant_record *record, slant_text html, const slant_records_options *options, slant_error *err);

/* A JSON file: an array of articles or paragraphs, or one of them; a record's line is its place in the array. The whole file is
 * kept until close. New. */
typedef struct slant_records_json slant_records_json;
slant_status slant_records_json_open(slant_records_json **out, slant_input *input, const slant_records_options *options,
                                     slant_error *err);
slant_status slant_records_json_next(slant_records_json *json, slant_record *record, bool *found, slant_error *err);
void slant_records_json_close(slant_records_json *json);

#endif
