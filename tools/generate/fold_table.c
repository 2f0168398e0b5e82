/* Writes the folded forms of single letters, so that most words need not be decomposed and composed.
 * In: utf8proc. Out: a C fragment, an entry a code point from SLANT_FOLD_FIRST on: how many bytes the form has, and these; 0 where a word has to
 * be folded as a whole: the form is long, or it or the code point is a mark that joins its neighbours. Of such starters of these scripts
 * none composes with the next, so that the form of a word is that of its letters, one after the other.
 * Usage: fold_table OUT */
#include <stdio.h>
#include <stdlib.h>

#include "text/fold_options.h"

/* Whether each code point is a starter. */
static int all_start(const utf8proc_uint8_t *text, utf8proc_ssize_t n) {
  for (utf8proc_ssize_t at = 0, len; at < n; at += len) {
    utf8proc_int32_t c;
    len = utf8proc_iterate(text + at, n - at, &c);
    if (len <= 0 || utf8proc_get_property(c)->combining_class != 0) return 0;
  }
  return 1;
}

static void write_entry(FILE *out, utf8proc_int32_t c) {
  utf8proc_uint8_t bytes[4], *form = NULL;
  utf8proc_ssize_t len = utf8proc_encode_char(c, bytes);
  utf8proc_ssize_t n = utf8proc_map(bytes, len, &form, SLANT_FOLD_OPTIONS);
  int fits = n > 0 && n <= SLANT_FOLD_MOST_BYTES && all_start(bytes, len) && all_start(form, n);
  fprintf(out, "    {%d, {", fits ? (int)n : 0);
  for (utf8proc_ssize_t i = 0; i < (fits ? n : 1); i++) fprintf(out, "%s%u", i > 0 ? ", " : "", fits ? form[i] : 0u);
  fputs("}},\n", out);
  free(form);
}

int main(int argc, char **argv) {
  FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
  if (out == NULL) {
    fputs("usage: fold_table OUT\n", stderr);
    return 2;
  }
  fputs("static const struct {\n  unsigned char n;\n  unsigned char bytes[SLANT_FOLD_MOST_BYTES];\n} fold_table[SLANT_FOLD_END - SLANT_FOLD_FIRST] = {\n", out);
  for (utf8proc_int32_t c = SLANT_FOLD_FIRST; c < SLANT_FOLD_END; c++) write_entry(out, c);
  fputs("};\n", out);
  return fclose(out) == 0 ? 0 : 1;
}
