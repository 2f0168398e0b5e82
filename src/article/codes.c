/* Codes: rows of coder, item and label.
 * In: tables and JSON lines, the user's names of columns. Out: one code a row, with the place where it stands; rows without a label are
 * counted. Whether codes repeat or contradict each other is for the caller. */
#include "article/codes.h"

#include <string.h>

#include "article/files.h"
#include "article/record.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "codec/csv.h"
#include "codec/json.h"
#include "text/utf8.h"

enum { CODER, ITEM, LABEL, ARTICLE, PARAGRAPH, N_CELLS };
enum { DEFAULT_ROW_BYTES = 64 << 20, LONGEST_SHOWN = 80, LONGEST_NAME = 255 };
static const char *const names[N_CELLS] = {"coder", "item", "label", "article", "paragraph"};
#define EXPECTED "expected coder, item and label, or article, paragraph and label as slant classify writes them"

typedef struct loader {
  slant_codes *codes;
  const char *names[N_CELLS]; /* under which the input keeps each cell */
  slant_text model_as;
  size_t max_row_bytes;
  slant_input *input; /* at hand */
  const char *source; /* its path, in the arena */
} loader;

static int shown(slant_text text) { return (int)(text.len < LONGEST_SHOWN ? text.len : LONGEST_SHOWN); }

static slant_status init_names(loader *l, const slant_reader_options *options, slant_error *err) {
  memcpy(l->names, names, sizeof names);
  for (size_t i = 0; i < options->n_fields; i++) {
    const char *field = options->fields[i], *sign = strchr(field, '=');
    size_t c = 0;
    if (sign == NULL || sign == field || sign[1] == '\0') {
      return slant_error_set(err, SLANT_E_USAGE, "found the field mapping \"%s\", expected FIELD=NAME as in coder=annotator", field);
    }
    while (c < N_CELLS && !(strlen(names[c]) == (size_t)(sign - field) && strncmp(names[c], field, strlen(names[c])) == 0)) c++;
    if (c == N_CELLS) {
      return slant_error_set(err, SLANT_E_USAGE, "found the field \"%.*s\" in a mapping, expected one of coder, item, label, article, paragraph",
                             (int)(sign - field), field);
    }
    l->names[c] = sign + 1;
  }
  return SLANT_OK;
}

/* Whether rows with these cells say who coded what. */
static bool says_enough(const bool has[N_CELLS]) {
  bool paragraph = has[ARTICLE] && has[PARAGRAPH];
  return has[CODER] ? has[ITEM] || paragraph : paragraph;
}

/* Trims the cells that are read and refuses what could not name anything. */
static slant_status check_cells(const loader *l, uint64_t line, slant_text cells[N_CELLS], slant_error *err) {
  for (size_t c = 0; c < N_CELLS; c++) {
    size_t valid = slant_utf8_valid_prefix(cells[c]);
    if (valid < cells[c].len) {
      return slant_error_at(err, SLANT_E_DATA, l->source, line, "found byte 0x%02X at offset %zu of the %s, expected UTF-8 without NUL",
                            (unsigned)(unsigned char)cells[c].ptr[valid], valid, l->names[c]);
    }
    cells[c] = slant_utf8_trim(c == ARTICLE ? slant_csv_unguard(cells[c]) : cells[c]);
    if (cells[c].len > LONGEST_NAME && c != ARTICLE && c != ITEM) {
      return slant_error_at(err, SLANT_E_DATA, l->source, line, "found \"%.*s…\" as %s, expected %d bytes at most", shown(cells[c]), cells[c].ptr,
                            l->names[c], LONGEST_NAME);
    }
  }
  return SLANT_OK;
}

static slant_status keep(loader *l, slant_text text, slant_text *out, slant_error *err) {
  *out = slant_arena_copy(&l->codes->arena, text, err);
  return out->ptr == NULL ? SLANT_E_MEMORY : SLANT_OK;
}

