/* Rows of groups: their columns, and their cells. */
#include "report/report_groups.h"

#include <math.h>
#include <string.h>

#include "suites.h"
#include "support/support.h"

static const slant_labels two = {.n = 2, .names = {"bad", "good"}, .supportive = -1, .critical = -1};
static const slant_labels tone = {.n = 2, .names = {"supportive", "critical"}, .supportive = 0, .critical = 1};
static const double confusion[4] = {80, 20, 10, 90};

static slant_groups *make(const slant_labels *labels, size_t n_rows) {
  static const char *const by[] = {"source"};
  static const slant_saved_row rows[2] = {{.number = 1, .label = 0, .probabilities = {9000, 1000}, .tone = 0.8},
                                          {.number = 2, .label = 1, .probabilities = {2000, 8000}, .tone = -0.6}};
  slant_saved_article article = {.n_paragraphs = 3, .n_furniture = 1, .n_scored = n_rows, .n_rows = n_rows, .rows = rows};
  slant_groups *groups;
  slant_error err = {0};
  for (size_t f = 0; f < SLANT_N_FIELDS; f++) article.fields[f] = text_of("");
  article.fields[SLANT_ID] = text_of("one");
  article.fields[SLANT_SOURCE] = text_of("Post, \"The\"");
  ck_assert_ok(slant_groups_new(&groups, labels, confusion, by, 1, &err), err);
  ck_assert_ok(slant_groups_add(groups, &article, &err), err);
  ck_assert_ok(slant_groups_finish(groups, &err), err);
  return groups;
}

static void assert_put(slant_buffer *out, const char *expected) {
  ck_assert_text_eq(slant_buffer_get(out), text_of(expected));
  slant_buffer_clear(out);
}

START_TEST(columns_of_groups) {
  slant_buffer out = {0};
  slant_groups *groups = make(&two, 0);
  slant_groups_put_rows(&out, groups, true);
  ck_assert(holds_text(slant_buffer_get(&out), BYTES("\xEF\xBB\xBF" "by,group")));
  slant_buffer_clear(&out);
  slant_groups_put_rows(&out, groups, false);
  assert_put(&out, "by,group,articles,paragraphs,scored,furniture,n_bad,share_bad,share_bad_low,share_bad_high,n_good,share_good,share_good_low,"
                   "share_good_high,counted_bad,counted_bad_low,counted_bad_high,probability_bad,probability_bad_low,probability_bad_high,"
                   "adjusted_bad,adjusted_bad_low,adjusted_bad_high,counted_good,counted_good_low,counted_good_high,probability_good,"
                   "probability_good_low,probability_good_high,adjusted_good,adjusted_good_low,adjusted_good_high,tone,tone_low,tone_high\n"
                   "batch,all,1,3,0,1,0,,,,0,,,,,,,,,,,,,,,,,,,,,,,,\n"
                   "source,\"Post, \"\"The\"\"\",1,3,0,1,0,,,,0,,,,,,,,,,,,,,,,,,,,,,,,\n");
  slant_groups_free(groups);
  slant_buffer_free(&out);
}
END_TEST

START_TEST(cells_of_groups) {
  slant_buffer out = {0};
  slant_groups *groups = make(&tone, 2);
  slant_groups_put_rows(&out, groups, false);
  ck_assert(holds_text(slant_buffer_get(&out), BYTES("\nbatch,all,1,3,2,1,1,0.5")));
  slant_buffer_put_char(&out, '\0');
  ck_assert_ptr_nonnull(strstr(out.ptr, ",0.5000,0.0945,0.9055,0.5500,")); /* counted: one of two, by Wilson; mean of 0.9 and 0.2 */
  ck_assert_ptr_nonnull(strstr(out.ptr, ",0.1000,-1.0000,1.0000\n"));
  slant_groups_free(groups);
  slant_buffer_free(&out);
}
END_TEST

START_TEST(rows_of_comparisons) {
  slant_buffer out = {0};
  slant_groups *groups = make(&tone, 2);
  slant_group_difference d;
  slant_error err = {0};
  ck_assert_ok(slant_groups_compare(groups, "source=Post, \"The\"", "batch", &d, &err), err);
  slant_groups_put_differences(&out, groups, &d, 1, false);
#define SIDES "\"source=Post, \"\"The\"\"\",batch=all,"
  assert_put(&out, "first,second,label,difference,low,high,p\n" SIDES "supportive,0.0000,0.0000,0.0000,1.0000\n" SIDES
                   "critical,0.0000,0.0000,0.0000,1.0000\n" SIDES "tone,0.0000,0.0000,0.0000,1.0000\n");
  slant_groups_free(groups);
  groups = make(&two, 0);
  ck_assert_ok(slant_groups_compare(groups, "batch", "batch", &d, &err), err);
  slant_groups_put_differences(&out, groups, &d, 1, false);
  assert_put(&out, "first,second,label,difference,low,high,p\nbatch=all,batch=all,bad,,,,\nbatch=all,batch=all,good,,,,\n");
  slant_groups_free(groups);
  slant_buffer_free(&out);
}
END_TEST

Suite *report_groups_suite(void) {
  Suite *suite = suite_create("report_groups");
  TCase *tc = tcase_create("groups");
  tcase_add_test(tc, columns_of_groups);
  tcase_add_test(tc, cells_of_groups);
  tcase_add_test(tc, rows_of_comparisons);
  suite_add_tcase(suite, tc);
  return suite;
}
