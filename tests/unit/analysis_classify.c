/* Classification: a row for every paragraph, probabilities that mean something, flags, and batches in order. */
#include "slant/slant.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "article/article.h"
#include "model/model.h"
#include "small_model.h"
#include "suites.h"
#include "support/reading.h"

static const char text[] =
    "The council praised the brilliant harbour and welcomed the trusted ferry by the river.\n\n"
    "The mayor blamed the reckless minister near the scandalous bridge in that botched winter.\n\n"
    "The library is scheduled beside the listed station and measures the old garden.\n\n... --- ...";

static slant_model *model;

static void set_up(void) {
  folder_make();
  slant_model_free(small_model("own", own_labels, 4, NULL));
  slant_model_free(small_model("two", two_labels, 2, NULL));
  model = small_model("tone", tone_labels, 3, NULL);
}

static void tear_down(void) {
  slant_model_free(model);
  folder_remove();
}

START_TEST(every_paragraph_has_a_row) {
  slant_article *article = small_article("", text);
  slant_result *result = classify_text(model, article, NULL);
  ck_assert_uint_eq(slant_result_n_rows(result), 4);
  ck_assert_ptr_eq(slant_result_article(result), article);
  ck_assert_ptr_eq(slant_result_model(result), model);
  for (size_t i = 0; i < 3; i++) {
    const slant_row *row = slant_result_row(result, i);
    double sum = 0;
    ck_assert_int_eq(row->label, (int)i);
    ck_assert_ptr_eq(row->paragraph, slant_article_paragraph(article, i));
    for (size_t k = 0; k < 3; k++) sum += row->probabilities[k];
    ck_assert_double_eq_tol(sum, 1, 1e-12);
    ck_assert_double_eq(row->confidence, row->probabilities[row->label]);
    ck_assert_double_eq(row->tone, row->probabilities[0] - row->probabilities[1]);
    ck_assert_uint_eq(row->flags & SLANT_NO_KNOWN_TERMS, 0);
  }
  slant_result_free(result);
  slant_result_free(NULL);
  slant_article_free(article);
}
END_TEST

static void assert_unscored(const slant_row *row) {
  ck_assert_int_eq(row->label, -1);
  ck_assert_double_eq(row->confidence, 0);
  ck_assert(isnan(row->tone));
  ck_assert_ptr_null(row->probabilities);
  ck_assert_ptr_null(row->margins);
}

START_TEST(paragraphs_without_a_word_have_no_label) {
  slant_article *article = small_article("", text);
  slant_classify_options keep = {.keep_furniture = true};
  slant_result *result = classify_text(model, article, &keep);
  assert_unscored(slant_result_row(result, 3));
  ck_assert_uint_ne(slant_result_row(result, 3)->flags & SLANT_EMPTY, 0);
  ck_assert_uint_eq(slant_result_summary(result)->n_scored, 3);
  slant_result_free(result);
  slant_article_free(article);
}
END_TEST

START_TEST(furniture_is_set_aside_unless_it_is_kept) {
  slant_article *article = small_article("", text), *without = small_article("", strstr(text, "The mayor"));
  article->paragraphs[0].flags |= SLANT_FURNITURE;
  slant_result *aside = classify_text(model, article, NULL), *bare = classify_text(model, without, NULL);
  assert_unscored(slant_result_row(aside, 0));
  ck_assert_uint_eq(slant_result_summary(aside)->n_furniture, 1);
  for (size_t i = 1; i < 3; i++) { /* what is set aside is no neighbour either */
    ck_assert_mem_eq(slant_result_row(aside, i)->probabilities, slant_result_row(bare, i - 1)->probabilities,
                     3 * sizeof(double));
  }
  slant_classify_options keep = {.keep_furniture = true};
  slant_result *kept = classify_text(model, article, &keep);
  ck_assert_int_eq(slant_result_row(kept, 0)->label, 0);
  ck_assert_uint_ne(slant_result_row(kept, 0)->flags & SLANT_FURNITURE, 0);
  ck_assert_uint_eq(slant_result_summary(kept)->n_furniture, 1);
  ck_assert_uint_eq(slant_result_summary(kept)->n_scored, 3);
  slant_result_free(aside);
  slant_result_free(bare);
  slant_result_free(kept);
  slant_article_free(article);
  slant_article_free(without);
}
END_TEST