/* The item that a row is about: its own name, or that of the paragraph. */
static slant_status name_item(loader *l, uint64_t line, const slant_text cells[N_CELLS], slant_text *out, slant_error *err) {
  if (cells[ITEM].len > 0) return keep(l, cells[ITEM], out, err);
  if (cells[ARTICLE].len == 0 || slant_record_number(cells[PARAGRAPH]) == 0) {
    return slant_error_at(err, SLANT_E_DATA, l->source, line, "found a label for item \"\", article \"%.*s\", paragraph \"%.*s\", "
                          "expected the name of an item, or an article and a number from 1", shown(cells[ARTICLE]), cells[ARTICLE].ptr,
                          shown(cells[PARAGRAPH]), cells[PARAGRAPH].ptr);
  }
  slant_buffer name = {0};
  slant_buffer_put(&name, cells[ARTICLE]);
  slant_buffer_put_char(&name, '#');
  slant_buffer_put_u64(&name, slant_record_number(cells[PARAGRAPH]));
  slant_status status = slant_buffer_check(&name, err);
  if (status == SLANT_OK) status = keep(l, slant_buffer_get(&name), out, err);
  slant_buffer_free(&name);
  return status;
}

/* Enters a row; `has` tells which cells there are at all. */
static slant_status add_row(loader *l, uint64_t line, const bool has[N_CELLS], slant_text cells[N_CELLS], slant_error *err) {
  slant_codes *codes = l->codes;
  slant_status status = check_cells(l, line, cells, err);
  if (status != SLANT_OK) return status;
  if (cells[LABEL].len == 0) {
    codes->n_unlabelled++;
    return SLANT_OK;
  }
  slant_text coder = has[CODER] ? cells[CODER] : l->model_as;
  if (coder.len == 0) {
    return slant_error_at(err, SLANT_E_DATA, l->source, line, "found the label \"%.*s\" without a coder, expected whose it is",
                          shown(cells[LABEL]), cells[LABEL].ptr);
  }
  status = slant_memory_grow(&codes->rows, &codes->cap, codes->n + 1, sizeof *codes->rows, err);
  if (status != SLANT_OK) return status;
  slant_code *code = &codes->rows[codes->n];
  *code = (slant_code){.source = l->source, .line = line, .named = has[CODER]};
  status = name_item(l, line, cells, &code->item, err);
  if (status == SLANT_OK) status = keep(l, coder, &code->coder, err);
  if (status == SLANT_OK) status = keep(l, cells[LABEL], &code->label, err);
  if (status == SLANT_OK) codes->n++;
  return status;
}

/* Finds the columns of a table: place[c] is that of cell c, n_fields where there is none. */
static slant_status read_header(loader *l, const slant_csv_row *header, size_t place[N_CELLS], bool has[N_CELLS], slant_error *err) {
  slant_buffer found = {.max = 300};
  for (size_t c = 0; c < N_CELLS; c++) place[c] = header->n_fields;
  for (size_t i = 0; i < header->n_fields; i++) {
    slant_text name = slant_utf8_trim(header->fields[i]);
    if (i > 0) slant_buffer_put_string(&found, ", ");
    slant_buffer_put(&found, name);
    for (size_t c = 0; c < N_CELLS; c++) {
      if (strlen(l->names[c]) != name.len || memcmp(l->names[c], name.ptr, name.len) != 0) continue;
      if (has[c]) {
        slant_buffer_free(&found);
        return slant_error_at(err, SLANT_E_DATA, l->source, header->line, "found two columns named %s, expected one", l->names[c]);
      }
      has[c] = true;
      place[c] = i;
    }
  }
  slant_status status = SLANT_OK;
  if (!has[LABEL] || !says_enough(has)) {
    status = slant_error_at(err, SLANT_E_DATA, l->source, header->line, "found the columns %.*s, " EXPECTED " (--field coder=NAME names others)",
                            (int)found.len, found.ptr == NULL ? "" : found.ptr);
  }
  slant_buffer_free(&found);
  return status;
}

