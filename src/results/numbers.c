/* Numbers: decimal, one line a record.
 * In: numbers, lines. Out: the other of them. */
#include "results/numbers.h"

#include "base/hash.h"

enum { CHECK_SEED = 3 };

void slant_numbers_put(slant_buffer *out, const uint64_t *numbers, size_t n, bool checked) {
  size_t start = out->len;
  for (size_t i = 0; i < n; i++) {
    if (i > 0) slant_buffer_put_char(out, ' ');
    slant_buffer_put_u64(out, numbers[i]);
  }
  if (checked && out->missed == 0) {
    uint64_t check = slant_hash_bytes(out->ptr + start, out->len - start, CHECK_SEED);
    slant_buffer_put_char(out, ' ');
    slant_buffer_put_u64(out, check);
  }
  slant_buffer_put_char(out, '\n');
}

/* The number at *at, which moves behind it and the `end` that must follow. */
static bool read_number(slant_text line, size_t *at, char end, uint64_t *out) {
  size_t first = *at;
  uint64_t value = 0;
  for (; *at < line.len && line.ptr[*at] >= '0' && line.ptr[*at] <= '9'; ++*at) {
    uint64_t digit = (uint64_t)(line.ptr[*at] - '0');
    if (value > (UINT64_MAX - digit) / 10) return false;
    value = 10 * value + digit;
  }
  *out = value;
  return *at > first && *at < line.len && line.ptr[(*at)++] == end;
}

bool slant_numbers_read(slant_text line, uint64_t *numbers, size_t n, bool checked) {
  size_t at = 0;
  uint64_t check;
  for (size_t i = 0; i < n; i++) {
    if (!read_number(line, &at, i + 1 == n && !checked ? '\n' : ' ', &numbers[i])) return false;
  }
  if (!checked) return at == line.len;
  size_t len = at - 1;
  return read_number(line, &at, '\n', &check) && at == line.len && check == slant_hash_bytes(line.ptr, len, CHECK_SEED);
}
