/* Coded rows in a training: what they change in the data, which of them are scored, and the figures over those drawn by chance. */
#include <math.h>
#include <string.h>

#include "model/training.h"
#include "small_model.h"
#include "suites.h"
#include "support/support.h"

/* A training on small data with files of coded rows. */
static slant_training *trained(const char *const *added, size_t n_added, const slant_model *base) {
  static const double costs[] = {0.5};
  const slant_train_options options = {.n_folds = 2, .costs = costs, .n_costs = 1, .n_threads = 2, .keep_furniture = true, .added = added,
                                       .n_added = n_added, .base = base};
  return small_training(small_file("data.csv", tone_labels, 3, 7), &options);
}

/* Number of the row of paragraph `number` of that article; n_rows: none. */
static size_t row_of(const slant_training *t, const char *article, uint32_t number) {
  for (size_t r = 0; r < t->n_rows; r++) {
    const slant_article *a = t->dataset.articles[t->rows[r].article];
    if (same_text(a->fields[SLANT_ID], text_of(article)) && a->paragraphs[t->rows[r].paragraph].number == number) return r;
  }
  return t->n_rows;
}

static const char *label_of(const slant_training *t, const char *article, uint32_t number) {
  size_t r = row_of(t, article, number);
  ck_assert_uint_lt(r, t->n_rows);
  return t->rows[r].label < 0 ? "" : t->labels.names[t->rows[r].label];
}

START_TEST(rows_come_into_the_data) {
  slant_training *plain = trained(NULL, 0, NULL);
  const char *old = label_of(plain, "a100", 1), *other = strcmp(old, "neutral") == 0 ? "critical" : "neutral";
  slant_buffer csv = {0};
  slant_buffer_put_string(&csv, "article,paragraph,label,text\na100,1,");
  slant_buffer_put_string(&csv, other);
  slant_buffer_put_string(&csv, ",\na100,2,");
  slant_buffer_put_string(&csv, label_of(plain, "a100", 2));
  slant_buffer_put_string(&csv, ",\na100,9,neutral,The ferry is numbered near the bridge.\na100,10,neutral,\nb,4,critical,The blamed mayor.\n");
  const char *added[] = {file_write("coded.csv", slant_buffer_get(&csv))};
  slant_training *t = trained(added, 1, NULL);
  ck_assert_uint_eq(t->added.n_as[SLANT_ADDED_CORRECTED], 1);
  ck_assert_uint_eq(t->added.n_as[SLANT_ADDED_CONFIRMED], 1);
  ck_assert_uint_eq(t->added.n_as[SLANT_ADDED_NEW], 2);
  ck_assert_uint_eq(t->added.n_as[SLANT_ADDED_MISSING], 1);
  ck_assert_uint_eq(t->n_labelled, plain->n_labelled + 2);
  ck_assert_str_eq(label_of(t, "a100", 1), other);
  ck_assert_str_eq(label_of(t, "a100", 9), "neutral");
  ck_assert_str_eq(label_of(t, "b", 4), "critical");
  slant_training_free(plain);
  slant_training_free(t);
  slant_buffer_free(&csv);
}
END_TEST