static slant_status read_rows(loader *l, slant_csv *csv, slant_error *err) {
  slant_csv_row row;
  size_t place[N_CELLS], n_columns;
  bool found, has[N_CELLS] = {false};
  slant_status status = slant_csv_next(csv, &row, &found, err);
  if (status != SLANT_OK || !found) return status;
  n_columns = row.n_fields;
  status = read_header(l, &row, place, has, err);
  while (status == SLANT_OK) {
    slant_text cells[N_CELLS];
    status = slant_csv_next(csv, &row, &found, err);
    if (status != SLANT_OK || !found) break;
    if (row.n_fields != n_columns) {
      return slant_error_at(err, SLANT_E_DATA, l->source, row.line, "found %zu fields, expected %zu as in the header", row.n_fields, n_columns);
    }
    for (size_t c = 0; c < N_CELLS; c++) cells[c] = has[c] ? row.fields[place[c]] : (slant_text){"", 0};
    status = add_row(l, row.line, has, cells, err);
  }
  return status;
}

static slant_status read_table(loader *l, char delimiter, slant_error *err) {
  slant_csv *csv;
  slant_status status = slant_csv_open(&csv, l->input, delimiter, l->max_row_bytes, err);
  if (status != SLANT_OK) return status;
  status = read_rows(l, csv, err);
  slant_csv_close(csv);
  return status;
}

/* A member as text: a string, or a whole number from 0 as its digits, which go into `digits`. */
static slant_status read_member(const loader *l, uint64_t line, const slant_json *value, const char *name, slant_buffer *digits,
                                slant_text *out, slant_error *err) {
  int64_t integer;
  if (slant_json_get_kind(value) == SLANT_JSON_STRING) {
    *out = slant_json_string(value);
    return SLANT_OK;
  }
  if (!slant_json_integer(value, &integer) || integer < 0) {
    return slant_error_at(err, SLANT_E_DATA, l->source, line, "found %s as %s, expected a string", slant_json_kind_name(value), name);
  }
  slant_buffer_put_u64(digits, (uint64_t)integer);
  *out = slant_buffer_get(digits);
  return slant_buffer_check(digits, err);
}

static slant_status read_object(loader *l, uint64_t line, const slant_json *object, slant_error *err) {
  slant_text cells[N_CELLS];
  slant_buffer digits[N_CELLS] = {{0}};
  bool has[N_CELLS] = {false};
  slant_status status = SLANT_OK;
  if (slant_json_get_kind(object) != SLANT_JSON_OBJECT) {
    return slant_error_at(err, SLANT_E_DATA, l->source, line, "found %s, expected an object", slant_json_kind_name(object));
  }
  for (size_t c = 0; c < N_CELLS && status == SLANT_OK; c++) {
    const slant_json *value = slant_json_member(object, l->names[c]);
    cells[c] = (slant_text){"", 0};
    has[c] = value != NULL;
    if (value == NULL || slant_json_get_kind(value) == SLANT_JSON_NULL) continue;
    status = read_member(l, line, value, l->names[c], &digits[c], &cells[c], err);
  }
  if (status == SLANT_OK && !says_enough(has)) {
    status = slant_error_at(err, SLANT_E_DATA, l->source, line, "found no such keys, " EXPECTED " (--field coder=NAME names others)");
  }
  if (status == SLANT_OK) status = add_row(l, line, has, cells, err);
  for (size_t c = 0; c < N_CELLS; c++) slant_buffer_free(&digits[c]);
  return status;
}

