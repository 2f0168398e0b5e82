/* Stage 1 of a training: the text SVM, cross-fitted.
 * In: vectors and folds. Out: the cost with the best macro-F1, out-of-fold margins for every row and title, final weights.
 * Every task is independent and has its own seed, so that threads change nothing. */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "base/threads.h"
#include "model/folds.h"
#include "model/train_linear.h"
#include "model/training.h"

enum { MOST_SOURCES = 1 + SLANT_MOST_AUXILIARY }; /* the data, and auxiliary files */

/* One training: which rows, which margin, at which cost. */
typedef struct job {
  slant_training *t;
  const slant_split *split;
  size_t fold;               /* SIZE_MAX: none is left out */
  size_t margin;
  double cost;
  double *weights, *bias; /* result */
} job;

/* The rows of a job, as the solver wants them. */
typedef struct selection {
  size_t *rows, n;
  signed char *y;
  double *costs, *offsets;
  unsigned char *sources;
  double of_sign[MOST_SOURCES][2]; /* weight of the rows of either sign, by source */
} selection;

static void select_row(selection *s, const job *j, size_t row, int label, double weight, size_t source) {
  const slant_training *t = j->t;
  s->rows[s->n] = row;
  s->y[s->n] = slant_training_sign(label, j->margin);
  s->costs[s->n] = j->cost * weight;
  s->sources[s->n] = (unsigned char)source;
  s->of_sign[source][s->y[s->n] < 0] += weight;
  if (t->base_margins != NULL) s->offsets[s->n] = t->base_margins[row * t->n_margins + j->margin];
  s->n++;
}

/* Either sign of each source weighs the same in sum. */
static void balance(selection *s) {
  for (size_t i = 0; i < s->n; i++) {
    const double *of_sign = s->of_sign[s->sources[i]];
    s->costs[i] *= (of_sign[0] + of_sign[1]) / (2 * of_sign[s->y[i] < 0]);
  }
}

static slant_status new_selection(selection *s, size_t n, slant_error *err) {
  slant_status status = slant_memory_new(&s->rows, n, sizeof *s->rows, err);
  if (status == SLANT_OK) status = slant_memory_new(&s->y, n, sizeof *s->y, err);
  if (status == SLANT_OK) status = slant_memory_new(&s->costs, n, sizeof *s->costs, err);
  if (status == SLANT_OK) status = slant_memory_new(&s->offsets, n, sizeof *s->offsets, err);
  if (status == SLANT_OK) status = slant_memory_new(&s->sources, n, sizeof *s->sources, err);
  return status;
}

static void free_selection(selection *s) {
  slant_memory_free(s->rows);
  slant_memory_free(s->y);
  slant_memory_free(s->costs);
  slant_memory_free(s->offsets);
  slant_memory_free(s->sources);
}

static slant_status fit(const job *j, slant_error *err) {
  slant_training *t = j->t;
  selection s = {0};
  slant_status status = new_selection(&s, t->n_rows + t->n_auxiliary_rows, err);
  if (status == SLANT_OK) {
    size_t first = t->n_rows + t->dataset.n_articles;
    for (size_t r = 0; r < t->n_rows; r++) {
      size_t fold = j->split->fold_of_row[r];
      bool left_out = t->rows[r].label < 0 || fold == j->fold || fold == SLANT_LEFT_OUT;
      if (!left_out) select_row(&s, j, r, t->rows[r].label, t->rows[r].weight, 0);
    }
    for (size_t i = 0; i < t->n_auxiliary_rows; i++) {
      const slant_auxiliary_row *row = &t->auxiliary_rows[i];
      bool left_out = j->fold != SIZE_MAX && (j->split->folds_of_auxiliary[i] >> j->fold & 1) != 0;
      if (!left_out) select_row(&s, j, first + i, row->label, row->weight, 1 + row->source);
    }
    if (!t->options.equal_weights) balance(&s);
    uint64_t seed = slant_hash_pair(slant_hash_pair(t->options.seed, j->fold), j->margin);
    slant_linear_problem problem = {&t->vectors, s.rows, s.n, s.y, s.costs, t->base_margins == NULL ? NULL : s.offsets, seed};
    status = t->options.solver == SLANT_SOLVER_LIBSVM ? slant_train_linear_libsvm(&problem, j->weights, j->bias, err)
                                                      : slant_train_linear(&problem, 0, j->weights, j->bias, NULL, err);
  }
  free_selection(&s);
  return status;
}

