/* Word boundaries against the Unicode Consortium's own cases.
 * In: WordBreakTest.txt. Out: how many cases agree; 1 when one does not, or when there are none. */
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/support.h"
#include "text/utf8.h"

enum { LONGEST_LINE = 4096, MOST_BREAKS = 64 };

/* One line: "÷ 0061 × 0308 ÷ 0031 ÷ # …". */
typedef struct sample {
  slant_buffer text;
  size_t breaks[MOST_BREAKS]; /* offsets in the text, the first being 0 */
  size_t n_breaks;
  bool unusable; /* holds a code point that no text has here: NUL or a surrogate */
} sample;

/* False for a line without a case. */
static bool parse(char *line, sample *s) {
  s->n_breaks = 0;
  s->unusable = false;
  slant_buffer_clear(&s->text);
  char *comment = strchr(line, '#'), *state = NULL;
  if (comment != NULL) *comment = '\0';
  for (char *token = strtok_r(line, " \t\r\n", &state); token != NULL; token = strtok_r(NULL, " \t\r\n", &state)) {
    if (strcmp(token, "\xC3\xB7") == 0) {
      if (s->n_breaks == MOST_BREAKS) return false;
      s->breaks[s->n_breaks++] = s->text.len;
    } else if (strcmp(token, "\xC3\x97") != 0) {
      char bytes[4];
      slant_buffer_put_bytes(&s->text, bytes, slant_utf8_put((uint32_t)strtoul(token, NULL, 16), bytes));
    }
  }
  slant_text text = slant_buffer_get(&s->text);
  s->unusable = text.len > 0 && slant_utf8_valid_prefix(text) < text.len;
  return text.len > 0;
}

static bool boundaries_agree(const sample *s) {
  slant_text text = slant_buffer_get(&s->text);
  size_t at = 0, n = 0;
  while (n < s->n_breaks && s->breaks[n] == at && at < text.len) {
    at += slant_words_boundary((slant_text){text.ptr + at, text.len - at});
    n++;
  }
  return at == text.len && n + 1 == s->n_breaks && s->breaks[n] == at;
}

/* Every word that is cut is exactly one segment. */
static bool words_agree(const sample *s, slant_words *words) {
  if (slant_words_cut(words, slant_buffer_get(&s->text), NULL) != SLANT_OK) return false;
  for (size_t i = 0, n = 0; i < words->n; i++) {
    while (n + 1 < s->n_breaks && s->breaks[n] < words->items[i].start) n++;
    if (n + 1 >= s->n_breaks || s->breaks[n] != words->items[i].start || s->breaks[n + 1] != words->items[i].end)
      return false;
  }
  return true;
}

int main(int argc, char **argv) {
  FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
  if (file == NULL) {
    (void)fprintf(stderr, "usage: %s WordBreakTest.txt\n", argv[0]);
    return EXIT_FAILURE;
  }
  char line[LONGEST_LINE];
  sample s = {0};
  slant_words words = {0};
  size_t n = 0, n_failed = 0, n_unusable = 0;
  for (size_t number = 1; fgets(line, sizeof line, file) != NULL; number++) {
    if (!parse(line, &s)) continue;
    n++;
    if (s.unusable) {
      n_unusable++;
    } else if (!boundaries_agree(&s) || !words_agree(&s, &words)) {
      n_failed++;
      (void)printf("line %zu: \"%s\" is cut otherwise\n", number, shown(slant_buffer_get(&s.text), 0));
    }
  }
  (void)fclose(file);
  slant_buffer_free(&s.text);
  slant_words_free(&words);
  (void)printf("%zu cases, %zu of them not text, %zu failed\n", n, n_unusable, n_failed);
  return n > 0 && n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
