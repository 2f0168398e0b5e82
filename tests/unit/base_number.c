/* Numbers from text: what is one, what is none, in every locale. */
#include "base/number.h"

#include <stdio.h>

#include "suites.h"
#include "support/support.h"

static const struct {
  const char *text;
  double value;
} numbers[] = {{"0", 0},        {"3", 3},      {"-0.25", -0.25}, {"+5", 5},
               {"1e-3", 0.001}, {"1E3", 1000}, {".5", 0.5},      {"7.", 7},
               {"0001", 1},     {"1e+2", 100}, {"0.1", 0.1},     {"123456789.125", 123456789.125}};

static const char *const none[] = {"",         " ",     " 1",  "1 ",  "1,5",   "1.5.2",  "e5",      "1e",   "1e+",
                                   ".",        "-",     "+",   "--1", "1-",    "nan",    "inf",     "0x10", "1_0",
                                   "infinity", "1e5.0", "1\n", "1f",  "1e999", "-1e999", "\xC2\xA0"};

START_TEST(decimal_numbers_are_read) {
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    double value = -1;
    ck_assert_msg(slant_number_parse(text_of(numbers[i].text), &value), "\"%s\" is a number", numbers[i].text);
    ck_assert_double_eq(value, numbers[i].value);
  }
}
END_TEST

START_TEST(anything_else_is_refused) {
  double value;
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
    ck_assert_msg(!slant_number_parse(text_of(none[i]), &value), "\"%s\" is no number", none[i]);
  }
  ck_assert(!slant_number_parse(BYTES("1\0"
                                      "2"),
                                &value));
  ck_assert(!slant_number_parse(BYTES("1\0"), &value));
  char long_number[200] = {0};
  for (size_t i = 0; i < sizeof long_number - 1; i++) long_number[i] = '1';
  ck_assert(!slant_number_parse(text_of(long_number), &value));
}
END_TEST

START_TEST(the_text_need_not_end_with_nul) {
  double value;
  ck_assert(slant_number_parse((slant_text){"12345", 2}, &value));
  ck_assert_double_eq(value, 12);
}
END_TEST

START_TEST(the_locale_does_not_matter) {
  double value;
  if (!locale_set(comma_locales)) {
    (void)fprintf(stderr, "no locale with a decimal comma here: not tested\n");
    return;
  }
  ck_assert(slant_number_parse(text_of("2.5"), &value));
  ck_assert_double_eq(value, 2.5);
  ck_assert(!slant_number_parse(text_of("2,5"), &value));
  locale_reset();
}
END_TEST

Suite *base_number_suite(void) {
  Suite *suite = suite_create("base_number");
  TCase *tc = tcase_create("number");
  tcase_add_test(tc, decimal_numbers_are_read);
  tcase_add_test(tc, anything_else_is_refused);
  tcase_add_test(tc, the_text_need_not_end_with_nul);
  tcase_add_test(tc, the_locale_does_not_matter);
  suite_add_tcase(suite, tc);
  return suite;
}
