/* Saved table: rows of a CSV file with a header, and their cells by column. */
#ifndef SLANT_SAVED_SAVED_TABLE_H
#define SLANT_SAVED_SAVED_TABLE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "codec/csv.h"

#define SLANT_SAVED_NO_COLUMN SIZE_MAX

/* A zeroed one is closed. */
typedef struct slant_saved_table {
  slant_input *input;
  slant_csv *csv;
  slant_arena arena; /* of the names */
  slant_text *names; /* n_columns */
  size_t n_columns;
  slant_csv_row row; /* at hand */
  bool guarded;      /* text that looks like a formula has an apostrophe before it, which cells are given without */
} slant_saved_table;

slant_status slant_saved_table_open(slant_saved_table *table, const char *path, slant_error *err);
void slant_saved_table_close(slant_saved_table *table);

/* Column of that name: SLANT_SAVED_NO_COLUMN where there is none, or SLANT_E_DATA. */
size_t slant_saved_table_look(const slant_saved_table *table, const char *name);
slant_status slant_saved_table_find(const slant_saved_table *table, const char *name, size_t *column, slant_error *err);

/* The next row; one with fewer or more cells than the header is SLANT_E_DATA. */
slant_status slant_saved_table_next(slant_saved_table *table, bool *found, slant_error *err);

/* SLANT_E_DATA: the rows end before those of `article` are all there. */
slant_status slant_saved_table_ends(const slant_saved_table *table, slant_text article, slant_error *err);

/* A cell of the row at hand, borrowed until the next row; empty where `column` is SLANT_SAVED_NO_COLUMN. */
slant_text slant_saved_cell(const slant_saved_table *table, size_t column);
slant_status slant_saved_cell_copy(const slant_saved_table *table, size_t column, slant_arena *arena, slant_text *out, slant_error *err);
/* A number of 0 or more, below 2^53; 0 for an empty cell. */
slant_status slant_saved_cell_size(const slant_saved_table *table, size_t column, size_t *out, slant_error *err);
/* NaN for an empty cell. */
slant_status slant_saved_cell_number(const slant_saved_table *table, size_t column, double *out, slant_error *err);

/* SLANT_E_DATA: what the cell holds, and what was `expected`. */
slant_status slant_saved_cell_unfit(const slant_saved_table *table, size_t column, const char *expected, slant_error *err);

#endif
