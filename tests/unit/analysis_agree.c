/* Agreement: published examples, what counts, what is not defined, and that the order of rows makes no difference. */
#include "analysis/agreement.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "suites.h"
#include "support/reading.h"

static slant_agreement *agree(const char *const *inputs, size_t n, const slant_agree_options *options) {
  slant_agreement *g;
  slant_error err = {0};
  ck_assert_ok(slant_agree(&g, inputs, n, options, &err), err);
  return g;
}

static slant_agreement *agree_on(const char *name, slant_text bytes) {
  const char *inputs[] = {file_write(name, bytes)};
  return agree(inputs, 1, NULL);
}

/* Codes from one string a coder, one letter an item; '.' is a missing code. */
static slant_agreement *agree_on_letters(const char *const *coders, size_t n_coders) {
  slant_buffer rows = {0};
  slant_buffer_put_string(&rows, "coder,item,label\n");
  for (size_t c = 0; c < n_coders; c++) {
    for (size_t i = 0; coders[c][i] != '\0'; i++) {
      char row[40];
      (void)snprintf(row, sizeof row, "c%zu,%zu,%c\n", c, i, coders[c][i]);
      if (coders[c][i] == '.') row[strlen(row) - 2] = ' ';
      slant_buffer_put_string(&rows, row);
    }
  }
  slant_agreement *g = agree_on("letters.csv", slant_buffer_get(&rows));
  slant_buffer_free(&rows);
  return g;
}

/* Krippendorff (2011), sections A, B and D; AC1 of the last as Gwet's own irrCAC gives it for the same data. */
START_TEST(published_examples_with_two_and_four_coders) {
  static const char *const binary[] = {"0100000010", "1110010000"};
  slant_agreement *g = agree_on_letters(binary, 2);
  ck_assert_double_eq_tol(g->figures.alpha.value, 0.095, 5e-4);
  ck_assert_double_eq_tol(g->figures.agreement.value, 0.6, 1e-12);
  slant_agreement_free(g);
  static const char *const nominal[] = {"aabbdcccedda", "babbbccceddd"};
  g = agree_on_letters(nominal, 2);
  ck_assert_double_eq_tol(g->figures.alpha.value, 0.692, 5e-4);
  ck_assert_double_eq(g->figures.pairs[0].alpha, g->figures.alpha.value);
  slant_agreement_free(g);
  static const char *const four[] = {"123321412...", "1233224125.3", ".3332342251.", "12332441251."};
  g = agree_on_letters(four, 4);
  ck_assert_double_eq_tol(g->figures.alpha.value, 0.743421, 1e-6);
  ck_assert_double_eq_tol(g->figures.ac1.value, 0.77544, 5e-6);
  ck_assert_double_eq_tol(g->figures.agreement.value, 0.8181818, 1e-7);
  ck_assert_uint_eq(g->figures.n_items, 12);
  ck_assert_uint_eq(g->figures.n_pairable, 11);
  ck_assert_uint_eq(g->figures.n_unlabelled, 7);
  slant_agreement_free(g);
}
END_TEST

/* Gwet's example of 100 pregnancies and two abstractors, with the figures that irrCAC prints. */
START_TEST(a_published_table_of_two_coders) {
  static const unsigned table[3][3] = {{13, 0, 0}, {0, 20, 7}, {0, 4, 56}};
  slant_buffer rows = {0};
  unsigned item = 0;
  slant_buffer_put_string(&rows, "coder,item,label\n");
  for (unsigned a = 0; a < 3; a++) {
    for (unsigned b = 0; b < 3; b++) {
      for (unsigned n = 0; n < table[a][b]; n++, item++) {
        char row[60];
        (void)snprintf(row, sizeof row, "one,%u,k%u\ntwo,%u,k%u\n", item, a, item, b);
        slant_buffer_put_string(&rows, row);
      }
    }
  }
  slant_agreement *g = agree_on("table.csv", slant_buffer_get(&rows));
  const slant_pair_agreement *pair = &g->figures.pairs[0];
  ck_assert_double_eq_tol(g->figures.alpha.value, 0.7972585, 1e-7);
  ck_assert_double_eq_tol(g->figures.ac1.value, 0.8493305, 1e-7);
  ck_assert_double_eq_tol(g->figures.agreement.value, 0.89, 1e-12);
  ck_assert_double_eq_tol(pair->kappa, 0.7964094, 1e-7);
  ck_assert_double_eq_tol(pair->ac1, 0.8493305, 1e-7);
  for (size_t k = 0; k < 9; k++) ck_assert_uint_eq(pair->counts[k], table[k / 3][k % 3]);
  ck_assert_double_eq_tol(g->figures.labels[1].positive, 2.0 * 20 / (27 + 24), 1e-12);
  ck_assert_double_lt(g->figures.alpha.low, g->figures.alpha.value);
  ck_assert_double_gt(g->figures.alpha.high, g->figures.alpha.value);
  ck_assert_uint_eq(g->figures.alpha.n_samples, 1000);
  slant_agreement_free(g);
  slant_buffer_free(&rows);
}
END_TEST

