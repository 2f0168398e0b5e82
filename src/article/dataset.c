/* Dataset: labelled data for training and evaluation.
 * In: records in any order. Out: articles sorted by id, paragraphs by number, each met once. Rows of an article and the whole of it, as
 * slant read prints it, join by the paragraphs' numbers. */
#include "article/dataset.h"

#include <stdlib.h>
#include <string.h>

#include "article/files.h"
#include "article/label.h"
#include "article/records.h"
#include "base/compare.h"
#include "base/memory.h"

typedef struct loader {
  const slant_reader_options *options;
  slant_records_options record_options;
  slant_record **records; /* all, in order of reading */
  size_t n, cap;
  slant_dataset *dataset;
  bool apart; /* every record is an article of its own */
} loader;

static uint32_t number_of(const slant_record *record) { return record->n_paragraphs > 0 ? record->paragraphs[0].number : 0; }

/* By article, paragraph, label, text and weight: the place in the file never decides. */
static int compare_records(const void *x, const void *y) {
  const slant_record *a = *(slant_record *const *)x, *b = *(slant_record *const *)y;
  int order = slant_compare_text(a->fields[SLANT_ID], b->fields[SLANT_ID]);
  if (order == 0) order = (number_of(a) > number_of(b)) - (number_of(a) < number_of(b));
  if (order == 0 && a->n_paragraphs > 0 && b->n_paragraphs > 0) {
    order = slant_compare_text(a->paragraphs[0].label, b->paragraphs[0].label);
    if (order == 0) order = slant_compare_text(a->paragraphs[0].text, b->paragraphs[0].text);
    if (order == 0) order = (a->paragraphs[0].weight > b->paragraphs[0].weight) - (a->paragraphs[0].weight < b->paragraphs[0].weight);
  }
  if (order == 0) order = slant_compare_text(a->fields[SLANT_TITLE], b->fields[SLANT_TITLE]);
  return order;
}

/* An article's id where the record has none: the path and line, as the reader calls it. */
static slant_status ensure_id(slant_record *record, const char *relative, slant_error *err) {
  if (record->fields[SLANT_ID].len > 0) return SLANT_OK;
  slant_buffer name = {0};
  slant_record_put_name(record, (slant_text){relative, strlen(relative)}, &name);
  slant_status status = slant_buffer_check(&name, err);
  if (status == SLANT_OK) {
    record->fields[SLANT_ID] = slant_arena_copy(&record->arena, slant_buffer_get(&name), err);
    if (record->fields[SLANT_ID].ptr == NULL) status = SLANT_E_MEMORY;
  }
  slant_buffer_free(&name);
  return status;
}

/* What a record of labelled data must have beyond what it needs to be read; its path outlives the input. */
static slant_status check_record(slant_record *record, slant_error *err) {
  slant_text path = slant_arena_copy(&record->arena, (slant_text){record->source, strlen(record->source)}, err);
  if (path.ptr == NULL) return SLANT_E_MEMORY;
  record->source = path.ptr;
  for (size_t i = 0; i < record->n_paragraphs; i++) {
    slant_text label = record->paragraphs[i].label;
    if (label.len == 0 || slant_label_is_valid(label)) continue;
    return slant_error_at(err, SLANT_E_DATA, record->source, record->line, "found the label \"%.*s\", expected " SLANT_LABEL_RULE,
                          (int)(label.len < 80 ? label.len : 80), label.ptr);
  }
  return SLANT_OK;
}

static slant_status load_file(loader *l, const slant_file *file, slant_error *err) {
  slant_records *records;
  slant_status status = slant_records_open(&records, file->input, file->format, &l->record_options, err);
  bool found = true, can_continue = true;
  while (status == SLANT_OK && found && can_continue) {
    slant_record *record;
    status = slant_memory_new(&record, 1, sizeof *record, err);
    if (status != SLANT_OK) break;
    status = slant_records_next(records, record, &found, &can_continue, err);
    if (status == SLANT_OK && found && !l->apart) status = ensure_id(record, file->relative, err);
    if (status == SLANT_OK && found) status = check_record(record, err);
    if (status == SLANT_OK && found) status = slant_memory_grow(&l->records, &l->cap, l->n + 1, sizeof *l->records, err);
    if (status == SLANT_OK && found) {
      l->records[l->n++] = record;
    } else {
      slant_record_free(record);
    }
  }
  slant_records_close(records);
  return status;
}

