/* Words: any bytes, repaired and cut into words.
 * Holds: repair gives valid UTF-8 and changes nothing that was so; sixteen bytes at a time give what the portable twins give; words lie in the
 * text, in order, between boundaries of UAX #29, and are hashed as their folded forms are; what a terminal is shown
 * plays no tricks on it. */
#include "text/words.h"

#include "base/bytes.h"
#include "fuzz.h"
#include "text/utf8.h"
#include "text/width.h"

static void check_twins(slant_text text) {
  for (size_t i = 0; i + SLANT_BYTES <= text.len; i++) {
    const char *p = text.ptr + i;
    char lower[SLANT_BYTES], portable[SLANT_BYTES];
    FUZZ_HOLDS(slant_bytes_alnum(p) == slant_bytes_alnum_portable(p));
    FUZZ_HOLDS(slant_bytes_high(p) == slant_bytes_high_portable(p));
    FUZZ_HOLDS(slant_bytes_equal(p, *p) == slant_bytes_equal_portable(p, *p));
    FUZZ_HOLDS(slant_bytes_below(p, (unsigned char)*p) == slant_bytes_below_portable(p, (unsigned char)*p));
    FUZZ_HOLDS(slant_bytes_letters(p) == slant_bytes_letters_portable(p));
    slant_bytes_lower(lower, p);
    slant_bytes_lower_portable(portable, p);
    FUZZ_HOLDS(memcmp(lower, portable, SLANT_BYTES) == 0);
  }
}

/* Code point by code point, which is another way to the same. */
static void check_repair(slant_text bytes, slant_text repaired) {
  slant_buffer steps = {0};
  size_t n = 0, len;
  for (size_t at = 0; at < bytes.len; at += len, n++) {
    char put[4];
    uint32_t c = slant_utf8_get_any(bytes, at, &len);
    FUZZ_HOLDS(len >= 1 && len <= 4 && len <= bytes.len - at);
    slant_buffer_put_bytes(&steps, put, slant_utf8_put(c, put));
  }
  FUZZ_HOLDS(fuzz_same(slant_buffer_get(&steps), repaired));
  FUZZ_HOLDS(slant_utf8_count(repaired) == n);
  FUZZ_HOLDS(slant_utf8_valid_prefix(repaired) == repaired.len);
  slant_buffer_clear(&steps);
  FUZZ_HOLDS(slant_utf8_repair(repaired, &steps) == 0 && fuzz_same(slant_buffer_get(&steps), repaired));
  size_t prefix = slant_utf8_valid_prefix(bytes);
  slant_buffer_clear(&steps);
  FUZZ_HOLDS((slant_utf8_repair(bytes, &steps) == 0) == (prefix == bytes.len));
  FUZZ_HOLDS(prefix <= repaired.len && (prefix == 0 || memcmp(bytes.ptr, repaired.ptr, prefix) == 0));
  slant_buffer_free(&steps);
}

static void check_words(slant_text text) {
  slant_words words = {0};
  slant_buffer folded = {0};
  FUZZ_HOLDS(slant_words_cut(&words, text, NULL) == SLANT_OK);
  size_t start = 0, n = 0;
  while (start < text.len) {
    size_t len = slant_words_boundary((slant_text){text.ptr + start, text.len - start});
    FUZZ_HOLDS(len > 0 && len <= text.len - start);
    if (n < words.n && words.items[n].start == start) {
      FUZZ_HOLDS(words.items[n].end == start + len);
      slant_buffer_clear(&folded);
      slant_word_fold((slant_text){text.ptr + start, len}, &folded);
      FUZZ_HOLDS(folded.missed == 0 && words.items[n].hash == slant_word_hash(slant_buffer_get(&folded)));
      n++;
    }
    start += len;
  }
  FUZZ_HOLDS(n == words.n);
  slant_buffer_free(&folded);
  slant_words_free(&words);
}

/* What a terminal is shown: one line, no control, no sign that turns text around, no wider than asked. */
static void check_width(slant_text text, size_t columns) {
  slant_buffer shown = {0};
  FUZZ_HOLDS(slant_width_put(&shown, text, columns) <= columns);
  size_t len;
  for (size_t at = 0; at < shown.len; at += len) {
    uint32_t c = slant_utf8_get_any(slant_buffer_get(&shown), at, &len);
    FUZZ_HOLDS(c >= 0x20 && !(c >= 0x7F && c < 0xA0) && !(c >= 0x202A && c <= 0x202E) && !(c >= 0x2066 && c <= 0x2069));
  }
  slant_buffer_free(&shown);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
  slant_text text = {(const char *)bytes, len};
  check_twins(text);
  slant_buffer repaired = fuzz_repair(text);
  check_repair(text, slant_buffer_get(&repaired));
  check_words(slant_buffer_get(&repaired));
  check_width(slant_buffer_get(&repaired), len % 50);
  slant_buffer_free(&repaired);
  return 0;
}
