/* Out-of-fold rows: from the CSV alone the figures of the report come out again. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/input.h"
#include "base/number.h"
#include "codec/csv.h"
#include "model/training.h"
#include "small_model.h"
#include "suites.h"
#include "support/support.h"

enum { MOST_ROWS = 300 };

/* The columns of a file, as many for each label as the header says. */
typedef struct table {
  size_t n_labels, n_margins, n_rows;
  char ids[MOST_ROWS][16];
  double numbers[MOST_ROWS], folds[MOST_ROWS], probabilities[MOST_ROWS][4], text_margins[MOST_ROWS][4], margins[MOST_ROWS][4];
  int labels[MOST_ROWS], given[MOST_ROWS];
} table;

static double number_of(slant_text cell) {
  double value = (double)NAN;
  ck_assert_msg(slant_number_parse(cell, &value), "found \"%s\", expected a number", shown(cell, 0));
  return value;
}

static int label_of(slant_text cell, const char *const *labels, size_t n) {
  int found = -1;
  for (size_t k = 0; k < n; k++) {
    if (same_text(cell, text_of(labels[k]))) found = (int)k;
  }
  ck_assert_int_ge(found, 0);
  return found;
}

static void assert_header(const slant_csv_row *row, const char *const *labels, size_t n, size_t n_margins) {
  static const char *const first[] = {"article", "paragraph", "fold", "label", "given"};
  char name[64];
  ck_assert_uint_eq(row->n_fields, 5 + n + 2 * n_margins);
  for (size_t i = 0; i < 5; i++) ck_assert_text_eq(row->fields[i], text_of(first[i]));
  for (size_t k = 0; k < n; k++) ck_assert_text_eq(row->fields[5 + k], text_of(labels[k]));
  for (size_t m = 0; m < n_margins; m++) {
    (void)snprintf(name, sizeof name, "text_margin_%s", labels[m]);
    ck_assert_text_eq(row->fields[5 + n + m], text_of(name));
    ck_assert_text_eq(row->fields[5 + n + n_margins + m], text_of(name + strlen("text_")));
  }
}

static void read_row(table *t, const slant_csv_row *row, const char *const *labels) {
  size_t r = t->n_rows++, n = t->n_labels, m = t->n_margins;
  ck_assert_uint_lt(r, MOST_ROWS);
  ck_assert_uint_eq(row->n_fields, 5 + n + 2 * m);
  ck_assert_uint_lt(row->fields[0].len, sizeof t->ids[r]);
  memcpy(t->ids[r], row->fields[0].ptr, row->fields[0].len);
  t->numbers[r] = number_of(row->fields[1]);
  t->folds[r] = number_of(row->fields[2]);
  t->labels[r] = label_of(row->fields[3], labels, n);
  t->given[r] = label_of(row->fields[4], labels, n);
  for (size_t k = 0; k < n; k++) t->probabilities[r][k] = number_of(row->fields[5 + k]);
  for (size_t k = 0; k < m; k++) t->text_margins[r][k] = number_of(row->fields[5 + n + k]);
  for (size_t k = 0; k < m; k++) t->margins[r][k] = number_of(row->fields[5 + n + m + k]);
}

static table *read_table(const slant_training *training, const char *const *labels, size_t n) {
  slant_error err = {0};
  slant_input *input;
  slant_csv *csv;
  slant_csv_row row;
  bool found;
  table *t = calloc(1, sizeof *t);
  t->n_labels = n;
  t->n_margins = n == 2 ? 1 : n;
  ck_assert_ok(slant_training_save_out_of_fold(training, file_path("rows.csv"), &err), err);
  ck_assert_ok(slant_input_open(&input, file_path("rows.csv"), &err), err);
  ck_assert_ok(slant_csv_open(&csv, input, ',', 1 << 16, &err), err);
  ck_assert_ok(slant_csv_next(csv, &row, &found, &err), err);
  assert_header(&row, labels, n, t->n_margins);
  for (;;) {
    ck_assert_ok(slant_csv_next(csv, &row, &found, &err), err);
    if (!found) break;
    read_row(t, &row, labels);
  }
  slant_csv_close(csv);
  slant_input_close(input);
  return t;
}

static const char *const *labels_of(int index, size_t *n) {
  *n = index == 0 ? 3 : index == 1 ? 4 : 2;
  return index == 0 ? tone_labels : index == 1 ? own_labels : two_labels;
}

