/* Agreement report: the figures as text and JSON, names that could harm, and what is not defined. */
#include <string.h>

#include "suites.h"
#include "support/support.h"

static slant_text report_of(slant_text bytes, slant_report_format format, bool confusions) {
  const char *inputs[] = {file_write("codes.csv", bytes)};
  const slant_agree_options options = {.confusions = confusions};
  slant_agreement *g;
  slant_text text;
  slant_error err = {0};
  ck_assert_ok(slant_agree(&g, inputs, 1, &options, &err), err);
  ck_assert_ok(slant_agreement_report(g, format, &text, &err), err);
  slant_agreement_free(g);
  return text;
}

static void assert_says(slant_text report, const char *part) {
  ck_assert_msg(holds_text(report, text_of(part)), "\"%s\" is not in \"%s\"", part, shown(report, 0));
}

static const char rows[] =
    "coder,item,label\nada,1,neutral\nben,1,neutral\nada,2,critical\nben,2,critical\nada,3,neutral\nben,3,critical\n"
    "ada,4,neutral\nben,4,neutral\nada,5,critical\n";

START_TEST(text_has_the_figures) {
  slant_text report = report_of(text_of(rows), SLANT_REPORT_TEXT, true);
  assert_says(report, "2 coders, 2 labels, 5 items, 4 of them with two codes or more\n");
  assert_says(report, "Krippendorff's alpha  0.5333 (95 % interval ");
  assert_says(report, "agreement             0.7500 (95 % interval ");
  assert_says(report, "  ada                   5\n");
  assert_says(report, "Confusion: ada (rows), ben (columns)\n");
  slant_text_free(report);
  report = report_of(text_of(rows), SLANT_REPORT_TEXT, false);
  ck_assert(!holds_text(report, BYTES("Confusion")));
  slant_text_free(report);
}
END_TEST

START_TEST(json_has_the_same) {
  slant_text report = report_of(text_of(rows), SLANT_REPORT_JSON, true);
  assert_says(report, "{\"items\":5,\"pairable\":4,\"codes\":9,\"repeated\":0,\"contradictory\":0,\"unlabelled\":0,\"alpha\":{\"value\":0.5333,");
  assert_says(report, "\"undefined\":null,\"coders\":[{\"coder\":\"ada\",\"codes\":5},{\"coder\":\"ben\",\"codes\":4}],");
  assert_says(report, "\"confusion\":[[1,0],[1,2]]}]}\n");
  slant_text_free(report);
}
END_TEST

START_TEST(what_is_not_defined_has_a_reason) {
  static const char one[] = "coder,item,label\nada,1,x\nada,2,y\n", apart[] = "coder,item,label\nada,1,x\nben,2,y\n",
                    same[] = "coder,item,label\nada,1,x\nben,1,x\n";
  slant_text report = report_of(text_of(one), SLANT_REPORT_TEXT, true);
  assert_says(report, "1 coder, 2 labels, 2 items, 0 of them with two codes or more\n");
  assert_says(report, "alpha is not defined: there is one coder, and agreement needs two\nKrippendorff's alpha  undefined\n");
  slant_text_free(report);
  report = report_of(text_of(apart), SLANT_REPORT_TEXT, true);
  assert_says(report, "alpha is not defined: the coders have no items in common\n");
  slant_text_free(report);
  report = report_of(text_of(same), SLANT_REPORT_TEXT, true);
  assert_says(report, "alpha is not defined: all codes that can be compared are one label");
  assert_says(report, "agreement             1.0000 (95 % interval 1.0000 to 1.0000)\n");
  slant_text_free(report);
  report = report_of(text_of(same), SLANT_REPORT_JSON, false);
  assert_says(report, "\"alpha\":{\"value\":null,\"low\":null,\"high\":null,\"samples\":0},");
  assert_says(report, "\"undefined\":\"one label\",");
  slant_text_free(report);
}
END_TEST

START_TEST(names_do_not_play_with_the_terminal) {
  slant_text report = report_of(BYTES("coder,item,label\n\x1b[31mada,1,\"x\"\"\"\nben,1,y\n"), SLANT_REPORT_TEXT, true);
  ck_assert(!holds_text(report, BYTES("\x1b")));
  slant_text_free(report);
  report = report_of(BYTES("coder,item,label\n\x1b[31mada,1,\"x\"\"\"\nben,1,y\n"), SLANT_REPORT_JSON, true);
  assert_says(report, "\"coder\":\"\\u001b[31mada\"");
  assert_says(report, "\"label\":\"x\\\"\"");
  slant_text_free(report);
}
END_TEST

START_TEST(a_decimal_comma_changes_nothing) {
  slant_text plain = report_of(text_of(rows), SLANT_REPORT_JSON, true);
  if (locale_set(comma_locales)) {
    slant_text other = report_of(text_of(rows), SLANT_REPORT_JSON, true);
    locale_reset();
    ck_assert_text_eq(other, plain);
    slant_text_free(other);
  }
  slant_text_free(plain);
}
END_TEST

Suite *report_agreement_suite(void) {
  Suite *suite = suite_create("report_agreement");
  TCase *tc = tcase_create("agreement");
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, text_has_the_figures);
  tcase_add_test(tc, json_has_the_same);
  tcase_add_test(tc, what_is_not_defined_has_a_reason);
  tcase_add_test(tc, names_do_not_play_with_the_terminal);
  tcase_add_test(tc, a_decimal_comma_changes_nothing);
  suite_add_tcase(suite, tc);
  return suite;
}
