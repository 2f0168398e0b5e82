/* Labels: their order, their names, and which margin speaks for each. */
#include "model/labels.h"

#include <stdio.h>
#include <string.h>

#include "suites.h"
#include "support/support.h"

static slant_arena arena;
static slant_labels labels;

static void set_up(void) {
  memset(&labels, 0, sizeof labels);
  labels.supportive = labels.critical = -1;
}

static void tear_down(void) { slant_arena_clear(&arena); }

static void enter(const char *name) {
  slant_error err = {0};
  ck_assert_ok(slant_labels_add(&labels, text_of(name), &arena, &err), err);
}

static void assert_order(const char *expected) {
  slant_buffer joined = {0};
  slant_labels_join(&labels, &joined);
  ck_assert_text_eq(slant_buffer_get(&joined), text_of(expected));
  slant_buffer_free(&joined);
}

START_TEST(tone_labels_come_first_whatever_the_data_say_first) {
  static const char *const met[] = {"zeal", "neutral", "critical", "apt", "supportive", "Zeal", "neutral", "apt2", "a"};
  for (size_t i = 0; i < sizeof met / sizeof *met; i++) enter(met[i]);
  assert_order("supportive,critical,neutral,Zeal,a,apt,apt2,zeal");
  ck_assert_int_eq(labels.supportive, 0);
  ck_assert_int_eq(labels.critical, 1);
  ck_assert_int_eq(slant_labels_find(&labels, BYTES("neutral")), 2);
  ck_assert_int_eq(slant_labels_find(&labels, BYTES("ap")), -1);
  ck_assert_int_eq(slant_labels_find(&labels, BYTES("apt3")), -1);
}
END_TEST

START_TEST(tone_needs_both_sides) {
  enter("critical");
  enter("neutral");
  ck_assert_int_eq(labels.critical, -1);
  enter("supportive");
  ck_assert_int_eq(labels.supportive, 0);
  ck_assert_int_eq(labels.critical, 1);
}
END_TEST

/* Names and whether they will do. */
static const struct {
  const char *name;
  bool fits;
} names[] = {
    {"a", true},
    {"Z", true},
    {"a1", true},
    {"a-b_C9", true},
    {"textual", true},
    {"Tone", true},
    {"", false},
    {"1a", false},
    {"_a", false},
    {"-a", false},
    {"a b", false},
    {"a,b", false},
    {"a;b", false},
    {"a\"b", false},
    {"a.b", false},
    {"caf\xC3\xA9", false},
    {"article", false},
    {"paragraph", false},
    {"label", false},
    {"confidence", false},
    {"tone", false},
    {"flags", false},
    {"decided", false},
    {"start", false},
    {"end", false},
    {"text", false},
    {"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk", true},   /* 63 */
    {"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl", false}, /* 64 */
};

START_TEST(names_are_letters_digits_and_dashes_and_no_column) {
  slant_error err = {0};
  slant_status status = slant_labels_add(&labels, text_of(names[_i].name), &arena, &err);
  ck_assert_msg((status == SLANT_OK) == names[_i].fits, "\"%s\": %s", names[_i].name, err.text);
  if (names[_i].fits) return;
  ck_assert_int_eq(status, SLANT_E_DATA);
  ck_assert_says(err, "expected a letter, then letters, digits, _ or -, and no name of a column");
  ck_assert_uint_eq(labels.n, 0);
}
END_TEST

START_TEST(twenty_labels_are_the_most) {
  char name[16];
  slant_error err = {0};
  for (int i = 0; i < SLANT_MOST_LABELS; i++) {
    (void)snprintf(name, sizeof name, "l%02d", i);
    enter(name);
  }
  enter("l07");
  ck_assert_int_eq(slant_labels_add(&labels, BYTES("more"), &arena, &err), SLANT_E_DATA);
  ck_assert_says(err, "found more than 20 labels (\"more\" is one more), expected 2 to 20");
  ck_assert_uint_eq(labels.n, SLANT_MOST_LABELS);
}
END_TEST

START_TEST(two_labels_share_one_margin) {
  size_t margin;
  enter("b");
  enter("a");
  ck_assert_uint_eq(slant_labels_n_margins(&labels), 1);
  ck_assert_double_eq(slant_labels_margin(&labels, 0, &margin), 1);
  ck_assert_uint_eq(margin, 0);
  ck_assert_double_eq(slant_labels_margin(&labels, 1, &margin), -1);
  ck_assert_uint_eq(margin, 0);
}
END_TEST

START_TEST(more_labels_have_a_margin_each) {
  size_t margin;
  enter("b");
  enter("a");
  enter("c");
  ck_assert_uint_eq(slant_labels_n_margins(&labels), 3);
  for (int k = 0; k < 3; k++) {
    ck_assert_double_eq(slant_labels_margin(&labels, k, &margin), 1);
    ck_assert_uint_eq(margin, (size_t)k);
  }
}
END_TEST

START_TEST(what_is_joined_can_be_split) {
  slant_error err = {0};
  ck_assert_ok(slant_labels_split(&labels, "supportive,critical,neutral,b", &arena, &err), err);
  assert_order("supportive,critical,neutral,b");
  ck_assert_int_eq(slant_labels_split(&labels, "x,,y", &arena, &err), SLANT_E_DATA);
}
END_TEST

Suite *model_labels_suite(void) {
  Suite *suite = suite_create("model_labels");
  TCase *tc = tcase_create("labels");
  tcase_add_checked_fixture(tc, set_up, tear_down);
  tcase_add_test(tc, tone_labels_come_first_whatever_the_data_say_first);
  tcase_add_test(tc, tone_needs_both_sides);
  tcase_add_loop_test(tc, names_are_letters_digits_and_dashes_and_no_column, 0, (int)(sizeof names / sizeof *names));
  tcase_add_test(tc, twenty_labels_are_the_most);
  tcase_add_test(tc, two_labels_share_one_margin);
  tcase_add_test(tc, more_labels_have_a_margin_each);
  tcase_add_test(tc, what_is_joined_can_be_split);
  suite_add_tcase(suite, tc);
  return suite;
}
