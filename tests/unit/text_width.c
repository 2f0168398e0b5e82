/* Width: text is cut to columns, characters count as they are shown, and none plays with the terminal. */
#include "text/width.h"

#include "suites.h"
#include "support/support.h"

#define CUT "\xE2\x80\xA6"
#define R "\xEF\xBF\xBD"
#define ACUTE "\xCC\x81"
#define KANJI "\xE6\xBC\xA2"

static const struct {
  slant_text text;
  size_t columns;
  slant_text shown;
  size_t used;
} samples[] = {
    /* what fits stays */
    {BYTES(""), 0, BYTES(""), 0},
    {BYTES(""), 5, BYTES(""), 0},
    {BYTES("harbour"), 10, BYTES("harbour"), 7},
    {BYTES("harbour"), 7, BYTES("harbour"), 7},
    /* what does not ends in an ellipsis */
    {BYTES("harbour"), 6, BYTES("harbo" CUT), 6},
    {BYTES("harbour"), 2, BYTES("h" CUT), 2},
    {BYTES("harbour"), 1, BYTES(CUT), 1},
    {BYTES("harbour"), 0, BYTES(""), 0},
    {BYTES("caf\xC3\xA9s"), 5, BYTES("caf\xC3\xA9s"), 5},
    {BYTES("caf\xC3\xA9s"), 4, BYTES("caf" CUT), 4},
    /* wide characters take two columns, and none is halved */
    {BYTES(KANJI KANJI), 4, BYTES(KANJI KANJI), 4},
    {BYTES(KANJI KANJI), 3, BYTES(KANJI CUT), 3},
    {BYTES(KANJI KANJI KANJI), 4, BYTES(KANJI CUT), 3},
    {BYTES(KANJI), 1, BYTES(CUT), 1},
    {BYTES("\xF0\x9F\x98\x80 so"), 5, BYTES("\xF0\x9F\x98\x80 so"), 5},
    /* combining marks take none, and stay with their letter */
    {BYTES("e" ACUTE "e" ACUTE), 2, BYTES("e" ACUTE "e" ACUTE), 2},
    {BYTES("e" ACUTE "e" ACUTE "e" ACUTE), 2, BYTES("e" ACUTE CUT), 2},
    {BYTES("a\xE2\x80\x8D" "b"), 2, BYTES("a\xE2\x80\x8D" "b"), 2},
    /* a run of white space is one blank */
    {BYTES("one \t\r\n two"), 7, BYTES("one two"), 7},
    {BYTES("\n one two\xC2\xA0 "), 7, BYTES("one two"), 7},
    {BYTES("one\xE2\x80\xA8\xE2\x80\xA9two"), 7, BYTES("one two"), 7},
    {BYTES(" \n"), 3, BYTES(""), 0},
    /* controls, escapes and what turns the direction of text */
    {BYTES("a\x1B[2Jb"), 6, BYTES("a" R "[2Jb"), 6},
    {BYTES("a\x07\x08\x7F"), 4, BYTES("a" R R R), 4},
    {BYTES("a\x1B\x1B\x1B"), 3, BYTES("a" R CUT), 3},
    {BYTES("\xC2\x9B" "31m"), 4, BYTES(R "31m"), 4},
    {BYTES("a\xE2\x80\xAE" "b\xE2\x80\xAC"), 4, BYTES("a" R "b" R), 4},
    {BYTES("\xE2\x81\xA6\xE2\x81\xA9\xE2\x80\x8E\xE2\x80\x8F\xD8\x9C"), 5, BYTES(R R R R R), 5},
};

START_TEST(text_fits_its_columns) {
  slant_buffer out = {0};
  slant_buffer_put_string(&out, "> ");
  size_t used = slant_width_put(&out, samples[_i].text, samples[_i].columns);
  slant_text found = slant_buffer_get(&out);
  ck_assert_text_eq(((slant_text){found.ptr + 2, found.len - 2}), samples[_i].shown);
  ck_assert_uint_eq(used, samples[_i].used);
  slant_buffer_free(&out);
}
END_TEST

Suite *text_width_suite(void) {
  Suite *suite = suite_create("text_width");
  TCase *tc = tcase_create("width");
  tcase_add_loop_test(tc, text_fits_its_columns, 0, (int)(sizeof samples / sizeof *samples));
  suite_add_tcase(suite, tc);
  return suite;
}
