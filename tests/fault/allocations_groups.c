/* Work with groups, for allocations that fail.
 * In: articles that are made up. Out: two files of rows. */
#include "allocations_groups.h"

#include <stdio.h>
#include <stdlib.h>

#include "groups/selection.h"
#include "report/report_groups.h"

static void write_file(const char *path, const slant_buffer *rows) {
  FILE *file = fopen(path, "wb");
  if (file == NULL || fwrite(rows->ptr, 1, rows->len, file) != rows->len || fclose(file) != 0) abort();
}

static slant_status add_articles(slant_groups *groups, const slant_selection *selection, slant_error *err) {
  static const slant_saved_row rows[2] = {{.label = 0, .probabilities = {9000, 1000}}, {.label = 1, .probabilities = {2000, 8000}}};
  static const char *const ids[] = {"a", "b", "c", "d"}, *const dates[] = {"2024-01", "2024-02", "2024-02", "2025-01"};
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < 4 && status == SLANT_OK; i++) {
    slant_saved_article article = {.n_paragraphs = 2, .n_scored = 2, .n_rows = 2, .rows = rows};
    for (size_t f = 0; f < SLANT_N_FIELDS; f++) article.fields[f] = (slant_text){"", 0};
    article.fields[SLANT_ID] = (slant_text){ids[i], 1};
    article.fields[SLANT_DATE] = (slant_text){dates[i], 7};
    if (slant_selection_takes(selection, &article)) status = slant_groups_add(groups, &article, err);
  }
  return status;
}

slant_status group_articles(slant_error *err) {
  static const char *const by[] = {"month", "source+year"}, *const only[] = {"year=2024"};
  static const double confusion[4] = {80, 20, 10, 90};
  static const slant_labels labels = {.n = 2, .names = {"bad", "good"}, .supportive = -1, .critical = -1};
  slant_groups *groups = NULL;
  slant_selection *selection;
  slant_group_difference difference;
  slant_buffer rows = {0}, comparisons = {0};
  slant_status status = slant_selection_new(&selection, only, 1, err);
  if (status == SLANT_OK) status = slant_groups_new(&groups, &labels, confusion, by, 2, err);
  if (status == SLANT_OK) status = add_articles(groups, selection, err);
  if (status == SLANT_OK) status = slant_groups_finish(groups, err);
  if (status == SLANT_OK) slant_groups_put_rows(&rows, groups, false);
  if (status == SLANT_OK) status = slant_buffer_check(&rows, err);
  if (status == SLANT_OK) status = slant_groups_compare(groups, "month=2024-01..2024-02", "month=2024-02", &difference, err);
  if (status == SLANT_OK) slant_groups_put_differences(&comparisons, groups, &difference, 1, false);
  if (status == SLANT_OK) status = slant_buffer_check(&comparisons, err);
  if (status == SLANT_OK) write_file("groups", &rows);
  if (status == SLANT_OK) write_file("comparisons", &comparisons);
  slant_buffer_free(&rows);
  slant_buffer_free(&comparisons);
  slant_selection_free(selection);
  slant_groups_free(groups);
  return status;
}
