/* Records: the stream that joins all formats, and the records of plain text and Markdown.
 * In: an input and its format. Out: records. Tables and JSON have files of their own. */
#include "article/records.h"

#include <string.h>

#include "article/records_warc.h"
#include "base/memory.h"
#include "text/utf8.h"

enum { DEFAULT_RECORD_BYTES = 64 << 20 };

struct slant_records {
  const slant_records_options *options;
  slant_input *input;
  slant_format format;
  slant_records_csv *csv;
  slant_records_json *json;
  slant_records_warc *warc;
  slant_buffer page; /* bytes of a file of one page */
  bool done;        /* plain text was given out */
  bool told_unread; /* keys without a field were told */
};

slant_status slant_records_options_init(slant_records_options *out, const slant_reader_options *options, slant_error *err) {
  out->strict = options->strict;
  out->list_all = options->list_all;
  out->warning = options->warning;
  out->user = options->user;
  out->max_record_bytes = options->max_record_bytes == 0 ? DEFAULT_RECORD_BYTES : options->max_record_bytes;
  out->label_columns = options->label_columns;
  out->n_label_columns = options->n_label_columns;
  slant_status status = slant_encoding_get(&out->encoding, options->encoding, err);
  if (status != SLANT_OK) return status;
  if (out->n_label_columns > SLANT_MOST_LABEL_COLUMNS) {
    return slant_error_set(err, SLANT_E_USAGE, "found %zu label columns, expected at most %d", out->n_label_columns, SLANT_MOST_LABEL_COLUMNS);
  }
  return slant_columns_init(&out->columns, options->fields, options->n_fields, err);
}

void slant_record_put_name(const slant_record *record, slant_text relative, slant_buffer *name) {
  if (record->fields[SLANT_ID].len > 0) {
    slant_buffer_put(name, record->fields[SLANT_ID]);
    return;
  }
  slant_buffer_put(name, relative);
  if (record->line == 0) return;
  slant_buffer_put_char(name, ':');
  slant_buffer_put_u64(name, record->line);
}

slant_status slant_records_open(slant_records **out, slant_input *input, slant_format format,
                                const slant_records_options *options, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) {
    slant_input_close(input);
    return status;
  }
  slant_records *records = *out;
  records->options = options;
  records->input = input;
  records->format = format;
  if (format == SLANT_FORMAT_CSV || format == SLANT_FORMAT_TSV) {
    status = slant_records_csv_open(&records->csv, input, format == SLANT_FORMAT_CSV ? ',' : '\t', options, err);
  } else if (format == SLANT_FORMAT_WARC) {
    status = slant_records_warc_open(&records->warc, input, options, err);
  } else if (format == SLANT_FORMAT_JSON) {
    status = slant_records_json_open(&records->json, input, options, err);
  }
  if (status != SLANT_OK) {
    slant_records_close(records);
    *out = NULL;
  }
  return status;
}

/* A first line "# Title" is the title of a Markdown article; the paragraphs begin behind it. */
static void take_title(slant_record *record) {
  slant_text text = record->text;
  size_t start = 0;
  while (start < text.len && (text.ptr[start] == '\n' || text.ptr[start] == '\r')) start++;
  if (text.len - start < 3 || memcmp(text.ptr + start, "# ", 2) != 0) return;
  size_t end = start;
  while (end < text.len && text.ptr[end] != '\n' && text.ptr[end] != '\r') end++;
  record->fields[SLANT_TITLE] = slant_utf8_trim((slant_text){text.ptr + start + 2, end - start - 2});
  record->text_start = end;
}

static slant_status read_text(slant_records *records, slant_record *record, slant_error *err) {
  slant_buffer bytes = {.max = records->options->max_record_bytes};
  slant_status status = slant_input_rest(records->input, &bytes, err);
  if (status == SLANT_OK) {
    slant_text text = slant_text_without_mark(slant_buffer_get(&bytes));
    status = slant_record_copy(record, text, records->options->strict, "text", &record->text, NULL, err);
  }
  slant_buffer_free(&bytes);
  record->has_text = true;
  if (status == SLANT_OK && records->format == SLANT_FORMAT_MD) take_title(record);
  return status;
}

static slant_status next_page(slant_records *records, slant_record *record, bool *found, bool *can_continue, slant_error *err) {
  slant_raw_record raw;
  slant_status status = slant_records_raw(records, &raw, &record->line, found, err);
  if (status == SLANT_OK && *found) status = slant_record_from_page(record, &raw, records->options, err);
  *can_continue = status != SLANT_E_IO && records->format == SLANT_FORMAT_WARC;
  return status;
}

slant_status slant_records_next(slant_records *records, slant_record *record, bool *found, bool *can_continue,
                                slant_error *err) {
  slant_record_clear(record);
  record->source = slant_input_path(records->input);
  *found = false;
  *can_continue = true;
  switch (records->format) {
    case SLANT_FORMAT_CSV:
    case SLANT_FORMAT_TSV: return slant_records_csv_next(records->csv, record, found, can_continue, err);
    case SLANT_FORMAT_HTML:
    case SLANT_FORMAT_WARC: return next_page(records, record, found, can_continue, err);
    case SLANT_FORMAT_JSON: return slant_records_json_next(records->json, record, found, err);
    case SLANT_FORMAT_JSONL: {
      slant_status status =
          slant_records_jsonl_next(records->input, records->options, record, found, &records->told_unread, err);
      *can_continue = status != SLANT_E_IO; /* an unfit line is passed over, a broken disk is not */
      return status;
    }
    default: break;
  }
  *can_continue = false;
  if (records->done) return SLANT_OK;
  records->done = *found = true;
  return read_text(records, record, err);
}

bool slant_records_has_pages(const slant_records *records) {
  return records->format == SLANT_FORMAT_HTML || records->format == SLANT_FORMAT_WARC;
}

bool slant_records_are_raw(const slant_records *records) {
  return records->format == SLANT_FORMAT_JSONL || slant_records_has_pages(records);
}

/* The one page of a file. */
static slant_status read_page(slant_records *records, slant_text *bytes, bool *found, slant_error *err) {
  *found = !records->done;
  if (records->done) return SLANT_OK;
  records->done = true;
  records->page.max = records->options->max_record_bytes;
  slant_status status = slant_input_rest(records->input, &records->page, err);
  *bytes = slant_buffer_get(&records->page);
  return status;
}

slant_status slant_records_raw(slant_records *records, slant_raw_record *raw, uint64_t *line, bool *found, slant_error *err) {
  *raw = (slant_raw_record){{"", 0}, {"", 0}, {"", 0}, {"", 0}, {"", 0}};
  *line = 0;
  if (records->format == SLANT_FORMAT_HTML) return read_page(records, &raw->bytes, found, err);
  if (records->format == SLANT_FORMAT_WARC) return slant_records_warc_next(records->warc, raw, line, found, err);
  return slant_records_jsonl_line(records->input, records->options, &raw->bytes, line, found, err);
}

bool slant_records_wait(slant_records *records) {
  return records->format == SLANT_FORMAT_JSONL && slant_input_line_waits(records->input, records->options->max_record_bytes);
}

void slant_records_shrink(slant_records *records) {
  slant_input_shrink(records->input);
  slant_buffer_free(&records->page);
}

const char *slant_records_path(const slant_records *records) { return slant_input_path(records->input); }

void slant_records_close(slant_records *records) {
  if (records == NULL) return;
  slant_records_csv_close(records->csv);
  slant_records_json_close(records->json);
  slant_records_warc_close(records->warc);
  slant_input_close(records->input);
  slant_buffer_free(&records->page);
  slant_memory_free(records);
}
