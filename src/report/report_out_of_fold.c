/* Out-of-fold rows: what cross-validation said of every labelled paragraph.
 * In: a finished training. Out: CSV, from which any figure of the report, and others, can be worked out again. */
#include <math.h>
#include <stdio.h>

#include "article/label.h"
#include "base/output.h"
#include "model/training.h"
#include "report/fields.h"

/* One column a margin, named PREFIX and the label; `margins` NULL: empty. */
static void put_margins(slant_fields *f, const slant_training *t, const char *prefix, const double *margins) {
  char name[32 + SLANT_LONGEST_LABEL];
  for (size_t m = 0; m < t->n_margins; m++) {
    (void)snprintf(name, sizeof name, "%s%s", prefix, t->labels.names[m]);
    slant_fields_fixed(f, name, margins == NULL ? (double)NAN : margins[m], 6);
  }
}

/* What a row of the file is made from; all but the training is NULL or 0 in the header. */
typedef struct line {
  const slant_training *t;
  const slant_training_row *row;
  const slant_scored_row *scored;
  size_t r;                          /* number of the row */
  size_t target;                     /* number among the target's rows; SIZE_MAX: none */
} line;

/* The label and margins toward the row's target, where the training has a target part. */
static void put_target(slant_fields *f, const line *l) {
  const slant_target_training *g = &l->t->target;
  bool has = l->row != NULL && l->target != SIZE_MAX;
  if (g->n_rows == 0) return;
  slant_fields_string(f, "target_given", has ? l->t->labels.names[g->rules[SLANT_BY_TABLE].given[l->target]] : NULL);
  put_margins(f, l->t, "target_margin_", has ? g->margins + l->target * l->t->n_margins : NULL);
}

/* What the encoder makes of the row, and whether balanced effort asks it, where the training has readings. */
static void put_readings(slant_fields *f, const line *l) {
  const slant_training *t = l->t;
  const slant_judge_training *j = &t->judges[SLANT_BY_ENCODER];
  char name[32 + SLANT_LONGEST_LABEL];
  if (t->readings == NULL) return;
  bool open = l->row != NULL && slant_training_lead(t, l->r) < t->effort.open_below;
  slant_fields_string(f, "balanced", l->row == NULL ? NULL : slant_decided_name(open ? SLANT_BY_ENCODER : SLANT_BY_TABLE));
  slant_fields_string(f, "encoder_given", l->row == NULL ? NULL : t->labels.names[j->given[l->r]]);
  for (size_t k = 0; k < t->labels.n; k++) {
    (void)snprintf(name, sizeof name, "encoder_%s", t->labels.names[k]);
    slant_fields_fixed(f, name, l->row == NULL ? 0 : j->probabilities[l->r * t->labels.n + k], 4);
  }
}

static void put_row(slant_fields *f, const line *l) {
  const slant_training *t = l->t;
  const slant_training_row *row = l->row;
  const slant_article *article = row == NULL ? NULL : t->dataset.articles[row->article];
  slant_fields_begin(f);
  slant_fields_text(f, "article", row == NULL ? (slant_text){"", 0} : article->fields[SLANT_ID]);
  slant_fields_count(f, "paragraph", row == NULL ? 0 : article->paragraphs[row->paragraph].number);
  slant_fields_count(f, "fold", row == NULL ? 0 : t->fold_of[row->article] + 1);
  slant_fields_string(f, "label", row == NULL ? NULL : t->labels.names[row->label]);
  slant_fields_string(f, "given", row == NULL ? NULL : t->labels.names[l->scored->given]);
  for (size_t k = 0; k < t->labels.n; k++) {
    slant_fields_fixed(f, t->labels.names[k], row == NULL ? 0 : t->judges[SLANT_BY_TABLE].probabilities[l->r * t->labels.n + k], 4);
  }
  put_margins(f, t, "text_margin_", row == NULL ? NULL : t->text_margins + l->r * t->n_margins);
  put_margins(f, t, "margin_", row == NULL ? NULL : t->judges[SLANT_BY_TABLE].margins + l->r * t->n_margins);
  put_target(f, l);
  put_readings(f, l);
  slant_fields_end(f);
}

/* Whether row `r` of the data is row `target` of the target part, in which the data's rows stand first and in their order. */
static bool is_target_row(const slant_training *t, size_t r, size_t target) {
  if (target >= t->target.n_rows) return false;
  const slant_target_row *row = &t->target.rows[target];
  return row->article == t->dataset.articles[t->rows[r].article] && row->paragraph == t->rows[r].paragraph;
}

slant_status slant_training_save_out_of_fold(const slant_training *t, const char *path, slant_error *err) {
  slant_buffer text = {0};
  slant_output *output;
  slant_fields f = {.out = &text, .format = SLANT_ROWS_CSV, .header = true};
  slant_status status = slant_output_open_file(&output, path, err);
  if (status != SLANT_OK) return status;
  put_row(&f, &(line){.t = t});
  f.header = false;
  for (size_t r = 0, n = 0, target = 0; r < t->n_rows && status == SLANT_OK; r++) {
    if (t->rows[r].label < 0) continue;
    bool has = is_target_row(t, r, target);
    put_row(&f, &(line){t, &t->rows[r], &t->figures[SLANT_EFFORT_FAST].scored[n++], r, has ? target : SIZE_MAX});
    target += has;
    status = slant_buffer_check(&text, err);
    if (status == SLANT_OK) status = slant_output_put(output, slant_buffer_get(&text), err);
    slant_buffer_clear(&text);
  }
  if (status == SLANT_OK) status = slant_output_commit(output, err);
  slant_output_close(output);
  slant_buffer_free(&text);
  return status;
}
