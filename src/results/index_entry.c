/* Index entry: a line of numbers, then the id, which may be of any bytes, and a line end.
 * In: entries, or the file. Out: the other of them. */
#include "results/index_entry.h"

#include "results/numbers.h"

enum { MOST_LINE = 1 << 12, N_NUMBERS = 1 + SLANT_INDEXED_FILES + 3 + SLANT_REPRINT_KEYS + 1, PIECE = 1 << 16 };

void slant_index_entry_put(slant_buffer *out, const slant_index_entry *entry) {
  uint64_t numbers[N_NUMBERS] = {entry->ordinal}, *at = numbers + 1;
  for (size_t f = 0; f < SLANT_INDEXED_FILES; f++) *at++ = entry->len[f];
  *at++ = entry->sketch.is_long;
  *at++ = entry->sketch.bits[0];
  *at++ = entry->sketch.bits[1];
  for (size_t k = 0; k < SLANT_REPRINT_KEYS; k++) *at++ = entry->sketch.keys[k];
  *at = entry->id.len;
  slant_numbers_put(out, numbers, N_NUMBERS, false);
  slant_buffer_put(out, entry->id);
  slant_buffer_put_char(out, '\n');
}

static slant_status unfit(const slant_input *input, slant_error *err) {
  return slant_error_at(err, SLANT_E_DATA, slant_input_path(input), slant_input_line_number(input), "found no entry of an article, expected one as slant classify writes it");
}

/* `len` bytes and a line end. */
static slant_status read_id(slant_input *input, uint64_t len, slant_buffer *id, slant_error *err) {
  slant_buffer_clear(id);
  for (uint64_t left = len + 1; left > 0;) {
    size_t want = left < PIECE ? (size_t)left : PIECE, n = 0;
    if (!slant_buffer_reserve(id, want)) return slant_buffer_check(id, err);
    slant_status status = slant_input_read(input, id->ptr + id->len, want, &n, err);
    if (status != SLANT_OK) return status;
    if (n == 0) return unfit(input, err);
    id->len += n;
    left -= n;
  }
  return id->ptr[--id->len] == '\n' ? SLANT_OK : unfit(input, err);
}

slant_status slant_index_entry_read(slant_input *input, slant_index_entry *entry, slant_buffer *id, bool *found, slant_error *err) {
  slant_text line;
  bool too_long;
  uint64_t numbers[N_NUMBERS] = {0}, *at = numbers + 1;
  slant_status status = slant_input_line(input, MOST_LINE, &line, &too_long, err);
  *found = status == SLANT_OK && (line.len > 0 || too_long);
  if (!*found) return status;
  if (too_long || !slant_numbers_read(line, numbers, N_NUMBERS, false)) return unfit(input, err);
  *entry = (slant_index_entry){.ordinal = numbers[0]};
  for (size_t f = 0; f < SLANT_INDEXED_FILES; f++) entry->len[f] = *at++;
  entry->sketch.is_long = *at++ != 0;
  entry->sketch.bits[0] = *at++;
  entry->sketch.bits[1] = *at++;
  for (size_t k = 0; k < SLANT_REPRINT_KEYS; k++) entry->sketch.keys[k] = (uint32_t)*at++;
  status = read_id(input, *at, id, err);
  entry->id = slant_buffer_get(id);
  return status;
}
