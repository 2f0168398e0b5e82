/* Vocabulary and vectors: counts, weights by rarity, numbers that the order of counting does not touch, sparse rows. */
#include "features/vocabulary.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "features/vectors.h"
#include "suites.h"
#include "support/support.h"

static const char *const paragraphs[] = {
    "The mill burned. The mill!", "the old mill", "An old man", "Zebra \xC3\xA9t\xC3\xA9 zebra", "", "the man",
};
enum { N_PARAGRAPHS = sizeof paragraphs / sizeof *paragraphs };

static void count(slant_vocabulary *v, const char *text) {
  slant_words words = {0};
  slant_error err = {0};
  slant_term terms[64];
  ck_assert_ok(slant_words_cut(&words, text_of(text), &err), err);
  ck_assert_uint_le(slant_terms_count(words.n), 64);
  slant_terms_get(words.items, words.n, terms);
  ck_assert_ok(slant_vocabulary_count(v, text_of(text), terms, slant_terms_count(words.n), &err), err);
  slant_words_free(&words);
}

static void make(slant_vocabulary *v, const size_t *order, size_t min_count) {
  slant_error err = {0};
  memset(v, 0, sizeof *v);
  for (size_t i = 0; i < N_PARAGRAPHS; i++) count(v, paragraphs[order == NULL ? i : order[i]]);
  ck_assert_ok(slant_vocabulary_finish(v, min_count, &err), err);
}

static uint32_t number_of(const slant_vocabulary *v, const char *term) {
  const char *space = strchr(term, ' ');
  if (space == NULL) return slant_vocabulary_find(v, slant_word_hash(text_of(term)));
  slant_text first = {term, (size_t)(space - term)};
  return slant_vocabulary_find(v, slant_pair_hash(slant_word_hash(first), slant_word_hash(text_of(space + 1))));
}

START_TEST(terms_in_enough_paragraphs_are_kept_in_byte_order) {
  static const char *const expected[] = {"man", "mill", "old", "the"};
  slant_vocabulary v;
  make(&v, NULL, 2);
  ck_assert_uint_eq(v.n_terms, 4);
  ck_assert_uint_eq(v.n_paragraphs, N_PARAGRAPHS);
  for (uint32_t i = 0; i < 4; i++) {
    ck_assert_text_eq(slant_vocabulary_text(&v, i), text_of(expected[i]));
    ck_assert_uint_eq(number_of(&v, expected[i]), i);
    ck_assert_uint_eq(v.hashes[i], slant_word_hash(text_of(expected[i])));
  }
  ck_assert_uint_eq(number_of(&v, "zebra"), SLANT_NO_TERM);    /* twice, in one paragraph */
  ck_assert_uint_eq(number_of(&v, "the mill"), SLANT_NO_TERM); /* the same */
  ck_assert_uint_eq(number_of(&v, "unheard"), SLANT_NO_TERM);
  slant_vocabulary_free(&v);
}
END_TEST

START_TEST(with_a_least_count_of_one_every_term_is_kept) {
  slant_vocabulary v;
  make(&v, NULL, 1);
  ck_assert_uint_ne(number_of(&v, "zebra \xC3\xA9t\xC3\xA9"), SLANT_NO_TERM);
  ck_assert_uint_ne(number_of(&v, "the mill"), SLANT_NO_TERM);
  ck_assert_text_eq(slant_vocabulary_text(&v, 0), BYTES("an"));
  ck_assert_text_eq(slant_vocabulary_text(&v, (uint32_t)v.n_terms - 1), BYTES("\xC3\xA9t\xC3\xA9 zebra"));
  for (uint32_t i = 1; i < v.n_terms; i++) {
    slant_text a = slant_vocabulary_text(&v, i - 1), b = slant_vocabulary_text(&v, i);
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    ck_assert(order < 0 || (order == 0 && a.len < b.len));
  }
  slant_vocabulary_free(&v);
}
END_TEST

START_TEST(rare_terms_weigh_more) {
  slant_vocabulary v;
  make(&v, NULL, 2);
  ck_assert_double_eq_tol(v.idf[number_of(&v, "the")], log(7.0 / 4.0) + 1, 1e-12);
  ck_assert_double_eq_tol(v.idf[number_of(&v, "man")], log(7.0 / 3.0) + 1, 1e-12);
  slant_vocabulary_free(&v);
}
END_TEST

START_TEST(the_order_of_counting_leaves_no_trace) {
  size_t order[N_PARAGRAPHS] = {0, 1, 2, 3, 4, 5};
  slant_random random = {11};
  slant_vocabulary first;
  make(&first, NULL, 1);
  for (int round = 0; round < 20; round++) {
    for (size_t i = N_PARAGRAPHS; i > 1; i--) {
      size_t k = (size_t)slant_random_below(&random, i), swap = order[k];
      order[k] = order[i - 1];
      order[i - 1] = swap;
    }
    slant_vocabulary v;
    make(&v, order, 1);
    ck_assert_uint_eq(v.n_terms, first.n_terms);
    ck_assert_mem_eq(v.hashes, first.hashes, v.n_terms * sizeof *v.hashes);
    ck_assert_mem_eq(v.idf, first.idf, v.n_terms * sizeof *v.idf);
    ck_assert_mem_eq(v.starts, first.starts, (v.n_terms + 1) * sizeof *v.starts);
    ck_assert_text_eq(slant_buffer_get(&v.texts), slant_buffer_get(&first.texts));
    slant_vocabulary_free(&v);
  }
  slant_vocabulary_free(&first);
}
END_TEST

