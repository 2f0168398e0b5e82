/* Labels an article from memory and says which words pushed each label most.
 * Build: cc label_text.c $(pkg-config --cflags --libs slant). Usage: label_text MODEL */
#include <slant/slant.h>
#include <stdio.h>
#include <string.h>

static const char title[] = "Harbour ferry wins praise in its first winter";
static const char text[] =
    "The new ferry carried 40,000 passengers between November and March, the harbour authority said on Friday.\n\n"
    "Commuters call it the best decision that the city has taken in years: it is punctual, warm and cheap.\n\n"
    "The opposition criticised the cost, which has doubled since the contract was signed.\n\n"
    "Sign up for our newsletter";

static int fail(const slant_error *err) {
  fprintf(stderr, "label_text: %s\n", err->text);
  return 1;
}

/* The word or pair that spoke most for the label. */
static slant_status print_reason(const slant_result *result, size_t i, slant_error *err) {
  slant_explanation *explanation;
  slant_status status = slant_explain(&explanation, result, i, -1, err);
  if (status != SLANT_OK) return status;
  const slant_reason *best = NULL;
  for (size_t k = 0; k < explanation->n_reasons; k++) {
    const slant_reason *reason = &explanation->reasons[k];
    if (!reason->is_context && (best == NULL || reason->contribution > best->contribution)) best = reason;
  }
  if (best != NULL) printf("  \"%.*s\"", (int)best->term.len, best->term.ptr);
  slant_explanation_free(explanation);
  return SLANT_OK;
}

static slant_status print_rows(const slant_result *result, slant_error *err) {
  const slant_model *model = slant_result_model(result);
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < slant_result_n_rows(result) && status == SLANT_OK; i++) {
    const slant_row *row = slant_result_row(result, i);
    const char *label = row->label < 0 ? "(set aside)" : slant_model_label(model, (size_t)row->label);
    printf("%u  %-12s %.2f", row->paragraph->number, label, row->confidence);
    if (row->label >= 0) status = print_reason(result, i, err);
    putchar('\n');
  }
  return status;
}

int main(int argc, char **argv) {
  slant_error err = {0};
  slant_model *model = NULL;
  slant_article *article = NULL;
  slant_result *result = NULL;
  if (argc != 2) {
    fputs("usage: label_text MODEL\n", stderr);
    return 2;
  }
  slant_status status = slant_model_open(&model, argv[1], &err);
  if (status == SLANT_OK) {
    status = slant_article_from_text(&article, "ferry", (slant_text){title, strlen(title)}, (slant_text){text, strlen(text)},
                                     SLANT_BY_AUTO, &err);
  }
  if (status == SLANT_OK) status = slant_classify(&result, model, article, NULL, &err);
  if (status == SLANT_OK) status = print_rows(result, &err);
  slant_result_free(result); /* before what it borrows from */
  slant_article_free(article);
  slant_model_free(model);
  return status == SLANT_OK ? 0 : fail(&err);
}
