/* CSV and TSV: syntax only.
 * In: bytes from an input. Out: rows of fields with the line they begin on. Line ends inside quotes belong to the field; a byte
 * order mark before the first row does not. What the columns mean is left to others. */
#include "codec/csv.h"

#include <csv.h>
#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "text/utf8.h"

enum { MOST_HEADER_BYTES = 16 << 10 };

typedef struct extent {
  size_t start, len;
} extent;

struct slant_csv {
  slant_input *input;
  struct csv_parser parser;
  size_t max_row_bytes;
  slant_buffer bytes; /* of the row's fields, one behind the other */
  extent *extents;
  size_t n_extents, cap_extents;
  slant_text *fields;
  size_t cap_fields;
  uint64_t row_line; /* where the row being read begins */
  bool row_ended, at_end;
  bool out_of_memory;
  bool stray_return; /* a field came after the row's end, on the same line */
};

static int no_space(unsigned char c) {
  (void)c;
  return 0;
}

static void field_read(void *bytes, size_t len, void *user) {
  slant_csv *csv = user;
  if (csv->row_ended) {
    csv->stray_return = true;
    return;
  }
  if (slant_memory_grow(&csv->extents, &csv->cap_extents, csv->n_extents + 1, sizeof *csv->extents, NULL) != SLANT_OK) {
    csv->out_of_memory = true;
    return;
  }
  csv->extents[csv->n_extents++] = (extent){csv->bytes.len, len};
  slant_buffer_put_bytes(&csv->bytes, bytes, len);
}

static void row_read(int end, void *user) {
  (void)end;
  slant_csv *csv = user;
  csv->row_ended = true;
}

/* Whether the first line has semicolons outside quotation marks and no comma there. */
static slant_status has_semicolons(slant_input *input, bool *found, slant_error *err) {
  slant_text line;
  bool quoted = false;
  *found = false;
  slant_status status = slant_input_peek(input, MOST_HEADER_BYTES, &line, err);
  for (size_t i = 0; status == SLANT_OK && i < line.len && (quoted || line.ptr[i] != '\n'); i++) {
    quoted ^= line.ptr[i] == '"';
    if (quoted || (line.ptr[i] != ',' && line.ptr[i] != ';')) continue;
    *found = line.ptr[i] == ';';
    if (!*found) break;
  }
  return status;
}

slant_status slant_csv_open(slant_csv **out, slant_input *input, char delimiter, size_t max_row_bytes, slant_error *err) {
  bool semicolons = false;
  *out = NULL;
  slant_status status = delimiter == ',' ? has_semicolons(input, &semicolons, err) : SLANT_OK;
  if (status == SLANT_OK) status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  if (semicolons) delimiter = ';';
  slant_csv *csv = *out;
  csv->input = input;
  csv->max_row_bytes = max_row_bytes;
  (void)csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI);
  csv_set_delim(&csv->parser, (unsigned char)delimiter);
  csv_set_space_func(&csv->parser, no_space); /* spaces are part of a field */
  return SLANT_OK;
}

static slant_status syntax_error(slant_csv *csv, slant_error *err) {
  if (csv->at_end) {
    return slant_error_at(err, SLANT_E_DATA, slant_input_path(csv->input), csv->row_line,
                          "found a quotation mark that is never closed in the row that begins here, expected a closing one; "
                          "nothing after it is read");
  }
  return slant_error_at(err, SLANT_E_DATA, slant_input_path(csv->input), csv->row_line,
                        "found a quotation mark in the middle of a field, in the row that begins here; expected it doubled "
                        "in a field that is quoted as a whole; nothing after it is read");
}

static slant_status too_long_error(slant_csv *csv, slant_error *err) {
  return slant_error_at(err, SLANT_E_DATA, slant_input_path(csv->input), csv->row_line,
                        "found a row of more than %zu bytes that begins here, expected at most that "
                        "(a quotation mark that is never closed, perhaps; --max-record raises the cap); nothing after it is read",
                        csv->max_row_bytes);
}

static slant_status stray_return(slant_csv *csv, slant_error *err) {
  return slant_error_at(err, SLANT_E_DATA, slant_input_path(csv->input), slant_input_line_number(csv->input),
                        "found a carriage return alone outside quotes, expected rows that end in LF or CR LF; nothing after it is read");
}

/* Parses one physical line; at the end of the input, what is left. */
static slant_status parse_line(slant_csv *csv, slant_text line, slant_error *err) {
  if (line.len == 0) {
    csv->at_end = true;
    if (csv_fini(&csv->parser, field_read, row_read, csv) != 0) return syntax_error(csv, err);
  } else if (csv_parse(&csv->parser, line.ptr, line.len, field_read, row_read, csv) != line.len) {
    return csv_error(&csv->parser) == CSV_EPARSE ? syntax_error(csv, err) : slant_error_memory(err, line.len);
  }
  if (csv->out_of_memory) return slant_error_memory(err, csv->cap_extents * sizeof *csv->extents);
  if (csv->stray_return) return stray_return(csv, err);
  return slant_buffer_check(&csv->bytes, err);
}

