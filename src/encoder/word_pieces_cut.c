/* Word pieces: cutting text.
 * In: a vocabulary, bytes. Out: the numbers of the pieces, and the places of their words.
 * Words are gathered in normalised form in room for the longest one that can be known, so that nothing is allocated. */
#include <string.h>

#include "encoder/letter_forms.h"
#include "encoder/word_pieces_find.h"
#include "text/utf8.h"

/* The word that is being gathered. */
typedef struct gathered {
  char bytes[4 * SLANT_PIECES_WORD];
  size_t n_bytes, n_chars; /* past SLANT_PIECES_WORD characters no bytes are kept */
  size_t start, end;       /* its place in the text */
  size_t n_marks;          /* how many of the last characters are marks whose order counts */
  uint8_t marks[SLANT_PIECES_WORD]; /* n_marks combining classes, in rising order */
} gathered;

/* What has been found. */
typedef struct findings {
  const slant_word_pieces *pieces;
  uint32_t *ids;
  slant_piece_place *places;
  size_t n, capacity;
} findings;

static bool continues_character(char byte) { return ((unsigned char)byte & 0xC0) == 0x80; }

/* The longest piece at the start of [ptr, ptr + len); its length, 0 where there is none. */
static size_t longest_piece(const slant_word_pieces *pieces, const char *ptr, size_t len, slant_piece_role role, uint32_t *id) {
  size_t end = len < pieces->longest[role] ? len : pieces->longest[role];
  for (; end > 0; end--) {
    if (end < len && continues_character(ptr[end])) continue;
    *id = slant_word_pieces_find(pieces, ptr, end, role);
    if (*id != SLANT_NO_PIECE) return end;
  }
  return 0;
}

/* The pieces of a word of `len` bytes; 0 where it cannot be cut. */
static size_t cut_word(const slant_word_pieces *pieces, const char *ptr, size_t len, uint32_t ids[SLANT_PIECES_WORD]) {
  size_t n = 0;
  for (size_t at = 0; at < len; n++) {
    size_t found = longest_piece(pieces, ptr + at, len - at, at == 0 ? SLANT_PIECE_BEGINS : SLANT_PIECE_CONTINUES, &ids[n]);
    if (found == 0) return 0;
    at += found;
  }
  return n;
}

/* Ends the word, if there is one. */
static void finish_word(gathered *word, findings *found) {
  if (word->n_chars == 0) return;
  uint32_t ids[SLANT_PIECES_WORD];
  size_t n = word->n_chars > SLANT_PIECES_WORD ? 0 : cut_word(found->pieces, word->bytes, word->n_bytes, ids);
  if (n == 0) ids[n++] = found->pieces->special[SLANT_PIECE_UNKNOWN];
  for (size_t i = 0; i < n && found->n < found->capacity; i++, found->n++) {
    found->ids[found->n] = ids[i];
    if (found->places != NULL) found->places[found->n] = (slant_piece_place){(uint32_t)word->start, (uint32_t)word->end};
  }
  word->n_bytes = word->n_chars = word->n_marks = 0;
}

/* Where a mark of a class belongs: before the marks at the end of the word that have higher ones (canonical order, Unicode 15, 3.11). */
static size_t place_mark(gathered *word, uint8_t of_class) {
  size_t at = word->n_bytes, i = word->n_marks++;
  for (; i > 0 && word->marks[i - 1] > of_class; i--) {
    word->marks[i] = word->marks[i - 1];
    do at--;
    while (continues_character(word->bytes[at]));
  }
  word->marks[i] = of_class;
  return at;
}

/* Adds one part of a letter's form. */
static void add_part(gathered *word, uint32_t part) {
  if (word->n_chars++ >= SLANT_PIECES_WORD) return;
  uint8_t of_class = (uint8_t)(part >> SLANT_PART_BITS);
  if (of_class == 0) word->n_marks = 0;
  size_t at = of_class == 0 ? word->n_bytes : place_mark(word, of_class);
  char bytes[4];
  size_t len = slant_utf8_put(part & SLANT_PART_MASK, bytes);
  memmove(word->bytes + at + len, word->bytes + at, word->n_bytes - at);
  memcpy(word->bytes + at, bytes, len);
  word->n_bytes += len;
}

/* Takes the code point at `at`, which is not ASCII; its length. */
static size_t take_high(gathered *word, findings *found, slant_text text, size_t at) {
  size_t len;
  slant_letter_form form = slant_letter_form_get(slant_utf8_get_any(text, at, &len));
  if (form.kind == SLANT_FORM_BLANK || form.kind == SLANT_FORM_ALONE) finish_word(word, found);
  if (form.kind == SLANT_FORM_BASE_MARK) word->n_marks = 0;
  if ((form.kind == SLANT_FORM_MARK || form.kind == SLANT_FORM_BASE_MARK) && word->n_chars > 0) word->end = at + len;
  if (form.n == 0) return len;
  if (word->n_chars == 0) word->start = at;
  for (size_t i = 0; i < form.n; i++) add_part(word, form.parts[i]);
  word->end = at + len;
  if (form.kind == SLANT_FORM_ALONE) finish_word(word, found);
  return len;
}

/* Takes ASCII letters and digits from `at` on, the first of which is one; how many. */
static size_t take_letters(gathered *word, slant_text text, size_t at) {
  size_t i = at, room = word->n_chars < SLANT_PIECES_WORD ? SLANT_PIECES_WORD - word->n_chars : 0;
  char *to = word->bytes + word->n_bytes;
  for (uint8_t letter; i < text.len && (letter = slant_letter_bytes[(unsigned char)text.ptr[i]]) > SLANT_BYTE_HIGH; i++) {
    if (i - at < room) to[i - at] = (char)letter;
  }
  if (word->n_chars == 0) word->start = at;
  word->end = i;
  word->n_chars += i - at;
  word->n_bytes += i - at < room ? i - at : room;
  word->n_marks = 0;
  return i - at;
}

size_t slant_word_pieces_cut(const slant_word_pieces *pieces, slant_text text, uint32_t *ids, slant_piece_place *places, size_t capacity) {
  findings found = {pieces, ids, places, 0, capacity};
  gathered word;
  word.n_bytes = word.n_chars = word.n_marks = word.start = word.end = 0;
  for (size_t at = 0; at < text.len && found.n < capacity;) {
    switch (slant_letter_bytes[(unsigned char)text.ptr[at]]) {
      case SLANT_BYTE_DROPPED: at++; break;
      case SLANT_BYTE_BLANK:
        finish_word(&word, &found);
        at++;
        break;
      case SLANT_BYTE_ALONE:
        finish_word(&word, &found);
        word.bytes[0] = text.ptr[at];
        word.n_bytes = word.n_chars = 1;
        word.start = at++;
        word.end = at;
        finish_word(&word, &found);
        break;
      case SLANT_BYTE_HIGH: at += take_high(&word, &found, text, at); break;
      default: at += take_letters(&word, text, at);
    }
  }
  finish_word(&word, &found);
  return found.n;
}
