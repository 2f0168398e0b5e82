/* Writes the furniture detector's weights as a constant hash table.
 * In: weights.tsv, lines "feature<TAB>weight"; a feature is a folded word, two words with a blank between them, or "@name".
 * Out: a C fragment for src/text/furniture.c. What the features mean is left to that file and to tools/furniture/train.py.
 * Usage: furniture_table WEIGHTS.tsv OUT.inc */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/words.h"

enum { MAX_SLOTS = 1 << 16, UNIT = 1000, LARGEST = 32767 };

static uint64_t hashes[MAX_SLOTS];
static int weights[MAX_SLOTS];

static void fail(const char *what, const char *file) {
  fprintf(stderr, "furniture_table: %s: %s\n", file, what);
  exit(1);
}

static uint64_t hash_of(const char *feature) {
  const char *blank = feature[0] == '@' ? NULL : strchr(feature, ' ');
  if (blank == NULL) return slant_word_hash((slant_text){feature, strlen(feature)});
  return slant_pair_hash(slant_word_hash((slant_text){feature, (size_t)(blank - feature)}),
                         slant_word_hash((slant_text){blank + 1, strlen(blank + 1)}));
}

static void insert(size_t n_slots, uint64_t hash, int weight, const char *path) {
  size_t slot = hash & (n_slots - 1);
  while (hashes[slot] != 0 && hashes[slot] != hash) slot = (slot + 1) & (n_slots - 1);
  if (hash == 0 || hashes[slot] == hash) fail("a feature stands there twice, or its hash is taken", path);
  hashes[slot] = hash;
  weights[slot] = weight;
}

static size_t count_lines(FILE *file) {
  size_t n = 0;
  for (int c = fgetc(file); c != EOF; c = fgetc(file)) n += c == '\n';
  rewind(file);
  return n;
}

static size_t read_weights(const char *path) {
  FILE *file = fopen(path, "r");
  if (file == NULL) fail("cannot open", path);
  size_t n_lines = count_lines(file), n_slots = 1024;
  while (n_slots < 2 * n_lines) n_slots *= 2; /* at most half full: short probes */
  if (n_slots > MAX_SLOTS) fail("too many features", path);
  char line[512];
  while (fgets(line, sizeof line, file) != NULL) {
    char *tab = strchr(line, '\t');
    if (tab == NULL || strchr(tab, '\n') == NULL) fail("expected feature, tab and weight on each line", path);
    *tab = '\0';
    char *end;
    double weight = strtod(tab + 1, &end) * UNIT;
    if (end == tab + 1 || *end != '\n' || !(fabs(weight) <= LARGEST)) fail("a weight that is no number below 32", path);
    insert(n_slots, hash_of(line), (int)lround(weight), path);
  }
  fclose(file);
  return n_slots;
}

static void write_table(const char *path, size_t n_slots) {
  FILE *file = fopen(path, "w");
  if (file == NULL) fail("cannot open", path);
  fprintf(file, "enum { FURNITURE_SLOTS = %zu, FURNITURE_WEIGHT_UNIT = %d };\n", n_slots, UNIT);
  fprintf(file, "static const uint64_t furniture_hashes[%zu] = {", n_slots);
  for (size_t i = 0; i < n_slots; i++) {
    fprintf(file, "%sUINT64_C(0x%llx),", i % 4 == 0 ? "\n" : "", (unsigned long long)hashes[i]);
  }
  fprintf(file, "\n};\nstatic const int16_t furniture_weights[%zu] = {", n_slots);
  for (size_t i = 0; i < n_slots; i++) fprintf(file, "%s%d,", i % 16 == 0 ? "\n" : "", weights[i]);
  fputs("\n};\n", file);
  if (ferror(file) || fclose(file) != 0) fail("cannot write", path);
}

int main(int argc, char **argv) {
  if (argc != 3) fail("expected WEIGHTS.tsv OUT.inc", "usage");
  write_table(argv[2], read_weights(argv[1]));
  return 0;
}
