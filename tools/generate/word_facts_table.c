/* Writes what the data files say of words as constant tables: perfect hashes for src/text/word_facts.c, and what goes with them.
 * In: weights.tsv, lines "feature<TAB>weight", where a feature is a folded word, two words with a blank between them, or "@name";
 * markers.tsv, lines "kind<TAB>where<TAB>most words<TAB>phrase" behind a header; function-words.tsv, lines "language<TAB>word",
 * grouped by language. Out: C fragments in OUT_DIR for src/text: word_facts_table.inc, furniture_table.inc, marker_table.inc,
 * language_table.inc.
 * Usage: word_facts_table WEIGHTS.tsv MARKERS.tsv FUNCTION_WORDS.tsv OUT_DIR */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fact_places.h"
#include "text/furniture_shapes.h"

enum { START, ANYWHERE, WHOLE };
enum { UNIT = 1000, LARGEST = 32767, MOST_LANGUAGES = 32, FIELD = 512 };

static fact_table words = {.name = "words", .n_groups = SLANT_FACT_GROUPS, .n_slots = SLANT_FACT_SLOTS};
static fact_table pairs = {.name = "pairs", .n_groups = SLANT_FACT_PAIR_GROUPS, .n_slots = SLANT_FACT_PAIR_SLOTS};
static fact_table phrases = {.name = "phrases", .n_groups = SLANT_PHRASE_GROUPS, .n_slots = SLANT_PHRASE_SLOTS};
static int shape_weights[SLANT_N_SHAPE_GROUPS][128][SLANT_N_SHAPE_LENGTHS];
static int bias;
static char languages[MOST_LANGUAGES][8];
static size_t n_languages;
static uint32_t sets[SLANT_MOST_LANGUAGE_SETS];
static size_t n_sets = 1;

static void fail(const char *what, const char *where) {
  fprintf(stderr, "word_facts_table: %s: %s\n", where, what);
  exit(1);
}

static uint64_t hash_of(const char *word, size_t len) { return slant_word_hash((slant_text){word, len}); }
static uint64_t hash_of_string(const char *word) { return hash_of(word, strlen(word)); }

/* The entry of that hash, new or old; *met tells which. */
static fact *enter(fact_table *t, uint64_t hash, bool *met) {
  size_t i = 0;
  while (i < t->n && t->entries[i].hash != hash) i++;
  *met = i < t->n;
  if (hash == 0 || i == t->n_slots) fail("too many entries, or one whose hash is 0", t->name);
  if (!*met) t->entries[t->n++].hash = hash;
  return &t->entries[i];
}

/* The next line, divided at tabs into `n` fields; false at the end. */
static bool read_fields(FILE *file, const char *path, char line[FIELD], char **fields, size_t n) {
  if (fgets(line, FIELD, file) == NULL) return false;
  char *at = line;
  for (size_t f = 0; f < n; f++) {
    fields[f] = at;
    at = strchr(at, f + 1 < n ? '\t' : '\n');
    if (at == NULL) fail("a line with too few fields, or a long one", path);
    *at++ = '\0';
  }
  return true;
}

static FILE *open_file(const char *path, const char *mode) {
  FILE *file = fopen(path, mode);
  if (file == NULL) fail("cannot open", path);
  return file;
}

/* "@bias", "@len_a", "@end_.b". */
static void enter_shape(const char *name, int weight, const char *path) {
  static const char groups[SLANT_N_SHAPE_GROUPS][4] = {SLANT_SHAPE_GROUP_NAMES};
  size_t g = 0, len = strlen(name);
  if (strcmp(name, "@bias") == 0) {
    bias = weight;
    return;
  }
  while (g < SLANT_N_SHAPE_GROUPS && strncmp(name + 1, groups[g], 3) != 0) g++;
  unsigned char kind = len >= 6 ? (unsigned char)name[5] : 0xFF;
  size_t length = len == 6 ? 0 : len == 7 ? (size_t)(name[6] - 'a' + 1) : SLANT_N_SHAPE_LENGTHS;
  if (g == SLANT_N_SHAPE_GROUPS || name[4] != '_' || kind >= 128 || length >= SLANT_N_SHAPE_LENGTHS) fail(name, path);
  shape_weights[g][kind][length] = weight;
}

