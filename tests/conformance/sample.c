/* The sample against its own listings: every paragraph that they name is read under that number with that text, and no other.
 * In: the folder datasets. Out: how many agree; 1 when one does not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article/dataset.h"
#include "support/support.h"

static const slant_article *find(const slant_dataset *listed, slant_text id) {
  for (size_t i = 0; i < listed->n_articles; i++) {
    if (same_text(slant_article_field(listed->articles[i], SLANT_ID), id)) return listed->articles[i];
  }
  return NULL;
}

/* How many paragraphs of `article` are not what is listed, the missing and the surplus ones among them. */
static size_t compare(const slant_article *article, const slant_article *listed) {
  slant_text id = slant_article_field(article, SLANT_ID);
  size_t n = slant_article_n_paragraphs(article), n_listed = listed == NULL ? 0 : slant_article_n_paragraphs(listed);
  size_t n_wrong = n > n_listed ? n - n_listed : n_listed - n;
  if (n_wrong > 0) (void)printf("%s: found %zu paragraphs, expected %zu\n", shown(id, 0), n, n_listed);
  for (size_t i = 0; i < n && i < n_listed; i++) {
    const slant_paragraph *found = slant_article_paragraph(article, i), *expected = slant_article_paragraph(listed, i);
    if (found->number == expected->number && same_text(found->text, expected->text)) continue;
    (void)printf("%s: found %u ", shown(id, 0), found->number);
    (void)printf("\"%s\", expected %u \"%s\"\n", shown(found->text, 0), expected->number, shown(expected->text, 1));
    n_wrong++;
  }
  return n_wrong;
}

static slant_status run(const char *sample, const char *const *listings, size_t *n, size_t *n_wrong, slant_error *err) {
  slant_dataset listed;
  slant_reader *reader = NULL;
  slant_article *article = NULL;
  slant_status status = slant_dataset_load(&listed, listings, 2, NULL, err);
  if (status != SLANT_OK) return status;
  status = slant_reader_open(&reader, &sample, 1, NULL, err);
  while (status == SLANT_OK) {
    status = slant_reader_next(reader, &article, err);
    if (article == NULL) break;
    *n += slant_article_n_paragraphs(article);
    *n_wrong += compare(article, find(&listed, slant_article_field(article, SLANT_ID)));
    slant_article_free(article);
  }
  if (reader != NULL && slant_reader_get_counts(reader).articles != listed.n_articles) (*n_wrong)++;
  slant_reader_close(reader);
  slant_dataset_clear(&listed);
  return status;
}

int main(int argc, char **argv) {
  char sample[1024], labels[1024], furniture[1024];
  const char *const listings[] = {labels, furniture};
  if (argc != 2) return EXIT_FAILURE;
  (void)snprintf(sample, sizeof sample, "%s/sample", argv[1]);
  (void)snprintf(labels, sizeof labels, "%s/sample-labels.csv", argv[1]);
  (void)snprintf(furniture, sizeof furniture, "%s/sample-furniture.csv", argv[1]);
  slant_error err = {0};
  size_t n = 0, n_wrong = 0;
  if (run(sample, listings, &n, &n_wrong, &err) != SLANT_OK) {
    (void)fprintf(stderr, "%s:%llu: %s\n", err.source, (unsigned long long)err.line, err.text);
    return EXIT_FAILURE;
  }
  (void)printf("%zu paragraphs, %zu of them not as listed\n", n, n_wrong);
  return n > 0 && n_wrong == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
