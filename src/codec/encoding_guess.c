/* Encoding guess: marks, zeros, and the evidence of the bytes.
 * In: the first bytes, or those around the first that are no UTF-8. Out: an encoding. libuchardet is asked where there is enough to judge by,
 * and believed where the bytes look like what it says; short or nearly English text that is no UTF-8 is windows-1252. */
#include "codec/encoding_guess.h"

#include <string.h>

#include "codec/detector.h"
#include "codec/encoding.h"
#include "text/utf8.h"

enum { FEW_LETTERS = 8, MANY_LETTERS = 16 };

static const slant_encoding *find(const char *name) { return slant_encoding_find((slant_text){name, strlen(name)}); }

const slant_encoding *slant_encoding_utf8(void) { return find("utf-8"); }
const slant_encoding *slant_encoding_windows(void) { return find("windows-1252"); }

/* Whether UTF-8 stands at `at`; *len is its length, or that of what is none. */
static bool is_sequence(slant_text bytes, size_t at, size_t *len) {
  if (slant_utf8_get_any(bytes, at, len) != 0xFFFD) return true;
  return *len == 3 && memcmp(bytes.ptr + at, "\xEF\xBF\xBD", 3) == 0;
}

void slant_utf8_weigh(slant_text bytes, bool whole, slant_utf8_evidence *evidence) {
  static const unsigned char weights[] = {0, 0, 1, 3, 6};
  for (size_t at = 0, len; at < bytes.len; at += len) {
    unsigned char c = (unsigned char)bytes.ptr[at];
    len = 1;
    if (c < 0x80) continue;
    if (is_sequence(bytes, at, &len)) {
      evidence->valid += weights[len];
    } else if (whole || at + len < bytes.len || c < 0xC2) {
      evidence->invalid++;
    }
  }
}

size_t slant_utf8_weigh_prefix(slant_text bytes, slant_utf8_evidence *evidence) {
  static const unsigned char weights[] = {0, 0, 1, 3, 6};
  size_t at = 0, len;
  while (at < bytes.len) {
    uint64_t word = UINT64_C(1) << 63;
    if (bytes.len - at >= sizeof word) memcpy(&word, bytes.ptr + at, sizeof word);
    if ((word & UINT64_C(0x8080808080808080)) == 0) {
      at += sizeof word;
    } else if ((unsigned char)bytes.ptr[at] < 0x80) {
      at++;
    } else if (is_sequence(bytes, at, &len)) {
      evidence->valid += weights[len];
      at += len;
    } else {
      break;
    }
  }
  return at;
}

const slant_encoding *slant_encoding_of_mark(slant_text head, size_t *mark) {
  static const struct {
    const char *bytes, *name;
    size_t len;
  } marks[] = {{"\xEF\xBB\xBF", "utf-8", 3},
               {"\xFF\xFE\0", "utf-32le", 4}, /* and one more zero, which ends the literal */
               {"\0\0\xFE\xFF", "utf-32be", 4},
               {"\xFF\xFE", "utf-16le", 2},
               {"\xFE\xFF", "utf-16be", 2}};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    *mark = marks[i].len;
    if (head.len >= *mark && memcmp(head.ptr, marks[i].bytes, *mark) == 0) return find(marks[i].name);
  }
  *mark = 0;
  return NULL;
}

const slant_encoding *slant_encoding_of_zeros(slant_text head) {
  size_t zeros[4] = {0}, n = head.len / 4;
  for (size_t i = 0; i < 4 * n; i++) zeros[i % 4] += head.ptr[i] == '\0';
  if (n == 0) return NULL;
  /* in nine characters of ten the high bytes of UTF-32 are zero; in half of UTF-16's, the text being western in its spaces and marks at least */
  if (zeros[0] == 0 && zeros[2] * 10 >= n * 9 && zeros[3] * 10 >= n * 9) return find("utf-32le");
  if (zeros[3] == 0 && zeros[0] * 10 >= n * 9 && zeros[1] * 10 >= n * 9) return find("utf-32be");
  if ((zeros[0] + zeros[2]) * 50 <= n && zeros[1] * 2 >= n && zeros[3] * 2 >= n) return find("utf-16le");
  if ((zeros[1] + zeros[3]) * 50 <= n && zeros[0] * 2 >= n && zeros[2] * 2 >= n) return find("utf-16be");
  return NULL;
}

const slant_encoding *slant_encoding_of_start(slant_text head, const slant_encoding *told, bool strict, size_t *mark) {
  const slant_encoding *marked = slant_encoding_of_mark(head, mark);
  if (marked != NULL && (told == NULL || told == marked || (told->kind == SLANT_ENCODING_WIDE && told->unit == marked->unit))) return marked;
  *mark = 0;
  return told != NULL || strict ? told : slant_encoding_of_zeros(head);
}

/* What the bytes above ASCII look like. */
typedef struct looks {
  size_t n_high, n_runs; /* such bytes, and stretches of them */
  size_t n_letters;      /* of them, that are no punctuation in the code pages of Windows */
  size_t n_strange;      /* that stand for nothing, or hardly anything, in windows-1252 */
  bool has_c1;           /* bytes that only code pages of Windows and DOS have: 80 to 9F */
} looks;

static looks look_at(slant_text bytes) {
  looks l = {0};
  bool before = false;
  for (size_t i = 0; i < bytes.len; i++) {
    unsigned char c = (unsigned char)bytes.ptr[i];
    bool high = c >= 0x80;
    l.n_high += high;
    l.n_runs += high && !before;
    l.n_letters += c >= 0xC0 || c == 0x8A || c == 0x8C || c == 0x8E || c == 0x9A || c == 0x9C || c == 0x9E;
    l.n_strange += c == 0x81 || c == 0x8D || c == 0x8F || c == 0x90 || c == 0x9D || c == 0xFF;
    l.has_c1 = l.has_c1 || (c >= 0x80 && c <= 0x9F);
    before = high;
  }
  return l;
}

/* Whether the bytes look like what the detector says. */
static bool believable(const slant_encoding *guess, const looks *l, slant_text bytes) {
  bool in_words = l->n_high * 2 >= l->n_runs * 5; /* words of another script hold few letters of ASCII */
  switch (guess->kind) {
    case SLANT_ENCODING_LATIN: return l->n_letters >= MANY_LETTERS && !in_words && !(l->has_c1 && strncmp(guess->name, "iso-", 4) == 0);
    case SLANT_ENCODING_OTHER: return l->n_high >= FEW_LETTERS && in_words;
    case SLANT_ENCODING_MULTI: return l->n_high >= FEW_LETTERS && slant_encoding_explains(guess, bytes);
    default: return false;
  }
}

slant_status slant_encoding_guess(const slant_encoding **out, slant_text bytes, const slant_utf8_evidence *evidence, const char *path,
                                  slant_error *err) {
  *out = slant_encoding_utf8();
  if (evidence->invalid == 0 || evidence->valid >= evidence->invalid) return SLANT_OK;
  looks l = look_at(bytes);
  const slant_encoding *guess = NULL;
  if (l.n_letters >= FEW_LETTERS) {
    slant_status status = slant_detector_guess(&guess, bytes, path, err);
    if (status != SLANT_OK) return status;
  }
  if (guess != NULL && believable(guess, &l, bytes)) {
    *out = guess;
  } else if (l.n_strange * 2 <= l.n_high) {
    *out = slant_encoding_windows();
  }
  return SLANT_OK;
}
