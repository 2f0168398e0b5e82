/* Articles that are made up. */
#include "made_articles.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "support/support.h"

const slant_labels three_labels = {.n = 3, .names = {"supportive", "critical", "neutral"}, .supportive = 0, .critical = 1};
const double three_confusion[9] = {600, 250, 150, 200, 1300, 500, 300, 600, 2100};

slant_saved_article *heap_add(heap *h, const char *source, const char *date, size_t n_rows) {
  ck_assert_uint_lt(h->n, MOST_ARTICLES);
  slant_random random = {h->n + 1};
  slant_saved_article *a = &h->articles[h->n];
  for (size_t f = 0; f < SLANT_N_FIELDS; f++) a->fields[f] = text_of("");
  (void)snprintf(h->ids[h->n], sizeof h->ids[h->n], "article %zu", h->n);
  a->fields[SLANT_ID] = text_of(h->ids[h->n]);
  a->fields[SLANT_SOURCE] = text_of(source);
  a->fields[SLANT_DATE] = text_of(date);
  a->n_paragraphs = n_rows + 2;
  a->n_furniture = 1;
  a->n_scored = a->n_rows = n_rows;
  a->rows = h->rows[h->n];
  for (size_t i = 0; i < n_rows; i++) {
    slant_saved_row *row = &h->rows[h->n][i];
    uint32_t first = (uint32_t)slant_random_below(&random, 10001), second = (uint32_t)slant_random_below(&random, 10001 - first);
    *row = (slant_saved_row){.number = (uint32_t)i + 1, .probabilities = {first, second, 10000 - first - second}};
    for (int k = 1; k < 3; k++) row->label = row->probabilities[k] > row->probabilities[row->label] ? k : row->label;
    row->tone = ((double)first - (double)second) * SLANT_SAVED_UNIT;
  }
  h->n++;
  return a;
}

slant_groups *heap_group(const heap *h, size_t n_by, const char *const *by, bool backwards) {
  slant_groups *groups;
  slant_error err = {0};
  ck_assert_ok(slant_groups_new(&groups, &three_labels, three_confusion, by, n_by, &err), err);
  for (size_t i = 0; i < h->n; i++) ck_assert_ok(slant_groups_add(groups, &h->articles[backwards ? h->n - 1 - i : i], &err), err);
  ck_assert_ok(slant_groups_finish(groups, &err), err);
  return groups;
}
