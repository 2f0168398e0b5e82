/* Words: cutting a text, with a short way through ASCII that gives what the rules give.
 * In: valid UTF-8. Out: for each word its place and the hash of its folded form.
 *
 * The text is copied with ASCII in small letters, 16 bytes at a time, and bits are noted for each byte: where words begin and end is
 * found by counting bits, and words of ASCII alone are hashed in the copy. Where the end of a word is in doubt, or no ASCII is around, the
 * rules are asked. */
#include "text/words.h"

#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "text/utf8.h"
#include "text/word_bits.h"
#include "text/word_rules.h"

enum { RUN_BYTES = 16, MOST_AT_ONCE = 32 };

typedef struct cutter {
  slant_words *words;
  slant_text text;
  const unsigned char *small; /* the copy; SLANT_BYTES zeros stand behind it */
  const unsigned char *runs;  /* a bit for each byte of the text: whether it is an ASCII letter or digit; RUN_BYTES zeros behind */
  const unsigned char *others; /* the same: whether it is no ASCII, or an underscore */
  const unsigned char *signs;  /* the same: whether it is neither a letter or digit nor a blank */
  size_t hashed;              /* words that have their hash; those behind them are of ASCII alone */
  slant_buffer scratch;
} cutter;

size_t slant_words_boundary(slant_text text) {
  bool has_alphanumeric;
  return slant_word_segment(text, &has_alphanumeric);
}

/* Makes the copy and the bits, one behind the other, in the room that `words` have. */
static slant_status prepare(cutter *c, slant_error *err) {
  slant_words *words = c->words;
  slant_text text = c->text;
  size_t size = (text.len / SLANT_BYTES + 2) * SLANT_BYTES, n_runs = size / 8 + RUN_BYTES, at = 0;
  slant_status status = slant_memory_grow(&words->small, &words->cap_small, size + 3 * n_runs, 1, err);
  if (status != SLANT_OK) return status;
  char *small = words->small, *runs = words->small + size;
  for (; text.len - at >= SLANT_BYTES; at += SLANT_BYTES) {
    slant_bytes_lower(small + at, text.ptr + at);
    slant_word_bits_put(runs, n_runs, at, text.ptr + at);
  }
  memset(small + at, 0, size - at);
  for (size_t k = 0; k < 3; k++) memset(runs + k * n_runs + at / 8, 0, n_runs - at / 8);
  if (at < text.len) memcpy(small + at, text.ptr + at, text.len - at);
  slant_bytes_lower(small + at, small + at);
  slant_word_bits_put(runs, n_runs, at, small + at);
  c->small = (const unsigned char *)small;
  c->runs = (const unsigned char *)runs;
  c->others = c->runs + n_runs;
  c->signs = c->others + n_runs;
  return SLANT_OK;
}

static void hash_plain(cutter *c) {
  if (c->hashed == c->words->n) return;
  slant_hash_stretches(c->small, c->words->items + c->hashed, c->words->n - c->hashed);
  c->hashed = c->words->n;
}

/* Adds a word that is of ASCII alone; its hash comes later. */
static inline slant_status add_plain(cutter *c, size_t start, size_t end, slant_error *err) {
  slant_words *words = c->words;
  slant_status status = slant_memory_grow(&words->items, &words->cap, words->n + 1, sizeof *words->items, err);
  if (status == SLANT_OK) words->items[words->n++] = (slant_word){0, (uint32_t)start, (uint32_t)end};
  return status;
}

/* Adds the words of the next bytes from `at` on, where none goes on, up to the first that is in doubt: next to what is no ASCII or an
 * underscore, or with a sign between two letters or digits. Returns where it stopped, which is no place in a word. */
static size_t add_plain_words(cutter *c, size_t at, slant_error *err, slant_status *status) {
  slant_words *words = c->words;
  uint64_t runs = slant_word_bits_from(c->runs, at), others = slant_word_bits_from(c->others, at);
  uint64_t doubts = others | others >> 1 | (slant_word_bits_from(c->signs, at) & runs >> 1 & runs << 1);
  /* of the last bit, what is behind it is not known */
  size_t n_sure = (size_t)__builtin_ctzll(doubts | UINT64_C(1) << (63 - at % 8));
  uint64_t sure = (UINT64_C(1) << n_sure) - 1, starts = runs & ~(runs << 1), ends = ~runs & runs << 1 & sure;
  *status = slant_memory_grow(&words->items, &words->cap, words->n + MOST_AT_ONCE, sizeof *words->items, err);
  if (*status != SLANT_OK) return at;
  slant_word *word = words->items + words->n;
  for (; ends != 0; ends &= ends - 1, starts &= starts - 1) {
    *word++ = (slant_word){0, (uint32_t)(at + (size_t)__builtin_ctzll(starts)), (uint32_t)(at + (size_t)__builtin_ctzll(ends))};
  }
  words->n = (size_t)(word - words->items);
  starts &= sure;
  return at + (starts != 0 ? (size_t)__builtin_ctzll(starts) : n_sure);
}

static slant_status add_other(cutter *c, size_t start, size_t end, slant_error *err) {
  hash_plain(c);
  slant_status status = add_plain(c, start, end, err);
  if (status != SLANT_OK) return status;
  slant_buffer_clear(&c->scratch);
  slant_word_fold((slant_text){c->text.ptr + start, end - start}, &c->scratch);
  c->words->items[c->hashed++].hash = slant_word_hash(slant_buffer_get(&c->scratch));
  return slant_buffer_check(&c->scratch, err);
}

/* Where the run of ASCII letters and digits ends that begins at `at`. */
static inline size_t run_end(const cutter *c, size_t at) {
  for (;;) {
    uint64_t bits;
    memcpy(&bits, c->runs + at / 8, sizeof bits);
    uint64_t others = ~bits >> at % 8; /* zeros come in from above */
    if (others != 0) return at + (size_t)__builtin_ctzll(others);
    at += 64 - at % 8;
  }
}

