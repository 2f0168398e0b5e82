/* Columns: the names under which an input keeps the fields of a record. */
#ifndef SLANT_ARTICLE_COLUMNS_H
#define SLANT_ARTICLE_COLUMNS_H

#include "base/error.h"

/* What a column or key holds: first the fields of an article (enum slant_field), then what is not a field. */
enum {
  SLANT_COLUMN_TEXT = SLANT_N_FIELDS,
  SLANT_COLUMN_HTML, /* a web page: what is not said beside it comes from it */
  SLANT_COLUMN_PARAGRAPHS,
  SLANT_COLUMN_PARAGRAPH,
  SLANT_COLUMN_LABEL,
  SLANT_COLUMN_WEIGHT,
  SLANT_N_COLUMNS
};

/* The name of each column in the input at hand. Borrowed from the options. */
typedef struct slant_columns {
  slant_text names[SLANT_N_COLUMNS];
  slant_text article; /* another name of SLANT_ID */
  bool mapped[SLANT_N_COLUMNS]; /* named by the user: such a name wins over a built-in one */
} slant_columns;

/* The names by which users know the columns, ended by NUL: "id", "title", …, "weight". */
const char *slant_column_name(size_t column);

/* The built-in names, changed by n_fields strings like "text=body". */
slant_status slant_columns_init(slant_columns *columns, const char *const *fields, size_t n_fields, slant_error *err);

/* The column of that name; SLANT_N_COLUMNS where there is none. */
size_t slant_columns_find(const slant_columns *columns, slant_text name);

#endif
