/* Writes what uncased BERT encoders make of each code point, as src/encoder/letter_forms.h says it, as a two-stage table.
 * In: DerivedAge.txt of the Unicode Character Database; utf8proc. Out: a C fragment for src/encoder/letter_forms.c.
 * The normaliser that is followed knows properties from three versions of Unicode. What is newer than a property's version has none of it;
 * of older characters, those whose category changed since are listed here.
 * Usage: letter_forms DERIVED_AGE OUT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/bytes.h"
#include "encoder/letter_forms.h"

enum { N_CODE_POINTS = 0x110000, BLOCK = 128, N_BLOCKS = N_CODE_POINTS / BLOCK, MOST_FORMS = 1 << 13 };
enum { CATEGORIES = 8, DECOMPOSITIONS = 9, LETTERS = 15, NEVER = 255 }; /* versions */

static uint8_t ages[N_CODE_POINTS];     /* the version that a code point came with */
static uint16_t numbers[N_CODE_POINTS]; /* a kind, or SLANT_N_FORM_KINDS and the number of a form */
static slant_letter_form forms[MOST_FORMS];
static size_t n_forms;

static void fail(const char *what, unsigned long c) {
  fprintf(stderr, "letter_forms: %s: U+%04lX\n", what, c);
  exit(1);
}

/* "0041..005A ; 1.1 # ..." */
static void read_ages(const char *path) {
  memset(ages, NEVER, sizeof ages);
  FILE *file = fopen(path, "r");
  if (file == NULL) fail("cannot open the ages", 0);
  char line[512], *end;
  while (fgets(line, sizeof line, file) != NULL) {
    unsigned long first = strtoul(line, &end, 16), last = first;
    if (end == line) continue;
    if (strncmp(end, "..", 2) == 0) last = strtoul(end + 2, &end, 16);
    unsigned major;
    if (last >= N_CODE_POINTS || sscanf(end, " ; %u.", &major) != 1) fail("a line that is not understood", first);
    for (unsigned long c = first; c <= last; c++) ages[c] = (uint8_t)major;
  }
  fclose(file);
}

static int is_one_of(uint32_t c, const uint32_t *list) {
  while (*list != 0 && *list != c) list++;
  return *list != 0;
}

static utf8proc_category_t category(uint32_t c) {
  static const uint32_t other_then[] = {0x1885, 0x1886, 0xA9BD, 0}, mark_then[] = {0x1734, 0}, punctuation_then[] = {0x166D, 0x111C9, 0};
  if (is_one_of(c, other_then)) return UTF8PROC_CATEGORY_LO;
  if (is_one_of(c, mark_then)) return UTF8PROC_CATEGORY_MN;
  if (is_one_of(c, punctuation_then)) return UTF8PROC_CATEGORY_PO;
  return ages[c] <= CATEGORIES ? utf8proc_category((utf8proc_int32_t)c) : UTF8PROC_CATEGORY_CN;
}

static int is_blank(uint32_t c) {
  utf8proc_category_t kind = category(c);
  return c == '\t' || c == '\n' || c == '\r' || (kind >= UTF8PROC_CATEGORY_ZS && kind <= UTF8PROC_CATEGORY_ZP);
}

static int is_dropped(uint32_t c) {
  utf8proc_category_t kind = category(c);
  return c == 0xFFFD || kind == UTF8PROC_CATEGORY_CC || kind == UTF8PROC_CATEGORY_CF || kind == UTF8PROC_CATEGORY_CO ||
         kind == UTF8PROC_CATEGORY_CS;
}