static bool is_digit(unsigned char c) { return (unsigned char)(c - '0') < 10; }

/* Whether a byte behind a run may go on the word: ' , . : ; _ and all that is not ASCII. */
static inline bool may_go_on(unsigned char c) {
  static const uint32_t marks = 1u << ('\'' - '\'') | 1u << (',' - '\'') | 1u << ('.' - '\'') | 1u << (':' - '\'') | 1u << (';' - '\'');
  unsigned place = (unsigned)c - '\'';
  return place < 32 ? (marks >> place & 1) != 0 : c >= 0x80 || c == '_';
}

enum joint { ENDS, JOINS, ASK };

/* What the code point behind a run (of that value; `after` is the byte behind it) makes of the word. */
static enum joint joint_of(unsigned value, bool in_number, unsigned char after) {
  switch (value) {
    case WB_SINGLE_QUOTE:
    case WB_MID_NUM_LET: break;
    case WB_MID_LETTER:
      if (in_number) return ENDS;
      break;
    case WB_MID_NUM:
      if (!in_number) return ENDS;
      break;
    case WB_ALETTER: return after < 0x80 ? JOINS : ASK; /* before ASCII nothing can be added to it */
    case WB_EXTEND:
    case WB_ZWJ:
    case WB_FORMAT:
    case WB_HEBREW:
    case WB_NUMERIC:
    case WB_EXTEND_NUM_LET: return ASK;
    default: return ENDS;
  }
  if (after >= 0x80) return ASK;
  return slant_byte_is_alnum(after) && is_digit(after) == in_number ? JOINS : ENDS;
}

/* Where the word ends that begins at `at` with an ASCII letter or digit; 0: the rules have to be asked. *plain: it is of ASCII alone. */
static size_t word_end(const cutter *c, size_t at, bool *plain) {
  *plain = true;
  for (;;) {
    at = run_end(c, at);
    if (!may_go_on(c->small[at])) return at;
    if (at == c->text.len) return at;
    size_t len;
    unsigned value = slant_word_property(slant_utf8_get(c->text, at, &len)) & WB_VALUE;
    enum joint joint = joint_of(value, is_digit(c->small[at - 1]), c->small[at + len]);
    if (joint != JOINS) return joint == ENDS ? at : 0;
    if (len > 1) *plain = false;
    at += len;
  }
}

/* Whether no letter or digit is in the code point at `at`, and none joins it: *len is its length. */
static bool stands_alone(const cutter *c, size_t at, size_t *len) {
  unsigned full = slant_word_property(slant_utf8_get(c->text, at, len)), value = full & WB_VALUE;
  bool joins = slant_word_is_letter(value) || slant_word_is_ignored(value) || value == WB_NUMERIC || value == WB_KATAKANA ||
               value == WB_EXTEND_NUM_LET || value == WB_REGIONAL;
  if (joins || (full & WB_ALPHANUMERIC) != 0) return false;
  size_t next = at + *len, next_len;
  if (next >= c->text.len || c->small[next] < 0x80) return true;
  return !slant_word_is_ignored(slant_word_property(slant_utf8_get(c->text, next, &next_len)) & WB_VALUE);
}

/* Passes over what begins at *at without a doubt about it, or as the rules say. */
static slant_status take_other(cutter *c, size_t *at, slant_error *err) {
  size_t len;
  bool is_word = false;
  if (!stands_alone(c, *at, &len)) len = slant_word_segment((slant_text){c->text.ptr + *at, c->text.len - *at}, &is_word);
  slant_status status = is_word ? add_other(c, *at, *at + len, err) : SLANT_OK;
  *at += len;
  return status;
}

static slant_status cut(cutter *c, slant_error *err) {
  slant_status status = SLANT_OK;
  for (size_t at = 0; at < c->text.len && status == SLANT_OK;) {
    at = add_plain_words(c, at, err, &status);
    if (at >= c->text.len || status != SLANT_OK) break;
    unsigned char first = c->small[at];
    if (slant_byte_is_alnum(first)) {
      bool plain;
      size_t end = word_end(c, at, &plain);
      if (end == 0) {
        status = take_other(c, &at, err);
      } else {
        status = plain ? add_plain(c, at, end, err) : add_other(c, at, end, err);
        at = end;
      }
    } else if (first < 0x80 && first != '_' && c->small[at + 1] < 0x80) {
      at++;
    } else {
      status = take_other(c, &at, err);
    }
  }
  return status;
}

slant_status slant_words_add(slant_words *words, slant_text text, slant_error *err) {
  if (text.len > UINT32_MAX) {
    return slant_error_set(err, SLANT_E_DATA, "found a text of %zu bytes, expected less than 4 GiB", text.len);
  }
  cutter c = {.words = words, .text = text, .hashed = words->n};
  slant_status status = prepare(&c, err);
  if (status != SLANT_OK) return status;
  status = cut(&c, err);
  hash_plain(&c);
  if (status == SLANT_OK) status = slant_buffer_check(&c.scratch, err);
  slant_buffer_free(&c.scratch);
  return status;
}

slant_status slant_words_cut(slant_words *words, slant_text text, slant_error *err) {
  words->n = 0;
  return slant_words_add(words, text, err);
}

slant_status slant_words_get_sets(slant_words *words, slant_error *err) {
  return slant_memory_grow(&words->sets, &words->cap_sets, words->n, sizeof *words->sets, err);
}

void slant_words_free(slant_words *words) {
  slant_memory_free(words->items);
  slant_memory_free(words->small);
  slant_memory_free(words->sets);
  memset(words, 0, sizeof *words);
}
