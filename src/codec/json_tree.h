/* JSON tree: how a value lies in memory, and the two ways to read one. For the files json*.c alone. */
#ifndef SLANT_CODEC_JSON_TREE_H
#define SLANT_CODEC_JSON_TREE_H

#include "codec/json.h"

struct slant_json {
  slant_text key; /* of a member */
  slant_json_kind kind;
  bool is_integer;  /* of a number */
  bool is_borrowed; /* the string lies in the text that was read */
  size_t n;         /* items or members */
  union {
    slant_text string; /* of a number that is no integer: as it was written */
    int64_t integer;
    const slant_json *items; /* n, one behind the other; members in the order of the text */
  } value;
};

/* Reads what is plain: most of what programs write. *plain is false for text that is no JSON, and for valid text that is odd: keys that
 * come twice or have escapes, NULs, numbers with an exponent or of many digits, deep nesting. Then nothing is said of it. */
slant_status slant_json_scan(slant_arena *arena, slant_text text, slant_json *root, bool *plain, slant_error *err);

/* Reads any JSON by jansson, or says what is wrong with it. */
slant_status slant_json_judge(slant_arena *arena, slant_text text, slant_json *root, const char *source, uint64_t line, slant_error *err);

#endif
