/* JSON scan: what it calls plain, jansson reads alike; what programs write is plain. Over hostile texts: real ones with bytes changed, cut
 * and put in. */
#include "base/hash.h"
#include "codec/json_tree.h"
#include "suites.h"
#include "support/support.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

static bool same_value(const slant_json *a, const slant_json *b) {
  if (a->kind != b->kind || !same_text(a->key, b->key)) return false;
  if (a->kind == SLANT_JSON_STRING) return same_text(a->value.string, b->value.string);
  if (a->kind == SLANT_JSON_NUMBER) {
    int64_t x = 0, y = 0;
    double p = slant_json_number(a), q = slant_json_number(b);
    return a->is_integer == b->is_integer && slant_json_integer(a, &x) == slant_json_integer(b, &y) && x == y &&
           memcmp(&p, &q, sizeof p) == 0;
  }
  if (a->kind != SLANT_JSON_ARRAY && a->kind != SLANT_JSON_OBJECT) return true;
  bool same = a->n == b->n;
  for (size_t i = 0; i < a->n && same; i++) same = same_value(&a->value.items[i], &b->value.items[i]);
  return same;
}

/* Scans `text`, and asks the judge where it is plain. Whether it was. */
static bool assert_as_the_judge(slant_text text) {
  slant_arena arena = {0};
  slant_json mine, judged;
  bool plain;
  char *exact = malloc(text.len + 1); /* a read behind the text is seen by a sanitizer */
  memcpy(exact, text.ptr, text.len);
  slant_text copy = {exact, text.len};
  slant_error err = {0};
  ck_assert_ok(slant_json_scan(&arena, copy, &mine, &plain, &err), err);
  if (plain) {
    slant_status status = slant_json_judge(&arena, copy, &judged, "", 0, &err);
    ck_assert_msg(status == SLANT_OK, "jansson refuses \"%s\": %s", shown(text, 0), err.text);
    ck_assert_msg(same_value(&mine, &judged), "jansson reads \"%s\" in another way", shown(text, 0));
  }
  slant_arena_clear(&arena);
  free(exact);
  return plain;
}

static const char *const plain[] = {
    "{}",
    "[]",
    " { } ",
    "\"\"",
    "0",
    "-0",
    "-17",
    "123456789012345678",
    "0.5",
    "-12.75",
    "null",
    "[true,false,null]",
    "{\"id\":\"a\",\"title\":\"T\",\"text\":\"One.\\n\\nTwo \\\"quoted\\\" and a rather long tail of words.\",\"n\":3,\"x\":null}",
    "{\"text\":\"\\u00e9\\u20AC\\ud83d\\ude00\\/\\b\\f\\n\\r\\t\\\\\"}",
    "{\"paragraphs\":[\"one\",\"two \\n\",{\"text\":\"three\",\"label\":\"critical\",\"weight\":0.25,\"flags\":[\"furniture\"]}]}\r\n",
    "{\"a\":{\"b\":{\"c\":[[[1]]]}},\"\":1,\"d\xC3\xA9\":\"\xE2\x80\x9Cquoted\xE2\x80\x9D and \xF0\x9F\x98\x80\x7F\"}",
};

static const char *const odd[] = {
    "",
    "{",
    "{\"a\":1,\"a\":2}",
    "{\"\\u0061\":1}",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\ud800\\u0041\"",
    "\"\\udc00\"",
    "\"\\u12g4\"",
    "\"\\x\"",
    "\"a\nb\"",
    "\"\\\n\"",
    "\"open",
    "\"open\\",
    "\"open\\\"",
    "01",
    "-",
    "1.",
    ".5",
    "1e3",
    "1234567890123456789",
    "tru",
    "truex",
    "[1,]",
    "{\"a\":1,}",
    "{\"a\"}",
    "{a:1}",
    "[1 2]",
    "{} {}",
    "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]",
};

START_TEST(plain_texts_are_scanned) { ck_assert_msg(assert_as_the_judge(text_of(plain[_i])), "%s", plain[_i]); }
END_TEST

START_TEST(odd_texts_are_left_to_the_judge) { ck_assert_msg(!assert_as_the_judge(text_of(odd[_i])), "%s", odd[_i]); }
END_TEST