static slant_status load_records(loader *l, const char *const *inputs, size_t n_inputs, slant_error *err) {
  slant_files_options options = {.format = l->options->format,
                                 .columns = &l->record_options.columns,
                                 .encoding = l->record_options.encoding,
                                 .strict = l->options->strict,
                                 .warning = l->options->warning,
                                 .user = l->options->user};
  slant_files *files;
  slant_status status = slant_files_open(&files, inputs, n_inputs, &options, err);
  while (status == SLANT_OK) {
    slant_file file;
    bool found, fatal;
    status = slant_files_next(files, &file, &found, &fatal, err);
    if (status != SLANT_OK || !found) break;
    status = load_file(l, &file, err);
  }
  slant_files_close(files);
  return status;
}

static void warn_contradiction(const loader *l, const slant_record *a, const slant_record *b) {
  if (l->options->warning == NULL) return;
  slant_error warning = {0};
  slant_text id = a->fields[SLANT_ID], x = a->paragraphs[0].label, y = b->paragraphs[0].label;
  (void)slant_error_at(&warning, SLANT_E_DATA, b->source, b->line,
                       "found paragraph %u of article \"%.*s\" as %.*s, and as %.*s in line %llu of %s, expected one label: left out",
                       number_of(a), (int)(id.len < 120 ? id.len : 120), id.ptr, (int)y.len, y.ptr, (int)x.len, x.ptr,
                       (unsigned long long)a->line, a->source);
  l->options->warning(l->options->user, &warning);
}

/* Keeps the first of rows [*n - 1] and `next` when they are the same paragraph. */
static bool merge_rows(loader *l, slant_record *last, const slant_record *next) {
  if (!last->is_row || !next->is_row || number_of(last) != number_of(next)) return false;
  slant_record_paragraph *kept = &last->paragraphs[0];
  const slant_record_paragraph *other = &next->paragraphs[0];
  if (slant_compare_text(kept->label, other->label) == 0) {
    l->dataset->counts.repeated++;
  } else if (kept->label.len == 0) {
    kept->label = other->label; /* all records live until the articles are built */
    kept->weight = other->weight;
    l->dataset->counts.repeated++;
  } else {
    warn_contradiction(l, last, next);
    l->dataset->counts.contradictory++;
    kept->label = (slant_text){"", 0};
    kept->weight = 1;
    kept->contradictory = true;
  }
  return true;
}

/* Builds the article of `records` (n_records), all of one id and in order. */
static slant_status add_article(loader *l, slant_record **records, size_t n_records, slant_error *err) {
  slant_dataset *d = l->dataset;
  size_t n = 1;
  for (size_t i = 1; i < n_records; i++) {
    slant_record *last = records[n - 1];
    bool contradictory = last->n_paragraphs > 0 && last->paragraphs[0].contradictory;
    if (contradictory && number_of(last) == number_of(records[i])) continue;
    if (merge_rows(l, last, records[i])) continue;
    if (!last->is_row || !records[i]->is_row) {
      slant_text id = last->fields[SLANT_ID];
      return slant_error_at(err, SLANT_E_DATA, records[i]->source, records[i]->line,
                            "found the article \"%.*s\" again (line %llu of %s has it), expected it once, or rows with a paragraph number",
                            (int)(id.len < 120 ? id.len : 120), id.ptr, (unsigned long long)last->line, last->source);
    }
    slant_record *swap = records[n];
    records[n] = records[i];
    records[i] = swap;
    n++;
  }
  slant_status status = slant_memory_grow(&d->articles, &d->cap_articles, d->n_articles + 1, sizeof *d->articles, err);
  if (status != SLANT_OK) return status;
  slant_article *article;
  slant_text id = records[0]->fields[SLANT_ID];
  status = slant_article_build(&article, id, (const slant_record *const *)records, n, l->options->paragraphs_by, err);
  if (status != SLANT_OK) return status;
  d->articles[d->n_articles++] = article;
  d->counts.rows += article->n_paragraphs;
  for (size_t i = 0; i < article->n_paragraphs; i++) d->counts.unlabelled += article->paragraphs[i].label.len == 0;
  return SLANT_OK;
}

