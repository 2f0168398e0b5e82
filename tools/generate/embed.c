/* Embeds a style or script of a page: its bytes as a string, and the hash by which the page's policy allows it.
 * In: the file, the name, what "cmake -E sha256sum" says of the file. Out: a C fragment with NAME and NAME_hash ("sha256-…", in base64).
 * Usage: embed FILE NAME SHA256 OUT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 1 << 20, HASH_BYTES = 32 };

static void fail(const char *what, const char *file) {
  fprintf(stderr, "embed: %s: %s\n", file, what);
  exit(1);
}

static FILE *open_file(const char *path, const char *mode) {
  FILE *file = fopen(path, mode);
  if (file == NULL) fail("cannot open", path);
  return file;
}

/* Ends with a NUL. */
static char *read_file(const char *path) {
  FILE *file = open_file(path, "rb");
  char *text = calloc(MOST_BYTES + 1, 1);
  if (text == NULL) fail("out of memory", path);
  size_t n = fread(text, 1, MOST_BYTES, file);
  if (ferror(file) || n == MOST_BYTES || strlen(text) != n) fail("no text of less than 1 MiB", path);
  fclose(file);
  return text;
}

/* A browser hashes what it has parsed: that must be the file's own bytes. */
static void check(const char *text, const char *path) {
  if (strchr(text, '\r') != NULL) fail("holds a carriage return, which a browser would drop", path);
  if (strstr(text, "</") != NULL) fail("holds \"</\", which may end the element it stands in", path);
  if (strstr(text, "<!--") != NULL) fail("holds \"<!--\", which a browser takes for a comment", path);
}

static void write_text(FILE *out, const char *name, const char *text) {
  fprintf(out, "static const char %s[] =\n    \"", name);
  for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
    if (*c == '\n') fputs(c[1] == '\0' ? "\\n" : "\\n\"\n    \"", out);
    else if (*c == '"' || *c == '\\') fprintf(out, "\\%c", *c);
    else if (*c < 0x20 || *c > 0x7E || *c == '?') fprintf(out, "\\%03o", *c);
    else fputc(*c, out);
  }
  fputs("\";\n", out);
}

/* "9f86d0…  FILE" into base64. */
static void write_hash(FILE *out, const char *name, const char *path) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  char *text = read_file(path);
  unsigned bytes[HASH_BYTES + 1] = {0};
  for (size_t i = 0; i < HASH_BYTES; i++) {
    if (strspn(text, "0123456789abcdef") < 2 * HASH_BYTES || sscanf(text + 2 * i, "%2x", &bytes[i]) != 1) fail("no SHA-256", path);
  }
  fprintf(out, "static const char %s_hash[] = \"sha256-", name);
  for (size_t i = 0; i < HASH_BYTES; i += 3) {
    unsigned long three = (unsigned long)bytes[i] << 16 | bytes[i + 1] << 8 | (i + 2 < HASH_BYTES ? bytes[i + 2] : 0);
    for (int part = 3; part >= 0; part--) {
      if (i + 2 >= HASH_BYTES && part == 0) fputc('=', out);
      else fputc(digits[three >> (6 * part) & 63], out);
    }
  }
  fputs("\";\n", out);
  free(text);
}

int main(int argc, char **argv) {
  if (argc != 5) fail("expected FILE NAME SHA256 OUT", "usage");
  char *text = read_file(argv[1]);
  check(text, argv[1]);
  FILE *out = open_file(argv[4], "w");
  write_text(out, argv[2], text);
  write_hash(out, argv[2], argv[3]);
  if (ferror(out) || fclose(out) != 0) fail("cannot write", argv[4]);
  free(text);
  return 0;
}
