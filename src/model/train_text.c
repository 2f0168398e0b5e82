/* Stage 1 of a training: the text SVM, cross-fitted.
 * In: vectors and folds. Out: out-of-fold margins for every row and title at the cost that train_search.c chooses, final weights.
 * Every task is independent and has its own seed, so that threads change nothing. */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "features/ranks.h"
#include "model/train_linear.h"
#include "model/train_text.h"

enum { MOST_SOURCES = 1 + SLANT_MOST_AUXILIARY }; /* the data, and auxiliary files */

/* One training: which rows, which margin, at which cost. */
typedef struct job {
  slant_training *t;
  const slant_split *split;
  size_t fold;               /* SIZE_MAX: none is left out */
  size_t margin;
  double cost;
  double epsilon; /* of the solver; 0: its default */
  double *alpha;  /* to start from; NULL: nothing */
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

/* 0: row `i` is left out. What encoders labelled counts for the model as much as in a fold: it learns from the one that knew all the data or, without
 * one, from all of them, each weighing its share. */
static double auxiliary_weight(const job *j, size_t i) {
  const slant_training *t = j->t;
  const slant_auxiliary_row *row = &t->auxiliary_rows[i];
  if (j->fold != SIZE_MAX) return (j->split->folds_of_auxiliary[i] >> j->fold & 1) != 0 ? 0 : row->weight;
  if (t->auxiliary[row->source].encoder >= t->n_encoders) return row->weight;
  return t->has_encoder_of_all ? 0 : row->weight / (double)t->n_encoders;
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
      double weight = auxiliary_weight(j, i);
      if (weight > 0) select_row(&s, j, first + i, row->label, weight, 1 + row->source);
    }
    if (!t->options.equal_weights) balance(&s);
    uint64_t seed = slant_hash_pair(slant_hash_pair(t->options.seed, j->fold), j->margin);
    slant_linear_problem problem = {&t->vectors, s.rows, s.n, s.y, s.costs, t->base_margins == NULL ? NULL : s.offsets, seed, j->alpha};
    status = t->options.solver == SLANT_SOLVER_LIBSVM ? slant_train_linear_libsvm(&problem, j->weights, j->bias, err)
                                                      : slant_train_linear(&problem, j->epsilon, j->weights, j->bias, NULL, err);
  }
  free_selection(&s);
  return status;
}

static bool has_text(const slant_training *t, size_t row) { return row < t->n_rows || t->title_words[row - t->n_rows] > 0; }

/* Task `index`: one fold and one margin. */
static slant_status fit_fold(void *context, size_t index, slant_error *err) {
  const slant_cross_fit *c = context;
  slant_training *t = c->t;
  size_t m = t->n_margins, fold = index / m, margin = index % m, n = t->n_rows + t->dataset.n_articles;
  double *weights = NULL, bias = 0;
  slant_status status = slant_memory_new(&weights, t->vectors.n_columns, sizeof *weights, err);
  if (status == SLANT_OK && c->cost > 0) {
    double *alpha = c->alphas == NULL ? NULL : c->alphas + index * (t->n_rows + t->n_auxiliary_rows);
    job j = {t, c->split, fold, margin, c->cost, c->epsilon, alpha, weights, &bias};
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
  slant_cross_fit run = {.t = t, .split = split, .cost = t->cost, .margins = margins};
  return fit_fold(&run, fold * t->n_margins + margin, err);
}

slant_status slant_cross_fit_run(const slant_cross_fit *c, slant_error *err) {
  slant_cross_fit copy = *c;
  return slant_training_run(c->t, c->t->options.n_folds * c->t->n_margins, fit_fold, &copy, err);
}

/* Task `index`: the margin's weights from all rows. */
static slant_status fit_all(void *context, size_t index, slant_error *err) {
  const slant_cross_fit *c = context;
  double *weights = c->t->weights + index * c->t->vectors.n_columns;
  job j = {c->t, c->split, SIZE_MAX, index, c->cost, 0, NULL, weights, &c->t->bias[index]};
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
  slant_ranks ranks = {0};
  bool ranked = t->options.solver != SLANT_SOLVER_LIBSVM; /* libsvm wants rows that rise by column */
  slant_status status = slant_split_by_article(&split, t, err);
  if (status == SLANT_OK) status = slant_memory_new(&t->text_margins, n * t->n_margins, sizeof *t->text_margins, err);
  if (status == SLANT_OK) status = slant_memory_new(&t->weights, t->n_margins * t->vectors.n_columns, sizeof *t->weights, err);
  if (status == SLANT_OK && ranked) status = slant_ranks_number(&ranks, &t->vectors, err);
  if (status == SLANT_OK) status = slant_train_search(t, &split, err);
  slant_cross_fit all = {.t = t, .split = &split, .cost = t->cost};
  slant_training_progress(t, "text SVM, all rows", 0, 0);
  if (status == SLANT_OK) status = slant_training_run(t, t->n_margins, fit_all, &all, err);
  for (size_t m = 0; m < t->n_margins && status == SLANT_OK && ranked; m++) {
    status = slant_ranks_restore_weights(&ranks, t->weights + m * t->vectors.n_columns, err);
  }
  if (status == SLANT_OK) status = slant_train_ungrouped(t, &split, err);
  if (status == SLANT_OK && ranked) slant_ranks_restore(&ranks, &t->vectors);
  slant_ranks_free(&ranks);
  slant_split_free(&split);
  return status;
}
