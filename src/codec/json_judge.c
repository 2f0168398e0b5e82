/* JSON judge: jansson, which decides on all that is not plain.
 * In: a text. Out: a tree of values, all copied into an arena; or an error with its place. The only includer of jansson. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "codec/json_tree.h"

static slant_status copy_string(slant_arena *arena, const char *bytes, size_t len, slant_text *out, slant_error *err) {
  *out = slant_arena_copy(arena, (slant_text){bytes, len}, err);
  return out->ptr == NULL ? SLANT_E_MEMORY : SLANT_OK;
}

/* A real number with all of its digits and a point, whatever the locale. */
static slant_status copy_real(slant_arena *arena, double number, slant_text *out, slant_error *err) {
  slant_buffer digits = {0};
  slant_buffer_put_double(&digits, number);
  slant_status status = slant_buffer_check(&digits, err);
  if (status == SLANT_OK) status = copy_string(arena, digits.ptr, digits.len, out, err);
  slant_buffer_free(&digits);
  return status;
}

static slant_status convert(slant_arena *arena, const json_t *from, slant_json *to, slant_error *err);

static slant_status convert_array(slant_arena *arena, const json_t *from, slant_json *to, slant_error *err) {
  slant_json *items = slant_arena_get(arena, json_array_size(from) * sizeof *items, err);
  slant_status status = items == NULL ? SLANT_E_MEMORY : SLANT_OK;
  for (; to->n < json_array_size(from) && status == SLANT_OK; to->n++) {
    status = convert(arena, json_array_get(from, to->n), &items[to->n], err);
  }
  to->value.items = items;
  return status;
}

static slant_status convert_object(slant_arena *arena, const json_t *from, slant_json *to, slant_error *err) {
  void *members = (void *)(uintptr_t)from; /* jansson's iterators take no const object, and change nothing */
  slant_json *items = slant_arena_get(arena, json_object_size(from) * sizeof *items, err);
  slant_status status = items == NULL ? SLANT_E_MEMORY : SLANT_OK;
  for (void *at = json_object_iter(members); at != NULL && status == SLANT_OK; at = json_object_iter_next(members, at), to->n++) {
    const char *key = json_object_iter_key(at);
    status = copy_string(arena, key, strlen(key), &items[to->n].key, err);
    if (status == SLANT_OK) status = convert(arena, json_object_iter_value(at), &items[to->n], err);
  }
  to->value.items = items;
  return status;
}

static slant_status convert(slant_arena *arena, const json_t *from, slant_json *to, slant_error *err) {
  switch (json_typeof(from)) {
    case JSON_OBJECT: to->kind = SLANT_JSON_OBJECT; return convert_object(arena, from, to, err);
    case JSON_ARRAY: to->kind = SLANT_JSON_ARRAY; return convert_array(arena, from, to, err);
    case JSON_STRING:
      to->kind = SLANT_JSON_STRING;
      return copy_string(arena, json_string_value(from), json_string_length(from), &to->value.string, err);
    case JSON_INTEGER:
      to->kind = SLANT_JSON_NUMBER;
      to->is_integer = true;
      to->value.integer = json_integer_value(from);
      return SLANT_OK;
    case JSON_REAL: to->kind = SLANT_JSON_NUMBER; return copy_real(arena, json_real_value(from), &to->value.string, err);
    case JSON_TRUE:
    case JSON_FALSE: to->kind = SLANT_JSON_BOOL; return SLANT_OK;
    default: to->kind = SLANT_JSON_NULL; return SLANT_OK;
  }
}

/* jansson tells a lack of memory as bad syntax, or says nothing at all: what it refuses is read once more, with room that was seen to be there. */
static slant_status load(slant_text text, json_t **document, json_error_t *error, slant_error *err) {
  enum { ROOM = 1 << 16 };
  for (int attempt = 0; attempt < 2; attempt++) {
    *document = json_loadb(text.ptr, text.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, error);
    if (*document != NULL) return SLANT_OK;
    void *room;
    slant_status status = slant_memory_take(&room, ROOM + 2 * text.len, err);
    if (status != SLANT_OK) return status;
    slant_memory_free(room);
  }
  bool told = error->text[0] != '\0' && json_error_code(error) != json_error_out_of_memory;
  return told ? SLANT_OK : slant_error_memory(err, text.len);
}

slant_status slant_json_judge(slant_arena *arena, slant_text text, slant_json *root, const char *source, uint64_t line, slant_error *err) {
  json_error_t error;
  json_t *document;
  memset(root, 0, sizeof *root);
  slant_status loaded = load(text, &document, &error, err);
  if (loaded != SLANT_OK) return loaded;
  if (document != NULL) {
    slant_status status = convert(arena, document, root, err);
    json_decref(document);
    return status;
  }
  return slant_error_at(err, SLANT_E_DATA, source, line + (error.line > 1 ? (uint64_t)(error.line - 1) : 0),
                        "found no valid JSON: %s (column %d), expected one JSON object", error.text, error.column);
}
