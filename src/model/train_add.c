/* Coded rows: into the data they are about.
 * In: the data as read, files of coded rows. Out: the same data with the coders' labels, and the paragraphs that were not in it. */
#include "model/train_add.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/compare.h"
#include "base/memory.h"
#include "model/labels.h"

/* Where rows go, and what of it is known. */
typedef struct joining {
  slant_added *added;
  slant_dataset *data;
  const slant_reader_options *options;
  slant_arena *arena; /* of the data's new labels */
} joining;

/* Index of the article of that id; where it would stand, with *found false, if there is none. */
static size_t find_article(const slant_dataset *data, slant_text id, bool *found) {
  size_t low = 0, high = data->n_articles;
  *found = false;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = slant_compare_text(data->articles[middle]->fields[SLANT_ID], id);
    if (order == 0) {
      *found = true;
      return middle;
    }
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

static slant_paragraph *find_paragraph(const slant_article *article, uint32_t number) {
  for (size_t i = 0; i < article->n_paragraphs; i++) {
    if (article->paragraphs[i].number == number) return &article->paragraphs[i];
  }
  return NULL;
}

/* Whether `label` is `known` in other letters, capital or small: a slip of the pen, not a label of its own. */
static bool is_slip(slant_text label, const char *known) {
  return label.len == strlen(known) && memcmp(label.ptr, known, label.len) != 0 && strncasecmp(label.ptr, known, label.len) == 0;
}

static slant_status check_labels(const joining *j, slant_error *err) {
  slant_labels labels = {0};
  slant_status status = SLANT_OK;
  for (size_t a = 0; a < j->data->n_articles; a++) {
    const slant_article *article = j->data->articles[a];
    for (size_t i = 0; i < article->n_paragraphs && status == SLANT_OK; i++) {
      if (article->paragraphs[i].label.len > 0) status = slant_labels_add(&labels, article->paragraphs[i].label, j->arena, err);
    }
  }
  for (size_t i = 0; i < j->added->coded.n && status == SLANT_OK; i++) {
    const slant_coded_row *row = &j->added->coded.rows[i];
    for (size_t k = 0; k < labels.n && status == SLANT_OK; k++) {
      if (!is_slip(row->label, labels.names[k])) continue;
      status = slant_error_at(err, SLANT_E_DATA, row->source, row->line, "found the label \"%.*s\", expected \"%s\" as in the data",
                              (int)row->label.len, row->label.ptr, labels.names[k]);
    }
  }
  return status;
}

/* What a row does to `article`, NULL where the data do not have it; a label that is there already is set right. */
static slant_status apply(const joining *j, const slant_article *article, const slant_coded_row *row, slant_added_as *as,
                          slant_error *err) {
  slant_paragraph *p = article == NULL ? NULL : find_paragraph(article, row->paragraph);
  if (p == NULL) {
    *as = row->text.len > 0 ? SLANT_ADDED_NEW : SLANT_ADDED_MISSING;
    if (*as == SLANT_ADDED_NEW || j->options->warning == NULL) return SLANT_OK;
    slant_error warning = {0};
    (void)slant_error_at(&warning, SLANT_E_DATA, row->source, row->line,
                         "found paragraph %u of article \"%.*s\" without a text, expected one that the data have: left out", row->paragraph,
                         (int)(row->article.len < 120 ? row->article.len : 120), row->article.ptr);
    j->options->warning(j->options->user, &warning);
    return SLANT_OK;
  }
  bool had = p->label.len > 0;
  *as = !had ? SLANT_ADDED_LABELLED : slant_compare_text(p->label, row->label) == 0 ? SLANT_ADDED_CONFIRMED : SLANT_ADDED_CORRECTED;
  if (!had) j->data->counts.unlabelled--;
  p->label = slant_arena_copy(j->arena, row->label, err);
  return p->label.ptr == NULL ? SLANT_E_MEMORY : SLANT_OK;
}

/* The paragraphs of `old` (may be NULL) and the new ones among rows [0, n), by number. */
static size_t merge(slant_record_paragraph *out, const slant_article *old, const slant_coded_row *rows, const slant_added_as *as,
                    size_t n) {
  size_t n_out = 0, n_old = old == NULL ? 0 : old->n_paragraphs;
  for (size_t i = 0, k = 0; i < n_old || k < n;) {
    if (k < n && as[k] != SLANT_ADDED_NEW) {
      k++;
    } else if (k == n || (i < n_old && old->paragraphs[i].number < rows[k].paragraph)) {
      const slant_paragraph *p = &old->paragraphs[i++];
      out[n_out++] = (slant_record_paragraph){.number = p->number, .text = p->text, .label = p->label, .weight = p->weight,
                                              .repaired = (p->flags & SLANT_REPAIRED_UTF8) != 0};
    } else {
      const slant_coded_row *row = &rows[k++];
      out[n_out++] = (slant_record_paragraph){.number = row->paragraph, .text = row->text, .label = row->label, .weight = 1};
    }
  }
  return n_out;
}

/* The article of rows [0, n) anew, with those that it did not have; put in at `at`, in place of `old` unless that is NULL. */
static slant_status rebuild(const joining *j, slant_article *old, size_t at, const slant_coded_row *rows, const slant_added_as *as,
                            size_t n, slant_error *err) {
  slant_dataset *data = j->data;
  slant_record record = {.source = rows[0].source, .line = rows[0].line, .has_paragraphs = true};
  slant_article *built = NULL;
  slant_status status = slant_memory_new(&record.paragraphs, (old == NULL ? 0 : old->n_paragraphs) + n, sizeof *record.paragraphs, err);
  if (status == SLANT_OK) {
    record.n_paragraphs = merge(record.paragraphs, old, rows, as, n);
    if (old != NULL) memcpy(record.fields, old->fields, sizeof record.fields);
    for (size_t i = 0; i < n && record.fields[SLANT_TITLE].len == 0; i++) record.fields[SLANT_TITLE] = rows[i].title;
    const slant_record *records[] = {&record};
    status = slant_article_build(&built, rows[0].article, records, 1, j->options->paragraphs_by, err);
  }
  if (status == SLANT_OK && old == NULL) {
    status = slant_memory_grow(&data->articles, &data->cap_articles, data->n_articles + 1, sizeof *data->articles, err);
    if (status == SLANT_OK) {
      memmove(data->articles + at + 1, data->articles + at, (data->n_articles++ - at) * sizeof *data->articles);
      data->articles[at] = NULL;
    }
  }
  if (status == SLANT_OK) {
    data->counts.rows += built->n_paragraphs - (old == NULL ? 0 : old->n_paragraphs);
    slant_article_free(old);
    data->articles[at] = built;
  } else {
    slant_article_free(built);
  }
  slant_memory_free(record.paragraphs);
  return status;
}

/* Rows [first, end) are those of one article. */
static slant_status add_article(const joining *j, size_t first, size_t end, slant_error *err) {
  slant_added *added = j->added;
  const slant_coded_row *rows = added->coded.rows;
  bool found, any_new = false;
  size_t at = find_article(j->data, rows[first].article, &found);
  slant_article *article = found ? j->data->articles[at] : NULL;
  slant_status status = SLANT_OK;
  for (size_t i = first; i < end && status == SLANT_OK; i++) {
    status = apply(j, article, &rows[i], &added->as[i], err);
    added->n_as[added->as[i]]++;
    any_new |= added->as[i] == SLANT_ADDED_NEW;
    if (added->as[i] != SLANT_ADDED_MISSING) added->n_of_stratum[rows[i].stratum]++;
  }
  if (status != SLANT_OK || !any_new) return status;
  return rebuild(j, article, at, rows + first, added->as + first, end - first, err);
}

slant_status slant_added_join(slant_added *added, slant_dataset *data, const char *const *paths, size_t n_paths,
                              const slant_reader_options *options, slant_arena *arena, slant_error *err) {
  const joining j = {added, data, options, arena};
  if (n_paths == 0) return SLANT_OK;
  slant_status status = slant_coded_load(&added->coded, paths, n_paths, options, err);
  if (status != SLANT_OK) return status;
  slant_coded_settle(&added->coded, options);
  status = check_labels(&j, err);
  if (status == SLANT_OK) status = slant_memory_new(&added->as, added->coded.n, sizeof *added->as, err);
  for (size_t first = 0, end; first < added->coded.n && status == SLANT_OK; first = end) {
    for (end = first + 1; end < added->coded.n; end++) {
      if (slant_compare_text(added->coded.rows[end].article, added->coded.rows[first].article) != 0) break;
    }
    status = add_article(&j, first, end, err);
  }
  return status;
}

void slant_added_clear(slant_added *added) {
  slant_coded_clear(&added->coded);
  slant_memory_free(added->as);
  slant_memory_free(added->is_hard);
  slant_memory_free(added->drawn);
  memset(added, 0, sizeof *added);
}