static const char rows[] =
    "coder,item,label\n"
    "ada,1,neutral\nben,1,neutral\nada,2,critical\nben,2,critical\nada,2,critical\nada,3,neutral\nada,3,supportive\n"
    "ben,3,supportive\nben,4,\nada,4,zest\nben,5,amber\nada,5,neutral\n";

START_TEST(codes_that_repeat_or_contradict) {
  const char *inputs[] = {file_write("rows.csv", text_of(rows))};
  slant_buffer warnings = {0};
  const slant_agree_options options = {.reader = {.warning = keep_warning, .user = &warnings}};
  slant_agreement *g = agree(inputs, 1, &options);
  const slant_agreement_figures *f = slant_agreement_get(g);
  ck_assert_uint_eq(f->n_repeated, 1);
  ck_assert_uint_eq(f->n_contradictory, 1);
  ck_assert_uint_eq(f->n_unlabelled, 1);
  ck_assert_uint_eq(f->n_codes, 8);
  ck_assert_uint_eq(f->n_items, 5);
  ck_assert_uint_eq(f->n_pairable, 3);
  ck_assert_uint_eq(f->coders[0].n_codes, 4);
  static const char *const labels[] = {"supportive", "critical", "neutral", "amber", "zest"};
  ck_assert_uint_eq(f->n_labels, 5);
  for (size_t k = 0; k < 5; k++) ck_assert_str_eq(f->labels[k].name, labels[k]);
  ck_assert_msg(holds_text(slant_buffer_get(&warnings), BYTES("rows.csv:8: found item \"3\" of coder \"ada\" as supportive, and as neutral in line 7 of ")),
                "found \"%s\"", shown(slant_buffer_get(&warnings), 0));
  slant_buffer_free(&warnings);
  slant_agreement_free(g);
  slant_agreement_free(NULL);
}
END_TEST

static slant_text json_of(const char *const *inputs, size_t n) {
  const slant_agree_options options = {.confusions = true};
  slant_agreement *g = agree(inputs, n, &options);
  slant_text text;
  slant_error err = {0};
  ck_assert_ok(slant_agreement_report(g, SLANT_REPORT_JSON, &text, &err), err);
  slant_agreement_free(g);
  return text;
}

START_TEST(the_order_of_rows_and_files_makes_no_difference) {
  const char *whole[] = {file_write("whole.csv", text_of(rows))};
  const char *halves[] = {
      file_write("z.csv", BYTES("coder,item,label\nada,5,neutral\nben,5,amber\nada,4,zest\nben,4,\nben,3,supportive\nada,3,supportive\n")),
      file_write("y.csv", BYTES("item,label,coder\n3,neutral,ada\n2,critical,ada\n2,critical,ben\n2,critical,ada\n1,neutral,ben\n1,neutral,ada\n"))};
  const char *swapped[] = {halves[1], halves[0]};
  slant_text a = json_of(whole, 1), b = json_of(halves, 2), c = json_of(swapped, 2);
  ck_assert_text_eq(a, b);
  ck_assert_text_eq(a, c);
  slant_text_free(a);
  slant_text_free(b);
  slant_text_free(c);
}
END_TEST