/* Changes, cuts or puts in a few bytes. */
static void spoil(slant_random *random, slant_text from, slant_buffer *to) {
  static const char bytes[] = "{}[]\",:\\u0019.-eE+ntfd8Dc\n\t \x01\x7F\xC3\xA9";
  slant_buffer_clear(to);
  slant_buffer_put(to, from);
  for (size_t n = 1 + slant_random_below(random, 3); n > 0 && to->len > 0; n--) {
    size_t at = (size_t)slant_random_below(random, to->len);
    char c = bytes[slant_random_below(random, sizeof bytes - 1)];
    size_t kind = (size_t)slant_random_below(random, 4);
    if (kind == 0) {
      to->ptr[at] = c;
    } else if (kind == 1) {
      to->len = at;
    } else if (kind == 2) {
      memmove(to->ptr + at, to->ptr + at + 1, to->len - at - 1);
      to->len--;
    } else {
      slant_buffer_put_char(to, c);
      memmove(to->ptr + at + 1, to->ptr + at, to->len - at - 1);
      to->ptr[at] = c;
    }
  }
}

START_TEST(spoilt_texts_are_read_as_jansson_reads_them) {
  slant_random random = {37};
  slant_buffer text = {0};
  size_t n_plain = 0;
  for (int round = 0; round < 60000; round++) {
    spoil(&random, text_of(plain[slant_random_below(&random, sizeof plain / sizeof *plain)]), &text);
    slant_text spoilt = slant_buffer_get(&text);
    if (text.len == 0 || slant_utf8_valid_prefix(spoilt) != spoilt.len) continue;
    n_plain += assert_as_the_judge(spoilt);
  }
  ck_assert_uint_gt(n_plain, 1000);
  slant_buffer_free(&text);
}
END_TEST

START_TEST(strings_of_every_length_and_place_are_read) {
  slant_buffer text = {0};
  for (size_t before = 0; before < 40; before++) {
    for (size_t after = 0; after < 40; after++) {
      slant_buffer_clear(&text);
      slant_buffer_put_char(&text, '"');
      for (size_t i = 0; i < before; i++) slant_buffer_put_char(&text, (char)('a' + i % 26));
      slant_buffer_put_string(&text, after % 3 == 0 ? "\\n" : after % 3 == 1 ? "\\u00fc" : "");
      for (size_t i = 0; i < after; i++) slant_buffer_put_char(&text, (char)('A' + i % 26));
      slant_buffer_put_char(&text, '"');
      ck_assert(assert_as_the_judge(slant_buffer_get(&text)));
      text.len--; /* and without its end */
      ck_assert(!assert_as_the_judge(slant_buffer_get(&text)));
    }
  }
  slant_buffer_free(&text);
}
END_TEST

START_TEST(what_is_borrowed_lies_in_the_text) {
  slant_text text = BYTES("[\"plain\",\"esc\\naped\"]");
  slant_arena arena = {0};
  const slant_json *root;
  slant_error err = {0};
  ck_assert_ok(slant_json_read(&arena, &root, text, "", 0, &err), err);
  ck_assert(slant_json_is_borrowed(slant_json_item(root, 0)));
  ck_assert_ptr_eq(slant_json_string(slant_json_item(root, 0)).ptr, text.ptr + 2);
  ck_assert(!slant_json_is_borrowed(slant_json_item(root, 1)));
  slant_arena_clear(&arena);
}
END_TEST

Suite *codec_json_scan_suite(void) {
  Suite *suite = suite_create("codec_json_scan");
  TCase *tc = tcase_create("scan");
  tcase_set_timeout(tc, 60);
  tcase_add_loop_test(tc, plain_texts_are_scanned, 0, (int)(sizeof plain / sizeof *plain));
  tcase_add_loop_test(tc, odd_texts_are_left_to_the_judge, 0, (int)(sizeof odd / sizeof *odd));
  tcase_add_test(tc, spoilt_texts_are_read_as_jansson_reads_them);
  tcase_add_test(tc, strings_of_every_length_and_place_are_read);
  tcase_add_test(tc, what_is_borrowed_lies_in_the_text);
  suite_add_tcase(suite, tc);
  return suite;
}