static int is_chinese(uint32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) || (c >= 0x2A700 && c <= 0x2B81F) ||
         (c >= 0x2B920 && c <= 0x2CEAF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

/* ASCII has more of it than Unicode counts as such. */
static int is_punctuation(uint32_t c) {
  if (c < 0x80) return c > ' ' && c < 0x7F && !slant_byte_is_alnum((unsigned char)c);
  utf8proc_category_t kind = category(c);
  return kind >= UTF8PROC_CATEGORY_PC && kind <= UTF8PROC_CATEGORY_PO;
}

static uint32_t combining_class(uint32_t c) {
  return ages[c] <= DECOMPOSITIONS ? (uint32_t)utf8proc_get_property((utf8proc_int32_t)c)->combining_class : 0;
}

static uint32_t small(uint32_t c) {
  static const struct {
    uint32_t first, last, small;
  } since[] = {{0x1C89, 0x1C89, 0x1C8A}, {0xA7CB, 0xA7CB, 0x0264}, {0xA7CC, 0xA7CC, 0xA7CD},    {0xA7CE, 0xA7CE, 0xA7CF},
               {0xA7D2, 0xA7D2, 0xA7D3}, {0xA7D4, 0xA7D4, 0xA7D5}, {0xA7DA, 0xA7DA, 0xA7DB},    {0xA7DC, 0xA7DC, 0x019B},
               {0x10D50, 0x10D65, 0x10D70}, {0x16EA0, 0x16EB8, 0x16EBB}};
  for (size_t i = 0; i < sizeof since / sizeof *since; i++) {
    if (c >= since[i].first && c <= since[i].last) return since[i].small + (c - since[i].first);
  }
  return ages[c] <= LETTERS ? (uint32_t)utf8proc_tolower((utf8proc_int32_t)c) : c;
}

/* The form of a code point that is neither dropped nor blank as it comes. */
static slant_letter_form form_of(uint32_t c) {
  utf8proc_int32_t decomposed[16] = {(utf8proc_int32_t)c};
  utf8proc_ssize_t n = 1;
  int boundary = 0, base = 0, dropped_base = 0;
  if (ages[c] <= DECOMPOSITIONS) n = utf8proc_decompose_char((utf8proc_int32_t)c, decomposed, 16, UTF8PROC_DECOMPOSE, &boundary);
  slant_letter_form form = {{0}, 0, is_chinese(c) ? SLANT_FORM_ALONE : SLANT_FORM_LETTER};
  for (utf8proc_ssize_t i = 0; i < n; i++) {
    uint32_t part = (uint32_t)decomposed[i], of_class = combining_class(part);
    if (category(part) == UTF8PROC_CATEGORY_MN) {
      dropped_base |= of_class == 0;
      continue;
    }
    base |= of_class == 0;
    if (form.n == SLANT_FORM_PARTS) fail("a form of too many parts", c);
    if (is_punctuation(small(part))) form.kind = SLANT_FORM_ALONE;
    form.parts[form.n++] = small(part) | of_class << SLANT_PART_BITS;
  }
  if (form.kind == SLANT_FORM_ALONE && form.n != 1) fail("more than one part would stand alone", c);
  if (form.n > 0 && dropped_base && !base) fail("marks with a dropped base among them", c);
  if (form.n == 0) form.kind = dropped_base ? SLANT_FORM_BASE_MARK : SLANT_FORM_MARK;
  return form;
}

static uint16_t number_of(uint32_t c) {
  if (c >= 0xAC00 && c <= 0xD7A3) return SLANT_FORM_HANGUL;
  if (is_blank(c)) return SLANT_FORM_BLANK; /* some are control characters, too */
  if (is_dropped(c)) return SLANT_FORM_DROPPED;
  slant_letter_form form = form_of(c);
  if (form.n == 0 || (form.n == 1 && form.parts[0] == c)) return form.kind;
  if (n_forms == MOST_FORMS) fail("too many forms", c);
  forms[n_forms] = form;
  return (uint16_t)(SLANT_N_FORM_KINDS + n_forms++);
}

static void write_blocks(FILE *out) {
  static unsigned first_with[N_BLOCKS], n_written;
  fprintf(out, "enum { BLOCK = %d };\nstatic const uint16_t numbers[][BLOCK] = {\n", BLOCK);
  for (unsigned b = 0; b < N_BLOCKS; b++) {
    unsigned same = 0;
    while (memcmp(numbers + same * BLOCK, numbers + b * BLOCK, BLOCK * sizeof *numbers) != 0) same++;
    first_with[b] = same == b ? n_written++ : first_with[same];
    if (same < b) continue;
    fputs("    {", out);
    for (unsigned i = 0; i < BLOCK; i++) fprintf(out, "%u,", (unsigned)numbers[b * BLOCK + i]);
    fputs("},\n", out);
  }
  fputs("};\nstatic const uint16_t blocks[] = {\n", out);
  for (unsigned b = 0; b < N_BLOCKS; b++) fprintf(out, "%u,%s", first_with[b], b % 32 == 31 ? "\n" : "");
  fputs("};\n", out);
}

static void write_forms(FILE *out) {
  fputs("static const slant_letter_form forms[] = {\n", out);
  for (size_t i = 0; i < n_forms; i++) {
    const slant_letter_form *f = &forms[i];
    fprintf(out, "    {{0x%lX, 0x%lX, 0x%lX}, %d, %d},\n", (unsigned long)f->parts[0], (unsigned long)f->parts[1],
            (unsigned long)f->parts[2], f->n, f->kind);
  }
  fputs("};\n", out);
}

/* The first 128 code points once more, as bytes, and that the other bytes are no ASCII. */
static void write_bytes(FILE *out) {
  static const int of_kind[SLANT_N_FORM_KINDS] = {[SLANT_FORM_DROPPED] = SLANT_BYTE_DROPPED, [SLANT_FORM_BLANK] = SLANT_BYTE_BLANK,
                                                  [SLANT_FORM_ALONE] = SLANT_BYTE_ALONE};
  fputs("const uint8_t slant_letter_bytes[256] = {\n", out);
  for (unsigned c = 0; c < 256; c++) {
    unsigned value = SLANT_BYTE_HIGH;
    if (c < 0x80 && numbers[c] >= SLANT_N_FORM_KINDS) value = forms[numbers[c] - SLANT_N_FORM_KINDS].parts[0];
    if (c < 0x80 && numbers[c] < SLANT_N_FORM_KINDS) value = numbers[c] == SLANT_FORM_LETTER ? c : (unsigned)of_kind[numbers[c]];
    fprintf(out, "%u,%s", value, c % 32 == 31 ? "\n" : "");
  }
  fputs("};\n", out);
}

int main(int argc, char **argv) {
  FILE *out = argc == 3 ? fopen(argv[2], "w") : NULL;
  if (out == NULL) {
    fputs("usage: letter_forms DERIVED_AGE OUT\n", stderr);
    return 2;
  }
  read_ages(argv[1]);
  for (uint32_t c = 0; c < N_CODE_POINTS; c++) numbers[c] = number_of(c);
  write_blocks(out);
  write_forms(out);
  write_bytes(out);
  return fclose(out) == 0 ? 0 : 1;
}
