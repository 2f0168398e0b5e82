/* Learning curve part of a training: the text SVM with an eighth, a quarter and half of the articles outside each fold.
 * In: folds, the chosen cost, out-of-fold margins from all articles. Out: macro-F1 on the same held-out rows for each share, and its
 * growth for each doubling. Each share holds the smaller ones; near-duplicates come together; every task has its own seed, so that
 * threads change nothing. */
#include "model/train_curve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "model/training.h"

static const double shares[SLANT_LEARNING_POINTS] = {0.125, 0.25, 0.5, 1};

enum { LAST = SLANT_LEARNING_POINTS - 1 };

/* A group of articles with labels. */
typedef struct member {
  uint64_t key;
  size_t group;
} member;

typedef struct curve {
  slant_training *t;
  size_t *rank_of; /* n_articles: place of the article's group in a shuffled order; SIZE_MAX without labels */
  size_t limits[SLANT_LEARNING_POINTS][SLANT_MOST_FOLDS]; /* articles of lower rank are learned from */
  size_t points[SLANT_LEARNING_POINTS]; /* numbers of the shares that can be trained */
  slant_learning_point measured[SLANT_LEARNING_POINTS]; /* by share: what goes in */
  double *margins; /* LAST times (n_rows + n_articles) * n_margins */
} curve;

static int by_key(const void *x, const void *y) {
  const member *a = x, *b = y;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  return (a->group > b->group) - (a->group < b->group);
}

/* Shuffles the groups that have labels. `members` (n_articles); returns how many there are. */
static size_t shuffle(curve *c, member *members) {
  const slant_training *t = c->t;
  size_t n = 0;
  for (size_t a = 0; a < t->dataset.n_articles; a++) c->rank_of[a] = SIZE_MAX;
  for (size_t r = 0; r < t->n_rows; r++) {
    size_t group = t->group_of[t->rows[r].article];
    if (t->rows[r].label < 0 || c->rank_of[group] != SIZE_MAX) continue;
    slant_text id = t->dataset.articles[group]->fields[SLANT_ID];
    c->rank_of[group] = 0;
    members[n++] = (member){slant_hash_bytes(id.ptr, id.len, t->options.seed), group};
  }
  if (n > 0) qsort(members, n, sizeof *members, by_key);
  for (size_t i = 0; i < n; i++) c->rank_of[members[i].group] = i;
  for (size_t a = 0; a < t->dataset.n_articles; a++) c->rank_of[a] = c->rank_of[t->group_of[a]];
  return n;
}

/* Where a share of the groups outside each fold ends. */
static void find_limits(curve *c, const member *members, size_t n) {
  const slant_training *t = c->t;
  for (size_t fold = 0; fold < t->options.n_folds; fold++) {
    size_t n_outside = 0, met = 0;
    for (size_t i = 0; i < n; i++) n_outside += t->fold_of[members[i].group] != fold;
    for (size_t i = 0; i < n; i++) {
      if (t->fold_of[members[i].group] == fold) continue;
      met++;
      for (size_t s = 0; s < LAST; s++) {
        if ((double)met <= fmax(floor(shares[s] * (double)n_outside + 0.5), 1)) c->limits[s][fold] = i + 1;
      }
    }
    c->limits[LAST][fold] = n;
  }
}

/* Counts what a share learns from; false where a label is missing in some fold. */
static bool count(curve *c, size_t s) {
  const slant_training *t = c->t;
  size_t n_articles = 0, n_labelled = 0;
  bool whole = true;
  for (size_t fold = 0; fold < t->options.n_folds; fold++) {
    size_t of_label[SLANT_MOST_LABELS] = {0}, last = SIZE_MAX;
    for (size_t r = 0; r < t->n_rows; r++) {
      size_t a = t->rows[r].article;
      if (t->rows[r].label < 0 || t->fold_of[a] == fold || c->rank_of[a] >= c->limits[s][fold]) continue;
      of_label[t->rows[r].label]++;
      n_labelled++;
      n_articles += a != last;
      last = a;
    }
    for (size_t k = 0; k < t->labels.n; k++) whole = whole && of_label[k] > 0;
  }
  double n_folds = (double)t->options.n_folds;
  c->measured[s] = (slant_learning_point){.share = shares[s], .n_articles = (double)n_articles / n_folds, .n_labelled = (double)n_labelled / n_folds};
  return whole;
}

static size_t n_margins_of(const slant_training *t) { return (t->n_rows + t->dataset.n_articles) * t->n_margins; }

static const double *margins_of(const curve *c, size_t s) {
  return s == LAST ? c->t->text_margins : c->margins + s * n_margins_of(c->t);
}

/* Leaves out the articles from `limit` on, and the auxiliary rows that follow one of them. */
static void leave_out(const curve *c, size_t limit, size_t fold, slant_split *split) {
  const slant_training *t = c->t;
  for (size_t r = 0; r < t->n_rows; r++) {
    if (c->rank_of[t->rows[r].article] >= limit && split->fold_of_row[r] != fold) split->fold_of_row[r] = SLANT_LEFT_OUT;
  }
  for (size_t i = 0; i < t->n_auxiliary_rows; i++) {
    const slant_auxiliary_row *row = &t->auxiliary_rows[i];
    bool gone = row->same_id != SIZE_MAX && c->rank_of[row->same_id] >= limit;
    for (size_t k = 0; k < row->n_marks; k++) gone = gone || split->fold_of_row[t->marks[row->first_mark + k].row] == SLANT_LEFT_OUT;
    if (gone) split->folds_of_auxiliary[i] = UINT32_MAX;
  }
}

