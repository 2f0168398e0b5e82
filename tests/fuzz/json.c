/* JSON: any bytes as a text.
 * Holds: what the fast scanner takes for plain, jansson reads alike; a string that is written reads back the same. */
#include <math.h>

#include "codec/json_tree.h"
#include "fuzz.h"

static void check_alike(const slant_json *a, const slant_json *b) {
  FUZZ_HOLDS(a->kind == b->kind && fuzz_same(a->key, b->key) && a->n == b->n);
  double x = slant_json_number(a), y = slant_json_number(b);
  FUZZ_HOLDS(a->kind != SLANT_JSON_NUMBER || (a->is_integer == b->is_integer && x == y && isfinite(x)));
  FUZZ_HOLDS(fuzz_same(slant_json_string(a), slant_json_string(b)));
  for (size_t i = 0; i < a->n; i++) check_alike(&a->value.items[i], &b->value.items[i]);
}

static void check_scan(slant_text text) {
  slant_arena scanned = {0}, judged = {0};
  slant_json plain, any;
  bool is_plain = false;
  slant_error err = {0};
  FUZZ_HOLDS(slant_json_scan(&scanned, text, &plain, &is_plain, &err) == SLANT_OK);
  slant_status status = slant_json_judge(&judged, text, &any, "fuzzed", 1, &err);
  FUZZ_HOLDS(status == SLANT_OK || (status == SLANT_E_DATA && !is_plain));
  if (is_plain) check_alike(&plain, &any);
  slant_arena_clear(&scanned);
  slant_arena_clear(&judged);
}

static void check_string(slant_text text) {
  slant_buffer written = {0};
  slant_json *value;
  slant_error err = {0};
  slant_json_put_string(&written, text);
  FUZZ_HOLDS(slant_json_parse(&value, slant_buffer_get(&written), "written", 1, &err) == SLANT_OK);
  FUZZ_HOLDS(fuzz_same(slant_json_string(value), text));
  slant_json_free(value);
  slant_buffer_free(&written);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
  slant_text input = {(const char *)bytes, len};
  slant_json *value;
  slant_error err = {0};
  slant_status status = slant_json_parse(&value, input, "fuzzed", 1, &err); /* bytes that may be no UTF-8 */
  FUZZ_HOLDS(status == SLANT_OK || (status == SLANT_E_DATA && err.text[0] != '\0'));
  if (status == SLANT_OK) slant_json_free(value);
  slant_buffer repaired = fuzz_repair(input);
  check_scan(slant_buffer_get(&repaired));
  check_string(slant_buffer_get(&repaired));
  slant_buffer_free(&repaired);
  return 0;
}