START_TEST(unknown_words_are_flagged_and_scored_by_context) {
  slant_article *article = small_article("", "Xyzzy plugh frotz gnusto rezrov blorb.");
  slant_result *result = classify_text(model, article, NULL);
  const slant_row *row = slant_result_row(result, 0);
  ck_assert_uint_ne(row->flags & SLANT_NO_KNOWN_TERMS, 0);
  ck_assert_int_ge(row->label, 0);
  slant_result_free(result);
  slant_article_free(article);
}
END_TEST

START_TEST(an_article_without_text_has_no_rows) {
  slant_article *article = small_article("A title", "");
  slant_result *result = classify_text(model, article, NULL);
  const slant_summary *summary = slant_result_summary(result);
  ck_assert_uint_eq(slant_result_n_rows(result), 0);
  ck_assert_uint_eq(summary->n_scored, 0);
  ck_assert(isnan(summary->tone) && isnan(summary->shares[0]));
  ck_assert_str_eq(summary->framing, "");
  ck_assert_uint_eq(summary->peak_supportive, 0);
  slant_result_free(result);
  slant_article_free(article);
}
END_TEST

START_TEST(thresholds_decide_unless_argmax_is_asked_for) {
  static const double thresholds[3] = {1e-6, 1, 1};
  slant_model biased = *model;
  biased.judges[SLANT_BY_TABLE].rule.thresholds = thresholds;
  slant_article *article = small_article("", text);
  slant_classify_options argmax = {.decide = SLANT_ARGMAX};
  slant_result *balanced = classify_text(&biased, article, NULL), *plain = classify_text(&biased, article, &argmax);
  for (size_t i = 0; i < 3; i++) {
    const slant_row *row = slant_result_row(balanced, i);
    ck_assert_int_eq(row->label, 0);
    ck_assert_double_eq(row->confidence, row->probabilities[0]);
    ck_assert_int_eq(slant_result_row(plain, i)->label, (int)i);
  }
  slant_result_free(balanced);
  slant_result_free(plain);
  slant_article_free(article);
}
END_TEST

START_TEST(confidence_below_the_promise_is_uncertain) {
  slant_model strict = *model, easy = *model;
  strict.trust[SLANT_EFFORT_FAST].uncertain_below = 1.1;
  easy.trust[SLANT_EFFORT_FAST].uncertain_below = 0;
  slant_article *article = small_article("", text);
  slant_result *a = classify_text(&strict, article, NULL), *b = classify_text(&easy, article, NULL);
  for (size_t i = 0; i < 4; i++) {
    ck_assert_int_eq((slant_result_row(a, i)->flags & SLANT_UNCERTAIN) != 0, i < 3);
    ck_assert_uint_eq(slant_result_row(b, i)->flags & SLANT_UNCERTAIN, 0);
  }
  slant_result_free(a);
  slant_result_free(b);
  slant_article_free(article);
}
END_TEST

START_TEST(a_precision_can_be_asked_for) {
  static const double steps[] = {0, 0.5, 1, 0.4, 0.7, 0.6, 1, 0.8, 0.2};
  slant_model own = *model;
  own.trust[SLANT_EFFORT_FAST].uncertain_below = 0;
  own.trust[SLANT_EFFORT_FAST].coverage[SLANT_BALANCED] = own.trust[SLANT_EFFORT_FAST].coverage[SLANT_ARGMAX] = (slant_coverage){3, steps};
  own.trust[SLANT_EFFORT_FAST].coverage[SLANT_ARGMAX].n = 2;
  slant_article *article = small_article("", text);
  const struct {
    slant_classify_options options;
    size_t n_uncertain;
  } tried[] = {{{.min_precision = 0.4}, 0},
               {{.min_precision = 0.7}, 0},
               {{.min_precision = 0.75}, 3}, /* from a confidence of 1 on */
               {{.min_precision = 0.9}, 3},  /* never */
               {{.min_precision = 0.75, .decide = SLANT_ARGMAX}, 3}};
  for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
    slant_result *result = classify_text(&own, article, &tried[i].options);
    size_t n = 0;
    for (size_t r = 0; r < 4; r++) n += (slant_result_row(result, r)->flags & SLANT_UNCERTAIN) != 0;
    ck_assert_uint_eq(n, tried[i].n_uncertain);
    slant_result_free(result);
  }
  ck_assert(isinf(slant_model_promise(&own, SLANT_EFFORT_FAST, SLANT_ARGMAX, 0.75).confidence));
  ck_assert_double_eq(slant_model_promise(&own, SLANT_EFFORT_FAST, SLANT_BALANCED, 0.75).confidence, 1);
  slant_article_free(article);
}
END_TEST

