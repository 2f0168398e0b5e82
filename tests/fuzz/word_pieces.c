/* Word pieces: a vocabulary and a text with a NUL between, any bytes.
 * Holds: a vocabulary is refused or sound; pieces are numbers of it, their words lie in the text in order; less room gives the beginning of the
 * same. */
#include "encoder/word_pieces.h"

#include "fuzz.h"

enum { MOST = 4096 };

static const char specials[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n";

static void check_cut(const slant_word_pieces *pieces, slant_text text) {
  static uint32_t ids[MOST], fewer[MOST];
  static slant_piece_place places[MOST];
  size_t n = slant_word_pieces_cut(pieces, text, ids, places, MOST);
  FUZZ_HOLDS(n <= MOST);
  for (size_t i = 0; i < n; i++) {
    FUZZ_HOLDS(ids[i] < slant_word_pieces_count(pieces));
    FUZZ_HOLDS(places[i].start < places[i].end && places[i].end <= text.len);
    FUZZ_HOLDS(i == 0 || places[i].start >= places[i - 1].end || (places[i].start == places[i - 1].start && places[i].end == places[i - 1].end));
  }
  size_t half = n / 2;
  FUZZ_HOLDS(slant_word_pieces_cut(pieces, text, fewer, NULL, half) == half);
  FUZZ_HOLDS(half == 0 || memcmp(ids, fewer, half * sizeof *ids) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
  slant_text input = {(const char *)bytes, len};
  unsigned choice = fuzz_take(&input);
  const char *nul = input.len == 0 ? NULL : memchr(input.ptr, 0, input.len);
  size_t end = nul == NULL ? 0 : (size_t)(nul - input.ptr);
  slant_text text = nul == NULL ? input : (slant_text){nul + 1, input.len - end - 1};
  slant_buffer vocabulary = {0};
  if ((choice & 1) == 0) slant_buffer_put_string(&vocabulary, specials);
  slant_buffer_put(&vocabulary, (slant_text){input.ptr, end});
  slant_word_pieces *pieces;
  slant_error err = {0};
  slant_status status = slant_word_pieces_open(&pieces, slant_buffer_get(&vocabulary), &err);
  FUZZ_HOLDS(status == SLANT_OK || (status == SLANT_E_MODEL && err.text[0] != '\0'));
  if (status == SLANT_OK) {
    for (int k = 0; k < SLANT_N_SPECIAL_PIECES; k++) {
      FUZZ_HOLDS(slant_word_pieces_special(pieces, (slant_special_piece)k) < slant_word_pieces_count(pieces));
    }
    check_cut(pieces, text);
    slant_word_pieces_close(pieces);
  }
  slant_buffer_free(&vocabulary);
  return 0;
}
