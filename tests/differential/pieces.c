/* Cuts texts into word pieces, for comparison with another tokenizer.
 * In: the path of a vocab.txt; on standard input, texts, each after its length in four bytes. Out: for each text how many pieces it has and
 * their numbers, four bytes each, all in the machine's order. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "encoder/word_pieces.h"

enum { MOST = 1 << 20 };

static bool read_file(const char *path, slant_buffer *bytes) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return false;
  char part[1 << 16];
  for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;) slant_buffer_put_bytes(bytes, part, n);
  bool done = !ferror(file);
  (void)fclose(file);
  return done && slant_buffer_check(bytes, NULL) == SLANT_OK;
}

static bool cut_all(const slant_word_pieces *pieces, uint32_t *ids, slant_buffer *text) {
  uint32_t len;
  while (fread(&len, sizeof len, 1, stdin) == 1) {
    slant_buffer_clear(text);
    if (len >= MOST || !slant_buffer_reserve(text, (size_t)len + 1) || fread(text->ptr, 1, len, stdin) != len) return false;
    uint32_t n = (uint32_t)slant_word_pieces_cut(pieces, (slant_text){text->ptr, len}, ids, NULL, MOST);
    if (fwrite(&n, sizeof n, 1, stdout) != 1 || fwrite(ids, sizeof *ids, n, stdout) != n) return false;
  }
  return fflush(stdout) == 0;
}

int main(int argc, char **argv) {
  if (argc != 2) {
    (void)fprintf(stderr, "usage: %s VOCABULARY\n", argv[0]);
    return 2;
  }
  slant_word_pieces *pieces = NULL;
  slant_error err = {0};
  uint32_t *ids = calloc(MOST, sizeof *ids);
  slant_buffer vocabulary = {0}, text = {0};
  bool done = read_file(argv[1], &vocabulary) && slant_word_pieces_open(&pieces, slant_buffer_get(&vocabulary), &err) == SLANT_OK &&
              ids != NULL && cut_all(pieces, ids, &text);
  if (!done) (void)fprintf(stderr, "pieces: %s\n", err.text);
  slant_word_pieces_close(pieces);
  slant_buffer_free(&text);
  free(ids);
  slant_buffer_free(&vocabulary);
  return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
