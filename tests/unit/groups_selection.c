/* Selection: articles that all groups and periods named have. */
#include "groups/selection.h"

#include <string.h>

#include "suites.h"
#include "support/support.h"

static slant_saved_article article(const char *source, const char *date, const char *topic) {
  slant_saved_article a = {0};
  for (size_t f = 0; f < SLANT_N_FIELDS; f++) a.fields[f] = text_of("");
  a.fields[SLANT_SOURCE] = text_of(source);
  a.fields[SLANT_DATE] = text_of(date);
  a.fields[SLANT_TOPIC] = text_of(topic);
  return a;
}

static const struct {
  const char *only[2];
  size_t n;
  bool taken[4]; /* of the articles below */
} cases[] = {
    {{0}, 0, {true, true, true, true}},
    {{"source=The Post"}, 1, {true, false, true, false}},
    {{"source=The Post", "year=2024"}, 2, {true, false, false, false}},
    {{"month=2024-05..2024-06"}, 1, {true, true, false, false}},
    {{"day=2024-05-07..2024-12-31"}, 1, {false, true, false, false}},
    {{"source+month=The Post + 2024-05"}, 1, {true, false, false, false}},
    {{"source+month=The Post + "}, 1, {false, false, true, false}},
    {{"source="}, 1, {false, false, false, true}},
    {{"source+topic="}, 1, {false, false, false, true}},
    {{"topic=a + b = c"}, 1, {false, true, false, false}},
    {{"batch"}, 1, {true, true, true, true}},
    {{"author=nobody"}, 1, {false, false, false, false}},
};

START_TEST(all_must_take) {
  const slant_saved_article articles[4] = {article(" The Post", "2024-05-06T12:00", ""), article("The Mail", "2024-06-30", "a + b = c"),
                                           article("The Post", "2023", ""), article("", "long ago", "")};
  slant_selection *selection;
  slant_error err = {0};
  ck_assert_ok(slant_selection_new(&selection, cases[_i].only, cases[_i].n, &err), err);
  for (size_t i = 0; i < 4; i++) ck_assert_msg(slant_selection_takes(selection, &articles[i]) == cases[_i].taken[i], "article %zu", i);
  slant_selection_free(selection);
  slant_selection_free(NULL);
}
END_TEST

START_TEST(other_names_are_refused) {
  static const char *const wrong[] = {"The Post", "outlet=The Post", "month=2024-1..2024-02", "year=2025..2024"};
  slant_selection *selection;
  slant_error err = {0};
  ck_assert_int_eq(slant_selection_new(&selection, &wrong[_i], 1, &err), SLANT_E_USAGE);
  ck_assert_ptr_null(selection);
}
END_TEST

Suite *groups_selection_suite(void) {
  Suite *suite = suite_create("groups_selection");
  TCase *tc = tcase_create("selection");
  tcase_add_loop_test(tc, all_must_take, 0, (int)(sizeof cases / sizeof *cases));
  tcase_add_loop_test(tc, other_names_are_refused, 0, 4);
  suite_add_tcase(suite, tc);
  return suite;
}
