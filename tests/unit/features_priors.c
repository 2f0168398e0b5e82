/* Types and priors: words with a number, their letters and ratings as columns, sums over a paragraph. */
#include "features/priors.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "features/characters.h"
#include "features/vectors.h"
#include "suites.h"
#include "support/support.h"

enum { N_PARAGRAPHS = 3 };
static const char *const paragraphs[N_PARAGRAPHS] = {"A triumph for the mill", "The scandal", "The mills, the scandalous mills"};

typedef struct set {
  slant_priors priors;
  slant_words words[N_PARAGRAPHS];
} set;

static void add_paragraphs(set *s, const slant_word **items, size_t *n_words) {
  slant_error err = {0};
  memset(s, 0, sizeof *s);
  for (size_t i = 0; i < N_PARAGRAPHS; i++) {
    ck_assert_ok(slant_words_cut(&s->words[i], text_of(paragraphs[i]), &err), err);
    items[i] = s->words[i].items;
    n_words[i] = s->words[i].n;
    ck_assert_ok(slant_priors_add_words(&s->priors, text_of(paragraphs[i]), items[i], n_words[i], &err), err);
  }
}

static void make(set *s, const char *lexicon, slant_prior_sizes sizes) {
  slant_error err = {0};
  const slant_word *items[N_PARAGRAPHS];
  size_t n_words[N_PARAGRAPHS];
  add_paragraphs(s, items, n_words);
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
  add_paragraphs(&s, items, n_words);
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

/* The priors with what a vector file of these bytes says, rows not made. */
static slant_status load_vectors(slant_priors *priors, const char *bytes, slant_error *err) {
  memset(priors, 0, sizeof *priors);
  return slant_priors_load_vectors(priors, file_write("vectors.txt", text_of(bytes)), err);
}

static void assert_vectors(const char *bytes, size_t n, size_t n_dimensions, size_t n_types) {
  slant_priors priors;
  slant_error err = {0};
  ck_assert_ok(load_vectors(&priors, bytes, &err), err);
  ck_assert_uint_eq(priors.n_vectors, n);
  ck_assert_uint_eq(priors.n_dimensions, n_dimensions);
  ck_assert_uint_eq(priors.types.n, n_types);
  slant_priors_free(&priors);
}

static void assert_vector(const slant_priors *p, const char *word, const float *expected) {
  uint32_t type = slant_types_find(&p->types, slant_word_hash(text_of(word)));
  ck_assert_msg(type != SLANT_NO_TYPE, "%s is no type", word);
  for (size_t i = 0; i < p->n_dimensions; i++) {
    ck_assert_float_eq(p->vectors[type * p->n_dimensions + i], expected[i]);
  }
}

START_TEST(vectors_are_read_with_and_without_a_header) {
  assert_vectors("2 3\nferry 1 2 3\nharbour 4 5 6\n", 2, 3, 2);
  assert_vectors("ferry 1 2 3\nharbour 4 5 6", 2, 3, 2);
  assert_vectors("ferry\t1\t2\t3 \r\n\r\nharbour 4  5 6 \r\n", 2, 3, 2);
  assert_vectors("ferry 0.5\nharbour -1e-1\n", 2, 1, 2);
  assert_vectors("2 1\nferry 0.5\nharbour -1e-1\n", 2, 1, 2);
  assert_vectors("2 2\n1999 1 2\nferry 3 4\n", 2, 2, 2);
}
END_TEST

START_TEST(of_a_word_that_comes_again_the_first_vector_stays) {
  slant_priors priors;
  slant_error err = {0};
  ck_assert_ok(load_vectors(&priors, "Ferry 1 2\nferry 3 4\nharbour 0 0\nHARBOUR 5 6\nquay 7 8\n", &err), err);
  ck_assert_uint_eq(priors.n_vectors, 3);
  ck_assert_uint_eq(priors.types.n, 3);
  assert_vector(&priors, "ferry", (const float[]){1, 2});
  assert_vector(&priors, "harbour", (const float[]){0, 0});
  assert_vector(&priors, "quay", (const float[]){7, 8});
  slant_priors_free(&priors);
}
END_TEST

/* Neither punctuation nor what the tokenizer cuts apart becomes a term without weight. */
START_TEST(vectors_of_what_is_no_word_are_passed_over) {
  assert_vectors(", 1 2\n</s> 3 4\n... 5 6\nquay-side 1 1\nharbour_master 1 1\ndon't 2 2\n# 1 1\nferry 7 8\n", 4, 2, 4);
  slant_priors priors = {0};
  slant_error err = {0};
  ck_assert_ok(slant_priors_load_words(&priors, file_write("list.txt", BYTES("ferry\nquay-side\ntwo words\n...\n")), &err), err);
  ck_assert_uint_eq(priors.types.n, 1);
  slant_priors_free(&priors);
}
END_TEST

START_TEST(a_line_of_vectors_that_is_none_is_named) {
  static const struct {
    const char *bytes, *said;
    uint64_t line;
  } bad[] = {
      {"ferry 1 2\nharbour 1\n", "found \"harbour 1\", expected a word and 2 numbers", 2},
      {"ferry 1 2\nharbour 1 2 3\n", "expected a word and 2 numbers", 2},
      {"2 2\nferry 1 2\nharbour\n", "expected a word and 2 numbers", 3},
      {"ferry 1 2\nharbour 1 x\n", "expected a word and 2 numbers", 2},
      {"ferry 1 2\nof the harbour 1 2\n", "expected a word and 2 numbers", 2},
      {"ferry 1 2\nharbour nan 2\n", "expected a word and 2 numbers", 2},
      {"ferry 1 2\nharbour 1 inf\n", "expected a word and 2 numbers", 2},
      {"ferry 1 2\nharbour 1 2,5\n", "expected a word and 2 numbers", 2},
      {"ferry 1 2\nharbour 1 1e39\n", "none beyond 1e6", 2},
      {"ferry 1 -2e6\n", "none beyond 1e6", 1},
      {"ferry\n", "expected a word and 1 to 2000 numbers", 1},
      {"harbour ferry\n", "expected a word and 1 to 2000 numbers", 1},
      {"", "found no word vector", 0},
      {"3 2\n", "found no word vector", 0},
      {"\n\n", "found no word vector", 0},
      {", 1 2\n", "found no word vector", 0},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    slant_priors priors;
    slant_error err = {0};
    ck_assert_int_eq(load_vectors(&priors, bad[i].bytes, &err), SLANT_E_DATA);
    ck_assert_says(err, bad[i].said);
    ck_assert_uint_eq(err.line, bad[i].line);
    slant_priors_free(&priors);
  }
}
END_TEST

START_TEST(a_vector_has_so_many_dimensions_at_most) {
  for (size_t n = 2000; n <= 2001; n++) {
    slant_priors priors;
    slant_error err = {0};
    slant_buffer line = {0};
    slant_buffer_put_string(&line, "ferry");
    for (size_t i = 0; i < n; i++) slant_buffer_put_string(&line, " 0.25");
    slant_buffer_put_char(&line, '\0');
    ck_assert_int_eq(load_vectors(&priors, line.ptr, &err), n == 2000 ? SLANT_OK : SLANT_E_DATA);
    slant_buffer_free(&line);
    slant_priors_free(&priors);
  }
  slant_priors priors = {0};
  slant_error err = {0};
  ck_assert_int_eq(slant_priors_load_vectors(&priors, "/nowhere/vectors.txt", &err), SLANT_E_IO);
  slant_priors_free(&priors);
}
END_TEST

/* Letters, ratings and vectors together; words that the paragraphs have and words that they have not. */
static void make_all(set *s, const char *vectors, const char *lexicon, slant_prior_sizes sizes) {
  const slant_word *items[N_PARAGRAPHS];
  size_t n_words[N_PARAGRAPHS];
  slant_error err = {0};
  add_paragraphs(s, items, n_words);
  if (lexicon != NULL) ck_assert_ok(slant_priors_load_lexicon(&s->priors, file_write("all.tsv", text_of(lexicon)), &err), err);
  ck_assert_ok(slant_priors_load_vectors(&s->priors, file_write("all.txt", text_of(vectors)), &err), err);
  ck_assert_ok(slant_priors_finish(&s->priors, items, n_words, N_PARAGRAPHS, sizes, &err), err);
}

/* Mean square of the columns from `first` on, over the paragraphs. */
static double block_size(set *s, size_t first, size_t end) {
  slant_vectors vectors = {0};
  slant_vocabulary none = {0};
  slant_error err = {0};
  double sum = 0;
  for (size_t i = 0; i < N_PARAGRAPHS; i++) {
    ck_assert_ok(slant_vectors_add(&vectors, &none, 1, &s->priors, s->words[i].items, s->words[i].n, &err), err);
  }
  for (size_t e = 0; e < vectors.starts[N_PARAGRAPHS]; e++) {
    if (vectors.columns[e] >= first && vectors.columns[e] < end) sum += vectors.values[e] * vectors.values[e];
  }
  slant_vectors_free(&vectors);
  return sum / N_PARAGRAPHS;
}

static const char some_vectors[] = "3 2\nmill 1 0\nscandal 0.5 -2\nunseen 3 1\nnothing 0 0\n";

START_TEST(every_block_comes_out_at_its_size) {
  set s;
  make_all(&s, some_vectors, "triumph\t3\nscandal\t-2\n", (slant_prior_sizes){.characters = 0.3, .lexicon = 0.03, .vectors = 0.2});
  size_t letters = SLANT_CHARACTER_BUCKETS;
  ck_assert_uint_eq(s.priors.n_columns, letters + 2 + 2);
  ck_assert_double_eq_tol(block_size(&s, 0, letters), 0.3, 1e-5);
  ck_assert_double_eq_tol(block_size(&s, letters, letters + 2), 0.03, 1e-6);
  ck_assert_double_eq_tol(block_size(&s, letters + 2, letters + 4), 0.2, 1e-6);
  clear(&s);
  make_all(&s, some_vectors, NULL, (slant_prior_sizes){.characters = 0.3, .lexicon = 0.03, .vectors = -1});
  ck_assert_double_eq(block_size(&s, letters, letters + 4), 0);
  ck_assert_double_eq_tol(block_size(&s, 0, letters), 0.3, 1e-5);
  clear(&s);
}
END_TEST

/* Vectors that no paragraph meets have no size to be brought to, and stay finite. */
START_TEST(vectors_without_a_word_of_the_data_stay_as_they_are) {
  set s;
  make_all(&s, "unseen 3 1\nthe 0 0\n", NULL, (slant_prior_sizes){.characters = -1, .lexicon = -1, .vectors = 0.2});
  uint32_t unseen = type_of(&s, "unseen");
  ck_assert_uint_eq(s.priors.starts[unseen + 1] - s.priors.starts[unseen], 2);
  ck_assert_float_eq(s.priors.values[s.priors.starts[unseen]], 3);
  ck_assert_double_eq(block_size(&s, 0, s.priors.n_columns), 0);
  clear(&s);
}
END_TEST

START_TEST(vectors_of_frequent_words_count_less) {
  set s;
  make_all(&s, "the 1 0\nscandal 1 0\nunseen 1 0\n", NULL, (slant_prior_sizes){.characters = -1, .lexicon = -1, .vectors = 1});
  double the = (double)s.priors.values[s.priors.starts[type_of(&s, "the")]];
  double scandal = (double)s.priors.values[s.priors.starts[type_of(&s, "scandal")]];
  double unseen = (double)s.priors.values[s.priors.starts[type_of(&s, "unseen")]];
  /* 12 words, of them 4 "the" and 1 "scandal" */
  ck_assert_double_eq_tol(the / unseen, 1e-3 / (1e-3 + 4.0 / 12), 1e-5);
  ck_assert_double_eq_tol(scandal / unseen, 1e-3 / (1e-3 + 1.0 / 12), 1e-5);
  clear(&s);
}
END_TEST

static double rating_of(const slant_priors *p, uint64_t hash) {
  uint32_t type = slant_types_find(&p->types, hash);
  return type == SLANT_NO_TYPE ? (double)NAN : type < p->cap_ratings ? (double)p->ratings[type] : 0;
}

START_TEST(pairs_and_longer_phrases_of_a_lexicon) {
  static const char lexicon[] =
      "# term\trating\nnot good\t-2\ngood\t2\nbad faith\t-3\twhy\tby whom\nwell-made\t1.5\ndon't\t-1\n"
      "at a loss\t-2\nOut-of-Date\t-1\ndead in the water\t-3\nfine\t 0.5 \t\nshrug\t0\n";
  slant_priors p = {0};
  slant_error err = {0};
  uint64_t bad = slant_word_hash(BYTES("bad")), faith = slant_word_hash(BYTES("faith"));
  ck_assert_ok(slant_priors_load_lexicon(&p, file_write("pairs.tsv", text_of(lexicon)), &err), err);
  ck_assert_double_eq(rating_of(&p, slant_pair_hash(slant_word_hash(BYTES("not")), slant_word_hash(BYTES("good")))), -2);
  ck_assert_double_eq(rating_of(&p, slant_word_hash(BYTES("good"))), 2);
  ck_assert_double_eq(rating_of(&p, slant_pair_hash(bad, faith)), -3);
  ck_assert_double_nan(rating_of(&p, slant_pair_hash(faith, bad)));
  ck_assert_double_nan(rating_of(&p, bad));
  ck_assert_double_nan(rating_of(&p, faith));
  ck_assert_double_nan(rating_of(&p, slant_word_hash(BYTES("not"))));
  ck_assert_double_eq(rating_of(&p, slant_pair_hash(slant_word_hash(BYTES("well")), slant_word_hash(BYTES("made")))), 1.5);
  ck_assert_double_eq(rating_of(&p, slant_word_hash(BYTES("don't"))), -1);
  ck_assert_double_eq(rating_of(&p, slant_word_hash(BYTES("fine"))), 0.5);
  ck_assert_uint_eq(p.n_long_phrases, 3);
  ck_assert_uint_eq(p.types.n, 7);
  ck_assert_uint_eq(slant_priors_n_rated(&p), 6);
  slant_priors_free(&p);
}
END_TEST

/* A pair counts where its words stand side by side, and once for each time. */
START_TEST(a_rated_pair_counts_as_a_pair_only) {
  static const struct {
    const char *text;
    double sum;
  } tried[] = {{"bad faith", -3}, {"Bad faith, bad FAITH", -6}, {"faith bad", 0}, {"bad old faith", 0}, {"bad", 0}, {"in bad faith again", -3}};
  slant_priors p = {0};
  slant_error err = {0};
  slant_prior_sums sums = {0};
  ck_assert_ok(slant_priors_load_lexicon(&p, file_write("pair.tsv", BYTES("bad faith\t-3\n")), &err), err);
  ck_assert_ok(slant_priors_finish(&p, NULL, NULL, 0, (slant_prior_sizes){.characters = 1, .lexicon = 1}, &err), err);
  for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
    slant_words words = {0};
    ck_assert_ok(slant_words_cut(&words, text_of(tried[i].text), &err), err);
    ck_assert_ok(slant_priors_sum(&p, words.items, words.n, &sums, &err), err);
    ck_assert_uint_eq(sums.n, tried[i].sum < 0);
    if (sums.n > 0) ck_assert_double_eq(sums.values[sums.columns[0]], -tried[i].sum);
    slant_words_free(&words);
  }
  slant_prior_sums_free(&sums);
  slant_priors_free(&p);
}
END_TEST

