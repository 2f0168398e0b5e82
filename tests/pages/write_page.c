/* Writes report.html from a results folder: a page without the program, for the tests of pages.
 * In: a results folder, groupings joined by ",", the folder to write into, two groups to compare. Out: report.html there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/page.h"

enum { MOST_BY = SLANT_MOST_GROUPINGS };

static void need(slant_status status, const slant_error *err) {
  if (status == SLANT_OK) return;
  fprintf(stderr, "write_page: %s: %s\n", err->source, err->text);
  exit(1);
}

static slant_saved *open_saved(const char *folder) {
  slant_saved *saved;
  slant_error err = {0};
  need(slant_saved_open(&saved, folder, "", &err), &err);
  return saved;
}

static slant_groups *read_groups(const char *folder, char *groupings, slant_page_input *input) {
  slant_saved *saved = open_saved(folder);
  const slant_saved_run *run = slant_saved_get_run(saved);
  const char *by[MOST_BY];
  size_t n = 0;
  for (char *part = strtok_r(groupings, ",", &groupings); part != NULL && n < MOST_BY; part = strtok_r(NULL, ",", &groupings)) by[n++] = part;
  slant_groups *groups;
  const slant_saved_article *article;
  slant_error err = {0};
  need(slant_groups_new(&groups, &run->labels, run->confusion, by, n, &err), &err);
  need(slant_saved_next(saved, &article, &err), &err);
  while (article != NULL) {
    need(slant_groups_add(groups, article, &err), &err);
    for (size_t i = 0; i < article->n_rows; i++) {
      for (size_t f = 0; f < SLANT_N_FLAGS; f++) input->flags[f] += article->rows[i].flags >> f & 1;
    }
    need(slant_saved_next(saved, &article, &err), &err);
  }
  need(slant_groups_finish(groups, &err), &err);
  slant_saved_close(saved);
  return groups;
}

int main(int argc, char **argv) {
  if (argc != 4 && argc != 6) {
    fputs("usage: write_page RESULTS BY,BY FOLDER [GROUP GROUP]\n", stderr);
    return 2;
  }
  slant_page_input input = {0};
  slant_error err = {0};
  slant_groups *groups = read_groups(argv[1], argv[2], &input);
  slant_group_difference difference;
  if (argc == 6) need(slant_groups_compare(groups, argv[4], argv[5], &difference, &err), &err);
  slant_saved *saved = open_saved(argv[1]);
  input.run = slant_saved_get_run(saved);
  input.groups = groups;
  input.differences = &difference;
  input.n_differences = argc == 6;
  input.has_evidence = slant_saved_has_evidence(saved);
  slant_page *page;
  const slant_saved_article *article;
  need(slant_page_open(&page, argv[3], &input, &err), &err);
  need(slant_saved_next(saved, &article, &err), &err);
  while (article != NULL) {
    need(slant_page_add(page, article, &err), &err);
    need(slant_saved_next(saved, &article, &err), &err);
  }
  need(slant_page_finish(page, &err), &err);
  need(slant_page_commit(page, &err), &err);
  slant_page_close(page);
  slant_saved_close(saved);
  slant_groups_free(groups);
  return 0;
}
