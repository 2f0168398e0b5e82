/* JSON: values and their kinds, what is refused and where, strings that are written and read back. */
#include "codec/json.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "suites.h"
#include "support/support.h"
#include "text/utf8.h"

static slant_json *parse(slant_text text) {
  slant_json *document;
  slant_error err = {0};
  ck_assert_ok(slant_json_parse(&document, text, "test.json", 1, &err), err);
  return document;
}

START_TEST(values_have_their_kinds) {
  static const struct {
    const char *text;
    slant_json_kind kind;
    const char *name;
  } values[] = {{"null", SLANT_JSON_NULL, "null"},           {"true", SLANT_JSON_BOOL, "true or false"},
                {"false", SLANT_JSON_BOOL, "true or false"}, {"1", SLANT_JSON_NUMBER, "a number"},
                {"-1.5e3", SLANT_JSON_NUMBER, "a number"},   {" \"x\" ", SLANT_JSON_STRING, "a string"},
                {"[1]", SLANT_JSON_ARRAY, "an array"},       {"{}\n", SLANT_JSON_OBJECT, "an object"}};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    slant_json *value = parse(text_of(values[i].text));
    ck_assert_int_eq(slant_json_get_kind(value), values[i].kind);
    ck_assert_str_eq(slant_json_kind_name(value), values[i].name);
    slant_json_free(value);
  }
}
END_TEST

START_TEST(members_and_items_are_found) {
  slant_json *document = parse(BYTES("{\"a\":[1,\"two\",3.5],\"b\":{\"c\":null}}"));
  const slant_json *a = slant_json_member(document, "a"), *b = slant_json_member(document, "b");
  ck_assert_uint_eq(slant_json_n_items(a), 3);
  int64_t integer = 0;
  ck_assert(slant_json_integer(slant_json_item(a, 0), &integer));
  ck_assert_int_eq(integer, 1);
  ck_assert_text_eq(slant_json_string(slant_json_item(a, 1)), BYTES("two"));
  ck_assert_double_eq(slant_json_number(slant_json_item(a, 2)), 3.5);
  ck_assert_ptr_nonnull(slant_json_member(b, "c"));
  ck_assert_ptr_null(slant_json_member(document, "c"));
  ck_assert_ptr_null(slant_json_item(a, 3));
  slant_json_free(document);
  slant_json_free(NULL);
}
END_TEST

START_TEST(values_of_another_kind_are_empty) {
  slant_json *document = parse(BYTES("[1.5, \"1\", true]"));
  int64_t integer;
  ck_assert(!slant_json_integer(slant_json_item(document, 0), &integer));
  ck_assert(!slant_json_integer(slant_json_item(document, 1), &integer));
  ck_assert(isnan(slant_json_number(slant_json_item(document, 1))));
  ck_assert(isnan(slant_json_number(slant_json_item(document, 2))));
  ck_assert_uint_eq(slant_json_string(slant_json_item(document, 0)).len, 0);
  slant_json_free(document);
}
END_TEST

START_TEST(escapes_become_what_they_stand_for) {
  slant_json *value = parse(BYTES("\"a\\u0000b\\n\\u00e9\\ud83d\\ude00\\/\\\"\""));
  ck_assert_text_eq(slant_json_string(value), BYTES("a\0b\n\xC3\xA9\xF0\x9F\x98\x80/\""));
  slant_json_free(value);
}
END_TEST

START_TEST(what_is_no_json_is_refused_with_its_line) {
  static const char *const texts[] = {"",
                                      "{",
                                      "{\"a\":}",
                                      "{'a':1}",
                                      "[1,]",
                                      "{\"a\":1,}",
                                      "01",
                                      "nul",
                                      "{} {}",
                                      "\"a",
                                      "\"\\x\"",
                                      "\"\\ud800\"",
                                      "\"\t\"",
                                      "NaN",
                                      "{\"a\" 1}",
                                      "1e999",
                                      "99999999999999999999999"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    slant_json *document = NULL;
    slant_error err = {0};
    ck_assert_msg(slant_json_parse(&document, text_of(texts[i]), "test.json", 7, &err) == SLANT_E_DATA, "%s", texts[i]);
    ck_assert_ptr_null(document);
    ck_assert_str_eq(err.source, "test.json");
    ck_assert_uint_eq(err.line, 7);
    ck_assert_says(err, "found no valid JSON");
  }
  slant_json *document;
  slant_error err = {0};
  ck_assert_int_eq(slant_json_parse(&document, BYTES("{\n\"a\":\n?}"), "test.json", 7, &err), SLANT_E_DATA);
  ck_assert_uint_eq(err.line, 9);
}
END_TEST

