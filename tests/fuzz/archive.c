/* Archives: compressed files, files of files and files of gzip members, from any bytes.
 * Holds: how many bytes come at a time makes no difference to what is unpacked; nothing is unpacked without end. */
#include "codec/archive.h"

#include "codec/gunzip.h"
#include "fuzz.h"

enum { MOST_BYTES = 8 << 20, MOST_MEMBERS = 200 };

static bool read_rest(slant_input *input, slant_buffer *seen, slant_error *err) {
  char bytes[4096];
  size_t n = 1;
  while (n > 0 && seen->len < MOST_BYTES) {
    if (slant_input_read(input, bytes, sizeof bytes, &n, err) != SLANT_OK) return false;
    slant_buffer_put_bytes(seen, bytes, n);
  }
  return true;
}

static slant_buffer unpack(slant_text bytes, size_t step) {
  slant_archive *archive;
  slant_buffer seen = {0};
  slant_error err = {0};
  bool found = true;
  slant_status status = slant_archive_open(&archive, fuzz_open(bytes, step), &err);
  for (size_t n = 0; status == SLANT_OK && n < MOST_MEMBERS && seen.len < MOST_BYTES; n++) {
    const char *name;
    slant_input *input;
    status = slant_archive_next(archive, &name, &found, &err);
    if (status != SLANT_OK || !found) break;
    slant_buffer_put_string(&seen, name);
    slant_buffer_put_char(&seen, '\n');
    FUZZ_HOLDS(slant_archive_open_member(archive, &input, name, NULL) == SLANT_OK);
    if (!read_rest(input, &seen, &err)) status = err.status;
    slant_input_close(input);
  }
  FUZZ_HOLDS(status == SLANT_OK || (status == SLANT_E_DATA && err.text[0] != '\0'));
  if (archive != NULL) slant_archive_close(archive);
  return seen;
}

static slant_buffer gunzip(slant_text bytes, size_t step) {
  slant_buffer seen = {0};
  slant_input *input;
  slant_error err = {0};
  FUZZ_HOLDS(slant_gunzip_open(&input, fuzz_open(bytes, step), NULL) == SLANT_OK);
  FUZZ_HOLDS(read_rest(input, &seen, &err) || err.status == SLANT_E_DATA);
  slant_input_close(input);
  return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
  slant_text input = {(const char *)bytes, len};
  unsigned choice = fuzz_take(&input);
  (void)slant_archive_detect(input);
  slant_buffer whole, parts;
  if ((choice & 1) != 0) {
    whole = gunzip(input, 0);
    parts = gunzip(input, 1 + choice / 2);
  } else {
    whole = unpack(input, 0);
    parts = unpack(input, 1 + choice / 2);
  }
  FUZZ_HOLDS(fuzz_same(slant_buffer_get(&whole), slant_buffer_get(&parts)));
  slant_buffer_free(&whole);
  slant_buffer_free(&parts);
  return 0;
}
