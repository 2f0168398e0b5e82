/* Writes the phrases that mark furniture as a constant hash table.
 * In: markers.tsv, lines "kind<TAB>where<TAB>most words<TAB>phrase" behind a header. Out: a C fragment for src/text/markers.c.
 * Usage: marker_table MARKERS.tsv OUT.inc */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/words.h"

enum { SLOTS = 4096, LONGEST = 6, N_PLACES = 3 };

static const char *const places[N_PLACES] = {"start", "anywhere", "whole"};
static uint64_t hashes[SLOTS];
static unsigned most[SLOTS][N_PLACES];
static size_t n_phrases, longest;

static void fail(const char *what, const char *file) {
  fprintf(stderr, "marker_table: %s: %s\n", file, what);
  exit(1);
}

/* The hash of a phrase: of its words, one after the other. */
static uint64_t hash_of(const char *phrase, size_t *n_words) {
  uint64_t hash = 0;
  for (*n_words = 0; *phrase != '\0'; ++*n_words) {
    size_t len = strcspn(phrase, " ");
    hash = slant_pair_hash(hash, slant_word_hash((slant_text){phrase, len}));
    phrase += len + (phrase[len] == ' ');
  }
  return hash;
}

static void enter(char *line, const char *path) {
  char *fields[4], *at = line;
  for (size_t f = 0; f < 4; f++) {
    fields[f] = at;
    at = strchr(at, f < 3 ? '\t' : '\n');
    if (at == NULL) fail("expected kind, where, most words and phrase on each line", path);
    *at++ = '\0';
  }
  size_t place = 0, n_words;
  while (place < N_PLACES && strcmp(places[place], fields[1]) != 0) place++;
  unsigned long limit = strtoul(fields[2], NULL, 10);
  uint64_t hash = hash_of(fields[3], &n_words);
  if (place == N_PLACES || limit == 0 || limit > 255 || n_words == 0 || n_words > LONGEST) fail("a place, limit or phrase that is none", path);
  size_t slot = hash & (SLOTS - 1);
  while (hashes[slot] != 0 && hashes[slot] != hash) slot = (slot + 1) & (SLOTS - 1);
  if (++n_phrases * 2 > SLOTS) fail("too many phrases", path);
  hashes[slot] = hash;
  most[slot][place] = (unsigned)limit;
  if (n_words > longest) longest = n_words;
}

int main(int argc, char **argv) {
  char line[512];
  if (argc != 3) fail("expected MARKERS.tsv OUT.inc", "usage");
  FILE *in = fopen(argv[1], "r");
  if (in == NULL || fgets(line, sizeof line, in) == NULL) fail("cannot read", argv[1]);
  while (fgets(line, sizeof line, in) != NULL) enter(line, argv[1]);
  fclose(in);
  FILE *out = fopen(argv[2], "w");
  if (out == NULL) fail("cannot open", argv[2]);
  fprintf(out, "enum { MARKER_SLOTS = %d, MARKER_LONGEST = %zu };\nstatic const uint64_t marker_hashes[MARKER_SLOTS] = {", SLOTS, longest);
  for (size_t i = 0; i < SLOTS; i++) fprintf(out, "%sUINT64_C(0x%llx),", i % 4 == 0 ? "\n" : "", (unsigned long long)hashes[i]);
  fputs("\n};\nstatic const uint8_t marker_limits[MARKER_SLOTS][3] = {", out);
  for (size_t i = 0; i < SLOTS; i++) fprintf(out, "%s{%u,%u,%u},", i % 8 == 0 ? "\n" : "", most[i][0], most[i][1], most[i][2]);
  fputs("\n};\n", out);
  if (ferror(out) || fclose(out) != 0) fail("cannot write", argv[2]);
  return 0;
}
