/* JSON: syntax only, read by jansson.
 * In: valid UTF-8. Out: values; what they mean is left to others. Writing goes straight into a buffer. */
#include "codec/json.h"

#include <jansson.h>
#include <math.h>

slant_status slant_json_parse(slant_json **out, slant_text text, const char *source, uint64_t line, slant_error *err) {
  json_error_t error;
  *out = json_loadb(text.ptr, text.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
  if (*out != NULL) return SLANT_OK;
  if (json_error_code(&error) == json_error_out_of_memory) return slant_error_memory(err, text.len);
  return slant_error_at(err, SLANT_E_DATA, source, line + (error.line > 1 ? (uint64_t)(error.line - 1) : 0),
                        "found no valid JSON: %s (column %d), expected one JSON object", error.text, error.column);
}

void slant_json_free(slant_json *document) { json_decref(document); }

slant_json_kind slant_json_get_kind(const slant_json *value) {
  switch (json_typeof(value)) {
    case JSON_OBJECT: return SLANT_JSON_OBJECT;
    case JSON_ARRAY: return SLANT_JSON_ARRAY;
    case JSON_STRING: return SLANT_JSON_STRING;
    case JSON_INTEGER:
    case JSON_REAL: return SLANT_JSON_NUMBER;
    case JSON_TRUE:
    case JSON_FALSE: return SLANT_JSON_BOOL;
    default: return SLANT_JSON_NULL;
  }
}

const char *slant_json_kind_name(const slant_json *value) {
  static const char *const names[] = {"null", "true or false", "a number", "a string", "an array", "an object"};
  return names[slant_json_get_kind(value)];
}

const slant_json *slant_json_member(const slant_json *object, const char *key) { return json_object_get(object, key); }

size_t slant_json_n_items(const slant_json *array) { return json_array_size(array); }

const slant_json *slant_json_item(const slant_json *array, size_t index) { return json_array_get(array, index); }

slant_text slant_json_string(const slant_json *value) {
  if (!json_is_string(value)) return (slant_text){"", 0};
  return (slant_text){json_string_value(value), json_string_length(value)};
}

double slant_json_number(const slant_json *value) { return json_is_number(value) ? json_number_value(value) : (double)NAN; }

bool slant_json_integer(const slant_json *value, int64_t *integer) {
  if (!json_is_integer(value)) return false;
  *integer = json_integer_value(value);
  return true;
}

slant_status slant_json_each(const slant_json *object,
                             slant_status (*visit)(void *user, const char *key, const slant_json *value, slant_error *err),
                             void *user, slant_error *err) {
  void *members = (void *)(uintptr_t)object; /* jansson's iterators take no const object, and change nothing */
  for (void *at = json_object_iter(members); at != NULL; at = json_object_iter_next(members, at)) {
    slant_status status = visit(user, json_object_iter_key(at), json_object_iter_value(at), err);
    if (status != SLANT_OK) return status;
  }
  return SLANT_OK;
}

void slant_json_put_string(slant_buffer *buffer, slant_text text) {
  static const char hex[] = "0123456789abcdef";
  slant_buffer_put_char(buffer, '"');
  size_t plain = 0; /* start of what needs no escape */
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) continue;
    slant_buffer_put_bytes(buffer, text.ptr + plain, i - plain);
    plain = i + 1;
    if (c == '"' || c == '\\') {
      char escape[2] = {'\\', (char)c};
      slant_buffer_put_bytes(buffer, escape, 2);
    } else if (c == '\n' || c == '\r' || c == '\t') {
      slant_buffer_put_string(buffer, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
    } else {
      char escape[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
      slant_buffer_put_bytes(buffer, escape, 6);
    }
  }
  if (text.len > plain) slant_buffer_put_bytes(buffer, text.ptr + plain, text.len - plain);
  slant_buffer_put_char(buffer, '"');
}