/* Task `index`: one share, one fold, one margin. */
static slant_status fit_part(void *context, size_t index, slant_error *err) {
  curve *c = context;
  slant_training *t = c->t;
  size_t margin = index % t->n_margins, fold = index / t->n_margins % t->options.n_folds;
  size_t s = c->points[index / t->n_margins / t->options.n_folds], limit = c->limits[s][fold];
  slant_split split = {0};
  slant_status status = slant_split_by_article(&split, t, err);
  if (status == SLANT_OK) {
    leave_out(c, limit, fold, &split);
    status = slant_train_text_fold(t, &split, fold, margin, c->margins + s * n_margins_of(t), err);
  }
  slant_split_free(&split);
  return status;
}

/* What each doubling adds: the slope of a line by least squares. */
static double slope(const slant_learning_curve *l, const double *f1) {
  double x[SLANT_LEARNING_POINTS], mean = 0, square = 0, sum = 0;
  for (size_t i = 0; i < l->n; i++) mean += (x[i] = log2(l->points[i].n_labelled)) / (double)l->n;
  for (size_t i = 0; i < l->n; i++) {
    square += (x[i] - mean) * (x[i] - mean);
    sum += (x[i] - mean) * f1[i];
  }
  return square > 0 ? sum / square : 0;
}

/* All points on the same samples of articles. `rows` (n * n_labelled), point by point. */
static slant_status resample(slant_training *t, const slant_scored_row *rows, slant_error *err) {
  slant_learning_curve *l = &t->learning;
  double *times = NULL, *figures = NULL; /* figures: one row of samples a point, then the slopes */
  slant_random random = {t->options.seed};
  slant_status status = slant_memory_new(&times, t->n_groups, sizeof *times, err);
  if (status == SLANT_OK) status = slant_memory_new(&figures, (l->n + 1) * SLANT_N_SAMPLES, sizeof *figures, err);
  for (size_t sample = 0; sample < SLANT_N_SAMPLES && status == SLANT_OK; sample++) {
    double f1[SLANT_LEARNING_POINTS];
    slant_metrics_draw(times, t->n_groups, &random);
    for (size_t i = 0; i < l->n; i++) {
      f1[i] = slant_metrics_sample_macro_f1(rows + i * t->n_labelled, t->n_labelled, t->labels.n, times);
      figures[i * SLANT_N_SAMPLES + sample] = f1[i];
    }
    figures[l->n * SLANT_N_SAMPLES + sample] = slope(l, f1);
  }
  for (size_t i = 0; i < l->n && status == SLANT_OK; i++) l->points[i].interval = slant_metrics_percentiles(figures + i * SLANT_N_SAMPLES);
  if (status == SLANT_OK) l->gain_interval = slant_metrics_percentiles(figures + l->n * SLANT_N_SAMPLES);
  slant_memory_free(times);
  slant_memory_free(figures);
  return status;
}

static slant_status judge(curve *c, slant_error *err) {
  slant_training *t = c->t;
  slant_learning_curve *l = &t->learning;
  slant_scored_row *rows = NULL;
  double f1[SLANT_LEARNING_POINTS];
  slant_status status = slant_memory_new(&rows, l->n * t->n_labelled, sizeof *rows, err);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < l->n; i++) {
    slant_confusion confusion = {.n_labels = t->labels.n};
    slant_scored_row *of_point = rows + i * t->n_labelled;
    memcpy(of_point, t->figures[SLANT_EFFORT_FAST].scored, t->n_labelled * sizeof *rows);
    for (size_t r = 0, n = 0; r < t->n_rows; r++) {
      if (t->rows[r].label < 0) continue;
      of_point[n].given = slant_training_argmax(t, margins_of(c, c->points[i]) + r * t->n_margins);
      slant_confusion_add(&confusion, of_point[n].truth, of_point[n].given, of_point[n].weight);
      n++;
    }
    l->points[i].macro_f1 = f1[i] = slant_confusion_macro_f1(&confusion);
  }
  l->gain = slope(l, f1);
  status = resample(t, rows, err);
  slant_memory_free(rows);
  return status;
}

slant_status slant_train_curve(slant_training *t, slant_error *err) {
  curve c = {.t = t};
  member *members = NULL;
  slant_training_progress(t, "learning curve", 0, 0);
  slant_status status = slant_memory_new(&c.rank_of, t->dataset.n_articles, sizeof *c.rank_of, err);
  if (status == SLANT_OK) status = slant_memory_new(&members, t->dataset.n_articles, sizeof *members, err);
  if (status == SLANT_OK) status = slant_memory_new(&c.margins, LAST * n_margins_of(t), sizeof *c.margins, err);
  if (status == SLANT_OK) {
    size_t n = shuffle(&c, members);
    find_limits(&c, members, n);
    for (size_t s = 0; s < SLANT_LEARNING_POINTS; s++) {
      if (!count(&c, s) && s != LAST) continue;
      c.points[t->learning.n] = s;
      t->learning.points[t->learning.n++] = c.measured[s];
    }
    if (t->learning.n > 1) status = slant_training_run(t, (t->learning.n - 1) * t->options.n_folds * t->n_margins, fit_part, &c, err);
  }
  if (status == SLANT_OK) status = judge(&c, err);
  slant_memory_free(c.rank_of);
  slant_memory_free(members);
  slant_memory_free(c.margins);
  return status;
}
