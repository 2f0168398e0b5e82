/* JSON: a text into values, and strings out of text. */
#ifndef SLANT_CODEC_JSON_H
#define SLANT_CODEC_JSON_H

#include "base/arena.h"
#include "base/buffer.h"

/* A value inside a document; borrowed until the document is freed. */
typedef struct slant_json slant_json;

typedef enum slant_json_kind {
  SLANT_JSON_NULL,
  SLANT_JSON_BOOL,
  SLANT_JSON_NUMBER,
  SLANT_JSON_STRING,
  SLANT_JSON_ARRAY,
  SLANT_JSON_OBJECT,
} slant_json_kind;

/* The value that `text` holds, and nothing after it. New; `text` is borrowed until it is freed. `source` and `line` are for messages. */
slant_status slant_json_parse(slant_json **out, slant_text text, const char *source, uint64_t line, slant_error *err);
/* The same of a text that is known to be valid UTF-8 without NUL, with all values in `arena`; `text` is borrowed as long as they
 * are used. */
slant_status slant_json_read(slant_arena *arena, const slant_json **out, slant_text text, const char *source, uint64_t line,
                             slant_error *err);
void slant_json_free(slant_json *document);

slant_json_kind slant_json_get_kind(const slant_json *value);
/* "a number", "an object", … */
const char *slant_json_kind_name(const slant_json *value);
/* A member of an object, NULL where there is none; `key` is ended by NUL. */
const slant_json *slant_json_member(const slant_json *object, const char *key);
size_t slant_json_n_items(const slant_json *array);
const slant_json *slant_json_item(const slant_json *array, size_t index);
/* Empty for values that are no string, and for NULL. */
slant_text slant_json_string(const slant_json *value);
/* Whether a string lies in the text that was parsed; otherwise beside the values. */
bool slant_json_is_borrowed(const slant_json *value);
/* NaN for values that are no number, and for NULL. */
double slant_json_number(const slant_json *value);
/* Whether the value is a whole number that fits; NULL is none. */
bool slant_json_integer(const slant_json *value, int64_t *integer);
/* Calls `visit` with every member of an object until it returns something else than SLANT_OK. */
slant_status slant_json_each(const slant_json *object,
                             slant_status (*visit)(void *user, slant_text key, const slant_json *value, slant_error *err),
                             void *user, slant_error *err);

/* Appends `text` (valid UTF-8) as a JSON string with its quotation marks. */
void slant_json_put_string(slant_buffer *buffer, slant_text text);

#endif
