/* Records: which format an input has, and the records of plain text and Markdown.
 * In: a path. Out: records. CSV and JSON lines have a file of their own. */
#include "article/records.h"

#include <string.h>

#include "base/memory.h"
#include "text/utf8.h"

enum { SNIFFED_BYTES = 4096 };

struct slant_records {
  const slant_records_options *options;
  slant_input *input;
  slant_format format;
  slant_records_csv *csv;
  bool done;        /* plain text was given out */
  bool told_unread; /* keys without a field were told */
};

slant_format slant_format_of_name(const char *name) {
  static const struct {
    const char *suffix;
    slant_format format;
  } suffixes[] = {{".txt", SLANT_FORMAT_TXT},   {".text", SLANT_FORMAT_TXT},    {".md", SLANT_FORMAT_MD},
                  {".markdown", SLANT_FORMAT_MD}, {".jsonl", SLANT_FORMAT_JSONL}, {".ndjson", SLANT_FORMAT_JSONL},
                  {".csv", SLANT_FORMAT_CSV},   {".tsv", SLANT_FORMAT_TSV}};
  size_t len = strlen(name);
  for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
    size_t n = strlen(suffixes[i].suffix);
    if (len <= n) continue;
    size_t k = 0;
    while (k < n && (name[len - n + k] | (name[len - n + k] >= 'A' && name[len - n + k] <= 'Z' ? 0x20 : 0)) == suffixes[i].suffix[k]) k++;
    if (k == n) return suffixes[i].format;
  }
  return SLANT_FORMAT_AUTO;
}

static bool holds(slant_text text, const char *word) {
  size_t n = strlen(word);
  for (size_t at = 0; at + n <= text.len; at++) {
    if (memcmp(text.ptr + at, word, n) == 0) return true;
  }
  return false;
}

/* JSON lines begin with a brace; a table's first line names the column of the text. All else is plain text. */
static slant_format sniff(slant_text bytes, const slant_columns *columns) {
  if (bytes.len >= 3 && memcmp(bytes.ptr, "\xEF\xBB\xBF", 3) == 0) bytes = (slant_text){bytes.ptr + 3, bytes.len - 3};
  size_t start = 0;
  while (start < bytes.len && (bytes.ptr[start] == ' ' || bytes.ptr[start] == '\n' || bytes.ptr[start] == '\r')) start++;
  if (start < bytes.len && bytes.ptr[start] == '{') return SLANT_FORMAT_JSONL;
  const char *end = bytes.len > 0 ? memchr(bytes.ptr, '\n', bytes.len) : NULL;
  if (end == NULL) return SLANT_FORMAT_TXT;
  slant_text line = {bytes.ptr, (size_t)(end - bytes.ptr)};
  char delimiter = holds(line, "\t") ? '\t' : ',';
  size_t from = 0;
  for (size_t at = 0; at <= line.len; at++) {
    if (at < line.len && line.ptr[at] != delimiter && line.ptr[at] != '\r') continue;
    slant_text name = {line.ptr + from, at - from};
    if (name.len > 2 && name.ptr[0] == '"') name = (slant_text){name.ptr + 1, name.len - 2};
    if (from + at > 0 && at - from < line.len && slant_columns_find(columns, name) == SLANT_COLUMN_TEXT) {
      return delimiter == '\t' ? SLANT_FORMAT_TSV : SLANT_FORMAT_CSV;
    }
    from = at + 1;
  }
  return SLANT_FORMAT_TXT;
}

/* Refuses what is no text: UTF-16 and bytes that are mostly NUL would be read as rubbish without a word. */
static slant_status check_text(const slant_input *input, slant_text bytes, slant_error *err) {
  const char *found = NULL;
  size_t n_nul = 0;
  for (size_t i = 0; i < bytes.len; i++) n_nul += bytes.ptr[i] == '\0';
  if (bytes.len >= 2 && (memcmp(bytes.ptr, "\xFF\xFE", 2) == 0 || memcmp(bytes.ptr, "\xFE\xFF", 2) == 0)) {
    found = "UTF-16 text";
  } else if (n_nul * 16 > bytes.len) {
    found = "binary data";
  }
  if (found == NULL) return SLANT_OK;
  return slant_error_at(err, SLANT_E_DATA, slant_input_path(input), 0, "found %s, expected UTF-8 text", found);
}

slant_status slant_records_open(slant_records **out, const char *path, slant_format format,
                                const slant_records_options *options, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  slant_records *records = *out;
  records->options = options;
  slant_text head;
  status = slant_input_open(&records->input, path, err);
  if (status == SLANT_OK) status = slant_input_peek(records->input, SNIFFED_BYTES, &head, err);
  if (status == SLANT_OK) status = check_text(records->input, head, err);
  if (status == SLANT_OK) {
    records->format = format != SLANT_FORMAT_AUTO ? format : sniff(head, &options->columns);
    if (records->format == SLANT_FORMAT_CSV || records->format == SLANT_FORMAT_TSV) {
      char delimiter = records->format == SLANT_FORMAT_CSV ? ',' : '\t';
      status = slant_records_csv_open(&records->csv, records->input, delimiter, options, err);
    }
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
    slant_text text = slant_buffer_get(&bytes);
    if (text.len >= 3 && memcmp(text.ptr, "\xEF\xBB\xBF", 3) == 0) text = (slant_text){text.ptr + 3, text.len - 3};
    status = slant_record_copy(record, text, records->options->strict, "text", &record->text, NULL, err);
  }
  slant_buffer_free(&bytes);
  record->has_text = true;
  if (status == SLANT_OK && records->format == SLANT_FORMAT_MD) take_title(record);
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

void slant_records_close(slant_records *records) {
  if (records == NULL) return;
  slant_records_csv_close(records->csv);
  slant_input_close(records->input);
  slant_memory_free(records);
}