/* A cross-fit: margins of each row from the training that left its fold out. */
typedef struct cross_fit {
  slant_training *t;
  const slant_split *split;
  double cost;
  double *margins; /* (n_rows + n_articles) * n_margins */
} cross_fit;

static bool has_text(const slant_training *t, size_t row) { return row < t->n_rows || t->title_words[row - t->n_rows] > 0; }

/* Task `index`: one fold and one margin. */
static slant_status fit_fold(void *context, size_t index, slant_error *err) {
  const cross_fit *c = context;
  slant_training *t = c->t;
  size_t m = t->n_margins, fold = index / m, margin = index % m, n = t->n_rows + t->dataset.n_articles;
  double *weights = NULL, bias = 0;
  slant_status status = slant_memory_new(&weights, t->vectors.n_columns, sizeof *weights, err);
  if (status == SLANT_OK && c->cost > 0) {
    job j = {t, c->split, fold, margin, c->cost, weights, &bias};
    status = fit(&j, err);
  }
  for (size_t r = 0; r < n && status == SLANT_OK; r++) {
    if (c->split->fold_of_row[r] != fold) continue;
    if (!has_text(t, r)) {
      c->margins[r * m + margin] = (double)NAN;
      continue;
    }
    double base = t->base_margins == NULL ? 0 : t->base_margins[r * m + margin];
    c->margins[r * m + margin] = slant_vectors_dot(&t->vectors, r, weights) + bias + base;
  }
  slant_memory_free(weights);
  return status;
}

slant_status slant_train_text_fold(slant_training *t, const slant_split *split, size_t fold, size_t margin, double *margins,
                                   slant_error *err) {
  cross_fit run = {t, split, t->cost, margins};
  return fit_fold(&run, fold * t->n_margins + margin, err);
}

static slant_status cross_fit_run(const cross_fit *c, slant_error *err) {
  cross_fit copy = *c;
  return slant_threads_run(c->t->options.n_threads, c->t->options.n_folds * c->t->n_margins, fit_fold, &copy, err);
}

/* Macro-F1 of the labels with the largest margin. */
static double text_score(const slant_training *t, const double *margins) {
  slant_confusion confusion = {.n_labels = t->labels.n};
  for (size_t r = 0; r < t->n_rows; r++) {
    if (t->rows[r].label < 0) continue;
    int given = slant_training_argmax(t, margins + r * t->n_margins);
    slant_confusion_add(&confusion, t->rows[r].label, given, t->rows[r].weight);
  }
  return slant_confusion_macro_f1(&confusion);
}

static slant_status choose_cost(slant_training *t, const slant_split *by_article, slant_error *err) {
  size_t size = (t->n_rows + t->dataset.n_articles) * t->n_margins;
  double *margins = NULL, best = -1;
  slant_status status = slant_memory_new(&margins, size, sizeof *margins, err);
  for (size_t c = 0; c < t->options.n_costs && status == SLANT_OK; c++) {
    slant_training_progress(t, "text SVM, choosing C", c, t->options.n_costs);
    cross_fit run = {t, by_article, t->costs[c], margins};
    status = cross_fit_run(&run, err);
    if (status != SLANT_OK) break;
    t->cost_scores[c] = text_score(t, margins);
    if (t->cost_scores[c] <= best) continue;
    best = t->text_f1 = t->cost_scores[c];
    t->cost = t->costs[c];
    memcpy(t->text_margins, margins, size * sizeof *margins);
  }
  slant_memory_free(margins);
  return status;
}