START_TEST(a_precision_that_is_no_share_is_refused) {
  static const double wrong[] = {-0.1, 1.01, 80, (double)NAN};
  slant_article *article = small_article("", text);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    slant_classify_options options = {.min_precision = wrong[i]};
    slant_result *result;
    slant_error err = {0};
    ck_assert_int_eq(slant_classify(&result, model, article, &options, &err), SLANT_E_USAGE);
    ck_assert_ptr_null(result);
    ck_assert_says(err, "expected one above 0 and up to 1");
  }
  slant_article_free(article);
}
END_TEST

START_TEST(the_title_speaks_too) {
  slant_article *bare = small_article("", text), *titled = small_article("Of the scandalous harbour", text);
  slant_result *a = classify_text(model, bare, NULL), *b = classify_text(model, titled, NULL);
  ck_assert(memcmp(slant_result_row(a, 0)->margins, slant_result_row(b, 0)->margins, 3 * sizeof(double)) != 0);
  slant_result_free(a);
  slant_result_free(b);
  slant_article_free(bare);
  slant_article_free(titled);
}
END_TEST

/* Whether all rows of a text carry the flag; with one model or another, all of them do or none. */
static bool is_foreign(const slant_model *m, const char *of) {
  slant_article *article = small_article("", of);
  slant_result *result = classify_text(m, article, NULL);
  size_t n = 0;
  for (size_t i = 0; i < slant_result_n_rows(result); i++) {
    n += (slant_result_row(result, i)->flags & SLANT_NOT_ENGLISH) != 0;
    ck_assert_int_ge(slant_result_row(result, i)->label, 0); /* flagged, and scored all the same */
  }
  ck_assert(n == 0 || n == slant_result_n_rows(result));
  slant_result_free(result);
  slant_article_free(article);
  return n > 0;
}

START_TEST(articles_in_another_language_than_the_models_are_flagged) {
  static const char english[] =
      "The council met on Tuesday, and for the first time in years there was a queue at the door.\n\n"
      "Many of those who had come were worried about the old bridge, which has been closed since the spring.";
  static const char german[] =
      "Der Rat kam am Dienstag zusammen, und zum ersten Mal seit Jahren standen die Leute vor der T\xC3\xBCr.\n\n"
      "Viele von ihnen machten sich Sorgen um das alte Haus, das seit dem Winter nicht mehr offen ist.";
  static const double costs[] = {0.5};
  slant_train_options options = {
      .n_folds = 2, .costs = costs, .n_costs = 1, .keep_furniture = true, .language = "de"};
  ck_assert(is_foreign(model, german));
  ck_assert(!is_foreign(model, english));
  ck_assert(!is_foreign(model, "Der Rat kam zusammen.")); /* too short to tell */
  slant_model *other = small_model("german", tone_labels, 3, &options);
  ck_assert(!is_foreign(other, german));
  ck_assert(is_foreign(other, english));
  slant_model_free(other);
  options.language = "de-AT";
  other = small_model("austrian", tone_labels, 3, &options);
  ck_assert(!is_foreign(other, german));
  ck_assert(is_foreign(other, english));
  slant_model_free(other);
}
END_TEST

START_TEST(other_labels_have_no_tone) {
  slant_model *own = open_model(file_path("own.safetensors")), *two = open_model(file_path("two.safetensors"));
  slant_article *article = small_article("", text);
  slant_result *a = classify_text(own, article, NULL), *b = classify_text(two, article, NULL);
  for (size_t i = 0; i < 3; i++) {
    const slant_row *row = slant_result_row(b, i);
    ck_assert(isnan(slant_result_row(a, i)->tone) && isnan(row->tone));
    ck_assert_double_eq(row->margins[0], -row->margins[1]);
    ck_assert_double_eq_tol(row->probabilities[0] + row->probabilities[1], 1, 1e-12);
  }
  ck_assert(isnan(slant_result_summary(a)->tone));
  ck_assert_str_eq(slant_result_summary(b)->framing, "");
  ck_assert_int_eq(slant_result_row(b, 0)->label, 0);
  ck_assert_int_eq(slant_result_row(b, 1)->label, 1);
  slant_result_free(a);
  slant_result_free(b);
  slant_article_free(article);
  slant_model_free(own);
  slant_model_free(two);
}
END_TEST

