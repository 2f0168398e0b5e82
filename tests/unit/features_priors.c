/* Types and priors: words with a number, their letters and ratings as columns, sums over a paragraph. */
#include "features/priors.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "features/vectors.h"
#include "suites.h"
#include "support/support.h"

enum { N_PARAGRAPHS = 3 };
static const char *const paragraphs[N_PARAGRAPHS] = {"A triumph for the mill", "The scandal", "The mills, the scandalous mills"};

typedef struct set {
  slant_priors priors;
  slant_words words[N_PARAGRAPHS];
} set;

static void make(set *s, const char *lexicon, slant_prior_sizes sizes) {
  slant_error err = {0};
  const slant_word *items[N_PARAGRAPHS];
  size_t n_words[N_PARAGRAPHS];
  memset(s, 0, sizeof *s);
  for (size_t i = 0; i < N_PARAGRAPHS; i++) {
    ck_assert_ok(slant_words_cut(&s->words[i], text_of(paragraphs[i]), &err), err);
    items[i] = s->words[i].items;
    n_words[i] = s->words[i].n;
    ck_assert_ok(slant_priors_add_words(&s->priors, text_of(paragraphs[i]), items[i], n_words[i], &err), err);
  }
  if (lexicon != NULL) ck_assert_ok(slant_priors_load_lexicon(&s->priors, lexicon, &err), err);
  ck_assert_ok(slant_priors_finish(&s->priors, items, n_words, N_PARAGRAPHS, sizes, &err), err);
}

static void clear(set *s) {
  slant_priors_free(&s->priors);
  for (size_t i = 0; i < N_PARAGRAPHS; i++) slant_words_free(&s->words[i]);
}

static uint32_t type_of(const set *s, const char *word) { return slant_types_find(&s->priors.types, slant_word_hash(text_of(word))); }

/* Columns that two words have in common. */
static size_t n_common(const set *s, const char *a, const char *b) {
  const slant_priors *p = &s->priors;
  uint32_t x = type_of(s, a), y = type_of(s, b);
  size_t n = 0;
  for (size_t i = p->starts[x]; i < p->starts[x + 1]; i++) {
    for (size_t k = p->starts[y]; k < p->starts[y + 1]; k++) n += p->columns[i] == p->columns[k];
  }
  return n;
}

START_TEST(a_word_is_one_type_however_often_it_stands) {
  set s;
  make(&s, NULL, (slant_prior_sizes){.characters = 1, .lexicon = 1});
  ck_assert_uint_eq(s.priors.types.n, 8);
  ck_assert_text_eq(slant_types_text(&s.priors.types, type_of(&s, "the")), text_of("the"));
  ck_assert_uint_eq(type_of(&s, "unheard"), SLANT_NO_TYPE);
  ck_assert_uint_eq(s.priors.n_rows, 8);
  clear(&s);
}
END_TEST

START_TEST(words_with_letters_in_common_share_columns) {
  set s;
  make(&s, NULL, (slant_prior_sizes){.characters = 1, .lexicon = 1});
  ck_assert_uint_gt(n_common(&s, "scandal", "scandalous"), 10);
  ck_assert_uint_gt(n_common(&s, "mill", "mills"), 3);
  ck_assert_uint_eq(n_common(&s, "triumph", "scandal"), 0);
  clear(&s);
}
END_TEST

START_TEST(ratings_are_two_columns_and_the_lexicons_words_are_types) {
  set s;
  const char *path = file_write("words.tsv", BYTES("# word\trating\nTriumph\t3\nscandal\t-2\nunseen\t1.5\n"));
  make(&s, path, (slant_prior_sizes){.characters = -1, .lexicon = 1});
  const slant_priors *p = &s.priors;
  uint32_t up = type_of(&s, "triumph"), down = type_of(&s, "scandal"), unseen = type_of(&s, "unseen"), mill = type_of(&s, "mill");
  ck_assert_uint_ne(unseen, SLANT_NO_TYPE);
  ck_assert_uint_eq(p->starts[mill], p->starts[mill + 1]);
  ck_assert_uint_eq(p->starts[up + 1] - p->starts[up], 1);
  ck_assert_uint_eq(p->columns[p->starts[up]], p->columns[p->starts[unseen]]);
  ck_assert_uint_ne(p->columns[p->starts[up]], p->columns[p->starts[down]]);
  ck_assert_double_eq_tol((double)p->values[p->starts[up]], 2 * (double)p->values[p->starts[unseen]], 1e-5);
  clear(&s);
}
END_TEST

