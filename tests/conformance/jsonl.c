/* JSON lines: what ends a line, what may stand on one, and which lines are refused while their neighbours are read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/reading.h"

#define A "{\"id\":\"a\",\"text\":\"1\"}"
#define B "{\"id\":\"b\",\"text\":\"2\"}"
#define BOTH "a: 1 1\nb: 1 2\n"

static const struct {
  const char *rule;
  slant_text bytes;
  const char *articles;
  uint64_t n_skipped;
} cases[] = {
    {"LF ends a line", BYTES(A "\n" B "\n"), BOTH, 0},
    {"CR LF as well", BYTES(A "\r\n" B "\r\n"), BOTH, 0},
    {"the last line may lack its end", BYTES(A "\n" B), BOTH, 0},
    {"a byte order mark is no data", BYTES("\xEF\xBB\xBF" A "\n" B), BOTH, 0},
    {"empty lines are passed over", BYTES("\n" A "\n\n \t\r\n" B "\n\n"), BOTH, 0},
    {"white space around a value", BYTES("  " A "\t\n \t" B "  \n"), BOTH, 0},
    {"white space inside", BYTES("{ \"id\" : \"a\" ,\t\"text\" : \"1\" }\n" B), BOTH, 0},
    {"two values on a line", BYTES(A B "\n" B "\n"), "b: 1 2\n", 1},
    {"a value on two lines", BYTES("{\"id\":\"a\",\n\"text\":\"1\"}\n" B), "b: 1 2\n", 2},
    {"a trailing comma", BYTES(A ",\n" B), "b: 1 2\n", 1},
    {"a comment", BYTES("// " A "\n" B), "b: 1 2\n", 1},
    {"single quotes", BYTES("{'id':'a','text':'1'}\n" B), "b: 1 2\n", 1},
    {"a value that is no object", BYTES("null\n\"a\"\n1\ntrue\n[]\n" B), "b: 1 2\n", 5},
    {"a raw control character in a string", BYTES("{\"id\":\"a\",\"text\":\"1\t\"}\n" B), "b: 1 2\n", 1},
    {"a lone surrogate escape", BYTES("{\"id\":\"a\",\"text\":\"\\ud83d\"}\n" B), "b: 1 2\n", 1},
    {"NaN", BYTES("{\"id\":\"a\",\"text\":\"1\",\"weight\":NaN}\n" B), "b: 1 2\n", 1},
    {"an escape that is none", BYTES("{\"id\":\"a\",\"text\":\"\\x41\"}\n" B), "b: 1 2\n", 1},
    {"escapes", BYTES("{\"id\":\"a\",\"text\":\"\\u0041\\ud83d\\ude00\\n\\n\\\"\\\\\\/x\"}"),
     "a: 1 A\xF0\x9F\x98\x80|2 \"\\/x\n", 0},
    {"escapes in keys", BYTES("{\"\\u0069d\":\"a\",\"te\\u0078t\":\"1\"}"), "a: 1 1\n", 0},
    {"U+2028 ends no line of a file", BYTES("{\"id\":\"a\",\"paragraphs\":[\"1\xE2\x80\xA8x\"]}\n" B),
     "a: 1 1\xE2\x80\xA8x\nb: 1 2\n", 0},
    {"of two members with the same key the last counts", BYTES("{\"id\":\"a\",\"text\":\"0\",\"text\":\"1\"}"),
     "a: 1 1\n", 0},
    {"large whole numbers are ids, too", BYTES("{\"id\":9223372036854775807,\"text\":\"1\"}"),
     "9223372036854775807: 1 1\n", 0},
    {"the smallest as well", BYTES("{\"id\":-9223372036854775808,\"text\":\"1\"}"), "-9223372036854775808: 1 1\n", 0},
    {"numbers that fit nowhere", BYTES("{\"id\":9223372036854775808,\"text\":\"1\"}\n" B), "b: 1 2\n", 1},
    {"bytes that are no UTF-8", BYTES("{\"id\":\"a\",\"text\":\"1\xE9\"}\n" B),
     "a: 1 1\xEF\xBF\xBD {repaired-utf8}\nb: 1 2\n", 0},
    {"nothing", BYTES(""), "", 0},
};

START_TEST(lines_are_read_as_the_rule_says) {
  reading r;
  reading_run_bytes(&r, "case.jsonl", cases[_i].bytes, NULL);
  ck_assert_int_eq(r.status, SLANT_OK);
  ck_assert_msg(same_text(slant_buffer_get(&r.articles), text_of(cases[_i].articles)),
                "%s: found \"%s\", expected \"%s\"", cases[_i].rule, shown(slant_buffer_get(&r.articles), 0),
                shown(text_of(cases[_i].articles), 1));
  ck_assert_msg(r.counts.skipped == cases[_i].n_skipped, "%s: %llu lines were skipped", cases[_i].rule,
                (unsigned long long)r.counts.skipped);
  reading_free(&r);
}
END_TEST

int main(void) {
  Suite *suite = suite_create("jsonl");
  TCase *tc = tcase_create("JSON lines");
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_loop_test(tc, lines_are_read_as_the_rule_says, 0, (int)(sizeof cases / sizeof *cases));
  suite_add_tcase(suite, tc);
  return run_suite(suite);
}
