/* JSON: values out of a text, and strings into a buffer.
 * In: valid UTF-8. Out: values; what they mean is left to others. Plain text is scanned; what is odd goes to a judge. */
#include "codec/json.h"

#include <math.h>
#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "base/number.h"
#include "codec/json_tree.h"
#include "text/utf8.h"

/* A value with all that it holds. */
typedef struct document {
  slant_json root;
  slant_arena arena;
} document;

slant_status slant_json_read(slant_arena *arena, const slant_json **out, slant_text text, const char *source, uint64_t line,
                             slant_error *err) {
  bool plain;
  slant_json *root = slant_arena_get(arena, sizeof *root, err);
  *out = root;
  if (root == NULL) return SLANT_E_MEMORY;
  slant_status status = slant_json_scan(arena, text, root, &plain, err);
  return status != SLANT_OK || plain ? status : slant_json_judge(arena, text, root, source, line, err);
}

slant_status slant_json_parse(slant_json **out, slant_text text, const char *source, uint64_t line, slant_error *err) {
  document *d;
  bool plain = slant_utf8_valid_prefix(text) == text.len;
  *out = NULL;
  slant_status status = slant_memory_new(&d, 1, sizeof *d, err);
  if (status != SLANT_OK) return status;
  *out = &d->root;
  if (plain) status = slant_json_scan(&d->arena, text, &d->root, &plain, err);
  if (status == SLANT_OK && !plain) status = slant_json_judge(&d->arena, text, &d->root, source, line, err);
  if (status != SLANT_OK) {
    slant_json_free(*out);
    *out = NULL;
  }
  return status;
}

void slant_json_free(slant_json *root) {
  if (root == NULL) return;
  document *d = (document *)root; /* its first member */
  slant_arena_clear(&d->arena);
  slant_memory_free(d);
}

slant_json_kind slant_json_get_kind(const slant_json *value) { return value->kind; }

const char *slant_json_kind_name(const slant_json *value) {
  static const char *const names[] = {"null", "true or false", "a number", "a string", "an array", "an object"};
  return names[value->kind];
}

const slant_json *slant_json_member(const slant_json *object, const char *key) {
  size_t len = strlen(key);
  for (size_t i = 0; object->kind == SLANT_JSON_OBJECT && i < object->n; i++) {
    const slant_json *member = &object->value.items[i];
    if (member->key.len == len && memcmp(member->key.ptr, key, len) == 0) return member;
  }
  return NULL;
}

size_t slant_json_n_items(const slant_json *array) { return array->kind == SLANT_JSON_ARRAY ? array->n : 0; }

const slant_json *slant_json_item(const slant_json *array, size_t index) {
  return index < slant_json_n_items(array) ? &array->value.items[index] : NULL;
}

slant_text slant_json_string(const slant_json *value) {
  return value != NULL && value->kind == SLANT_JSON_STRING ? value->value.string : (slant_text){"", 0};
}

bool slant_json_is_borrowed(const slant_json *value) { return value->is_borrowed; }

double slant_json_number(const slant_json *value) {
  double number = (double)NAN;
  if (value == NULL || value->kind != SLANT_JSON_NUMBER) return number;
  if (value->is_integer) return (double)value->value.integer;
  (void)slant_number_parse(value->value.string, &number);
  return number;
}

bool slant_json_integer(const slant_json *value, int64_t *integer) {
  if (value == NULL || value->kind != SLANT_JSON_NUMBER || !value->is_integer) return false;
  *integer = value->value.integer;
  return true;
}

slant_status slant_json_each(const slant_json *object,
                             slant_status (*visit)(void *user, slant_text key, const slant_json *value, slant_error *err),
                             void *user, slant_error *err) {
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < object->n && status == SLANT_OK; i++) {
    status = visit(user, object->value.items[i].key, &object->value.items[i], err);
  }
  return status;
}

/* Length of the beginning of `text` that needs no escape. */
static size_t plain_length(slant_text text) {
  size_t i = 0;
  for (; text.len - i >= SLANT_BYTES; i += SLANT_BYTES) {
    const char *p = text.ptr + i;
    unsigned bits = slant_bytes_below(p, 0x20) | slant_bytes_equal(p, '"') | slant_bytes_equal(p, '\\') | slant_bytes_equal(p, 0x7F);
    if (bits != 0) return i + slant_bytes_first(bits);
  }
  for (; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F) return i;
  }
  return i;
}

static void put_escape(slant_buffer *buffer, unsigned char c) {
  static const char hex[] = "0123456789abcdef";
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

void slant_json_put_string(slant_buffer *buffer, slant_text text) {
  slant_buffer_put_char(buffer, '"');
  for (size_t at = 0; at < text.len;) {
    size_t plain = plain_length((slant_text){text.ptr + at, text.len - at});
    slant_buffer_put_bytes(buffer, text.ptr + at, plain);
    at += plain;
    if (at < text.len) put_escape(buffer, (unsigned char)text.ptr[at++]);
  }
  slant_buffer_put_char(buffer, '"');
}