START_TEST(listed_words_get_a_weight_from_their_letters) {
  set s;
  slant_error err = {0};
  const slant_word *items[N_PARAGRAPHS];
  size_t n_words[N_PARAGRAPHS];
  memset(&s, 0, sizeof s);
  for (size_t i = 0; i < N_PARAGRAPHS; i++) {
    ck_assert_ok(slant_words_cut(&s.words[i], text_of(paragraphs[i]), &err), err);
    items[i] = s.words[i].items;
    n_words[i] = s.words[i].n;
    ck_assert_ok(slant_priors_add_words(&s.priors, text_of(paragraphs[i]), items[i], n_words[i], &err), err);
  }
  ck_assert_ok(slant_priors_load_words(&s.priors, file_write("list.txt", BYTES("# words\nScandals\n\nmill\n")), &err), err);
  ck_assert_ok(slant_priors_finish(&s.priors, items, n_words, N_PARAGRAPHS, (slant_prior_sizes){.characters = 1, .lexicon = 1}, &err), err);
  ck_assert_uint_eq(s.priors.types.n, 9);
  ck_assert_uint_eq(s.priors.n_rows, 9);
  ck_assert_uint_gt(n_common(&s, "scandals", "scandal"), 8);
  clear(&s);
}
END_TEST

START_TEST(blocks_come_out_at_the_size_asked) {
  set s;
  slant_vectors vectors = {0};
  slant_vocabulary none = {0};
  slant_error err = {0};
  make(&s, NULL, (slant_prior_sizes){.characters = 0.25, .lexicon = -1});
  for (size_t i = 0; i < N_PARAGRAPHS; i++) {
    ck_assert_ok(slant_vectors_add(&vectors, &none, 1, &s.priors, s.words[i].items, s.words[i].n, &err), err);
  }
  ck_assert_double_eq_tol(slant_vectors_mean_square(&vectors), 0.25, 1e-5);
  slant_vectors_free(&vectors);
  clear(&s);
}
END_TEST

START_TEST(a_row_of_the_vectors_is_the_sum_of_its_words) {
  set s;
  slant_vectors vectors = {0};
  slant_vocabulary none = {0};
  slant_error err = {0};
  make(&s, NULL, (slant_prior_sizes){.characters = 1, .lexicon = 1});
  double *weights = NULL, sum = 0;
  ck_assert_ok(slant_memory_new(&weights, s.priors.n_columns, sizeof *weights, &err), err);
  for (size_t c = 0; c < s.priors.n_columns; c++) weights[c] = sin((double)c);
  ck_assert_ok(slant_vectors_add(&vectors, &none, 1, &s.priors, s.words[2].items, s.words[2].n, &err), err);
  for (size_t i = 0; i < s.words[2].n; i++) {
    sum += slant_priors_dot(&s.priors, slant_types_find(&s.priors.types, s.words[2].items[i].hash), weights);
  }
  ck_assert_double_eq_tol(slant_vectors_dot(&vectors, 0, weights), sum / sqrt((double)s.words[2].n), 1e-5);
  slant_memory_free(weights);
  slant_vectors_free(&vectors);
  clear(&s);
}
END_TEST

START_TEST(a_lexicon_line_that_is_none_is_named) {
  static const char *const bad[] = {"fine\t1\nword\n", "fine\t1\nword\tgood\n", "fine\t1\nword\t4\n", "fine\t1\n\t1\n"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    slant_priors priors = {0};
    slant_error err = {0};
    const char *path = file_write("bad.tsv", text_of(bad[i]));
    ck_assert_int_eq(slant_priors_load_lexicon(&priors, path, &err), SLANT_E_DATA);
    ck_assert_uint_eq(err.line, 2);
    slant_priors_free(&priors);
  }
  slant_priors priors = {0};
  slant_error err = {0};
  ck_assert_int_eq(slant_priors_load_lexicon(&priors, "/nowhere/words.tsv", &err), SLANT_E_IO);
  slant_priors_free(&priors);
}
END_TEST

Suite *features_priors_suite(void) {
  Suite *suite = suite_create("features_priors");
  TCase *tc = tcase_create("priors");
  tcase_add_checked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, a_word_is_one_type_however_often_it_stands);
  tcase_add_test(tc, words_with_letters_in_common_share_columns);
  tcase_add_test(tc, ratings_are_two_columns_and_the_lexicons_words_are_types);
  tcase_add_test(tc, listed_words_get_a_weight_from_their_letters);
  tcase_add_test(tc, blocks_come_out_at_the_size_asked);
  tcase_add_test(tc, a_row_of_the_vectors_is_the_sum_of_its_words);
  tcase_add_test(tc, a_lexicon_line_that_is_none_is_named);
  suite_add_tcase(suite, tc);
  return suite;
}
