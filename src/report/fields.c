/* Fields: cells of CSV and TSV, members of JSON.
 * In: names and values. Out: text in a buffer. */
#include "report/fields.h"

#include <math.h>
#include <string.h>

#include "codec/csv.h"
#include "codec/json.h"

static slant_text text_of(const char *string) { return (slant_text){string, strlen(string)}; }

static char delimiter(const slant_fields *f) { return f->format == SLANT_ROWS_TSV ? '\t' : ','; }

void slant_fields_begin(slant_fields *f) {
  f->first = true;
  if (f->header && f->spreadsheet) slant_buffer_put_string(f->out, "\xEF\xBB\xBF");
  if (f->format == SLANT_ROWS_JSONL) slant_buffer_put_char(f->out, '{');
}

void slant_fields_end(slant_fields *f) {
  if (f->format == SLANT_ROWS_JSONL) slant_buffer_put_char(f->out, '}');
  slant_buffer_put_char(f->out, '\n');
}

const char *slant_fields_name(slant_fields *f, slant_buffer *name, const char *prefix, const char *label, const char *suffix) {
  slant_buffer_clear(name);
  slant_buffer_put_string(name, prefix);
  slant_buffer_put_string(name, label);
  slant_buffer_put_string(name, suffix);
  slant_buffer_put_char(name, '\0');
  if (name->missed == 0) return name->ptr;
  f->out->missed = name->missed;
  return "";
}

/* What stands before a value. False when the name was all there is to write. */
static bool open_field(slant_fields *f, const char *name) {
  bool json = f->format == SLANT_ROWS_JSONL;
  if (!f->first) slant_buffer_put_char(f->out, json ? ',' : delimiter(f));
  f->first = false;
  if (json) {
    slant_json_put_string(f->out, text_of(name));
    slant_buffer_put_char(f->out, ':');
  } else if (f->header) {
    slant_csv_put(f->out, text_of(name), delimiter(f));
  }
  return json || !f->header;
}

void slant_fields_text(slant_fields *f, const char *name, slant_text value) {
  if (!open_field(f, name)) return;
  if (f->format == SLANT_ROWS_JSONL) {
    slant_json_put_string(f->out, value);
  } else if (f->spreadsheet) {
    slant_csv_put_guarded(f->out, value, delimiter(f));
  } else {
    slant_csv_put(f->out, value, delimiter(f));
  }
}

void slant_fields_string(slant_fields *f, const char *name, const char *value) {
  if (value == NULL || *value == '\0') {
    slant_fields_empty(f, name);
  } else {
    slant_fields_text(f, name, text_of(value));
  }
}

void slant_fields_count(slant_fields *f, const char *name, uint64_t value) {
  if (open_field(f, name)) slant_buffer_put_u64(f->out, value);
}

void slant_fields_fixed(slant_fields *f, const char *name, double value, int decimals) {
  if (isnan(value)) {
    slant_fields_empty(f, name);
  } else if (open_field(f, name)) {
    slant_buffer_put_fixed(f->out, value, decimals);
  }
}

void slant_fields_empty(slant_fields *f, const char *name) {
  if (open_field(f, name) && f->format == SLANT_ROWS_JSONL) slant_buffer_put_string(f->out, "null");
}

void slant_fields_flags(slant_fields *f, const char *name, uint32_t flags) {
  if (!open_field(f, name)) return;
  bool json = f->format == SLANT_ROWS_JSONL, first = true;
  if (json) slant_buffer_put_char(f->out, '[');
  for (size_t i = 0; i < SLANT_N_FLAGS; i++) {
    if ((flags & (1u << i)) == 0) continue;
    if (!first) slant_buffer_put_char(f->out, json ? ',' : ';');
    first = false;
    if (json) {
      slant_json_put_string(f->out, text_of(slant_flag_name(i)));
    } else {
      slant_buffer_put_string(f->out, slant_flag_name(i));
    }
  }
  if (json) slant_buffer_put_char(f->out, ']');
}
