/* Encoders in a training: what one labelled helps to judge those articles alone that it had not learned from; what does not fit together is told. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "model/training.h"
#include "small_model.h"
#include "suites.h"
#include "support/reading.h"

static const double one_cost[] = {0.5};

/* Data without a signal, as every paragraph has words of its own, and a label by lot. The encoder "even" reads articles of even number, and has
 * learned from the others by heart; "odd" the other way round. */
enum { N_ARTICLES = 48 };

static slant_train_options options_of(const char *readings, const slant_auxiliary *auxiliary, size_t n) {
  return (slant_train_options){.n_folds = 5,           .costs = one_cost,          .n_costs = 1,    .n_threads = 2, .min_count = 1, .keep_furniture = true,
                               .readings = readings, .auxiliary = auxiliary, .n_auxiliary = n};
}

static void put_paragraph(slant_buffer *csv, slant_random *random, size_t article, const char *id, size_t n_words) {
  static const char *const beginnings[] = {"bran", "cor", "dul", "fen", "gil", "hark", "jol", "kest"};
  char start[64];
  (void)snprintf(start, sizeof start, "%s,1,%s,", id, slant_random_below(random, 2) == 0 ? "about" : "other");
  slant_buffer_put_string(csv, start);
  for (size_t w = 0; w < n_words; w++) {
    char word[32];
    (void)snprintf(word, sizeof word, "%sx%zux ", beginnings[w], article);
    slant_buffer_put_string(csv, word);
  }
  slant_buffer_put_char(csv, '\n');
}

static const char *write_buffer(const char *name, slant_buffer *csv) {
  const char *path = file_write(name, slant_buffer_get(csv));
  slant_buffer_free(csv);
  return path;
}

static const char *lot_file(void) {
  slant_buffer csv = {0};
  slant_random random = {11};
  slant_buffer_put_string(&csv, "id,paragraph,label,text\n");
  for (size_t a = 0; a < N_ARTICLES; a++) {
    char id[32];
    (void)snprintf(id, sizeof id, "n%zu", a);
    put_paragraph(&csv, &random, a, id, 8);
  }
  return write_buffer("lot.csv", &csv);
}

/* What the encoder that has learned from articles of number `learned` modulo 2 says of further texts: beginnings of those articles, with their labels. */
static const char *labelled_file(size_t learned) {
  slant_buffer csv = {0};
  slant_random random = {11};
  slant_buffer_put_string(&csv, "id,paragraph,label,text\n");
  for (size_t a = 0; a < N_ARTICLES; a++) {
    slant_buffer row = {0};
    char id[32];
    (void)snprintf(id, sizeof id, "further%zu", a);
    put_paragraph(&row, &random, a, id, 6);
    if (a % 2 == learned) slant_buffer_put(&csv, slant_buffer_get(&row));
    slant_buffer_free(&row);
  }
  return write_buffer(learned == 0 ? "by-odd.csv" : "by-even.csv", &csv);
}

/* `header` ends with the column encoder. */
static const char *readings_file(const char *header, const char *even, const char *odd) {
  slant_buffer csv = {0};
  slant_buffer_put_string(&csv, header);
  for (size_t a = 0; a < N_ARTICLES; a++) {
    char row[64];
    (void)snprintf(row, sizeof row, "n%zu,1,0,0,%s\n", a, a % 2 == 0 ? even : odd);
    slant_buffer_put_string(&csv, row);
  }
  return write_buffer("readings.csv", &csv);
}

static const char header[] = "article,paragraph,about,other,encoder\n";

START_TEST(no_fold_learns_from_an_encoder_that_knows_it) {
  const char *data = lot_file(), *readings = readings_file(header, "even", "odd");
  slant_auxiliary auxiliary[] = {{labelled_file(1), 1, "even"}, {labelled_file(0), 1, "odd"}};
  slant_train_options options = options_of(readings, auxiliary, 2);
  slant_training *t = small_training(data, &options);
  ck_assert_uint_eq(t->n_auxiliary_rows, N_ARTICLES);
  ck_assert_uint_eq(t->auxiliary[0].n_following + t->auxiliary[1].n_following, 0); /* nothing else keeps them apart */
  for (size_t a = 0; a < N_ARTICLES; a++) {
    size_t number = strtoul(t->dataset.articles[a]->fields[SLANT_ID].ptr + 1, NULL, 10);
    ck_assert_uint_eq(t->fold_of[a] % 2, number % 2);
  }
  ck_assert_double_lt(t->text_f1, 0.7);
  ck_assert_double_lt(t->ungrouped_text_f1, 0.7);
  slant_training_free(t);
  auxiliary[0].encoder = auxiliary[1].encoder = NULL;
  t = small_training(data, &options);
  ck_assert_double_gt(t->text_f1, 0.95);
  slant_training_free(t);
  slant_auxiliary changed[] = {{auxiliary[0].path, 1, "odd"}, {auxiliary[1].path, 1, "even"}};
  options.auxiliary = changed; /* each labelled what it is trusted with */
  t = small_training(data, &options);
  ck_assert_double_gt(t->text_f1, 0.95);
  slant_training_free(t);
}
END_TEST

/* Two encoders' rows weigh together what one's weigh in a fold. */
START_TEST(the_model_learns_from_all_encoders) {
  const char *data = lot_file(), *readings = readings_file(header, "even", "odd");
  slant_auxiliary by_encoders[] = {{labelled_file(1), 1, "even"}, {labelled_file(0), 1, "odd"}};
  slant_auxiliary by_none[] = {small_auxiliary(by_encoders[0].path, 0.5), small_auxiliary(by_encoders[1].path, 0.5)};
  slant_train_options one = options_of(readings, by_encoders, 2), other = options_of(readings, by_none, 2);
  slant_training *t = small_training(data, &one), *u = small_training(data, &other);
  for (size_t i = 0; i < t->n_margins * t->vectors.n_columns; i++) ck_assert_double_eq_tol(t->weights[i], u->weights[i], 1e-3);
  slant_training_free(t);
  slant_training_free(u);
}
END_TEST