static slant_status collect(slant_csv *csv, slant_csv_row *row, slant_error *err) {
  slant_status status = slant_memory_grow(&csv->fields, &csv->cap_fields, csv->n_extents, sizeof *csv->fields, err);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < csv->n_extents; i++) {
    csv->fields[i] = (slant_text){csv->bytes.len == 0 ? "" : csv->bytes.ptr + csv->extents[i].start, csv->extents[i].len};
  }
  row->fields = csv->fields;
  row->n_fields = csv->n_extents;
  row->line = csv->row_line;
  return SLANT_OK;
}

slant_status slant_csv_next(slant_csv *csv, slant_csv_row *row, bool *found, slant_error *err) {
  memset(row, 0, sizeof *row);
  *found = false;
  csv->n_extents = 0;
  csv->row_ended = false;
  slant_buffer_clear(&csv->bytes);
  size_t row_bytes = 0;
  while (!csv->row_ended && !csv->at_end) {
    slant_text line;
    bool too_long;
    slant_status status = slant_input_line(csv->input, csv->max_row_bytes, &line, &too_long, err);
    if (status != SLANT_OK) return status;
    if (row_bytes == 0) csv->row_line = slant_input_line_number(csv->input);
    row_bytes += line.len;
    if (too_long || row_bytes > csv->max_row_bytes) return too_long_error(csv, err);
    bool last = line.len == 0;
    if (slant_input_line_number(csv->input) == 1) line = slant_text_without_mark(line);
    if (!last && line.len == 0) continue;
    status = parse_line(csv, line, err);
    if (status != SLANT_OK) return status;
    if (csv->row_ended && csv->parser.pstate != 0) return stray_return(csv, err); /* another row has begun on the line */
    if (csv->n_extents == 0 && !csv->row_ended) row_bytes = csv->parser.pstate == 0 ? 0 : row_bytes; /* an empty line */
  }
  if (!csv->row_ended) return SLANT_OK;
  *found = true;
  return collect(csv, row, err);
}

void slant_csv_close(slant_csv *csv) {
  if (csv == NULL) return;
  csv_free(&csv->parser);
  slant_buffer_free(&csv->bytes);
  slant_memory_free(csv->extents);
  slant_memory_free(csv->fields);
  slant_memory_free(csv);
}

/* Whether a spreadsheet may take the field for a formula, apostrophes before it apart. */
static bool looks_like_formula(slant_text field) {
  static const char *const signs[] = {"=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  size_t at = 0;
  while (at < field.len && field.ptr[at] == '\'') at++;
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    size_t len = strlen(signs[i]);
    if (field.len - at >= len && memcmp(field.ptr + at, signs[i], len) == 0) return true;
  }
  return false;
}

/* Whether a field has to stand in quotation marks. */
static bool needs_quotes(slant_text field, char delimiter) {
  size_t i = 0;
  for (; field.len - i >= SLANT_BYTES; i += SLANT_BYTES) {
    const char *p = field.ptr + i;
    unsigned line_ends = slant_bytes_equal(p, '\n') | slant_bytes_equal(p, '\r');
    if ((line_ends | slant_bytes_equal(p, delimiter) | slant_bytes_equal(p, '"')) != 0) return true;
  }
  for (; i < field.len; i++) {
    char c = field.ptr[i];
    if (c == delimiter || c == '"' || c == '\n' || c == '\r') return true;
  }
  return false;
}

static void put_field(slant_buffer *buffer, slant_text field, char delimiter, bool guard) {
  bool quotes = needs_quotes(field, delimiter);
  if (quotes) slant_buffer_put_char(buffer, '"');
  if (guard) slant_buffer_put_char(buffer, '\'');
  if (!quotes) {
    slant_buffer_put(buffer, field);
    return;
  }
  for (const char *at = field.ptr, *end = field.ptr + field.len; at < end;) {
    const char *quote = memchr(at, '"', (size_t)(end - at)), *to = quote == NULL ? end : quote + 1;
    slant_buffer_put_bytes(buffer, at, (size_t)(to - at));
    if (quote != NULL) slant_buffer_put_char(buffer, '"');
    at = to;
  }
  slant_buffer_put_char(buffer, '"');
}

void slant_csv_put(slant_buffer *buffer, slant_text field, char delimiter) { put_field(buffer, field, delimiter, false); }

void slant_csv_put_guarded(slant_buffer *buffer, slant_text field, char delimiter) {
  put_field(buffer, field, delimiter, looks_like_formula(field));
}

slant_text slant_csv_unguard(slant_text field) {
  bool guarded = field.len > 0 && *field.ptr == '\'' && looks_like_formula(field);
  return guarded ? (slant_text){field.ptr + 1, field.len - 1} : field;
}
