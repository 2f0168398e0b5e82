/* Coded rows of several coders: one label a paragraph.
 * In: rows as they were read. Out: rows in the order of articles and numbers, each paragraph once; what coders do not settle is told. */
#include <stdlib.h>

#include "article/coded.h"
#include "base/compare.h"

int slant_coded_compare(slant_text article, uint32_t paragraph, const slant_coded_row *row) {
  int order = slant_compare_text(article, row->article);
  return order != 0 ? order : (paragraph > row->paragraph) - (paragraph < row->paragraph);
}

/* By paragraph, then label, coder, and all that may differ: the place in the files never decides. */
static int by_paragraph(const void *x, const void *y) {
  const slant_coded_row *a = x, *b = y;
  int order = slant_coded_compare(a->article, a->paragraph, b);
  if (order == 0) order = slant_compare_text(a->label, b->label);
  if (order == 0) order = slant_compare_text(a->coder, b->coder);
  if (order == 0) order = (a->stratum < b->stratum) - (a->stratum > b->stratum);
  if (order == 0) order = (b->probability > a->probability) - (b->probability < a->probability);
  if (order == 0) order = slant_compare_text(b->text, a->text);
  return order != 0 ? order : slant_compare_text(b->title, a->title);
}

static void tell(const slant_reader_options *options, const slant_coded_row *row, const char *what) {
  if (options->warning == NULL) return;
  slant_error warning = {0};
  (void)slant_error_at(&warning, SLANT_E_DATA, row->source, row->line, "found %s for paragraph %u of article \"%.*s\", expected %s", what,
                       row->paragraph, (int)(row->article.len < 120 ? row->article.len : 120), row->article.ptr,
                       "one label that more than half of the coders gave: left out");
  options->warning(options->user, &warning);
}

/* Whether the coder of rows[i] gave another label among rows [0, n), all of one paragraph. */
static bool contradicts(const slant_coded_row *rows, size_t n, size_t i) {
  for (size_t k = 0; k < n; k++) {
    if (slant_compare_text(rows[k].coder, rows[i].coder) == 0 && slant_compare_text(rows[k].label, rows[i].label) != 0) return true;
  }
  return false;
}

/* A row that stands for the paragraph: `kept`, with what only others of its rows [0, n) know. */
static slant_coded_row join(const slant_coded_row *rows, size_t n, slant_coded_row kept) {
  for (size_t i = 0; i < n; i++) {
    const slant_coded_row *row = &rows[i];
    bool drawn = row->stratum == SLANT_STRATUM_RANDOM && (kept.stratum != SLANT_STRATUM_RANDOM || row->probability > kept.probability);
    if (drawn || kept.stratum == SLANT_N_STRATA) {
      kept.stratum = row->stratum;
      kept.probability = row->probability;
    }
    if (kept.text.len == 0) kept.text = row->text;
    if (kept.title.len == 0) kept.title = row->title;
  }
  return kept;
}

/* Settles rows [0, n) of one paragraph, sorted; false when no label is left. */
static bool settle(slant_coded *coded, slant_coded_row *rows, size_t n, const slant_reader_options *options, slant_coded_row *out) {
  size_t n_votes = 0, best = SIZE_MAX, n_best = 0;
  bool contradictory = false;
  for (size_t i = 0, end; i < n; i = end) {
    size_t n_of_label = 0;
    for (end = i; end < n && slant_compare_text(rows[end].label, rows[i].label) == 0; end++) {
      bool again = end > i && slant_compare_text(rows[end].coder, rows[end - 1].coder) == 0;
      bool both = contradicts(rows, n, end);
      contradictory |= both;
      n_of_label += !again && !both;
    }
    n_votes += n_of_label;
    if (n_of_label > n_best) {
      n_best = n_of_label;
      best = i;
    }
  }
  coded->n_contradictory += contradictory;
  if (contradictory) tell(options, &rows[0], "two labels by one coder");
  if (2 * n_best <= n_votes && n_votes > 0) {
    coded->n_tied++;
    tell(options, &rows[0], "no majority");
  }
  if (2 * n_best <= n_votes) return false;
  *out = join(rows, n, rows[best]);
  return true;
}

void slant_coded_settle(slant_coded *coded, const slant_reader_options *options) {
  size_t n = 0;
  if (coded->n > 0) qsort(coded->rows, coded->n, sizeof *coded->rows, by_paragraph);
  for (size_t i = 0, end; i < coded->n; i = end) {
    slant_coded_row row;
    const slant_coded_row *first = &coded->rows[i];
    for (end = i + 1; end < coded->n && slant_coded_compare(first->article, first->paragraph, &coded->rows[end]) == 0;) end++;
    if (settle(coded, coded->rows + i, end - i, options, &row)) coded->rows[n++] = row;
  }
  coded->n = n;
}
