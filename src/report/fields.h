/* Fields: one list of columns for all row formats. A row is begun, its fields are put in order, and it is ended; in header mode
 * the same calls write the column names. */
#ifndef SLANT_REPORT_FIELDS_H
#define SLANT_REPORT_FIELDS_H

#include "base/buffer.h"

typedef struct slant_fields {
  slant_buffer *out;
  slant_row_format format;
  bool header; /* write names instead of values; not for JSON lines */
  bool spreadsheet; /* guard text cells, and begin the header with a byte order mark */
  bool first;
} slant_fields;

void slant_fields_begin(slant_fields *fields);
void slant_fields_end(slant_fields *fields);

/* The name of a column that belongs to a label, put into `name`, which is emptied first; "" where memory runs out, which `fields` then
 * has failed with. Borrowed from `name`. */
const char *slant_fields_name(slant_fields *fields, slant_buffer *name, const char *prefix, const char *label, const char *suffix);

/* `name` is ended by NUL. NaN and an absent label become an empty cell, or null in JSON. */
void slant_fields_text(slant_fields *fields, const char *name, slant_text value);
void slant_fields_string(slant_fields *fields, const char *name, const char *value); /* NULL: empty */
void slant_fields_count(slant_fields *fields, const char *name, uint64_t value);
void slant_fields_fixed(slant_fields *fields, const char *name, double value, int decimals);
void slant_fields_empty(slant_fields *fields, const char *name);
/* A list with ";" between, or an array. */
void slant_fields_flags(slant_fields *fields, const char *name, uint32_t flags);

#endif
