/* Models: a model file of any bytes whose checksum fits.
 * Holds: it is refused as no model, or an article can be labelled, explained and counted with it: labels of the model, probabilities that are
 * shares of 1. */
#include <math.h>

#include "tensors.h"

static slant_article *article_new(void) {
  static const char text[] = "The council praised the brilliant harbour and the trusted ferry.\n\nThe mayor blamed \"the reckless bridge\" of "
                             "that town.\n\nA market will be held in March, as in other years.\n\nSubscribe";
  slant_article *article;
  FUZZ_HOLDS(slant_article_from_text(&article, "fuzzed", (slant_text){"Of harbour", 10}, (slant_text){text, sizeof text - 1}, SLANT_BY_AUTO, NULL) ==
             SLANT_OK);
  return article;
}

static void check_row(const slant_model *model, const slant_result *result, size_t i) {
  const slant_row *row = slant_result_row(result, i);
  size_t n = slant_model_n_labels(model);
  if (row->label < 0) return;
  FUZZ_HOLDS((size_t)row->label < n && row->confidence >= 0 && row->confidence <= 1);
  double sum = 0;
  for (size_t k = 0; k < n; k++) {
    FUZZ_HOLDS(row->probabilities[k] >= 0 && row->probabilities[k] <= 1);
    sum += row->probabilities[k];
  }
  FUZZ_HOLDS(fabs(sum - 1) < 1e-6);
  slant_explanation *explanation;
  if (slant_explain(&explanation, result, i, -1, NULL) == SLANT_OK) slant_explanation_free(explanation);
}

static void check_result(const slant_model *model, const slant_classify_options *options) {
  slant_article *article = article_new();
  slant_result *result;
  slant_error err = {0};
  slant_status status = slant_classify(&result, model, article, options, &err);
  FUZZ_HOLDS(status == SLANT_OK || status == SLANT_E_MODEL);
  if (status == SLANT_OK) {
    for (size_t i = 0; i < slant_result_n_rows(result); i++) check_row(model, result, i);
    const slant_summary *summary = slant_result_summary(result);
    FUZZ_HOLDS(summary->n_scored <= summary->n_paragraphs);
    for (size_t k = 0; k < slant_model_n_labels(model); k++) {
      FUZZ_HOLDS(summary->counts[k] <= summary->n_scored);
      FUZZ_HOLDS(summary->n_scored == 0 || (summary->shares[k] >= 0 && summary->shares[k] <= 1));
    }
    slant_result_free(result);
  }
  slant_article_free(article);
}

static void visit(void *user, slant_text key, slant_text value) { *(size_t *)user += key.len + value.len; }

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
  fuzz_file file = fuzz_tensors_new((slant_text){(const char *)bytes, len});
  slant_model *model;
  slant_error err = {0};
  slant_status status = slant_model_open(&model, file.path, &err);
  FUZZ_HOLDS(status == SLANT_OK || (status == SLANT_E_MODEL && err.text[0] != '\0'));
  if (status == SLANT_OK) {
    const slant_classify_options plain = {0}, toward = {.target = "Harbour", .decide = SLANT_ARGMAX, .min_precision = 0.7};
    size_t n_card = 0;
    slant_model_card(model, visit, &n_card);
    check_result(model, &plain);
    check_result(model, &toward);
    slant_model_free(model);
  }
  fuzz_file_close(&file);
  return 0;
}
