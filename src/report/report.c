/* Report: from a results folder to groups, comparisons, page and summary.
 * In: the folder. Out: groups.csv, comparisons.csv, report.html. The folder is read once for the figures and once more for the page, so that
 * memory does not grow with its texts. */
#include "report/report.h"

#include <string.h>

#include "base/folder.h"
#include "base/memory.h"
#include "groups/selection.h"
#include "page/page.h"
#include "report/report_groups.h"
#include "report/report_quality.h"
#include "report/report_summary.h"

enum { GROUPS, COMPARISONS, N_TABLES };

struct slant_report {
  slant_arena arena; /* of the strings */
  const char *path, *suffix;
  slant_report_options options; /* its strings are the report's own */
  slant_selection *selection;   /* NULL: all articles */
  slant_saved *source;          /* open to the end of the report: what run.json says is its */
  slant_groups *groups;
  slant_group_difference *differences; /* options.n_compared */
  uint64_t flags[SLANT_N_FLAGS];
  slant_output *tables[N_TABLES]; /* staged */
  slant_page *page;               /* staged */
};

static slant_status copy_strings(slant_report *r, const char *const **strings, size_t n, slant_error *err) {
  const char **copies = slant_arena_get(&r->arena, (n + 1) * sizeof *copies, err);
  if (copies == NULL) return SLANT_E_MEMORY;
  for (size_t i = 0; i < n; i++) {
    copies[i] = slant_arena_copy(&r->arena, (slant_text){(*strings)[i], strlen((*strings)[i])}, err).ptr;
    if (copies[i] == NULL) return SLANT_E_MEMORY;
  }
  if (*strings != NULL) *strings = copies;
  return SLANT_OK;
}

static slant_status copy_options(slant_report *r, const char *path, const char *suffix, const slant_report_options *options, slant_error *err) {
  static const slant_report_options defaults;
  r->options = options == NULL ? defaults : *options;
  r->path = slant_arena_copy(&r->arena, (slant_text){path, strlen(path)}, err).ptr;
  r->suffix = slant_arena_copy(&r->arena, (slant_text){suffix, strlen(suffix)}, err).ptr;
  slant_status status = r->path == NULL || r->suffix == NULL ? SLANT_E_MEMORY : SLANT_OK;
  if (status == SLANT_OK) status = copy_strings(r, &r->options.by, r->options.n_by, err);
  if (status == SLANT_OK) status = copy_strings(r, &r->options.only, r->options.n_only, err);
  if (status == SLANT_OK) status = copy_strings(r, &r->options.first, r->options.n_compared, err);
  if (status == SLANT_OK) status = copy_strings(r, &r->options.second, r->options.n_compared, err);
  return status;
}

static bool takes(const slant_report *r, const slant_saved_article *article) {
  return r->selection == NULL || slant_selection_takes(r->selection, article);
}

/* Calls `take` with each article that the report is about. */
static slant_status each_article(slant_report *r, slant_saved *source, slant_status (*take)(slant_report *r, const slant_saved_article *a, slant_error *err),
                                 slant_error *err) {
  const slant_saved_article *article;
  slant_status status;
  while ((status = slant_saved_next(source, &article, err)) == SLANT_OK && article != NULL) {
    if (!takes(r, article)) continue;
    slant_saved_article taken = *article;
    if (r->options.keep_duplicates) taken.duplicate_of = (slant_text){"", 0};
    status = take(r, &taken, err);
    if (status != SLANT_OK) return status;
  }
  return status;
}

static slant_status count(slant_report *r, const slant_saved_article *article, slant_error *err) {
  uint32_t told = r->options.keep_duplicates ? ~(uint32_t)SLANT_DUPLICATE : ~UINT32_C(0); /* what counts is like all else */
  for (size_t i = 0; i < article->n_rows; i++) {
    for (size_t f = 0; f < SLANT_N_FLAGS; f++) r->flags[f] += ((article->rows[i].flags & told) >> f) & 1;
  }
  return slant_groups_add(r->groups, article, err);
}

static slant_status compare_all(slant_report *r, slant_error *err) {
  slant_status status = slant_memory_new(&r->differences, r->options.n_compared + 1, sizeof *r->differences, err);
  for (size_t i = 0; i < r->options.n_compared && status == SLANT_OK; i++) {
    status = slant_groups_compare(r->groups, r->options.first[i], r->options.second[i], &r->differences[i], err);
  }
  return status;
}

/* Adds the grouping that "GROUPING=NAME" names, unless it is there. */
static slant_status add_grouping(slant_report *r, const char *choice, const char **by, size_t *n, slant_error *err) {
  size_t len = strcspn(choice, "=");
  if (choice[len] == '\0') return SLANT_OK; /* the batch; what else has no name is told in comparing */
  for (size_t i = 0; i < *n; i++) {
    if (strlen(by[i]) == len && strncmp(by[i], choice, len) == 0) return SLANT_OK;
  }
  by[*n] = slant_arena_copy(&r->arena, (slant_text){choice, len}, err).ptr;
  return by[(*n)++] == NULL ? SLANT_E_MEMORY : SLANT_OK;
}

/* The groupings asked for, or the usual ones, and those that comparisons name. */
static slant_status open_groups(slant_report *r, const slant_saved_run *run, slant_error *err) {
  static const char *const usual[] = {"source", "month"};
  const slant_report_options *o = &r->options;
  const char *const *asked = o->by == NULL ? usual : o->by;
  size_t n = o->by == NULL ? sizeof usual / sizeof *usual : o->n_by;
  const char **by = slant_arena_get(&r->arena, (n + 2 * o->n_compared + 1) * sizeof *by, err);
  if (by == NULL) return SLANT_E_MEMORY;
  memcpy(by, asked, n * sizeof *by);
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < o->n_compared && status == SLANT_OK; i++) {
    status = add_grouping(r, o->first[i], by, &n, err);
    if (status == SLANT_OK) status = add_grouping(r, o->second[i], by, &n, err);
  }
  return status == SLANT_OK ? slant_groups_new(&r->groups, &run->labels, run->confusion, by, n, err) : status;
}

