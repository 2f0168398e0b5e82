/* CSV: rows of fields from any bytes.
 * Holds: how many bytes come at a time makes no difference; what was read and is written reads back the same, guarded against formulas as well. */
#include "codec/csv.h"

#include "fuzz.h"

enum { MOST_BYTES = 1 << 16 };

/* What a table holds: fields, each with its length before it, and how the reading ended. */
static slant_buffer read_rows(slant_text bytes, char delimiter, size_t step, bool unguard) {
  slant_input *input = fuzz_open(bytes, step);
  slant_csv *csv;
  slant_csv_row row;
  slant_buffer seen = {0};
  slant_error err = {0};
  bool found = true;
  uint64_t line = 0;
  slant_status status = slant_csv_open(&csv, input, delimiter, MOST_BYTES, &err);
  while (status == SLANT_OK && (status = slant_csv_next(csv, &row, &found, &err)) == SLANT_OK && found) {
    FUZZ_HOLDS(row.n_fields > 0 && row.line > line);
    line = row.line;
    if (row.n_fields == 1 && row.fields[0].len == 0) continue; /* written, it is a line without any field */
    for (size_t i = 0; i < row.n_fields; i++) {
      slant_text field = unguard ? slant_csv_unguard(row.fields[i]) : row.fields[i];
      slant_buffer_put_u64(&seen, field.len);
      slant_buffer_put_char(&seen, i == 0 ? '\n' : ' ');
      slant_buffer_put(&seen, field);
    }
  }
  FUZZ_HOLDS((status == SLANT_OK) == (err.status == SLANT_OK) && (status == SLANT_OK || (status == SLANT_E_DATA && err.text[0] != '\0')));
  if (csv != NULL) slant_csv_close(csv);
  slant_input_close(input);
  return seen;
}

/* The same rows, written. */
static slant_buffer write_rows(slant_text bytes, char delimiter, bool guard) {
  slant_input *input = fuzz_open(bytes, 0);
  slant_csv *csv;
  slant_csv_row row;
  slant_buffer written = {0};
  bool found = true;
  slant_status status = slant_csv_open(&csv, input, delimiter, MOST_BYTES, NULL);
  while (status == SLANT_OK && (status = slant_csv_next(csv, &row, &found, NULL)) == SLANT_OK && found) {
    for (size_t i = 0; i < row.n_fields; i++) {
      if (i > 0) slant_buffer_put_char(&written, '\t');
      (guard ? slant_csv_put_guarded : slant_csv_put)(&written, row.fields[i], '\t');
    }
    slant_buffer_put_char(&written, '\n');
  }
  if (csv != NULL) slant_csv_close(csv);
  slant_input_close(input);
  return written;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
  slant_text input = {(const char *)bytes, len};
  unsigned choice = fuzz_take(&input);
  char delimiter = (choice & 1) != 0 ? '\t' : ',';
  if (input.len > MOST_BYTES / 8) return 0; /* written it may be longer, and is still to fit */
  slant_buffer whole = read_rows(input, delimiter, 0, false), parts = read_rows(input, delimiter, 1 + choice / 2, false);
  FUZZ_HOLDS(fuzz_same(slant_buffer_get(&whole), slant_buffer_get(&parts)));
  for (int guard = 0; guard < 2; guard++) {
    slant_buffer written = write_rows(input, delimiter, guard != 0);
    slant_buffer again = read_rows(slant_buffer_get(&written), '\t', 0, guard != 0);
    bool marked = written.len >= 3 && memcmp(written.ptr, "\xEF\xBB\xBF", 3) == 0; /* the first field's own, and lost: no table of slant's has such */
    FUZZ_HOLDS(marked || fuzz_same(slant_buffer_get(&whole), slant_buffer_get(&again)));
    slant_buffer_free(&written);
    slant_buffer_free(&again);
  }
  slant_buffer_free(&whole);
  slant_buffer_free(&parts);
  return 0;
}