static void read_weights(const char *path) {
  char line[FIELD], *fields[2], *end;
  FILE *file = open_file(path, "r");
  while (read_fields(file, path, line, fields, 2)) {
    double weight = strtod(fields[1], &end) * UNIT;
    if (end == fields[1] || *end != '\0' || !(fabs(weight) <= LARGEST)) fail("a weight that is no number below 32", path);
    if (fields[0][0] == '@' && fields[0][1] != '\0') {
      enter_shape(fields[0], (int)lround(weight), path);
      continue;
    }
    const char *blank = strchr(fields[0], ' ');
    bool met;
    uint64_t first = blank == NULL ? hash_of_string(fields[0]) : hash_of(fields[0], (size_t)(blank - fields[0]));
    fact *e = blank == NULL ? enter(&words, first, &met) : enter(&pairs, slant_pair_hash(first, hash_of_string(blank + 1)), &met);
    if (met) fail("a feature stands there twice, or its hash is taken", path);
    e->weight = (int)lround(weight);
  }
  fclose(file);
}

/* What a word must know of a phrase that begins with it. */
static void note_phrase(fact *word, size_t place, unsigned limit) {
  if (limit > word->opening) word->opening = limit;
  if (place == ANYWHERE && limit > word->inside) word->inside = limit;
}

/* Enters a phrase and its beginnings. */
static void enter_phrase(const char *phrase, size_t place, unsigned limit, const char *path) {
  uint64_t hash = 0, first = 0;
  size_t n_words = 0;
  bool met;
  for (const char *at = phrase; *at != '\0'; n_words++) {
    size_t len = strcspn(at, " ");
    uint64_t word = hash_of(at, len);
    if (n_words == 0) first = word;
    hash = slant_pair_hash(hash, word);
    at += len + (at[len] == ' ');
    fact *e = enter(&phrases, hash, &met);
    if (*at == '\0') e->limits[place] = limit;
  }
  if (n_words == 0 || n_words > SLANT_LONGEST_PHRASE) fail("a phrase with no word, or too many", path);
  note_phrase(enter(&words, first, &met), place, place == WHOLE ? (unsigned)n_words : limit);
}

static void read_markers(const char *path) {
  static const char *const places[FACT_N_PLACES] = {"start", "anywhere", "whole"};
  char line[FIELD], *fields[4];
  FILE *file = open_file(path, "r");
  if (!read_fields(file, path, line, fields, 4)) fail("no header", path);
  while (read_fields(file, path, line, fields, 4)) {
    size_t place = 0;
    while (place < FACT_N_PLACES && strcmp(places[place], fields[1]) != 0) place++;
    unsigned long limit = strtoul(fields[2], NULL, 10);
    if (place == FACT_N_PLACES || limit == 0 || limit > 255) fail("a place or limit that is none", path);
    enter_phrase(fields[3], place, (unsigned)limit, path);
  }
  fclose(file);
}

static void read_languages(const char *path) {
  char line[FIELD], *fields[2];
  FILE *file = open_file(path, "r");
  while (read_fields(file, path, line, fields, 2)) {
    size_t k = 0;
    bool met;
    while (k < n_languages && strcmp(languages[k], fields[0]) != 0) k++;
    if (k == MOST_LANGUAGES || strlen(fields[0]) >= sizeof languages[0]) fail("too many languages, or a long code", path);
    if (k == n_languages) memcpy(languages[n_languages++], fields[0], strlen(fields[0]) + 1);
    /* src/text/furniture.c takes the languages of words on the way, and numbers stand for themselves there */
    if (fields[1][0] >= '0' && fields[1][0] <= '9') fail("a function word that begins with a digit", path);
    enter(&words, hash_of_string(fields[1]), &met)->languages |= UINT32_C(1) << k;
  }
  fclose(file);
}

static size_t set_number(uint32_t set) {
  size_t s = 0;
  while (s < n_sets && sets[s] != set) s++;
  if (s == SLANT_MOST_LANGUAGE_SETS) fail("too many sets of languages", "function words");
  if (s == n_sets) sets[n_sets++] = set;
  return s;
}


static void write_displacements(FILE *file, const char *name, const char *size, const fact_table *t) {
  fprintf(file, "const uint16_t %s[%s] = {", name, size);
  for (size_t g = 0; g < t->n_groups; g++) fprintf(file, "%s%u,", g % 16 == 0 ? "\n" : "", t->displacements[g]);
  fputs("\n};\n", file);
}

#define HASH(slot) (unsigned long long)((slot) == NULL ? 0 : (slot)->hash)