START_TEST(nesting_too_deep_is_refused_and_no_crash) {
  enum { DEPTH = 100000 };
  slant_buffer text = {0};
  for (int i = 0; i < DEPTH; i++) slant_buffer_put_char(&text, '[');
  for (int i = 0; i < DEPTH; i++) slant_buffer_put_char(&text, ']');
  slant_json *document;
  slant_error err = {0};
  ck_assert_int_eq(slant_json_parse(&document, slant_buffer_get(&text), "test.json", 1, &err), SLANT_E_DATA);
  ck_assert_says(err, "depth");
  slant_buffer_free(&text);
}
END_TEST

static slant_status append_key(void *user, slant_text key, const slant_json *value, slant_error *err) {
  if (slant_json_get_kind(value) == SLANT_JSON_NULL) return slant_error_set(err, SLANT_E_USAGE, "stop");
  slant_buffer_put(user, key);
  return SLANT_OK;
}

START_TEST(members_are_visited_in_their_order_until_one_fails) {
  slant_buffer keys = {0};
  slant_json *document = parse(BYTES("{\"z\":1,\"a\":2,\"m\":3}"));
  ck_assert_int_eq(slant_json_each(document, append_key, &keys, NULL), SLANT_OK);
  ck_assert_text_eq(slant_buffer_get(&keys), BYTES("zam"));
  slant_json_free(document);
  slant_buffer_clear(&keys);
  slant_error err = {0};
  document = parse(BYTES("{\"z\":1,\"a\":null,\"m\":3}"));
  ck_assert_int_eq(slant_json_each(document, append_key, &keys, &err), SLANT_E_USAGE);
  ck_assert_str_eq(err.text, "stop");
  ck_assert_text_eq(slant_buffer_get(&keys), BYTES("z"));
  slant_json_free(document);
  slant_buffer_free(&keys);
}
END_TEST

static void assert_put(slant_text text, const char *expected) {
  slant_buffer buffer = {0};
  slant_json_put_string(&buffer, text);
  ck_assert_text_eq(slant_buffer_get(&buffer), text_of(expected));
  slant_buffer_free(&buffer);
}

START_TEST(strings_are_escaped_where_they_must_be) {
  assert_put(BYTES(""), "\"\"");
  assert_put((slant_text){NULL, 0}, "\"\"");
  assert_put(BYTES("caf\xC3\xA9 \xF0\x9F\x98\x80"), "\"caf\xC3\xA9 \xF0\x9F\x98\x80\"");
  assert_put(BYTES("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
  assert_put(BYTES("\n\r\t\b\x1F\x7F"), "\"\\n\\r\\t\\u0008\\u001f\\u007f\"");
  assert_put(BYTES("\0"), "\"\\u0000\"");
}
END_TEST

START_TEST(strings_that_are_written_read_back) {
  slant_random random = {41};
  for (int round = 0; round < 5000; round++) {
    char bytes[30];
    size_t len = (size_t)slant_random_below(&random, sizeof bytes);
    for (size_t i = 0; i < len; i++) bytes[i] = (char)slant_random_below(&random, round % 2 ? 256 : 0x30);
    slant_buffer text = {0}, json = {0};
    if (round % 2) {
      (void)slant_utf8_repair((slant_text){bytes, len}, &text);
    } else {
      slant_buffer_put_bytes(&text, bytes, len); /* with NULs */
    }
    slant_json_put_string(&json, slant_buffer_get(&text));
    slant_json *value = parse(slant_buffer_get(&json));
    ck_assert_text_eq(slant_json_string(value), slant_buffer_get(&text));
    slant_json_free(value);
    slant_buffer_free(&json);
    slant_buffer_free(&text);
  }
}
END_TEST

START_TEST(numbers_have_a_point_in_every_locale) {
  if (!locale_set(comma_locales)) return;
  slant_json *value = parse(BYTES("2.5"));
  ck_assert_double_eq(slant_json_number(value), 2.5);
  slant_json_free(value);
  locale_reset();
}
END_TEST

Suite *codec_json_suite(void) {
  Suite *suite = suite_create("codec_json");
  TCase *tc = tcase_create("json");
  tcase_set_timeout(tc, 60);
  tcase_add_test(tc, values_have_their_kinds);
  tcase_add_test(tc, members_and_items_are_found);
  tcase_add_test(tc, values_of_another_kind_are_empty);
  tcase_add_test(tc, escapes_become_what_they_stand_for);
  tcase_add_test(tc, what_is_no_json_is_refused_with_its_line);
  tcase_add_test(tc, nesting_too_deep_is_refused_and_no_crash);
  tcase_add_test(tc, members_are_visited_in_their_order_until_one_fails);
  tcase_add_test(tc, strings_are_escaped_where_they_must_be);
  tcase_add_test(tc, strings_that_are_written_read_back);
  tcase_add_test(tc, numbers_have_a_point_in_every_locale);
  suite_add_tcase(suite, tc);
  return suite;
}