/* Some of the paragraphs have no label, some are without a word, some stand in no order. */
static const char *mixed_file(const char *const *labels, size_t n) {
  slant_buffer csv = {0};
  small_data(&csv, labels, n, 7);
  slant_buffer_put_string(&csv, "a101,6,,,The ferry and the bridge were near the harbour on that river.\n");
  slant_buffer_put_string(&csv, "a099,2,");
  slant_buffer_put_string(&csv, labels[0]);
  slant_buffer_put_string(&csv, ",,The ferry and the harbour were praised beside the river.\na099,1,");
  slant_buffer_put_string(&csv, labels[1]);
  slant_buffer_put_string(&csv, ",,***\n");
  const char *path = file_write("mixed.csv", slant_buffer_get(&csv));
  slant_buffer_free(&csv);
  return path;
}

START_TEST(every_labelled_paragraph_has_a_row) {
  size_t n;
  const char *const *labels = labels_of(_i, &n);
  slant_training *training = small_training(mixed_file(labels, n), NULL);
  table *t = read_table(training, labels, n);
  ck_assert_uint_eq(t->n_rows, SMALL_ARTICLES * SMALL_PARAGRAPHS + 1);
  ck_assert_uint_eq(t->n_rows, training->n_labelled);
  ck_assert_str_eq(t->ids[0], "a099");
  ck_assert_double_eq(t->numbers[0], 2);
  for (size_t r = 0; r < t->n_rows; r++) {
    double sum = 0;
    for (size_t k = 0; k < n; k++) {
      sum += t->probabilities[r][k];
      ck_assert(t->probabilities[r][k] >= 0 && t->probabilities[r][k] <= 1);
    }
    ck_assert_double_eq_tol(sum, 1, (double)n * 5e-5 + 1e-9);
    ck_assert(t->folds[r] >= 1 && t->folds[r] <= 2);
    if (r == 0) continue;
    int order = strcmp(t->ids[r - 1], t->ids[r]);
    ck_assert(order < 0 || (order == 0 && t->numbers[r - 1] < t->numbers[r]));
    if (order == 0) ck_assert_double_eq(t->folds[r - 1], t->folds[r]);
  }
  free(t);
  slant_training_free(training);
}
END_TEST

START_TEST(the_reports_figures_come_out_again) {
  size_t n;
  const char *const *labels = labels_of(_i, &n);
  slant_training *training = small_training(mixed_file(labels, n), NULL);
  table *t = read_table(training, labels, n);
  slant_confusion confusion = {.n_labels = n}, of_text = {.n_labels = n}, of_margins = {.n_labels = n}, of_argmax = {.n_labels = n};
  for (size_t r = 0; r < t->n_rows; r++) {
    size_t best = 0;
    for (size_t k = 1; k < n; k++) best = t->probabilities[r][k] > t->probabilities[r][best] ? k : best;
    slant_confusion_add(&confusion, t->labels[r], t->given[r], 1);
    slant_confusion_add(&of_text, t->labels[r], slant_training_argmax(training, t->text_margins[r]), 1);
    slant_confusion_add(&of_margins, t->labels[r], slant_training_argmax(training, t->margins[r]), 1);
    slant_confusion_add(&of_argmax, t->labels[r], (int)best, 1);
  }
  ck_assert_double_eq_tol(slant_confusion_macro_f1(&confusion), slant_confusion_macro_f1(&training->figures[SLANT_EFFORT_FAST].confusion), 1e-12);
  ck_assert_double_eq_tol(slant_confusion_macro_f1(&of_text), training->text_f1, 1e-12);
  ck_assert_double_eq_tol(slant_confusion_macro_f1(&of_margins), training->figures[SLANT_EFFORT_FAST].margin_f1, 1e-12);
  ck_assert_double_eq_tol(slant_confusion_macro_f1(&of_argmax), training->figures[SLANT_EFFORT_FAST].argmax_f1, 0.02); /* four digits may make a tie */
  free(t);
  slant_training_free(training);
}
END_TEST

START_TEST(a_place_that_cannot_be_written_is_told) {
  slant_training *training = small_training(small_file("told.csv", two_labels, 2, 7), NULL);
  slant_error err = {0};
  ck_assert_int_eq(slant_training_save_out_of_fold(training, "/nowhere/rows.csv", &err), SLANT_E_IO);
  slant_training_free(training);
}
END_TEST

Suite *report_out_of_fold_suite(void) {
  Suite *suite = suite_create("report_out_of_fold");
  TCase *tc = tcase_create("out of fold");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_loop_test(tc, every_labelled_paragraph_has_a_row, 0, 3);
  tcase_add_loop_test(tc, the_reports_figures_come_out_again, 0, 3);
  tcase_add_test(tc, a_place_that_cannot_be_written_is_told);
  suite_add_tcase(suite, tc);
  return suite;
}
