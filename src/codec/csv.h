/* CSV and TSV by RFC 4180: rows of fields, read from an input; fields, written to a buffer. The only includer of libcsv. */
#ifndef SLANT_CODEC_CSV_H
#define SLANT_CODEC_CSV_H

#include "base/input.h"

typedef struct slant_csv slant_csv;

/* One row. The fields are borrowed until the next row is asked for. */
typedef struct slant_csv_row {
  const slant_text *fields;
  size_t n_fields;
  uint64_t line; /* where the row begins, from 1 */
} slant_csv_row;

/* Reads rows from `input`, which stays the caller's, divided by `delimiter`; by semicolons in place of commas where the first row has the ones and
 * not the others, as spreadsheets write where the comma is a decimal sign. Bytes are taken as they are. */
slant_status slant_csv_open(slant_csv **out, slant_input *input, char delimiter, size_t max_row_bytes, slant_error *err);
/* *found is false at the end. Lines without any field are passed over. A quotation mark in the middle of a field or never
 * closed, and a row over the cap, are SLANT_E_DATA and name the line where the row begins; nothing can be read after them. */
slant_status slant_csv_next(slant_csv *csv, slant_csv_row *row, bool *found, slant_error *err);
void slant_csv_close(slant_csv *csv);

/* Appends one field, quoted where it must be. `delimiter` is not written. */
void slant_csv_put(slant_buffer *buffer, slant_text field, char delimiter);

/* The same for people: a spreadsheet would take text that begins with one of = + - @ (also full-width), a tab or a line end for a formula
 * (OWASP, "CSV Injection"). An apostrophe goes before it, and before apostrophes that stand before such a character, so that
 * slant_csv_unguard gives the field back. */
void slant_csv_put_guarded(slant_buffer *buffer, slant_text field, char delimiter);
/* The field without that apostrophe; borrowed from it. */
slant_text slant_csv_unguard(slant_text field);

#endif