static void write_facts(FILE *file) {
  static const fact none;
  write_displacements(file, "slant_fact_displacements", "SLANT_FACT_GROUPS", &words);
  fputs("const slant_word_fact slant_facts[SLANT_FACT_SLOTS] = {\n", file);
  for (size_t i = 0; i < words.n_slots; i++) {
    const fact *e = words.slots[i] == NULL ? &none : words.slots[i];
    fprintf(file, "{UINT64_C(0x%llx), %d, %zu, %u, %u},\n", HASH(e), e->weight, set_number(e->languages), e->opening, e->inside);
  }
  fputs("};\n", file);
  write_displacements(file, "slant_fact_pair_displacements", "SLANT_FACT_PAIR_GROUPS", &pairs);
  fputs("const slant_fact_pair slant_fact_pairs[SLANT_FACT_PAIR_SLOTS] = {\n", file);
  for (size_t i = 0; i < pairs.n_slots; i++) {
    const fact *e = pairs.slots[i] == NULL ? &none : pairs.slots[i];
    fprintf(file, "{UINT64_C(0x%llx), %d},\n", HASH(e), e->weight);
  }
  fputs("};\n", file);
  write_displacements(file, "slant_phrase_displacements", "SLANT_PHRASE_GROUPS", &phrases);
  fputs("const slant_phrase slant_phrases[SLANT_PHRASE_SLOTS] = {\n", file);
  for (size_t i = 0; i < phrases.n_slots; i++) {
    const fact *e = phrases.slots[i] == NULL ? &none : phrases.slots[i];
    fprintf(file, "{UINT64_C(0x%llx), {%u, %u, %u}},\n", HASH(e), e->limits[0], e->limits[1], e->limits[2]);
  }
  fputs("};\n", file);
}

static void write_hash(FILE *file, const char *name, const char *word) {
  fprintf(file, "static const uint64_t %s = UINT64_C(0x%llx);\n", name, (unsigned long long)hash_of_string(word));
}

static void write_furniture(FILE *file) {
  static const char *const numbers[] = {SLANT_NUMBER_NAMES};
  fprintf(file, "enum { FURNITURE_WEIGHT_UNIT = %d, FURNITURE_BIAS = %d };\n", UNIT, bias);
  write_hash(file, "furniture_start", "^");
  write_hash(file, "furniture_end", "$");
  write_hash(file, "furniture_short", "#");
  write_hash(file, "furniture_title", "~");
  write_hash(file, "furniture_colon", ":");
  fputs("static const uint64_t furniture_number_hashes[] = {", file);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    fprintf(file, "UINT64_C(0x%llx),", (unsigned long long)hash_of_string(numbers[i]));
  }
  fputs("};\nstatic const int16_t furniture_shape_weights[SLANT_N_SHAPE_GROUPS][128][SLANT_N_SHAPE_LENGTHS] = {", file);
  for (size_t g = 0; g < SLANT_N_SHAPE_GROUPS; g++) {
    fputs("\n{", file);
    for (size_t k = 0; k < 128; k++) {
      const int *w = shape_weights[g][k];
      fprintf(file, "{%d,%d,%d,%d,%d},", w[0], w[1], w[2], w[3], w[4]);
    }
    fputs("},", file);
  }
  fputs("\n};\n", file);
}

static void write_markers(FILE *file) { write_hash(file, "marker_number", "#"); }

static void write_languages(FILE *file) {
  fprintf(file, "enum { N_LANGUAGES = %zu, N_LANGUAGE_SETS = %zu };\nstatic const char language_codes[N_LANGUAGES][8] = {",
          n_languages, n_sets);
  for (size_t k = 0; k < n_languages; k++) fprintf(file, "\"%s\",", languages[k]);
  fputs("};\nstatic const uint32_t language_sets[N_LANGUAGE_SETS] = {", file);
  for (size_t i = 0; i < n_sets; i++) fprintf(file, "%lu,", (unsigned long)sets[i]);
  fputs("};\n", file);
}

static void write_file(const char *folder, const char *name, void (*write)(FILE *)) {
  char path[4096];
  if (snprintf(path, sizeof path, "%s/%s_table.inc", folder, name) >= (int)sizeof path) fail("a path that is too long", folder);
  FILE *file = open_file(path, "w");
  write(file);
  if (ferror(file) || fclose(file) != 0) fail("cannot write", path);
}

int main(int argc, char **argv) {
  if (argc != 5) fail("expected WEIGHTS.tsv MARKERS.tsv FUNCTION_WORDS.tsv OUT_DIR", "usage");
  read_weights(argv[1]);
  read_markers(argv[2]);
  read_languages(argv[3]);
  fact_table *const tables[] = {&words, &pairs, &phrases};
  for (size_t i = 0; i < 3; i++) {
    if (!fact_table_place(tables[i])) fail("entries that find no places: make the table larger", tables[i]->name);
  }
  write_file(argv[4], "word_facts", write_facts);
  write_file(argv[4], "furniture", write_furniture);
  write_file(argv[4], "marker", write_markers);
  write_file(argv[4], "language", write_languages); /* the sets were numbered with the facts */
  return 0;
}