enum { MANY = 700 }; /* some rounds of the batch */

/* What a sink was given: ids and probabilities, one behind the other. */
typedef struct given {
  slant_buffer bytes;
  size_t n, fail_at; /* fail_at 0: never */
} given;

static slant_status take(void *user, const slant_result *result, slant_error *err) {
  given *g = user;
  if (++g->n == g->fail_at) return slant_error_set(err, SLANT_E_IO, "the sink is full");
  slant_buffer_put(&g->bytes, slant_article_field(slant_result_article(result), SLANT_ID));
  for (size_t i = 0; i < slant_result_n_rows(result); i++) {
    const slant_row *row = slant_result_row(result, i);
    if (row->label >= 0) slant_buffer_put_bytes(&g->bytes, row->probabilities, 3 * sizeof(double));
  }
  return SLANT_OK;
}

static const char *many_articles(size_t broken_at) {
  slant_buffer lines = {0};
  for (size_t i = 0; i < MANY; i++) {
    if (i == broken_at) slant_buffer_put_string(&lines, "{\n");
    slant_buffer_put_string(&lines, "{\"id\":\"n");
    slant_buffer_put_u64(&lines, i);
    slant_buffer_put_string(&lines, "\",\"text\":\"The council was ");
    for (size_t w = 0; w < 1 + i % 40; w++) {
      slant_buffer_put_string(&lines, signal_word(i % 3, w + i));
      slant_buffer_put_string(&lines, " by the river ");
    }
    slant_buffer_put_string(&lines, "\"}\n");
  }
  const char *path = file_write("many.jsonl", slant_buffer_get(&lines));
  slant_buffer_free(&lines);
  return path;
}

static slant_status run_batch(const char *path, bool fail, size_t n_threads, given *g, slant_error *err) {
  const char *inputs[] = {path};
  slant_reader_options options = {.fail = fail};
  slant_reader *reader;
  ck_assert_ok(slant_reader_open(&reader, inputs, 1, &options, err), *err);
  slant_status status = slant_classify_all(model, reader, NULL, n_threads, take, g, err);
  slant_reader_close(reader);
  return status;
}

START_TEST(batches_keep_the_order_on_any_number_of_threads) {
  const char *path = many_articles(MANY);
  given first = {{0}, 0, 0};
  slant_error err = {0};
  ck_assert_ok(run_batch(path, false, 1, &first, &err), err);
  ck_assert_uint_eq(first.n, MANY);
  for (size_t threads = 2; threads < 6; threads++) {
    given g = {{0}, 0, 0};
    ck_assert_ok(run_batch(path, false, threads, &g, &err), err);
    ck_assert(same_text(slant_buffer_get(&g.bytes), slant_buffer_get(&first.bytes)));
    slant_buffer_free(&g.bytes);
  }
  slant_buffer_free(&first.bytes);
}
END_TEST

START_TEST(a_sink_that_fails_ends_the_batch) {
  given g = {{0}, 0, 300};
  slant_error err = {0};
  ck_assert_int_eq(run_batch(many_articles(MANY), false, 2, &g, &err), SLANT_E_IO);
  ck_assert_says(err, "the sink is full");
  ck_assert_uint_eq(g.n, 300);
  slant_buffer_free(&g.bytes);
}
END_TEST

START_TEST(what_was_read_before_a_failure_is_handed_on) {
  given g = {{0}, 0, 0};
  slant_error err = {0};
  ck_assert_int_eq(run_batch(many_articles(400), true, 2, &g, &err), SLANT_E_DATA);
  ck_assert_uint_eq(err.line, 401);
  ck_assert_uint_eq(g.n, 400);
  slant_buffer_free(&g.bytes);
}
END_TEST

