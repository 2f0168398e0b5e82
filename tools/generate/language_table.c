/* Writes the function words of languages as a constant hash table.
 * In: function-words.tsv, lines "language<TAB>word", grouped by language. Out: a C fragment for src/text/language.c.
 * Usage: language_table FUNCTION_WORDS.tsv OUT.inc */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/words.h"

enum { SLOTS = 4096, MOST_LANGUAGES = 32 };

static uint64_t hashes[SLOTS];
static uint32_t masks[SLOTS];
static char languages[MOST_LANGUAGES][8];
static size_t n_languages;

static void fail(const char *what, const char *file) {
  fprintf(stderr, "language_table: %s: %s\n", file, what);
  exit(1);
}

static size_t language_number(const char *code, const char *path) {
  size_t k = 0;
  while (k < n_languages && strcmp(languages[k], code) != 0) k++;
  if (k < n_languages) return k;
  if (n_languages == MOST_LANGUAGES || strlen(code) >= sizeof languages[0]) fail("too many languages, or a long code", path);
  memcpy(languages[k], code, strlen(code) + 1);
  n_languages++;
  return k;
}

static void read_words(const char *path) {
  FILE *file = fopen(path, "r");
  if (file == NULL) fail("cannot open", path);
  char line[256];
  size_t n = 0;
  while (fgets(line, sizeof line, file) != NULL) {
    char *tab = strchr(line, '\t'), *end = strchr(line, '\n');
    if (tab == NULL || end == NULL || tab > end) fail("expected language, tab and word on each line", path);
    *tab = *end = '\0';
    uint64_t hash = slant_word_hash((slant_text){tab + 1, (size_t)(end - tab - 1)});
    size_t slot = hash & (SLOTS - 1);
    while (hashes[slot] != 0 && hashes[slot] != hash) slot = (slot + 1) & (SLOTS - 1);
    if (hash == 0 || ++n * 2 > SLOTS) fail("too many words", path);
    hashes[slot] = hash;
    masks[slot] |= UINT32_C(1) << language_number(line, path);
  }
  fclose(file);
}

static void write_table(const char *path) {
  FILE *file = fopen(path, "w");
  if (file == NULL) fail("cannot open", path);
  fprintf(file, "enum { N_LANGUAGES = %zu, LANGUAGE_SLOTS = %d };\n", n_languages, SLOTS);
  fputs("static const char language_codes[N_LANGUAGES][8] = {", file);
  for (size_t k = 0; k < n_languages; k++) fprintf(file, "\"%s\",", languages[k]);
  fputs("};\nstatic const uint64_t language_hashes[LANGUAGE_SLOTS] = {", file);
  for (size_t i = 0; i < SLOTS; i++) fprintf(file, "%sUINT64_C(0x%llx),", i % 4 == 0 ? "\n" : "", (unsigned long long)hashes[i]);
  fputs("\n};\nstatic const uint32_t language_masks[LANGUAGE_SLOTS] = {", file);
  for (size_t i = 0; i < SLOTS; i++) fprintf(file, "%s%lu,", i % 16 == 0 ? "\n" : "", (unsigned long)masks[i]);
  fputs("\n};\n", file);
  if (ferror(file) || fclose(file) != 0) fail("cannot write", path);
}

int main(int argc, char **argv) {
  if (argc != 3) fail("expected FUNCTION_WORDS.tsv OUT.inc", "usage");
  read_words(argv[1]);
  write_table(argv[2]);
  return 0;
}