/* Sums are kept from one paragraph to the next, and nothing of the one before stays in them. */
START_TEST(sums_begin_anew_with_every_paragraph) {
  set s;
  slant_error err = {0};
  slant_prior_sums kept = {0};
  make_all(&s, some_vectors, "triumph\t3\nscandal\t-2\n", (slant_prior_sizes){.characters = 0.3, .lexicon = 0.03, .vectors = 0.2});
  for (size_t i = 0; i < 2 * N_PARAGRAPHS; i++) {
    slant_prior_sums fresh = {0};
    const slant_words *words = &s.words[i % N_PARAGRAPHS];
    ck_assert_ok(slant_priors_sum(&s.priors, words->items, words->n, &kept, &err), err);
    ck_assert_ok(slant_priors_sum(&s.priors, words->items, words->n, &fresh, &err), err);
    ck_assert_uint_eq(kept.n, fresh.n);
    ck_assert_mem_eq(kept.columns, fresh.columns, fresh.n * sizeof *fresh.columns);
    for (size_t k = 0; k < fresh.n; k++) {
      if (k > 0) ck_assert_uint_lt(fresh.columns[k - 1], fresh.columns[k]);
      ck_assert_double_eq(kept.values[kept.columns[k]], fresh.values[fresh.columns[k]]);
    }
    slant_prior_sums_free(&fresh);
  }
  ck_assert_ok(slant_priors_sum(&s.priors, NULL, 0, &kept, &err), err);
  ck_assert_uint_eq(kept.n, 0);
  slant_prior_sums_free(&kept);
  clear(&s);
}
END_TEST

static void add_files(TCase *tc) {
  tcase_add_test(tc, vectors_are_read_with_and_without_a_header);
  tcase_add_test(tc, of_a_word_that_comes_again_the_first_vector_stays);
  tcase_add_test(tc, vectors_of_what_is_no_word_are_passed_over);
  tcase_add_test(tc, a_line_of_vectors_that_is_none_is_named);
  tcase_add_test(tc, a_vector_has_so_many_dimensions_at_most);
  tcase_add_test(tc, pairs_and_longer_phrases_of_a_lexicon);
}

static void add_blocks(TCase *tc) {
  tcase_add_test(tc, every_block_comes_out_at_its_size);
  tcase_add_test(tc, vectors_without_a_word_of_the_data_stay_as_they_are);
  tcase_add_test(tc, vectors_of_frequent_words_count_less);
  tcase_add_test(tc, a_rated_pair_counts_as_a_pair_only);
  tcase_add_test(tc, sums_begin_anew_with_every_paragraph);
}

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
  add_files(tc);
  add_blocks(tc);
  suite_add_tcase(suite, tc);
  return suite;
}
