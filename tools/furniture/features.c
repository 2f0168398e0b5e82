/* Writes the features of blocks, for tools/furniture/train.py: so training and the library cut and name them alike.
 * In: standard input, a block a line, "\n" in it standing for a line end and "\\" for a backslash.
 * Out: a line a block: scale<TAB>features with U+001F between them; a pair holds a blank, a shape begins with "@".
 * Usage: furniture_features < BLOCKS > FEATURES; with the argument "score" it writes the score of each block instead. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/output.h"
#include "text/furniture.h"

enum { MAX_BLOCK = 1 << 24, SEPARATOR = 0x1F };

static void put_token(slant_text block, slant_word word, slant_buffer *out) {
  const char *number = slant_furniture_number(block, word);
  if (number != NULL) {
    slant_buffer_put_string(out, number);
  } else {
    slant_word_fold((slant_text){block.ptr + word.start, word.end - word.start}, out);
  }
}

static void put_pair(slant_text block, const slant_word *first, const slant_word *second, slant_buffer *out) {
  if (first == NULL) slant_buffer_put_char(out, '^');
  if (first != NULL) put_token(block, *first, out);
  slant_buffer_put_char(out, ' ');
  if (second != NULL) put_token(block, *second, out);
  if (second == NULL) slant_buffer_put_char(out, '$');
  slant_buffer_put_char(out, SEPARATOR);
}

static void put_marked(const char *before, slant_text block, slant_word word, const char *after, slant_buffer *out) {
  slant_buffer_put_string(out, before);
  put_token(block, word, out);
  slant_buffer_put_string(out, after);
  slant_buffer_put_char(out, SEPARATOR);
}

static void put_features(slant_text block, const slant_words *words, slant_buffer *out) {
  slant_furniture_shape shapes[SLANT_FURNITURE_MAX_SHAPES];
  size_t n_shapes = slant_furniture_shapes(block, words->items, words->n, shapes);
  slant_buffer_put_fixed(out, slant_furniture_scale(words->n), 9);
  slant_buffer_put_char(out, '\t');
  slant_furniture_marks marks = slant_furniture_get_marks(block, words->items, words->n);
  const slant_word *before = NULL;
  for (size_t i = 0; i < words->n; i++) {
    const slant_word *word = &words->items[i];
    if (before != NULL && slant_furniture_line_between(block, *before, *word)) {
      put_pair(block, before, NULL, out);
      before = NULL;
    }
    put_token(block, *word, out);
    slant_buffer_put_char(out, SEPARATOR);
    put_pair(block, before, word, out);
    if (marks.is_short) put_marked("# ", block, *word, "", out);
    if (marks.is_title_like && i == 0) put_marked("~ ", block, *word, "", out);
    if (marks.n_before_colon == i + 1) put_marked("", block, *word, " :", out);
    before = word;
  }
  if (before != NULL) put_pair(block, before, NULL, out);
  for (size_t i = 0; i < n_shapes; i++) {
    slant_buffer_put_string(out, shapes[i].name);
    slant_buffer_put_char(out, SEPARATOR);
  }
  slant_buffer_put_char(out, '\n');
}

static void unescape(slant_text line, slant_buffer *block) {
  while (line.len > 0 && (line.ptr[line.len - 1] == '\n' || line.ptr[line.len - 1] == '\r')) line.len--;
  slant_buffer_clear(block);
  for (size_t i = 0; i < line.len; i++) {
    char c = line.ptr[i];
    if (c == '\\' && i + 1 < line.len) c = line.ptr[++i] == 'n' ? '\n' : line.ptr[i];
    slant_buffer_put_char(block, c);
  }
}

static slant_status run(bool scores, slant_input *input, slant_output *output, slant_error *err) {
  slant_buffer block = {0}, out = {0};
  slant_words words = {0};
  slant_status status = SLANT_OK;
  while (status == SLANT_OK) {
    slant_text line;
    bool too_long;
    status = slant_input_line(input, MAX_BLOCK, &line, &too_long, err);
    if (status != SLANT_OK || (line.len == 0 && !too_long)) break;
    unescape(line, &block);
    slant_text text = slant_buffer_get(&block);
    status = slant_words_cut(&words, text, err);
    if (status != SLANT_OK) break;
    slant_buffer_clear(&out);
    if (scores) {
      slant_buffer_put_fixed(&out, slant_furniture_score(text, words.items, words.n), 3);
      slant_buffer_put_char(&out, '\n');
    } else {
      put_features(text, &words, &out);
    }
    status = slant_output_put(output, slant_buffer_get(&out), err);
  }
  slant_buffer_free(&block);
  slant_buffer_free(&out);
  slant_words_free(&words);
  return status == SLANT_OK ? slant_output_flush(output, err) : status;
}

int main(int argc, char **argv) {
  slant_error err = {0};
  slant_input *input = NULL;
  slant_output *output = NULL;
  slant_status status = slant_input_open(&input, "-", &err);
  if (status == SLANT_OK) status = slant_output_open_fd(&output, 1, "standard output", &err);
  if (status == SLANT_OK) status = run(argc == 2 && strcmp(argv[1], "score") == 0, input, output, &err);
  slant_output_close(output);
  slant_input_close(input);
  if (status != SLANT_OK) fprintf(stderr, "furniture_features: %s\n", err.text);
  return status == SLANT_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