START_TEST(what_is_not_defined_is_said) {
  slant_agreement *g = agree_on("one.csv", BYTES("coder,item,label\nada,1,x\nada,2,y\n"));
  ck_assert_str_eq(g->figures.undefined, "one coder");
  ck_assert(isnan(g->figures.alpha.value) && isnan(g->figures.ac1.value) && isnan(g->figures.agreement.value));
  ck_assert_uint_eq(g->figures.n_pairs, 0);
  slant_agreement_free(g);
  g = agree_on("apart.csv", BYTES("coder,item,label\nada,1,x\nben,2,y\n"));
  ck_assert_str_eq(g->figures.undefined, "no common items");
  ck_assert_uint_eq(g->figures.pairs[0].n_items, 0);
  ck_assert(isnan(g->figures.pairs[0].kappa) && isnan(g->figures.pairs[0].ac1));
  slant_agreement_free(g);
  g = agree_on("same.csv", BYTES("coder,item,label\nada,1,x\nben,1,x\nada,2,x\nben,2,x\n"));
  ck_assert_str_eq(g->figures.undefined, "one label");
  ck_assert(isnan(g->figures.alpha.value) && isnan(g->figures.ac1.value) && isnan(g->figures.pairs[0].kappa));
  ck_assert_double_eq(g->figures.agreement.value, 1);
  ck_assert_double_eq(g->figures.labels[0].positive, 1);
  slant_agreement_free(g);
  g = agree_on("perfect.csv", BYTES("coder,item,label\nada,1,x\nben,1,x\nada,2,y\nben,2,y\n"));
  ck_assert_ptr_null(g->figures.undefined);
  ck_assert_double_eq(g->figures.alpha.value, 1);
  ck_assert_double_eq(g->figures.ac1.value, 1);
  ck_assert_uint_lt(g->figures.alpha.n_samples, 1000); /* samples of one item have one label */
  ck_assert_uint_eq(g->figures.agreement.n_samples, 1000);
  slant_agreement_free(g);
}
END_TEST

START_TEST(the_model_is_one_more_coder) {
  const char *inputs[] = {file_write("humans.csv", BYTES("coder,item,label\nada,a#1,neutral\nada,a#3,critical\n")),
                          file_write("paragraphs.csv", BYTES("article,paragraph,label\na,1,neutral\na,2,\na,3,neutral\n"))};
  const slant_agree_options options = {.model_as = "svm"};
  slant_agreement *g = agree(inputs, 2, &options);
  ck_assert_uint_eq(g->figures.n_pairable, 2);
  ck_assert_str_eq(g->figures.coders[1].name, "svm");
  ck_assert_double_eq(g->figures.agreement.value, 0.5);
  slant_agreement_free(g);
}
END_TEST

static void assert_refused(const char *name, slant_text bytes, const char *model_as, slant_status status, const char *part) {
  const char *inputs[] = {file_write("m.csv", BYTES("article,paragraph,label\na,1,neutral\n")), file_write(name, bytes)};
  const slant_agree_options options = {.model_as = model_as};
  slant_agreement *g;
  slant_error err = {0};
  bool alone = model_as == NULL;
  ck_assert_int_eq(slant_agree(&g, inputs + alone, alone ? 1 : 2, &options, &err), status);
  ck_assert_ptr_null(g);
  ck_assert_says(err, part);
}

START_TEST(what_cannot_be_compared_is_refused) {
  assert_refused("none.csv", BYTES("coder,item,label\nada,1,\n"), NULL, SLANT_E_DATA, "found no code that counts (1 rows without a label, 0 contradictions)");
  assert_refused("named.csv", BYTES("coder,item,label\nada,1,x\n"), "ada", SLANT_E_USAGE, "found the coder \"ada\", and rows without a coder");
  assert_refused("empty.csv", BYTES("coder,item,label\nada,1,x\n"), "", SLANT_E_USAGE, "found an empty name for the model");
  slant_buffer many = {0};
  char row[40];
  slant_buffer_put_string(&many, "coder,item,label\n");
  for (int i = 0; i < 101; i++) {
    (void)snprintf(row, sizeof row, "c%d,1,x\n", i);
    slant_buffer_put_string(&many, row);
  }
  assert_refused("many.csv", slant_buffer_get(&many), NULL, SLANT_E_DATA, "found more than 100 coders (\"c99\" is one more)");
  slant_buffer_clear(&many);
  slant_buffer_put_string(&many, "coder,item,label\n");
  for (int i = 0; i < 51; i++) {
    (void)snprintf(row, sizeof row, "c,%d,l%d\n", i, i);
    slant_buffer_put_string(&many, row);
  }
  assert_refused("labels.csv", slant_buffer_get(&many), NULL, SLANT_E_DATA, "found more than 50 labels");
  slant_buffer_free(&many);
}
END_TEST

Suite *analysis_agree_suite(void) {
  Suite *suite = suite_create("analysis_agree");
  TCase *tc = tcase_create("agree");
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, published_examples_with_two_and_four_coders);
  tcase_add_test(tc, a_published_table_of_two_coders);
  tcase_add_test(tc, codes_that_repeat_or_contradict);
  tcase_add_test(tc, the_order_of_rows_and_files_makes_no_difference);
  tcase_add_test(tc, what_is_not_defined_is_said);
  tcase_add_test(tc, the_model_is_one_more_coder);
  tcase_add_test(tc, what_cannot_be_compared_is_refused);
  suite_add_tcase(suite, tc);
  return suite;
}
