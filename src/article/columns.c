/* Columns: from the names in a header or an object to the fields of a record.
 * In: built-in names and the user's mapping. Out: which field a name stands for. */
#include "article/columns.h"

#include <string.h>

static const char *const names[SLANT_N_COLUMNS] = {"id",       "title",  "source", "date",       "author",    "url",   "language",
                                                   "encoding", "target", "topic",  "text",       "html",       "paragraphs", "paragraph", "label", "weight"};

const char *slant_column_name(size_t column) { return names[column]; }

static slant_text text_of(const char *string) { return (slant_text){string, strlen(string)}; }

static bool same(slant_text a, slant_text b) { return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0; }

slant_status slant_columns_init(slant_columns *columns, const char *const *fields, size_t n_fields, slant_error *err) {
  memset(columns, 0, sizeof *columns);
  for (size_t c = 0; c < SLANT_N_COLUMNS; c++) columns->names[c] = text_of(names[c]);
  columns->article = text_of("article");
  for (size_t i = 0; i < n_fields; i++) {
    const char *sign = strchr(fields[i], '=');
    if (sign == NULL || sign == fields[i] || sign[1] == '\0') {
      return slant_error_set(err, SLANT_E_USAGE, "found the field mapping \"%s\", expected FIELD=NAME as in text=body", fields[i]);
    }
    slant_text field = {fields[i], (size_t)(sign - fields[i])};
    size_t c = 0;
    while (c < SLANT_N_COLUMNS && !same(field, text_of(names[c]))) c++;
    if (same(field, text_of("article"))) c = SLANT_ID;
    if (c == SLANT_N_COLUMNS) {
      return slant_error_set(err, SLANT_E_USAGE,
                             "found the field \"%.*s\" in a mapping, expected one of id, title, source, date, author, url, "
                             "language, target, topic, text, html, paragraphs, paragraph, label, weight",
                             (int)field.len, field.ptr);
    }
    columns->names[c] = text_of(sign + 1);
    columns->mapped[c] = true;
    if (c == SLANT_ID) columns->article = columns->names[c];
  }
  return SLANT_OK;
}

size_t slant_columns_find(const slant_columns *columns, slant_text name) {
  size_t c = 0;
  while (c < SLANT_N_COLUMNS && !(columns->mapped[c] && same(name, columns->names[c]))) c++;
  if (c < SLANT_N_COLUMNS) return c;
  if (same(name, columns->article)) return SLANT_ID;
  c = 0;
  while (c < SLANT_N_COLUMNS && !same(name, columns->names[c])) c++;
  return c;
}