/* Whether records [first, end) of one id are a whole article, its paragraphs numbered, and more of it: rows, or the article again. */
static bool has_whole(const loader *l, size_t first, size_t end) {
  bool any = false;
  for (size_t i = first; i < end && end - first > 1; i++) {
    const slant_record *record = l->records[i];
    if (record->is_row) continue;
    if (record->n_paragraphs == 0) return false;
    for (size_t k = 0; k < record->n_paragraphs; k++) {
      if (record->paragraphs[k].number == 0) return false;
    }
    any = true;
  }
  return any;
}

/* The article of records [first, end), with every paragraph of a whole one as a row: what carries labels and what carries context join. */
static slant_status add_as_rows(loader *l, size_t first, size_t end, slant_error *err) {
  size_t n = 0, at = 0, n_repeated = l->dataset->counts.repeated;
  slant_record *rows = NULL, **pointers = NULL;
  for (size_t i = first; i < end; i++) n += l->records[i]->n_paragraphs;
  slant_status status = slant_memory_new(&rows, n, sizeof *rows, err);
  if (status == SLANT_OK) status = slant_memory_new(&pointers, n, sizeof *pointers, err);
  for (size_t i = first; i < end && status == SLANT_OK; i++) {
    for (size_t k = 0; k < l->records[i]->n_paragraphs; k++, at++) {
      rows[at] = *l->records[i]; /* borrowed, arena and all: nothing of it is cleared */
      rows[at].is_row = true;
      rows[at].paragraphs += k;
      rows[at].n_paragraphs = 1;
      pointers[at] = &rows[at];
    }
  }
  if (status == SLANT_OK) {
    qsort(pointers, n, sizeof *pointers, compare_records);
    status = add_article(l, pointers, n, err);
    l->dataset->counts.repeated = n_repeated; /* the whole article repeats its rows by its nature */
  }
  slant_memory_free(rows);
  slant_memory_free(pointers);
  return status;
}

static slant_status build_articles(loader *l, slant_error *err) {
  if (l->n > 0) qsort(l->records, l->n, sizeof *l->records, compare_records);
  slant_status status = SLANT_OK;
  for (size_t first = 0, end; first < l->n && status == SLANT_OK; first = end) {
    end = first + 1;
    while (!l->apart && end < l->n && slant_compare_text(l->records[end]->fields[SLANT_ID], l->records[first]->fields[SLANT_ID]) == 0) end++;
    bool whole = !l->apart && has_whole(l, first, end);
    status = whole ? add_as_rows(l, first, end, err) : add_article(l, l->records + first, end - first, err);
  }
  return status;
}

static slant_status load(slant_dataset *dataset, const char *const *inputs, size_t n_inputs, const slant_reader_options *options, bool apart,
                         slant_error *err) {
  static const slant_reader_options defaults;
  memset(dataset, 0, sizeof *dataset);
  loader l = {.options = options == NULL ? &defaults : options, .dataset = dataset, .apart = apart};
  slant_status status = slant_records_options_init(&l.record_options, l.options, err);
  if (status == SLANT_OK) status = load_records(&l, inputs, n_inputs, err);
  if (status == SLANT_OK) status = build_articles(&l, err);
  for (size_t i = 0; i < l.n; i++) slant_record_free(l.records[i]);
  slant_memory_free(l.records);
  if (status != SLANT_OK) slant_dataset_clear(dataset);
  return status;
}

slant_status slant_dataset_load(slant_dataset *dataset, const char *const *inputs, size_t n_inputs,
                                const slant_reader_options *options, slant_error *err) {
  return load(dataset, inputs, n_inputs, options, false, err);
}

slant_status slant_dataset_load_apart(slant_dataset *dataset, const char *const *inputs, size_t n_inputs,
                                      const slant_reader_options *options, slant_error *err) {
  return load(dataset, inputs, n_inputs, options, true, err);
}

void slant_dataset_clear(slant_dataset *dataset) {
  for (size_t i = 0; i < dataset->n_articles; i++) slant_article_free(dataset->articles[i]);
  slant_memory_free(dataset->articles);
  memset(dataset, 0, sizeof *dataset);
}
