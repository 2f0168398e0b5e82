/* Shares of groups: one article's are those of its summary, several are taken together, results of other models are refused. */
#include <math.h>

#include "analysis/result.h"
#include "small_model.h"
#include "suites.h"

static slant_model *model;

static void set_up(void) {
  folder_make();
  model = small_model("tone", tone_labels, 3, NULL);
}

static void tear_down(void) {
  slant_model_free(model);
  folder_remove();
}

static const char *const texts[] = {
    "The council praised the brilliant harbour and welcomed the trusted ferry.\n\n...\n\n"
    "The mayor blamed the reckless minister near the scandalous bridge, and botched it.",
    "The library is scheduled beside the listed station and measures the garden.",
};

START_TEST(one_article_has_the_shares_of_its_summary) {
  slant_article *article = small_article("", texts[0]);
  slant_result *result = classify_text(model, article, NULL);
  const slant_summary *summary = slant_result_summary(result);
  slant_shares *shares;
  slant_share found[3];
  slant_error err = {0};
  ck_assert_ok(slant_shares_new(&shares, model, &err), err);
  ck_assert_uint_eq(slant_shares_n_scored(shares), 0);
  slant_shares_get(shares, SLANT_CORRECTED, found);
  ck_assert(isnan(found[0].share) && isnan(found[2].high));
  ck_assert_ok(slant_shares_add(shares, result, &err), err);
  ck_assert_uint_eq(slant_shares_n_scored(shares), 2);
  slant_shares_get(shares, SLANT_CORRECTED, found);
  for (size_t k = 0; k < 3; k++) {
    ck_assert_double_eq(found[k].share, summary->shares[k]);
    ck_assert_double_eq(found[k].low, summary->share_low[k]);
    ck_assert_double_eq(found[k].high, summary->share_high[k]);
  }
  slant_shares_free(shares);
  slant_shares_free(NULL);
  slant_result_free(result);
  slant_article_free(article);
}
END_TEST

START_TEST(articles_are_taken_together) {
  slant_shares *shares;
  slant_share found[3];
  slant_error err = {0};
  size_t counts[3] = {0};
  ck_assert_ok(slant_shares_new(&shares, model, &err), err);
  for (size_t i = 0; i < 20; i++) {
    slant_article *article = small_article("", texts[i % 2]);
    slant_result *result = classify_text(model, article, NULL);
    for (size_t k = 0; k < 3; k++) counts[k] += slant_result_summary(result)->counts[k];
    ck_assert_ok(slant_shares_add(shares, result, &err), err);
    slant_result_free(result);
    slant_article_free(article);
  }
  ck_assert_uint_eq(slant_shares_n_scored(shares), 30);
  slant_shares_get(shares, SLANT_COUNTED, found);
  for (size_t k = 0; k < 3; k++) ck_assert_double_eq_tol(found[k].share, (double)counts[k] / 30, 1e-12);
  slant_shares_free(shares);
}
END_TEST

START_TEST(results_of_another_model_are_refused) {
  slant_model *another = open_model(file_path("tone.safetensors"));
  slant_article *article = small_article("", texts[0]);
  slant_result *result = classify_text(another, article, NULL);
  slant_shares *shares;
  slant_error err = {0};
  ck_assert_ok(slant_shares_new(&shares, model, &err), err);
  ck_assert_int_eq(slant_shares_add(shares, result, &err), SLANT_E_USAGE);
  ck_assert_uint_eq(slant_shares_n_scored(shares), 0);
  slant_shares_free(shares);
  slant_result_free(result);
  slant_article_free(article);
  slant_model_free(another);
}
END_TEST

Suite *analysis_shares_group_suite(void) {
  Suite *suite = suite_create("analysis_shares_group");
  TCase *tc = tcase_create("group");
  tcase_set_timeout(tc, 60);
  tcase_add_checked_fixture(tc, set_up, tear_down);
  tcase_add_test(tc, one_article_has_the_shares_of_its_summary);
  tcase_add_test(tc, articles_are_taken_together);
  tcase_add_test(tc, results_of_another_model_are_refused);
  suite_add_tcase(suite, tc);
  return suite;
}
