/* Input: bytes from a file or standard input, line by line or whole, with every failure told. */
#ifndef SLANT_BASE_INPUT_H
#define SLANT_BASE_INPUT_H

#include "base/buffer.h"

typedef struct slant_input slant_input;

/* Opens `path` ("-": standard input). `path` is copied. */
slant_status slant_input_open(slant_input **out, const char *path, slant_error *err);

/* The next line with its line end, borrowed until the next call; an empty text at the end of the input. A line of more than
 * `max_bytes` bytes is passed over without being kept: *too_long is set and the text is empty. */
slant_status slant_input_line(slant_input *input, size_t max_bytes, slant_text *line, bool *too_long, slant_error *err);

/* Up to `want` bytes from the current place without consuming them (fewer at the end), borrowed until the next call. */
slant_status slant_input_peek(slant_input *input, size_t want, slant_text *bytes, slant_error *err);

/* All that is left, appended to `buffer`; more than buffer->max is SLANT_E_DATA. */
slant_status slant_input_rest(slant_input *input, slant_buffer *buffer, slant_error *err);

/* Number of the line that slant_input_line gave last, from 1; 0 before the first. */
uint64_t slant_input_line_number(const slant_input *input);
const char *slant_input_path(const slant_input *input);
void slant_input_close(slant_input *input);

#endif
