/* Domain: what lies outside, and the levels that training finds, against counting words with other means. */
#include "model/domain.h"

#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "model/model.h"
#include "model/training.h"
#include "small_model.h"
#include "suites.h"

START_TEST(outside_is_beyond_a_level_in_enough_words) {
  slant_domain domain = {0.2, 1.5};
  const double inside[] = {1.5, -1.5, 0}, outside[] = {0, -1.6, 0.1};
  ck_assert(!slant_domain_is_outside(&domain, 10, 2, inside, 3));
  ck_assert(slant_domain_is_outside(&domain, 10, 3, inside, 3));
  ck_assert(slant_domain_is_outside(&domain, 10, 0, outside, 3));
  ck_assert(!slant_domain_is_outside(&domain, 9, 9, outside, 3));
  ck_assert(!slant_domain_is_outside(&domain, 0, 0, inside, 3));
}
END_TEST

enum { N_ARTICLES = 60, N_PARAGRAPHS = 4 };

/* Paragraphs of 15 words; the last one of article `a` has `a % 5` words that no other article has, each of them twice over there. */
static const char *strange_file(void) {
  slant_buffer csv = {0};
  slant_buffer_put_string(&csv, "article,paragraph,label,text\n");
  for (size_t a = 0; a < N_ARTICLES; a++) {
    for (size_t p = 0; p < N_PARAGRAPHS; p++) {
      slant_buffer_put_string(&csv, "a");
      slant_buffer_put_u64(&csv, 100 + a);
      slant_buffer_put_char(&csv, ',');
      slant_buffer_put_u64(&csv, p + 1);
      slant_buffer_put_string(&csv, p % 2 == 0 ? ",about,the council of the harbour praised" : ",other,the mayor of the harbour blamed");
      for (size_t w = 0; w < 9; w++) {
        bool strange = p >= N_PARAGRAPHS - 2 && w < a % 5;
        slant_buffer_put_string(&csv, strange ? " odd" : " plain");
        slant_buffer_put_char(&csv, (char)('a' + (strange ? a / 26 : 0)));
        slant_buffer_put_char(&csv, (char)('a' + (strange ? a % 26 : (a + p) % 20)));
        slant_buffer_put_char(&csv, (char)('a' + w));
      }
      slant_buffer_put_char(&csv, '\n');
    }
  }
  const char *path = file_write("strange.csv", slant_buffer_get(&csv));
  slant_buffer_free(&csv);
  return path;
}

START_TEST(words_of_one_article_alone_are_strange_to_it) {
  slant_training *t = small_training(strange_file(), NULL);
  ck_assert_uint_eq(t->n_rows, N_ARTICLES * N_PARAGRAPHS);
  ck_assert_double_eq(t->domain.unknown_share, 4.0 / 15);
  ck_assert_double_eq(t->domain.margin, SLANT_DOMAIN_ANY_MARGIN); /* too few paragraphs to tell */
  slant_error err = {0};
  ck_assert_ok(slant_training_save(t, file_path("strange.safetensors"), &err), err);
  slant_model *model = open_model(file_path("strange.safetensors"));
  ck_assert_double_eq(model->domain.unknown_share, t->domain.unknown_share);
  ck_assert_double_eq(model->domain.margin, t->domain.margin);
  slant_model_free(model);
  slant_training_free(t);
}
END_TEST

/* A list brings the strange words of all articles whose number ends in 4 or 9. */
START_TEST(words_of_a_list_are_strange_to_none) {
  slant_buffer list = {0};
  for (size_t a = 4; a < N_ARTICLES; a += 5) {
    for (char w = 'a'; w < 'e'; w++) {
      slant_buffer_put_string(&list, "odd");
      slant_buffer_put_char(&list, (char)('a' + a / 26));
      slant_buffer_put_char(&list, (char)('a' + a % 26));
      slant_buffer_put_char(&list, w);
      slant_buffer_put_char(&list, '\n');
    }
  }
  static const double costs[] = {0.5};
  slant_train_options options = {.n_folds = 2, .costs = costs, .n_costs = 1, .words = file_write("list.txt", slant_buffer_get(&list))};
  slant_training *t = small_training(strange_file(), &options);
  ck_assert_double_eq(t->domain.unknown_share, 3.0 / 15);
  slant_training_free(t);
  slant_buffer_free(&list);
}
END_TEST

START_TEST(a_base_models_words_and_levels_count) {
  slant_training *t = small_training(strange_file(), NULL);
  slant_error err = {0};
  ck_assert_ok(slant_training_save(t, file_path("base.safetensors"), &err), err);
  slant_training_free(t);
  slant_model *base = open_model(file_path("base.safetensors"));
  static const double costs[] = {0.5};
  slant_train_options options = {.n_folds = 2, .costs = costs, .n_costs = 1, .base = base};
  t = small_training(strange_file(), &options);
  ck_assert_double_eq(t->domain.unknown_share, base->domain.unknown_share);
  slant_training_free(t);
  slant_model narrow = *base; /* its table knows all words of the data */
  narrow.domain.unknown_share = 0;
  options.base = &narrow;
  t = small_training(strange_file(), &options);
  ck_assert_double_eq(t->domain.unknown_share, 0);
  slant_training_free(t);
  slant_model_free(base);
}
END_TEST

START_TEST(foreign_paragraphs_are_flagged) {
  slant_model *model = small_model("domain", tone_labels, 3, NULL);
  slant_article *article = small_article(
      "", "The council and the harbour were near the admirable ferry beside the river on that bridge.\n\n"
          "Gallia est omnis divisa in partes tres quarum unam incolunt Belgae aliam Aquitani.\n\nGallia est omnis divisa.");
  slant_result *result = classify_text(model, article, NULL);
  for (size_t i = 0; i < 3; i++) {
    ck_assert_int_eq((slant_result_row(result, i)->flags & SLANT_OUT_OF_DOMAIN) != 0, i == 1);
  }
  slant_result_free(result);
  slant_article_free(article);
  slant_model_free(model);
}
END_TEST

Suite *model_domain_suite(void) {
  Suite *suite = suite_create("model_domain");
  TCase *tc = tcase_create("domain");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, folder_make, folder_remove);
  tcase_add_test(tc, outside_is_beyond_a_level_in_enough_words);
  tcase_add_test(tc, words_of_one_article_alone_are_strange_to_it);
  tcase_add_test(tc, words_of_a_list_are_strange_to_none);
  tcase_add_test(tc, a_base_models_words_and_levels_count);
  tcase_add_test(tc, foreign_paragraphs_are_flagged);
  suite_add_tcase(suite, tc);
  return suite;
}