static slant_status make_figures(slant_report *r, slant_error *err) {
  slant_status status = slant_saved_open_rows(&r->source, r->path, r->suffix, err);
  if (status == SLANT_OK) status = open_groups(r, slant_saved_get_run(r->source), err);
  if (status == SLANT_OK && r->options.n_only > 0) status = slant_selection_new(&r->selection, r->options.only, r->options.n_only, err);
  if (status == SLANT_OK) status = each_article(r, r->source, count, err);
  if (status == SLANT_OK) status = slant_groups_finish(r->groups, err);
  return status == SLANT_OK ? compare_all(r, err) : status;
}

slant_status slant_report_open_files(slant_report **out, const char *path, const char *suffix, const slant_report_options *options, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  status = copy_options(*out, path, suffix, options, err);
  if (status == SLANT_OK) status = make_figures(*out, err);
  if (status != SLANT_OK) {
    slant_report_close(*out);
    *out = NULL;
  }
  return status;
}

slant_status slant_report_open(slant_report **out, const char *path, const slant_report_options *options, slant_error *err) {
  return slant_report_open_files(out, path, "", options, err);
}

static slant_status stage_table(slant_report *r, const char *folder, size_t table, slant_error *err) {
  static const char *const names[N_TABLES] = {"groups.csv", "comparisons.csv"};
  slant_buffer rows = {0};
  if (table == GROUPS) {
    slant_groups_put_rows(&rows, r->groups, r->options.spreadsheet);
  } else {
    slant_groups_put_differences(&rows, r->groups, r->differences, r->options.n_compared, r->options.spreadsheet);
  }
  slant_status status = slant_buffer_check(&rows, err);
  if (status == SLANT_OK) status = slant_folder_open(&r->tables[table], folder, names[table], err);
  if (status == SLANT_OK) status = slant_output_put(r->tables[table], slant_buffer_get(&rows), err);
  if (status == SLANT_OK) status = slant_output_sync(r->tables[table], err);
  slant_buffer_free(&rows);
  return status;
}

static slant_status show(slant_report *r, const slant_saved_article *article, slant_error *err) { return slant_page_add(r->page, article, err); }

static slant_status stage_page(slant_report *r, const char *folder, slant_error *err) {
  slant_saved *source;
  slant_status status = slant_saved_open(&source, r->path, r->suffix, err);
  if (status != SLANT_OK) return status;
  slant_page_input input = {.run = slant_saved_get_run(r->source),
                            .groups = r->groups,
                            .differences = r->differences,
                            .n_differences = r->options.n_compared,
                            .only = r->options.only,
                            .n_only = r->options.n_only,
                            .has_evidence = slant_saved_has_evidence(source)};
  memcpy(input.flags, r->flags, sizeof input.flags);
  status = slant_page_open(&r->page, folder, &input, err);
  if (status == SLANT_OK) status = each_article(r, source, show, err);
  if (status == SLANT_OK) status = slant_page_finish(r->page, err);
  slant_saved_close(source);
  return status;
}

slant_status slant_report_stage(slant_report *r, const char *folder, slant_error *err) {
  slant_status status = stage_table(r, folder, GROUPS, err);
  if (status == SLANT_OK && r->options.n_compared > 0) status = stage_table(r, folder, COMPARISONS, err);
  return status == SLANT_OK && !r->options.no_page ? stage_page(r, folder, err) : status;
}

static void unstage(slant_report *r) {
  for (size_t t = 0; t < N_TABLES; t++) {
    slant_output_close(r->tables[t]);
    r->tables[t] = NULL;
  }
  slant_page_close(r->page);
  r->page = NULL;
}

slant_status slant_report_commit(slant_report *r, slant_error *err) {
  slant_status status = SLANT_OK;
  for (size_t t = 0; t < N_TABLES && status == SLANT_OK; t++) {
    if (r->tables[t] != NULL) status = slant_output_commit(r->tables[t], err);
  }
  if (status == SLANT_OK && r->page != NULL) status = slant_page_commit(r->page, err);
  unstage(r);
  return status;
}

slant_status slant_report_save(slant_report *r, const char *folder, slant_error *err) {
  slant_status status = folder == NULL ? SLANT_OK : slant_folder_make(folder, true, err);
  if (status == SLANT_OK) status = slant_report_stage(r, folder == NULL ? r->path : folder, err);
  if (status == SLANT_OK) status = slant_report_commit(r, err);
  unstage(r);
  return status;
}

slant_status slant_report_summary(const slant_report *r, size_t width, bool colour, slant_text *out, slant_error *err) {
  slant_buffer text = {0};
  slant_summary_view view = {width, colour, r->options.by != NULL};
  slant_summary_put(&text, slant_saved_get_run(r->source), r->groups, r->differences, r->options.n_compared, &view);
  return slant_quality_take(&text, out, err);
}

void slant_report_close(slant_report *r) {
  if (r == NULL) return;
  unstage(r);
  slant_memory_free(r->differences);
  slant_groups_free(r->groups);
  slant_selection_free(r->selection);
  slant_saved_close(r->source);
  slant_arena_clear(&r->arena);
  slant_memory_free(r);
}
