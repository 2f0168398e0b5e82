/* Encodings: any bytes in an encoding that is told, or guessed.
 * Holds: what comes out repairs to UTF-8; how many bytes come at a time makes no difference where the encoding is told; UTF-8 passes as it is;
 * what a page says never leads outside its bytes. */
#include "codec/encoding.h"

#include "codec/encoding_guess.h"
#include "fuzz.h"
#include "text/utf8.h"

static const char *const names[] = {"utf-8",     "windows-1252", "iso-8859-2", "windows-1251", "koi8-r", "utf-16le", "utf-16be", "utf-32le",
                                    "shift_jis", "euc-jp",       "gb18030",    "big5",         "euc-kr", "iso-2022-jp", "utf-16", "utf-7"};
enum { N_NAMES = sizeof names / sizeof *names };

static slant_buffer stream(slant_text bytes, const slant_encoding *encoding, size_t step) {
  slant_input *input;
  slant_buffer out = {0};
  const slant_encoding *assumed = NULL;
  slant_error err = {0};
  FUZZ_HOLDS(slant_encoding_open(&input, fuzz_open(bytes, step), encoding, 0, &assumed, NULL) == SLANT_OK);
  FUZZ_HOLDS(slant_input_rest(input, &out, &err) == SLANT_OK);
  FUZZ_HOLDS(assumed != NULL);
  slant_input_close(input);
  return out;
}

static void check_told(const slant_encoding *encoding, slant_text bytes, size_t step) {
  slant_buffer whole = {0}, repaired = {0};
  slant_error err = {0};
  FUZZ_HOLDS(slant_encoding_decode(encoding, bytes, &whole, &err) == SLANT_OK);
  (void)slant_utf8_repair(slant_buffer_get(&whole), &repaired);
  bool explains = slant_encoding_explains(encoding, bytes);
  bool clean = memchr(whole.ptr == NULL ? "" : whole.ptr, 0xFF, whole.len) == NULL;
  FUZZ_HOLDS(!clean || explains || encoding->kind == SLANT_ENCODING_UTF8);
  slant_buffer parts = stream(bytes, encoding, step), at_once = stream(bytes, encoding, 0);
  FUZZ_HOLDS(fuzz_same(slant_buffer_get(&at_once), slant_buffer_get(&parts)));
  FUZZ_HOLDS(fuzz_same(slant_buffer_get(&at_once), slant_buffer_get(&whole)));
  slant_buffer_free(&whole);
  slant_buffer_free(&repaired);
  slant_buffer_free(&parts);
  slant_buffer_free(&at_once);
}

static void check_untold(slant_text bytes, bool strict) {
  slant_buffer guessed = stream(bytes, NULL, 0);
  FUZZ_HOLDS(slant_utf8_valid_prefix(bytes) != bytes.len || fuzz_same(slant_buffer_get(&guessed), bytes));
  slant_buffer_free(&guessed);
  const slant_encoding_hints hints = {.content_type = {bytes.ptr, bytes.len < 40 ? bytes.len : 40}, .strict = strict, .path = "fuzzed"};
  const slant_encoding *encoding = NULL;
  size_t mark = 0;
  slant_error err = {0};
  FUZZ_HOLDS(slant_encoding_of_page(&encoding, &mark, bytes, &hints, &err) == SLANT_OK);
  FUZZ_HOLDS(encoding != NULL && mark <= bytes.len);
  (void)slant_encoding_of_start(bytes, NULL, strict, &mark);
  FUZZ_HOLDS(mark <= bytes.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
  slant_text input = {(const char *)bytes, len};
  unsigned choice = fuzz_take(&input), step = fuzz_take(&input) + 1;
  const slant_encoding *encoding = slant_encoding_find((slant_text){names[choice % N_NAMES], strlen(names[choice % N_NAMES])});
  if (encoding != NULL) check_told(encoding, input, step);
  check_untold(input, (choice & 0x80) != 0);
  (void)slant_encoding_find(input);
  return 0;
}