/* New rows of the margin are learned from and weigh nothing in the figures; corrected ones and random ones count. */
START_TEST(hard_rows_are_not_scored) {
  const char *added[] = {file_write("coded.csv", BYTES("article,paragraph,label,stratum,probability,text\n"
                                                       "a100,8,neutral,margin,,The ferry is numbered near the bridge.\n"
                                                       "a100,9,neutral,random,0.5,The ferry is listed near the canal.\n"
                                                       "a101,1,neutral,errors,,\n"))};
  slant_training *plain = trained(NULL, 0, NULL), *t = trained(added, 1, NULL);
  double n_plain = 0, n = 0;
  for (size_t k = 0; k < 3; k++) {
    n_plain += slant_confusion_class(&plain->figures[SLANT_EFFORT_FAST].confusion, k).n_true;
    n += slant_confusion_class(&t->figures[SLANT_EFFORT_FAST].confusion, k).n_true;
  }
  ck_assert_uint_eq(t->added.n_hard, 1);
  ck_assert_uint_eq(t->n_labelled, plain->n_labelled + 2);
  ck_assert_double_eq_tol(n, n_plain + 1, 1e-9);
  ck_assert_double_eq_tol(slant_training_scored_weight(t, row_of(t, "a100", 8)), 0, 1e-12);
  ck_assert_double_eq_tol(slant_training_scored_weight(t, row_of(t, "a100", 9)), 1, 1e-12);
  ck_assert_double_eq_tol(slant_training_scored_weight(t, row_of(t, "a101", 1)), 1, 1e-12);
  slant_training_free(plain);
  slant_training_free(t);
}
END_TEST

/* Two rows drawn with 1/2, one with 1/10: they stand for 14 paragraphs, and the last one alone for 10 of them. */
START_TEST(drawn_rows_weigh_by_their_probability) {
  const char *added[] = {file_write("coded.csv", BYTES("article,paragraph,label,stratum,probability\n"
                                                       "a100,1,neutral,random,0.5\na101,1,neutral,random,0.5\na102,2,critical,random,0.1\n"))};
  slant_model *base = small_model("base", tone_labels, 3, NULL);
  slant_training *t = trained(added, 1, base);
  const slant_added *a = &t->added;
  double right = 0;
  for (size_t r = 0, n = 0; r < t->n_rows; r++) {
    if (t->rows[r].label < 0) continue;
    if (a->drawn[r] > 0 && t->figures[SLANT_EFFORT_FAST].scored[n].given == t->figures[SLANT_EFFORT_FAST].scored[n].truth) right += 1 / a->drawn[r];
    n++;
  }
  ck_assert_uint_eq(a->n_drawn, 3);
  ck_assert_uint_eq(a->n_drawn_articles, 3);
  ck_assert_double_eq_tol(a->population, 14, 1e-9);
  ck_assert_double_eq_tol(slant_confusion_accuracy(&a->confusion), right / 14, 1e-9);
  ck_assert_double_eq_tol(slant_confusion_class(&a->confusion, 1).n_true, 10, 1e-9);
  ck_assert_double_eq_tol(slant_confusion_class(&a->base_confusion, 1).n_true, 10, 1e-9);
  ck_assert(a->interval.low <= slant_confusion_macro_f1(&a->confusion) + 1e-9 && a->interval.high <= 1);
  slant_training_free(t);
  slant_model_free(base);
}
END_TEST

START_TEST(labels_are_spelt_as_in_the_data) {
  const char *inputs[] = {small_file("data.csv", tone_labels, 3, 7)},
             *added[] = {file_write("coded.csv", BYTES("article,paragraph,label\na100,1,neutral\na100,2,Neutral\n"))};
  const slant_train_options options = {.n_folds = 2, .added = added, .n_added = 1};
  slant_training *training;
  slant_error err = {0};
  ck_assert_int_eq(slant_train(&training, inputs, 1, &options, &err), SLANT_E_DATA);
  ck_assert_says(err, "found the label \"Neutral\", expected \"neutral\" as in the data");
  ck_assert_uint_eq(err.line, 3);
}
END_TEST

Suite *model_train_add_suite(void) {
  Suite *suite = suite_create("model_train_add");
  TCase *tests = tcase_create("all");
  tcase_add_checked_fixture(tests, folder_make, folder_remove);
  tcase_add_test(tests, rows_come_into_the_data);
  tcase_add_test(tests, hard_rows_are_not_scored);
  tcase_add_test(tests, drawn_rows_weigh_by_their_probability);
  tcase_add_test(tests, labels_are_spelt_as_in_the_data);
  suite_add_tcase(suite, tests);
  return suite;
}
