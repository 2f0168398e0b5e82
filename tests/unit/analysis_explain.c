/* Explanations: the parts sum to the margin, for every label of every paragraph, and name their places. */
#include "slant/slant.h"

#include <math.h>
#include <string.h>

#include "article/article.h"
#include "small_model.h"
#include "suites.h"

static const char text[] =
    "The council praised the brilliant harbour and welcomed the trusted\n ferry by the river.\n\n"
    "\"Who was it?\" asked the mayor of the reckless minister, and blamed the scandalous bridge.\n\n... ---\n\n"
    "Xyzzy plugh.\n\nThe library is scheduled beside the listed station.";

static void set_up(void) {
  static const double costs[] = {0.5};
  const slant_train_options rbf = {.n_folds = 2, .costs = costs, .n_costs = 1, .kernel = SLANT_KERNEL_RBF};
  folder_make();
  slant_model_free(small_model("0", tone_labels, 3, NULL));
  slant_model_free(small_model("1", own_labels, 4, NULL));
  slant_model_free(small_model("2", two_labels, 2, NULL));
  slant_model_free(small_model("rbf", tone_labels, 3, &rbf));
}

typedef struct scene {
  slant_model *model;
  slant_article *article;
  slant_result *result;
} scene;

static scene open_scene(const char *name, const char *title) {
  scene s;
  s.model = open_model(file_path(name));
  s.article = small_article(title, text);
  s.result = classify_text(s.model, s.article, NULL);
  return s;
}

static void close_scene(scene *s) {
  slant_result_free(s->result);
  slant_article_free(s->article);
  slant_model_free(s->model);
}

static const char *const names[] = {"0.safetensors", "1.safetensors", "2.safetensors"};
static const char *const titles[] = {"", "Of the scandalous harbour"};

static void assert_sums(const slant_result *result, size_t index, int label) {
  slant_explanation *e;
  slant_error err = {0};
  ck_assert_ok(slant_explain(&e, result, index, label, &err), err);
  double sum = 0;
  for (size_t i = 0; i < e->n_reasons; i++) {
    ck_assert(isfinite(e->reasons[i].contribution));
    sum += e->reasons[i].contribution;
  }
  const slant_row *row = slant_result_row(result, index);
  ck_assert_int_eq(e->label, label < 0 ? row->label : label);
  ck_assert_double_eq(e->margin, row->margins[e->label]);
  ck_assert_double_eq_tol(sum, e->margin, 1e-6);
  slant_explanation_free(e);
}

START_TEST(the_parts_sum_to_the_margin_of_every_label) {
  scene s = open_scene(names[_i / 2], titles[_i % 2]);
  for (size_t i = 0; i < slant_result_n_rows(s.result); i++) {
    if (slant_result_row(s.result, i)->label < 0) continue;
    for (int k = -1; k < (int)slant_model_n_labels(s.model); k++) assert_sums(s.result, i, k);
  }
  close_scene(&s);
}
END_TEST

START_TEST(terms_stand_where_they_say) {
  scene s = open_scene("0.safetensors", "");
  slant_explanation *e;
  slant_error err = {0};
  ck_assert_ok(slant_explain(&e, s.result, 0, -1, &err), err);
  slant_text whole = slant_article_text(s.article);
  bool found_pair = false, found_word = false;
  size_t last = 0, n_context = 0;
  for (size_t i = 0; i < e->n_reasons; i++) {
    const slant_reason *r = &e->reasons[i];
    n_context += r->is_context;
    if (r->is_context) continue;
    ck_assert_uint_eq(n_context, 0); /* words first, context after them */
    ck_assert_uint_ge(r->start, last);
    last = r->start;
    ck_assert_text_eq(((slant_text){whole.ptr + r->start, r->end - r->start}), r->term);
    found_pair = found_pair || same_text(r->term, BYTES("the river"));
    found_word = found_word || (same_text(r->term, BYTES("praised")) && r->contribution > 0);
  }
  ck_assert(found_pair && found_word);
  ck_assert_uint_eq(n_context, 21 - 3 + 1); /* all features but the own margins, and the constant */
  const slant_reason *constant = &e->reasons[e->n_reasons - 1];
  ck_assert_text_eq(constant->term, BYTES("constant"));
  ck_assert_text_eq(e->reasons[e->n_reasons - n_context].term, BYTES("previous supportive"));
  slant_explanation_free(e);
  slant_explanation_free(NULL);
  close_scene(&s);
}
END_TEST

START_TEST(unknown_words_are_explained_by_context_alone) {
  scene s = open_scene("0.safetensors", "");
  slant_explanation *e;
  slant_error err = {0};
  ck_assert_uint_ne(slant_result_row(s.result, 3)->flags & SLANT_NO_KNOWN_TERMS, 0);
  ck_assert_ok(slant_explain(&e, s.result, 3, -1, &err), err);
  for (size_t i = 0; i < e->n_reasons; i++) ck_assert(e->reasons[i].is_context);
  slant_explanation_free(e);
  close_scene(&s);
}
END_TEST

START_TEST(two_labels_are_explained_by_one_machine) {
  scene s = open_scene("2.safetensors", "");
  slant_explanation *a, *b;
  slant_error err = {0};
  ck_assert_ok(slant_explain(&a, s.result, 0, 0, &err), err);
  ck_assert_ok(slant_explain(&b, s.result, 0, 1, &err), err);
  ck_assert_uint_eq(a->n_reasons, b->n_reasons);
  for (size_t i = 0; i < a->n_reasons; i++)
    ck_assert_double_eq(a->reasons[i].contribution, -b->reasons[i].contribution);
  slant_explanation_free(a);
  slant_explanation_free(b);
  close_scene(&s);
}
END_TEST

START_TEST(what_has_no_score_has_no_reasons) {
  scene s = open_scene("0.safetensors", "");
  slant_explanation *e;
  slant_error err = {0};
  ck_assert_int_eq(slant_explain(&e, s.result, 2, -1, &err), SLANT_E_USAGE);
  ck_assert_ptr_null(e);
  ck_assert_says(err, "found a paragraph without a score");
  close_scene(&s);
}
END_TEST

START_TEST(other_kernels_cannot_be_explained) {
  scene s = open_scene("rbf.safetensors", "");
  slant_explanation *e;
  slant_error err = {0};
  ck_assert_int_eq(slant_explain(&e, s.result, 0, -1, &err), SLANT_E_MODEL);
  ck_assert_ptr_null(e);
  ck_assert_says(err, "expected a linear one");
  close_scene(&s);
}
END_TEST

Suite *analysis_explain_suite(void) {
  Suite *suite = suite_create("analysis_explain");
  TCase *tc = tcase_create("explain");
  tcase_set_timeout(tc, 60);
  tcase_add_unchecked_fixture(tc, set_up, folder_remove);
  tcase_add_loop_test(tc, the_parts_sum_to_the_margin_of_every_label, 0, 6);
  tcase_add_test(tc, terms_stand_where_they_say);
  tcase_add_test(tc, unknown_words_are_explained_by_context_alone);
  tcase_add_test(tc, two_labels_are_explained_by_one_machine);
  tcase_add_test(tc, what_has_no_score_has_no_reasons);
  tcase_add_test(tc, other_kernels_cannot_be_explained);
  suite_add_tcase(suite, tc);
  return suite;
}
