/* Out-of-fold rows: what cross-validation said of every labelled paragraph.
 * In: a finished training. Out: CSV, from which any figure of the report, and others, can be worked out again. */
#include <stdio.h>

#include "article/label.h"
#include "base/output.h"
#include "model/training.h"
#include "report/fields.h"

static void put_margins(slant_fields *f, const slant_training *t, const char *prefix, const double *margins) {
  char name[32 + SLANT_LONGEST_LABEL];
  for (size_t m = 0; m < t->n_margins; m++) {
    (void)snprintf(name, sizeof name, "%s%s", prefix, t->labels.names[m]);
    slant_fields_fixed(f, name, margins == NULL ? 0 : margins[m], 6);
  }
}

/* One row, or the header. `scored` and the arrays of that row are NULL in the header. */
static void put_row(slant_fields *f, const slant_training *t, const slant_training_row *row, const slant_scored_row *scored, size_t r) {
  const slant_article *article = row == NULL ? NULL : t->dataset.articles[row->article];
  slant_fields_begin(f);
  slant_fields_text(f, "article", row == NULL ? (slant_text){"", 0} : article->fields[SLANT_ID]);
  slant_fields_count(f, "paragraph", row == NULL ? 0 : article->paragraphs[row->paragraph].number);
  slant_fields_count(f, "fold", row == NULL ? 0 : t->fold_of[row->article] + 1);
  slant_fields_string(f, "label", row == NULL ? NULL : t->labels.names[row->label]);
  slant_fields_string(f, "given", row == NULL ? NULL : t->labels.names[scored->given]);
  for (size_t k = 0; k < t->labels.n; k++) {
    slant_fields_fixed(f, t->labels.names[k], row == NULL ? 0 : t->probabilities[r * t->labels.n + k], 4);
  }
  put_margins(f, t, "text_margin_", row == NULL ? NULL : t->text_margins + r * t->n_margins);
  put_margins(f, t, "margin_", row == NULL ? NULL : t->margins + r * t->n_margins);
  slant_fields_end(f);
}

slant_status slant_training_save_out_of_fold(const slant_training *t, const char *path, slant_error *err) {
  slant_buffer line = {0};
  slant_output *output;
  slant_fields f = {.out = &line, .format = SLANT_ROWS_CSV, .header = true};
  slant_status status = slant_output_open_file(&output, path, err);
  if (status != SLANT_OK) return status;
  put_row(&f, t, NULL, NULL, 0);
  f.header = false;
  for (size_t r = 0, n = 0; r < t->n_rows && status == SLANT_OK; r++) {
    if (t->rows[r].label < 0) continue;
    put_row(&f, t, &t->rows[r], &t->scored[n++], r);
    status = slant_buffer_check(&line, err);
    if (status == SLANT_OK) status = slant_output_put(output, slant_buffer_get(&line), err);
    slant_buffer_clear(&line);
  }
  if (status == SLANT_OK) status = slant_output_commit(output, err);
  slant_output_close(output);
  slant_buffer_free(&line);
  return status;
}
