/* Writes the word-break property of every code point as a two-stage table, from the files of the Unicode Character Database.
 * In: WordBreakProperty.txt, emoji-data.txt, UnicodeData.txt. Out: a C fragment for src/text/word_rules.c.
 * Usage: word_break_table WORD_BREAK EMOJI UNICODE_DATA OUT */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_CODE_POINTS = 0x110000, BLOCK = 128, N_BLOCKS = N_CODE_POINTS / BLOCK };
enum { PICTOGRAPHIC = 0x20, ALPHANUMERIC = 0x40 };

/* The order is that of enum word_break in src/text/word_break.h. */
static const char *const names[] = {"Other",       "CR",           "LF",          "Newline",    "Extend",
                                    "ZWJ",         "Format",       "Regional_Indicator", "Katakana", "Hebrew_Letter",
                                    "ALetter",     "Single_Quote", "Double_Quote", "MidNumLet", "MidLetter",
                                    "MidNum",      "Numeric",      "ExtendNumLet", "WSegSpace"};

static uint8_t table[N_CODE_POINTS];

static void fail(const char *what, const char *file) {
  fprintf(stderr, "word_break_table: %s: %s\n", file, what);
  exit(1);
}

static FILE *open_file(const char *path, const char *mode) {
  FILE *file = fopen(path, mode);
  if (file == NULL) fail("cannot open", path);
  return file;
}

/* "0041..005A ; ALetter # ..." into a range and a name; false for lines without. */
static int parse_range(const char *line, unsigned long *first, unsigned long *last, char name[64]) {
  char *end;
  *first = strtoul(line, &end, 16);
  if (end == line) return 0;
  *last = *first;
  if (strncmp(end, "..", 2) == 0) *last = strtoul(end + 2, &end, 16);
  return *last < N_CODE_POINTS && sscanf(end, " ; %63[A-Za-z_]", name) == 1;
}

static void read_word_break(const char *path) {
  FILE *file = open_file(path, "r");
  char line[512], name[64];
  unsigned long first, last;
  while (fgets(line, sizeof line, file) != NULL) {
    if (!parse_range(line, &first, &last, name)) continue;
    size_t k = 0;
    while (k < sizeof names / sizeof *names && strcmp(names[k], name) != 0) k++;
    if (k == sizeof names / sizeof *names) fail("a property that is not known", path);
    for (unsigned long c = first; c <= last; c++) table[c] = (uint8_t)k;
  }
  fclose(file);
}

static void read_emoji(const char *path) {
  FILE *file = open_file(path, "r");
  char line[512], name[64];
  unsigned long first, last;
  while (fgets(line, sizeof line, file) != NULL) {
    if (!parse_range(line, &first, &last, name) || strcmp(name, "Extended_Pictographic") != 0) continue;
    for (unsigned long c = first; c <= last; c++) table[c] |= PICTOGRAPHIC;
  }
  fclose(file);
}

/* Letters (L*) and numbers (N*); ranges stand as two lines, "<..., First>" and "<..., Last>". */
static void read_categories(const char *path) {
  FILE *file = open_file(path, "r");
  char line[1024], name[256], category[8];
  unsigned long code, first = 0;
  while (fgets(line, sizeof line, file) != NULL) {
    if (sscanf(line, "%lx;%255[^;];%7[^;]", &code, name, category) != 3 || code >= N_CODE_POINTS) continue;
    if (strstr(name, ", Last>") == NULL) first = code;
    if (strstr(name, ", First>") != NULL || (category[0] != 'L' && category[0] != 'N')) continue;
    for (unsigned long c = first; c <= code; c++) table[c] |= ALPHANUMERIC;
  }
  fclose(file);
}

static void write_tables(const char *path) {
  FILE *file = open_file(path, "w");
  static unsigned index_of[N_BLOCKS];
  static unsigned unique[N_BLOCKS];
  unsigned n_unique = 0;
  for (unsigned b = 0; b < N_BLOCKS; b++) {
    unsigned u = 0;
    while (u < n_unique && memcmp(table + unique[u] * BLOCK, table + b * BLOCK, BLOCK) != 0) u++;
    if (u == n_unique) unique[n_unique++] = b;
    index_of[b] = u;
  }
  fprintf(file, "static const uint16_t word_break_index[%d] = {", N_BLOCKS);
  for (unsigned b = 0; b < N_BLOCKS; b++) fprintf(file, "%s%u,", b % 24 == 0 ? "\n" : "", index_of[b]);
  fprintf(file, "\n};\nstatic const uint8_t word_break_blocks[%u][%d] = {", n_unique, BLOCK);
  for (unsigned u = 0; u < n_unique; u++) {
    fputs("\n{", file);
    for (unsigned i = 0; i < BLOCK; i++) fprintf(file, "%u,", table[unique[u] * BLOCK + i]);
    fputs("},", file);
  }
  fputs("\n};\n", file);
  if (ferror(file) || fclose(file) != 0) fail("cannot write", path);
}

int main(int argc, char **argv) {
  if (argc != 5) fail("expected WORD_BREAK EMOJI UNICODE_DATA OUT", "usage");
  read_word_break(argv[1]);
  read_emoji(argv[2]);
  read_categories(argv[3]);
  write_tables(argv[4]);
  return 0;
}