/* The score that folds by paragraph would promise: what leaks between paragraphs of one article is the difference. */
static slant_status score_ungrouped(slant_training *t, const slant_split *by_paragraph, slant_error *err) {
  size_t n = t->n_rows + t->dataset.n_articles, *fold_of_row = by_paragraph->fold_of_row;
  size_t *groups = NULL, *counts = NULL;
  uint64_t *keys = NULL;
  double *margins = NULL;
  slant_training_progress(t, "text SVM, folds by paragraph", 0, 0);
  slant_status status = slant_memory_new(&groups, t->n_rows, sizeof *groups, err);
  if (status == SLANT_OK) status = slant_memory_new(&counts, t->n_rows * t->labels.n, sizeof *counts, err);
  if (status == SLANT_OK) status = slant_memory_new(&keys, t->n_rows, sizeof *keys, err);
  if (status == SLANT_OK) status = slant_memory_new(&margins, n * t->n_margins, sizeof *margins, err);
  if (status == SLANT_OK) {
    for (size_t r = 0; r < t->n_rows; r++) {
      groups[r] = r;
      keys[r] = slant_hash_pair(t->rows[r].article, t->rows[r].paragraph);
      if (t->rows[r].label >= 0) counts[r * t->labels.n + (size_t)t->rows[r].label] = 1;
    }
    status = slant_folds_assign(fold_of_row, groups, counts, keys, t->n_rows, t->labels.n, t->options.n_folds, t->options.seed, err);
  }
  if (status == SLANT_OK) slant_train_auxiliary_folds(t, fold_of_row, false, by_paragraph->folds_of_auxiliary);
  cross_fit run = {t, by_paragraph, t->cost, margins};
  if (status == SLANT_OK) status = cross_fit_run(&run, err);
  if (status == SLANT_OK) t->ungrouped_text_f1 = text_score(t, margins);
  slant_memory_free(groups);
  slant_memory_free(counts);
  slant_memory_free(keys);
  slant_memory_free(margins);
  return status;
}

/* Task `index`: the margin's weights from all rows. */
static slant_status fit_all(void *context, size_t index, slant_error *err) {
  const cross_fit *c = context;
  job j = {c->t, c->split, SIZE_MAX, index, c->cost, c->t->weights + index * c->t->vectors.n_columns, &c->t->bias[index]};
  return c->cost > 0 ? fit(&j, err) : SLANT_OK;
}

slant_status slant_split_by_article(slant_split *split, const slant_training *t, slant_error *err) {
  size_t n = t->n_rows + t->dataset.n_articles;
  slant_status status = slant_memory_new(&split->fold_of_row, n, sizeof *split->fold_of_row, err);
  if (status == SLANT_OK) status = slant_memory_new(&split->folds_of_auxiliary, t->n_auxiliary_rows, sizeof *split->folds_of_auxiliary, err);
  if (status != SLANT_OK) return status;
  for (size_t r = 0; r < t->n_rows; r++) split->fold_of_row[r] = t->fold_of[t->rows[r].article];
  for (size_t a = 0; a < t->dataset.n_articles; a++) split->fold_of_row[t->n_rows + a] = t->fold_of[a];
  slant_train_auxiliary_folds(t, split->fold_of_row, true, split->folds_of_auxiliary);
  return SLANT_OK;
}

void slant_split_free(slant_split *split) {
  slant_memory_free(split->fold_of_row);
  slant_memory_free(split->folds_of_auxiliary);
}

slant_status slant_train_text(slant_training *t, slant_error *err) {
  size_t n = t->n_rows + t->dataset.n_articles;
  slant_split split = {0};
  slant_status status = slant_split_by_article(&split, t, err);
  if (status == SLANT_OK) status = slant_memory_new(&t->text_margins, n * t->n_margins, sizeof *t->text_margins, err);
  if (status == SLANT_OK) status = slant_memory_new(&t->weights, t->n_margins * t->vectors.n_columns, sizeof *t->weights, err);
  if (status == SLANT_OK) status = choose_cost(t, &split, err);
  cross_fit all = {t, &split, t->cost, NULL};
  slant_training_progress(t, "text SVM, all rows", 0, 0);
  if (status == SLANT_OK) status = slant_threads_run(t->options.n_threads, t->n_margins, fit_all, &all, err);
  if (status == SLANT_OK) status = score_ungrouped(t, &split, err);
  slant_split_free(&split);
  return status;
}
