/* Saved table: a CSV file with a header.
 * In: the path. Out: cells by the names of columns, which may stand in any order; text must be UTF-8, as slant wrote it. */
#include "saved/saved_table.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "text/utf8.h"

enum { MOST_ROW_BYTES = 1 << 30, MOST_SHOWN = 60 };

static slant_status read_header(slant_saved_table *table, slant_error *err) {
  bool found;
  slant_status status = slant_csv_next(table->csv, &table->row, &found, err);
  if (status != SLANT_OK) return status;
  if (!found) return slant_error_at(err, SLANT_E_DATA, slant_input_path(table->input), 0, "found an empty file, expected the header of a CSV file of slant classify");
  table->names = slant_arena_get(&table->arena, table->row.n_fields * sizeof *table->names, err);
  if (table->names == NULL) return SLANT_E_MEMORY;
  for (; table->n_columns < table->row.n_fields; table->n_columns++) {
    slant_text *name = &table->names[table->n_columns];
    *name = slant_arena_copy(&table->arena, table->row.fields[table->n_columns], err);
    if (name->ptr == NULL) return SLANT_E_MEMORY;
  }
  return SLANT_OK;
}

slant_status slant_saved_table_open(slant_saved_table *table, const char *path, slant_error *err) {
  slant_status status = slant_input_open(&table->input, path, err);
  if (status == SLANT_OK) status = slant_csv_open(&table->csv, table->input, ',', MOST_ROW_BYTES, err);
  return status == SLANT_OK ? read_header(table, err) : status;
}

void slant_saved_table_close(slant_saved_table *table) {
  slant_csv_close(table->csv);
  if (table->input != NULL) slant_input_close(table->input);
  slant_arena_clear(&table->arena);
  memset(table, 0, sizeof *table);
}

size_t slant_saved_table_look(const slant_saved_table *table, const char *name) {
  size_t len = strlen(name);
  for (size_t c = 0; c < table->n_columns; c++) {
    if (table->names[c].len == len && memcmp(table->names[c].ptr, name, len) == 0) return c;
  }
  return SLANT_SAVED_NO_COLUMN;
}

slant_status slant_saved_table_find(const slant_saved_table *table, const char *name, size_t *column, slant_error *err) {
  *column = slant_saved_table_look(table, name);
  if (*column != SLANT_SAVED_NO_COLUMN) return SLANT_OK;
  return slant_error_at(err, SLANT_E_DATA, slant_input_path(table->input), 1, "found no column \"%s\", expected the columns that slant classify -o writes", name);
}

slant_status slant_saved_table_next(slant_saved_table *table, bool *found, slant_error *err) {
  slant_status status = slant_csv_next(table->csv, &table->row, found, err);
  if (status != SLANT_OK || !*found) return status;
  if (table->row.n_fields != table->n_columns) {
    return slant_error_at(err, SLANT_E_DATA, slant_input_path(table->input), table->row.line, "found %zu cells, expected %zu as in the header",
                          table->row.n_fields, table->n_columns);
  }
  for (size_t c = 0; c < table->n_columns; c++) {
    if (slant_utf8_valid_prefix(table->row.fields[c]) < table->row.fields[c].len) return slant_saved_cell_unfit(table, c, "UTF-8", err);
  }
  return SLANT_OK;
}

slant_status slant_saved_table_ends(const slant_saved_table *table, slant_text article, slant_error *err) {
  return slant_error_at(err, SLANT_E_DATA, slant_input_path(table->input), 0, "found the end of the file, expected all rows of article \"%.*s\"",
                        (int)(article.len < MOST_SHOWN ? article.len : MOST_SHOWN), article.ptr);
}

slant_text slant_saved_cell(const slant_saved_table *table, size_t column) {
  if (column == SLANT_SAVED_NO_COLUMN) return (slant_text){"", 0};
  return table->guarded ? slant_csv_unguard(table->row.fields[column]) : table->row.fields[column];
}

slant_status slant_saved_cell_copy(const slant_saved_table *table, size_t column, slant_arena *arena, slant_text *out, slant_error *err) {
  slant_text cell = slant_saved_cell(table, column);
  *out = cell.len == 0 ? (slant_text){"", 0} : slant_arena_copy(arena, cell, err);
  return out->ptr == NULL ? SLANT_E_MEMORY : SLANT_OK;
}

slant_status slant_saved_cell_number(const slant_saved_table *table, size_t column, double *out, slant_error *err) {
  slant_text cell = slant_saved_cell(table, column);
  *out = (double)NAN;
  if (cell.len == 0 || slant_number_parse(cell, out)) return SLANT_OK;
  return slant_saved_cell_unfit(table, column, "a number", err);
}

slant_status slant_saved_cell_size(const slant_saved_table *table, size_t column, size_t *out, slant_error *err) {
  slant_text cell = slant_saved_cell(table, column);
  *out = 0;
  for (size_t i = 0; i < cell.len; i++) {
    if (cell.ptr[i] < '0' || cell.ptr[i] > '9' || *out >= (size_t)1 << 49) return slant_saved_cell_unfit(table, column, "a whole number of 0 or more", err);
    *out = *out * 10 + (size_t)(cell.ptr[i] - '0');
  }
  return SLANT_OK;
}

slant_status slant_saved_cell_unfit(const slant_saved_table *table, size_t column, const char *expected, slant_error *err) {
  slant_text cell = slant_saved_cell(table, column), name = table->names[column];
  size_t valid = slant_utf8_valid_prefix(cell), len = valid < MOST_SHOWN ? valid : MOST_SHOWN;
  return slant_error_at(err, SLANT_E_DATA, slant_input_path(table->input), table->row.line, "found \"%.*s\" in column %.*s, expected %s", (int)len,
                        cell.ptr, (int)name.len, name.ptr, expected);
}
