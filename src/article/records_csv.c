/* Records of CSV and TSV: one article a row or, with a `paragraph` column, one paragraph a row.
 * In: rows of fields. Out: records; the header says which column holds what. */
#include "article/record_formats.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "codec/csv.h"
#include "text/utf8.h"

enum { MOST_COLUMNS = 4096 };

struct slant_records_csv {
  const slant_records_options *options;
  slant_input *input;
  slant_csv *rows;
  size_t n_columns;
  size_t *meaning;           /* n_columns: what each column holds; SLANT_N_COLUMNS: nothing that is read, more: a label column */
  bool has[SLANT_N_COLUMNS + 1 + SLANT_MOST_LABEL_COLUMNS]; /* by meaning: whether some column holds it */
  bool has_probabilities;    /* some column is a label's */
};

static slant_status header_error(slant_records_csv *csv, const slant_csv_row *header, slant_error *err) {
  slant_buffer names = {.max = 300};
  for (size_t i = 0; i < header->n_fields; i++) {
    if (i > 0) slant_buffer_put_string(&names, ", ");
    slant_buffer_put(&names, header->fields[i]);
  }
  slant_text text = csv->options->columns.names[SLANT_COLUMN_TEXT];
  slant_status status = slant_error_at(err, SLANT_E_DATA, slant_input_path(csv->input), header->line,
                                       "found the columns %.*s, expected one named %.*s (--field text=NAME names another)",
                                       (int)names.len, names.ptr == NULL ? "" : names.ptr, (int)text.len, text.ptr);
  slant_buffer_free(&names);
  return status;
}

/* Columns that no field stands for are told once: a mistyped name must not be lost in silence. */
static void tell_unread(slant_records_csv *csv, const slant_csv_row *header) {
  if (csv->options->warning == NULL) return;
  slant_buffer names = {.max = 300};
  for (size_t i = 0; i < header->n_fields; i++) {
    if (csv->meaning[i] != SLANT_N_COLUMNS) continue;
    if (names.len > 0) slant_buffer_put_string(&names, ", ");
    slant_buffer_put(&names, header->fields[i]);
  }
  if (names.len > 0) {
    slant_error warning = {0};
    (void)slant_error_at(&warning, SLANT_E_DATA, slant_input_path(csv->input), header->line, "columns that are not read: %.*s",
                         (int)names.len, names.ptr);
    csv->options->warning(csv->options->user, &warning);
  }
  slant_buffer_free(&names);
}

static slant_status read_header(slant_records_csv *csv, slant_error *err) {
  slant_csv_row header;
  bool found;
  slant_status status = slant_csv_next(csv->rows, &header, &found, err);
  if (status != SLANT_OK || !found) return status;
  if (header.n_fields > MOST_COLUMNS) {
    return slant_error_at(err, SLANT_E_DATA, slant_input_path(csv->input), header.line,
                          "found %zu columns, expected at most %d", header.n_fields, MOST_COLUMNS);
  }
  status = slant_memory_new(&csv->meaning, header.n_fields, sizeof *csv->meaning, err);
  if (status != SLANT_OK) return status;
  csv->n_columns = header.n_fields;
  for (size_t i = 0; i < header.n_fields; i++) {
    slant_text name = slant_utf8_trim(header.fields[i]);
    size_t column = slant_columns_find(&csv->options->columns, name), label = slant_label_columns_find(csv->options, name);
    if (label != SLANT_MOST_LABEL_COLUMNS) column = SLANT_N_COLUMNS + 1 + label;
    if (column == SLANT_COLUMN_PARAGRAPHS) column = SLANT_N_COLUMNS; /* an array, which a table cannot hold */
    if (column != SLANT_N_COLUMNS && csv->has[column]) {
      return slant_error_at(err, SLANT_E_DATA, slant_input_path(csv->input), header.line, "found two columns for %s, expected one",
                            column < SLANT_N_COLUMNS ? slant_column_name(column) : csv->options->label_columns[label]);
    }
    csv->meaning[i] = column;
    if (column != SLANT_N_COLUMNS) csv->has[column] = true;
    if (column > SLANT_N_COLUMNS) csv->has_probabilities = true;
  }
  if (!csv->has[SLANT_COLUMN_TEXT] && !csv->has[SLANT_COLUMN_HTML]) return header_error(csv, &header, err);
  if (csv->has[SLANT_COLUMN_PARAGRAPH] && !csv->has[SLANT_ID]) {
    return slant_error_at(err, SLANT_E_DATA, slant_input_path(csv->input), header.line,
                          "found a column for paragraph and none for article, expected both");
  }
  tell_unread(csv, &header);
  return SLANT_OK;
}

slant_status slant_records_csv_open(slant_records_csv **out, slant_input *input, char delimiter,
                                    const slant_records_options *options, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  slant_records_csv *csv = *out;
  csv->options = options;
  csv->input = input;
  status = slant_csv_open(&csv->rows, input, delimiter, options->max_record_bytes, err);
  if (status == SLANT_OK) status = read_header(csv, err);
  if (status != SLANT_OK) {
    slant_records_csv_close(csv);
    *out = NULL;
  }
  return status;
}