START_TEST(many_terms_make_the_table_grow) {
  slant_vocabulary v = {0};
  slant_error err = {0};
  enum { N = 100000 };
  slant_term *terms = NULL;
  ck_assert_ok(slant_memory_new(&terms, N, sizeof *terms, &err), err);
  for (uint64_t i = 0; i < N; i++) terms[i] = (slant_term){slant_hash_pair(i, 1), 0, 1};
  for (int twice = 0; twice < 2; twice++) ck_assert_ok(slant_vocabulary_count(&v, BYTES("x"), terms, N, &err), err);
  ck_assert_ok(slant_vocabulary_finish(&v, 2, &err), err);
  ck_assert_uint_eq(v.n_terms, N);
  for (size_t i = 0; i < N; i += 997)
    ck_assert_uint_eq(v.hashes[slant_vocabulary_find(&v, terms[i].hash)], terms[i].hash);
  slant_memory_free(terms);
  slant_vocabulary_free(&v);
}
END_TEST

START_TEST(an_empty_vocabulary_finds_nothing) {
  slant_vocabulary v = {0};
  ck_assert_uint_eq(slant_vocabulary_find(&v, 1), SLANT_NO_TERM);
  slant_error err = {0};
  ck_assert_ok(slant_vocabulary_finish(&v, 2, &err), err);
  ck_assert_uint_eq(v.n_terms, 0);
  ck_assert_uint_eq(slant_vocabulary_find(&v, 1), SLANT_NO_TERM);
  slant_vocabulary_free(&v);
}
END_TEST

static void add_scaled_row(slant_vectors *vectors, const slant_vocabulary *v, double scale, const char *text) {
  slant_words words = {0};
  slant_error err = {0};
  ck_assert_ok(slant_words_cut(&words, text_of(text), &err), err);
  ck_assert_ok(slant_vectors_add(vectors, v, scale, NULL, words.items, words.n, &err), err);
  slant_words_free(&words);
}

static void add_row(slant_vectors *vectors, const slant_vocabulary *v, const char *text) { add_scaled_row(vectors, v, 1, text); }

START_TEST(a_row_holds_count_times_idf_over_the_root_of_the_words) {
  slant_vocabulary v;
  slant_vectors vectors = {0};
  make(&v, NULL, 2);
  add_row(&vectors, &v, "The mill the unheard"); /* four words, one of them unknown; no pair is known */
  ck_assert_uint_eq(vectors.n_rows, 1);
  ck_assert_uint_eq(vectors.n_columns, 4);
  ck_assert_uint_eq(vectors.starts[1], 2);
  uint32_t mill = number_of(&v, "mill"), the = number_of(&v, "the");
  ck_assert_uint_eq(vectors.columns[0], mill);
  ck_assert_uint_eq(vectors.columns[1], the);
  ck_assert_double_eq_tol(vectors.values[0], v.idf[mill] / 2, 1e-12);
  ck_assert_double_eq_tol(vectors.values[1], 2 * v.idf[the] / 2, 1e-12);
  slant_vectors_free(&vectors);
  slant_vocabulary_free(&v);
}
END_TEST

START_TEST(rows_can_be_empty_scaled_and_multiplied) {
  slant_vocabulary v;
  slant_vectors vectors = {0};
  make(&v, NULL, 2);
  ck_assert_double_eq(slant_vectors_mean_square(&vectors), 0);
  add_row(&vectors, &v, "");
  add_row(&vectors, &v, "unheard");
  add_row(&vectors, &v, "man");
  ck_assert_uint_eq(vectors.n_rows, 3);
  ck_assert_uint_eq(vectors.starts[2], 0);
  double idf = v.idf[number_of(&v, "man")], weights[4] = {0};
  ck_assert_double_eq_tol(slant_vectors_mean_square(&vectors), idf * idf / 3, 1e-12);
  add_scaled_row(&vectors, &v, 0.5, "man");
  weights[number_of(&v, "man")] = -3;
  ck_assert_double_eq_tol(slant_vectors_dot(&vectors, 2, weights), -3 * idf, 1e-12);
  ck_assert_double_eq_tol(slant_vectors_dot(&vectors, 3, weights), -1.5 * idf, 1e-12);
  ck_assert_double_eq(slant_vectors_dot(&vectors, 0, weights), 0);
  slant_vectors_free(&vectors);
  slant_vocabulary_free(&v);
}
END_TEST

Suite *features_vocabulary_suite(void) {
  Suite *suite = suite_create("features_vocabulary");
  TCase *tc = tcase_create("vocabulary and vectors");
  tcase_add_test(tc, terms_in_enough_paragraphs_are_kept_in_byte_order);
  tcase_add_test(tc, with_a_least_count_of_one_every_term_is_kept);
  tcase_add_test(tc, rare_terms_weigh_more);
  tcase_add_test(tc, the_order_of_counting_leaves_no_trace);
  tcase_add_test(tc, many_terms_make_the_table_grow);
  tcase_add_test(tc, an_empty_vocabulary_finds_nothing);
  tcase_add_test(tc, a_row_holds_count_times_idf_over_the_root_of_the_words);
  tcase_add_test(tc, rows_can_be_empty_scaled_and_multiplied);
  suite_add_tcase(suite, tc);
  return suite;
}
