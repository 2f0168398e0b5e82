/* Language: counting function words, and letters of other scripts.
 * In: paragraphs and their words. Out: a language code, or nothing. The table of words is generated at build time. */
#include "text/language.h"

#include "base/bytes.h"
#include "text/utf8.h"
#include "language_table.inc"

enum { FEWEST_WORDS = 20, LETTERS_PER_PARAGRAPH = 400 };

/* Scripts that one language writes, or that one language is the best guess for. */
static const struct {
  uint32_t first, last;
  const char *language;
} scripts[] = {{0x0370, 0x03FF, "el"}, {0x0400, 0x052F, "ru"}, {0x0530, 0x058F, "hy"}, {0x0590, 0x05FF, "he"},
               {0x0600, 0x06FF, "ar"}, {0x0900, 0x097F, "hi"}, {0x0980, 0x09FF, "bn"}, {0x0B80, 0x0BFF, "ta"},
               {0x0E00, 0x0E7F, "th"}, {0x10A0, 0x10FF, "ka"}, {0x3040, 0x30FF, "ja"}, {0x4E00, 0x9FFF, "zh"},
               {0xAC00, 0xD7AF, "ko"}};
enum { N_SCRIPTS = sizeof scripts / sizeof *scripts, JAPANESE = 10, CHINESE = 11 };

/* A code point that is no ASCII: whether it is a letter, one of all from Latin-1's letters on but for punctuation and symbols. */
static bool count_letter(slant_language *l, uint32_t c) {
  if (c < 0xC0 || (c >= 0x2000 && c < 0x3040)) return false;
  for (size_t s = 0; s < N_SCRIPTS; s++) l->n_of_script[s] += c >= scripts[s].first && c <= scripts[s].last;
  return true;
}

/* Letters of the 16 bytes from `at` on; a code point that goes on behind them is among them. */
static size_t count_sixteen(slant_language *l, slant_text text, size_t at) {
  size_t n = slant_bytes_letters(text.ptr + at), len;
  for (unsigned bits = slant_bytes_high(text.ptr + at); bits != 0; bits &= bits - 1) {
    size_t place = at + slant_bytes_first(bits);
    bool begins = ((unsigned char)text.ptr[place] & 0xC0) != 0x80;
    if (begins) n += count_letter(l, slant_utf8_get(text, place, &len));
  }
  return n;
}

/* Letters, up to LETTERS_PER_PARAGRAPH. */
static void count_letters(slant_language *l, slant_text text) {
  size_t n = 0, at = 0, len;
  for (; n + SLANT_BYTES <= LETTERS_PER_PARAGRAPH && text.len - at >= SLANT_BYTES; at += SLANT_BYTES) n += count_sixteen(l, text, at);
  for (; at < text.len && n < LETTERS_PER_PARAGRAPH; at += len) {
    unsigned char first = (unsigned char)text.ptr[at];
    len = 1;
    if ((first & 0xC0) == 0x80) continue; /* of a code point that was counted */
    uint32_t c = slant_utf8_get(text, at, &len);
    n += c < 0x80 ? (c | 0x20) - 'a' < 26u : count_letter(l, c);
  }
  l->n_letters += n;
}

void slant_language_add(slant_language *l, slant_text text, const slant_word *words, size_t n_words) {
  count_letters(l, text);
  l->n_words += n_words;
  for (size_t i = 0; i < n_words; i++) {
    const slant_word_fact *fact = slant_fact_find(words[i].hash);
    l->n_of_set[fact->languages & -(unsigned)(fact->hash == words[i].hash)]++;
  }
}

void slant_language_add_sets(slant_language *l, slant_text text, const uint8_t *sets, size_t n_words) {
  count_letters(l, text);
  l->n_words += n_words;
  for (size_t i = 0; i < n_words; i++) l->n_of_set[sets[i]]++;
}

static const char *tell_script(const slant_language *l) {
  size_t best = 0, all = 0;
  for (size_t s = 0; s < N_SCRIPTS; s++) {
    all += l->n_of_script[s];
    if (l->n_of_script[s] > l->n_of_script[best]) best = s;
  }
  if (2 * all <= l->n_letters) return NULL;
  /* Japanese mixes its own letters with Chinese ones */
  if (best == CHINESE && 10 * l->n_of_script[JAPANESE] > l->n_of_script[CHINESE]) best = JAPANESE;
  return scripts[best].language;
}

/* Function words of each language, from those of each set. */
static void count_languages(const slant_language *l, size_t n_of_language[N_LANGUAGES]) {
  for (size_t k = 0; k < N_LANGUAGES; k++) n_of_language[k] = 0;
  for (size_t s = 1; s < N_LANGUAGE_SETS; s++) {
    for (size_t k = 0; l->n_of_set[s] > 0 && k < N_LANGUAGES; k++) {
      if ((language_sets[s] >> k & 1) != 0) n_of_language[k] += l->n_of_set[s];
    }
  }
}

/* One word in eight must be a function word of the language, and no other language may have nearly as many. */
const char *slant_language_tell(const slant_language *l) {
  size_t best = 0, second = 0, n_of_language[N_LANGUAGES];
  if (l->n_letters >= FEWEST_WORDS) {
    const char *by_script = tell_script(l);
    if (by_script != NULL) return by_script;
  }
  count_languages(l, n_of_language);
  for (size_t k = 1; k < N_LANGUAGES; k++) {
    if (n_of_language[k] > n_of_language[best]) best = k;
  }
  for (size_t k = 0; k < N_LANGUAGES; k++) {
    if (k != best && n_of_language[k] > second) second = n_of_language[k];
  }
  size_t n = n_of_language[best];
  bool clear = l->n_words >= FEWEST_WORDS && 8 * n >= l->n_words && 10 * n >= 11 * second;
  return clear ? language_codes[best] : "";
}