static slant_status read_weight(slant_record *record, slant_text text, double *weight, slant_error *err) {
  *weight = 1;
  if (text.len == 0) return SLANT_OK;
  if (slant_number_parse(text, weight) && *weight >= 0 && *weight <= 1e6) return SLANT_OK;
  return slant_error_at(err, SLANT_E_DATA, record->source, record->line,
                        "found the weight \"%.*s\", expected a number from 0 to 1000000", (int)(text.len < 40 ? text.len : 40),
                        text.ptr);
}

/* Moves what is said of a single paragraph into paragraphs[0]. */
static slant_status make_row(slant_records_csv *csv, slant_record *record, const slant_text *cells, const double *probabilities,
                             slant_error *err) {
  record->paragraphs = slant_arena_get(slant_record_arena(record), sizeof *record->paragraphs, err);
  if (record->paragraphs == NULL) return SLANT_E_MEMORY;
  slant_record_paragraph *paragraph = record->paragraphs;
  record->n_paragraphs = 1;
  record->has_paragraphs = true;
  paragraph->text = record->text;
  paragraph->label = slant_utf8_trim(cells[SLANT_COLUMN_LABEL]);
  if (csv->has[SLANT_COLUMN_PARAGRAPH]) {
    record->is_row = true;
    paragraph->number = slant_record_number(cells[SLANT_COLUMN_PARAGRAPH]);
    if (paragraph->number == 0 || record->fields[SLANT_ID].len == 0) {
      return slant_error_at(err, SLANT_E_DATA, record->source, record->line,
                            "found article \"%.*s\", paragraph \"%.*s\", expected an id and a number from 1",
                            (int)(record->fields[SLANT_ID].len < 80 ? record->fields[SLANT_ID].len : 80),
                            record->fields[SLANT_ID].ptr,
                            (int)(cells[SLANT_COLUMN_PARAGRAPH].len < 40 ? cells[SLANT_COLUMN_PARAGRAPH].len : 40),
                            cells[SLANT_COLUMN_PARAGRAPH].ptr);
    }
  }
  slant_status status = read_weight(record, cells[SLANT_COLUMN_WEIGHT], &paragraph->weight, err);
  if (status == SLANT_OK && csv->has_probabilities) {
    status = slant_label_columns_take(csv->options, probabilities, record, paragraph, err);
  }
  return status;
}

/* A cell of a label column; an empty one says nothing. */
static slant_status read_probability(const slant_records_csv *csv, const slant_record *record, slant_text cell, size_t label, double *out,
                                     slant_error *err) {
  cell = slant_utf8_trim(cell);
  if (cell.len == 0 || slant_number_parse(cell, out)) return SLANT_OK;
  return slant_error_at(err, SLANT_E_DATA, record->source, record->line, "found \"%.*s\" under %s, expected a probability from 0 to 1",
                        (int)(cell.len < 40 ? cell.len : 40), cell.ptr, csv->options->label_columns[label]);
}

static slant_status read_row(slant_records_csv *csv, const slant_csv_row *row, slant_record *record, slant_error *err) {
  slant_text cells[SLANT_N_COLUMNS];
  double probabilities[SLANT_MOST_LABEL_COLUMNS];
  for (size_t c = 0; c < SLANT_N_COLUMNS; c++) cells[c] = (slant_text){"", 0};
  for (size_t k = 0; k < SLANT_MOST_LABEL_COLUMNS; k++) probabilities[k] = (double)NAN;
  if (row->n_fields != csv->n_columns) {
    return slant_error_at(err, SLANT_E_DATA, record->source, row->line, "found %zu fields, expected %zu as in the header",
                          row->n_fields, csv->n_columns);
  }
  for (size_t i = 0; i < row->n_fields; i++) {
    size_t column = csv->meaning[i];
    if (column == SLANT_N_COLUMNS) continue;
    size_t label = column - SLANT_N_COLUMNS - 1;
    slant_status status = column > SLANT_N_COLUMNS
                              ? read_probability(csv, record, row->fields[i], label, &probabilities[label], err)
                              : slant_record_copy(record, row->fields[i], csv->options->strict, slant_column_name(column), &cells[column],
                                                  NULL, err);
    if (status != SLANT_OK) return status;
  }
  for (size_t f = 0; f < SLANT_N_FIELDS; f++) record->fields[f] = slant_utf8_trim(cells[f]);
  record->text = cells[SLANT_COLUMN_TEXT];
  record->has_text = true;
  slant_status status = slant_record_add_page(record, cells[SLANT_COLUMN_HTML], csv->options, err);
  if (status != SLANT_OK || record->has_paragraphs) return status;
  bool is_row = csv->has[SLANT_COLUMN_PARAGRAPH] || csv->has[SLANT_COLUMN_LABEL] || csv->has_probabilities;
  return is_row ? make_row(csv, record, cells, probabilities, err) : SLANT_OK;
}

slant_status slant_records_csv_next(slant_records_csv *csv, slant_record *record, bool *found, bool *can_continue,
                                    slant_error *err) {
  slant_csv_row row;
  slant_status status = slant_csv_next(csv->rows, &row, found, err);
  *can_continue = status == SLANT_OK;
  if (status != SLANT_OK || !*found) return status;
  record->line = row.line;
  return read_row(csv, &row, record, err);
}

void slant_records_csv_close(slant_records_csv *csv) {
  if (csv == NULL) return;
  slant_csv_close(csv->rows);
  slant_memory_free(csv->meaning);
  slant_memory_free(csv);
}
