/* Input: bytes from a file or standard input, line by line or whole, with every failure told. */
#ifndef SLANT_BASE_INPUT_H
#define SLANT_BASE_INPUT_H

#include "base/buffer.h"

typedef struct slant_input slant_input;

/* Where an input's bytes come from, when that is no file. `close` may be NULL. */
typedef struct slant_source {
  /* Up to `cap` bytes into `bytes`; *n is 0 at the end. */
  slant_status (*read)(void *context, char *bytes, size_t cap, size_t *n, slant_error *err);
  void (*close)(void *context);
  void *context;
} slant_source;

/* Opens `path` ("-": standard input). `path` is copied. New. */
slant_status slant_input_open(slant_input **out, const char *path, slant_error *err);

/* Reads from `source`, which it closes in the end, and when it fails. `path` is copied and names it in messages. New. */
slant_status slant_input_open_source(slant_input **out, slant_source source, const char *path, slant_error *err);

/* Adds the bytes read from now on to *n_bytes, which lives as long as the input. */
void slant_input_count(slant_input *input, uint64_t *n_bytes);

/* The next line with its line end, borrowed until the next call; an empty text at the end of the input, and after
 * a failure. A line of more than `max_bytes` bytes is passed over without being kept: *too_long is set and the text is empty. */
slant_status slant_input_line(slant_input *input, size_t max_bytes, slant_text *line, bool *too_long, slant_error *err);

/* Whether the next line that is not blank would have to be waited for: it is not at hand, and the descriptor has nothing to give at the moment.
 * False where that is not known, and where a line of more than `max_bytes` bytes is at hand. What was borrowed is gone. */
bool slant_input_line_waits(slant_input *input, size_t max_bytes);

/* Gives back the memory that a long line took; what was borrowed is gone. */
void slant_input_shrink(slant_input *input);

/* Up to `want` bytes from the current place without consuming them (fewer at the end), borrowed until the next call. */
slant_status slant_input_peek(slant_input *input, size_t want, slant_text *bytes, slant_error *err);

/* Up to `cap` bytes into `bytes`, consumed; *n is 0 at the end. */
slant_status slant_input_read(slant_input *input, char *bytes, size_t cap, size_t *n, slant_error *err);

/* Passes over `n` bytes that were peeked at. */
void slant_input_skip(slant_input *input, size_t n);

/* All that is left, appended to `buffer`; more than buffer->max is SLANT_E_DATA. */
slant_status slant_input_rest(slant_input *input, slant_buffer *buffer, slant_error *err);

/* Number of the line that slant_input_line gave last, from 1; 0 before the first. */
uint64_t slant_input_line_number(const slant_input *input);
const char *slant_input_path(const slant_input *input);
void slant_input_close(slant_input *input);

#endif