/* An encoder that knew everything teaches the model, and nothing that is measured. */
START_TEST(an_encoder_of_all_the_data_teaches_the_model_alone) {
  const char *data = lot_file(), *readings = readings_file(header, "even", "odd");
  slant_auxiliary none[] = {{labelled_file(1), 1, "even"}, {labelled_file(0), 1, "odd"}, {labelled_file(1), 1, "all"}};
  slant_auxiliary same = small_auxiliary(none[2].path, 1);
  slant_train_options two = options_of(readings, none, 2), three = options_of(readings, none, 3), plain = options_of(readings, &same, 1);
  slant_training *t = small_training(data, &two), *u = small_training(data, &three), *v = small_training(data, &plain);
  for (size_t i = 0; i < t->n_rows * t->n_margins; i++) ck_assert_double_eq_tol(t->text_margins[i], u->text_margins[i], 0.02);
  for (size_t i = 0; i < t->n_margins * t->vectors.n_columns; i++) ck_assert_double_eq_tol(v->weights[i], u->weights[i], 1e-3);
  slant_training_free(u);
  three.auxiliary = &none[2];
  three.n_auxiliary = 1;
  three.readings = NULL; /* alone it asks for none */
  u = small_training(data, &three);
  ck_assert_double_lt(u->text_f1, 0.7);
  for (size_t i = 0; i < t->n_margins * t->vectors.n_columns; i++) ck_assert_double_eq_tol(v->weights[i], u->weights[i], 1e-3);
  slant_training_free(t);
  slant_training_free(u);
  slant_training_free(v);
}
END_TEST

static void assert_refused(const char *data, const slant_train_options *options, slant_status status, const char *said) {
  slant_training *t = NULL;
  slant_error err = {0};
  ck_assert_int_eq(slant_train(&t, &data, 1, options, &err), status);
  ck_assert_says(err, said);
}

START_TEST(what_does_not_fit_together_is_told) {
  const char *data = lot_file(), *rows = labelled_file(1);
  slant_auxiliary even = {rows, 1, "even"}, eve = {rows, 1, "eve"};
  slant_train_options options = options_of(NULL, &even, 1);
  assert_refused(data, &options, SLANT_E_USAGE, "found labels of an encoder without readings");
  options.readings = readings_file("article,paragraph,about,other,coder\n", "even", "odd");
  assert_refused(data, &options, SLANT_E_DATA, "found no encoder named for paragraph 1 of n0, expected one in the column encoder");
  options.readings = readings_file(header, "even", "");
  assert_refused(data, &options, SLANT_E_DATA, "found no encoder named for paragraph 1 of n1,");
  options.readings = readings_file(header, "even", "odd");
  options.auxiliary = &eve;
  assert_refused(data, &options, SLANT_E_DATA, "found no reading of the encoder \"eve\", expected those of the one that labelled by-even.csv");
  options.auxiliary = &even;
  options.n_folds = 2;
  slant_buffer csv = {0};
  slant_buffer_put_string(&csv, header);
  for (size_t a = 0; a < N_ARTICLES; a++) {
    char row[64];
    (void)snprintf(row, sizeof row, "n%zu,1,0,0,e%zu\n", a, a % 3);
    slant_buffer_put_string(&csv, row);
  }
  options.readings = write_buffer("three.csv", &csv);
  assert_refused(data, &options, SLANT_E_DATA, "found readings of more than 2 encoders, expected at most one a fold");
}
END_TEST

/* Where paragraphs of one article were read by two encoders, one of them has learned from it. */
START_TEST(an_article_has_one_encoder) {
  slant_buffer csv = {0}, readings = {0};
  slant_random random = {11};
  slant_buffer_put_string(&csv, "id,paragraph,label,text\n");
  slant_buffer_put_string(&readings, header);
  for (size_t a = 0; a < N_ARTICLES; a++) {
    char id[32], row[96];
    (void)snprintf(id, sizeof id, "n%zu", a);
    put_paragraph(&csv, &random, a, id, 8);
    (void)snprintf(row, sizeof row, "%s,1,0,0,even\n", id);
    slant_buffer_put_string(&readings, row);
  }
  slant_buffer_put_string(&csv, "n7,2,about,what else was said there of the harbour\n");
  slant_buffer_put_string(&readings, "n7,2,0,0,odd\n");
  const char *data = write_buffer("two.csv", &csv);
  slant_auxiliary even = {labelled_file(1), 1, "even"};
  slant_train_options options = options_of(write_buffer("readings.csv", &readings), &even, 1);
  assert_refused(data, &options, SLANT_E_DATA, "found a reading of n7 by odd, and of the same article or a near-duplicate by even");
}
END_TEST

Suite *model_train_encoders_suite(void) {
  Suite *suite = suite_create("model_train_encoders");
  TCase *folds = tcase_create("folds");
  tcase_set_timeout(folds, 120);
  tcase_add_checked_fixture(folds, folder_make, folder_remove);
  tcase_add_test(folds, no_fold_learns_from_an_encoder_that_knows_it);
  tcase_add_test(folds, the_model_learns_from_all_encoders);
  tcase_add_test(folds, an_encoder_of_all_the_data_teaches_the_model_alone);
  tcase_add_test(folds, what_does_not_fit_together_is_told);
  tcase_add_test(folds, an_article_has_one_encoder);
  suite_add_tcase(suite, folds);
  return suite;
}