static void assert_same_rows(const slant_result *a, const slant_result *b) {
  slant_error err = {0};
  ck_assert_uint_eq(slant_result_n_rows(a), slant_result_n_rows(b));
  for (size_t i = 0; i < slant_result_n_rows(a); i++) {
    const slant_row *x = slant_result_row(a, i), *y = slant_result_row(b, i);
    ck_assert_int_eq(x->label, y->label);
    ck_assert_uint_eq(x->flags, y->flags);
    ck_assert_mem_eq(x->probabilities, y->probabilities, 3 * sizeof *x->probabilities);
    if (i % 100 != 0) continue;
    slant_explanation *because, *why;
    ck_assert_ok(slant_explain(&because, a, i, -1, &err), err);
    ck_assert_ok(slant_explain(&why, b, i, -1, &err), err);
    ck_assert_uint_eq(because->n_reasons, why->n_reasons);
    for (size_t r = 0; r < why->n_reasons; r++) ck_assert_double_eq(because->reasons[r].contribution, why->reasons[r].contribution);
    slant_explanation_free(because);
    slant_explanation_free(why);
  }
}

/* Labels the article once more, alone, where it keeps its words. */
static slant_status compare(void *user, const slant_result *result, slant_error *err) {
  size_t *n = user;
  const slant_article *article = slant_result_article(result);
  slant_article *alone;
  slant_result *own;
  ck_assert_ptr_null(article->words);
  ck_assert_ok(slant_article_from_text(&alone, "long", BYTES(""), slant_article_text(article), SLANT_BY_AUTO, err), *err);
  ck_assert_ptr_nonnull(alone->words);
  ck_assert_ok(slant_classify(&own, model, alone, NULL, err), *err);
  assert_same_rows(result, own);
  slant_result_free(own);
  slant_article_free(alone);
  ++*n;
  return SLANT_OK;
}

START_TEST(a_long_article_without_its_words_is_labelled_as_with_them) {
  enum { PARAGRAPHS = 3000 };
  slant_buffer bytes = {0};
  for (size_t i = 0; i < PARAGRAPHS; i++) {
    slant_buffer_put_string(&bytes, "The council by the river was in the end and of course ");
    for (size_t w = 0; w < 1 + i % 7; w++) {
      slant_buffer_put_string(&bytes, signal_word(i % 3, w + i));
      slant_buffer_put_string(&bytes, w % 2 == 0 ? " and " : ", ");
    }
    slant_buffer_put_string(&bytes, "the ferry.\n\n");
  }
  const char *inputs[] = {file_write("long.txt", slant_buffer_get(&bytes))};
  slant_buffer_free(&bytes);
  slant_error err = {0};
  slant_reader *reader;
  size_t n = 0;
  ck_assert_ok(slant_reader_open(&reader, inputs, 1, NULL, &err), err);
  ck_assert_ok(slant_classify_all(model, reader, NULL, 1, compare, &n, &err), err);
  slant_reader_close(reader);
  ck_assert_uint_eq(n, 1);
}
END_TEST

Suite *analysis_classify_suite(void) {
  Suite *suite = suite_create("analysis_classify");
  TCase *tc = tcase_create("classify");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, set_up, tear_down);
  tcase_add_test(tc, every_paragraph_has_a_row);
  tcase_add_test(tc, paragraphs_without_a_word_have_no_label);
  tcase_add_test(tc, furniture_is_set_aside_unless_it_is_kept);
  tcase_add_test(tc, unknown_words_are_flagged_and_scored_by_context);
  tcase_add_test(tc, an_article_without_text_has_no_rows);
  tcase_add_test(tc, thresholds_decide_unless_argmax_is_asked_for);
  tcase_add_test(tc, confidence_below_the_promise_is_uncertain);
  tcase_add_test(tc, a_precision_can_be_asked_for);
  tcase_add_test(tc, a_precision_that_is_no_share_is_refused);
  tcase_add_test(tc, the_title_speaks_too);
  tcase_add_test(tc, articles_in_another_language_than_the_models_are_flagged);
  tcase_add_test(tc, other_labels_have_no_tone);
  tcase_add_test(tc, a_long_article_without_its_words_is_labelled_as_with_them);
  tcase_add_test(tc, batches_keep_the_order_on_any_number_of_threads);
  tcase_add_test(tc, a_sink_that_fails_ends_the_batch);
  tcase_add_test(tc, what_was_read_before_a_failure_is_handed_on);
  suite_add_tcase(suite, tc);
  return suite;
}