static slant_status read_lines(loader *l, slant_error *err) {
  for (;;) {
    slant_text bytes;
    bool too_long;
    slant_status status = slant_input_line(l->input, l->max_row_bytes, &bytes, &too_long, err);
    uint64_t line = slant_input_line_number(l->input);
    if (status != SLANT_OK) return status;
    if (too_long) {
      return slant_error_at(err, SLANT_E_DATA, l->source, line,
                            "found a line of more than %zu bytes, expected at most that (--max-record raises the cap)", l->max_row_bytes);
    }
    if (bytes.len == 0) return SLANT_OK;
    size_t valid = slant_utf8_valid_prefix(bytes);
    if (valid < bytes.len) {
      return slant_error_at(err, SLANT_E_DATA, l->source, line, "found byte 0x%02X at offset %zu of the line, expected UTF-8 without NUL",
                            (unsigned)(unsigned char)bytes.ptr[valid], valid);
    }
    bytes = slant_utf8_trim(line == 1 ? slant_text_without_mark(bytes) : bytes);
    if (bytes.len == 0) continue;
    slant_json *document;
    status = slant_json_parse(&document, bytes, l->source, line, err);
    if (status != SLANT_OK) return status;
    status = read_object(l, line, document, err);
    slant_json_free(document);
    if (status != SLANT_OK) return status;
  }
}

static slant_status load_file(loader *l, const slant_file *file, slant_error *err) {
  const char *path = slant_input_path(file->input);
  l->input = file->input;
  l->source = slant_arena_copy(&l->codes->arena, (slant_text){path, strlen(path)}, err).ptr;
  if (l->source == NULL) return SLANT_E_MEMORY;
  switch (file->format) {
    case SLANT_FORMAT_CSV: return read_table(l, ',', err);
    case SLANT_FORMAT_TSV: return read_table(l, '\t', err);
    case SLANT_FORMAT_JSONL: return read_lines(l, err);
    default: break;
  }
  return slant_error_at(err, SLANT_E_DATA, l->source, 0, "found %s, expected codes as CSV, TSV or JSON lines (--from says which)",
                        file->format == SLANT_FORMAT_JSON ? "one JSON document" : "plain text");
}

static slant_status load_files(loader *l, const char *const *inputs, size_t n_inputs, const slant_reader_options *options, slant_error *err) {
  /* by its first bytes a table is known by the column that is looked for: here the label's stands for the text's */
  slant_columns columns;
  const slant_encoding *encoding;
  slant_status status = slant_columns_init(&columns, NULL, 0, err);
  if (status == SLANT_OK) status = slant_encoding_get(&encoding, options->encoding, err);
  if (status != SLANT_OK) return status;
  columns.names[SLANT_COLUMN_TEXT] = (slant_text){l->names[LABEL], strlen(l->names[LABEL])};
  columns.mapped[SLANT_COLUMN_TEXT] = true;
  slant_files_options file_options = {.format = options->format,
                                      .columns = &columns,
                                      .encoding = encoding,
                                      .strict = true,
                                      .warning = options->warning,
                                      .user = options->user};
  slant_files *files;
  status = slant_files_open(&files, inputs, n_inputs, &file_options, err);
  while (status == SLANT_OK) {
    slant_file file;
    bool found, fatal;
    status = slant_files_next(files, &file, &found, &fatal, err);
    if (status != SLANT_OK || !found) break;
    status = load_file(l, &file, err);
    slant_input_close(file.input);
  }
  slant_files_close(files);
  return status;
}

slant_status slant_codes_load(slant_codes *codes, const char *const *inputs, size_t n_inputs, const slant_reader_options *options,
                              const char *model_as, slant_error *err) {
  memset(codes, 0, sizeof *codes);
  loader l = {.codes = codes, .model_as = {model_as, strlen(model_as)}};
  l.max_row_bytes = options->max_record_bytes == 0 ? DEFAULT_ROW_BYTES : options->max_record_bytes;
  slant_status status = init_names(&l, options, err);
  if (status == SLANT_OK) status = load_files(&l, inputs, n_inputs, options, err);
  if (status != SLANT_OK) slant_codes_clear(codes);
  return status;
}

void slant_codes_clear(slant_codes *codes) {
  slant_arena_clear(&codes->arena);
  slant_memory_free(codes->rows);
  memset(codes, 0, sizeof *codes);
}
