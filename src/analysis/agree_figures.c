/* Agreement figures: alpha, AC1, agreement, and the same by label and by pair of coders.
 * In: codes by item. Out: figures, with intervals from samples of items. slant.h has the formulas and where they come from; here every
 * figure is made of one kind of sums, to which an item is added as often as it was drawn. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/agreement.h"
#include "base/memory.h"
#include "model/metrics.h"

/* How many codes of an item say one label. */
typedef struct label_count {
  size_t label;
  double n;
} label_count;

/* Sums over items. */
typedef struct tally {
  size_t n_labels;
  double items, pairable;                 /* items with a code, with two or more */
  double values, disagreement, agreement; /* over pairable items: r(i); sum_k r(i,k) (r(i)-r(i,k)) / (r(i)-1); that of pa */
  double n[SLANT_MOST_CODED_LABELS];      /* r(i,k) over pairable items */
  double share[SLANT_MOST_CODED_LABELS];  /* r(i,k) / r(i) over all */
  double same[SLANT_MOST_CODED_LABELS], pairs[SLANT_MOST_CODED_LABELS]; /* of positive agreement */
} tally;

/* Adds an item, given by the labels that it has, `times` times. */
static void add_item(tally *t, const label_count *counts, size_t n_counts, double times) {
  double r = 0;
  for (size_t j = 0; j < n_counts; j++) r += counts[j].n;
  t->items += times;
  for (size_t j = 0; j < n_counts; j++) t->share[counts[j].label] += times * (counts[j].n / r);
  if (!(r >= 2)) return;
  double different = 0, same = 0;
  for (size_t j = 0; j < n_counts; j++) {
    size_t k = counts[j].label;
    double n = counts[j].n;
    different += n * (r - n);
    same += n * (n - 1);
    t->n[k] += times * n;
    t->same[k] += times * n * (n - 1);
    t->pairs[k] += times * n * (r - 1);
  }
  t->pairable += times;
  t->values += times * r;
  t->disagreement += times * (different / (r - 1));
  t->agreement += times * (same / (r * (r - 1)));
}

static double agreement_of(const tally *t) { return t->pairable > 0 ? t->agreement / t->pairable : (double)NAN; }

static double alpha_of(const tally *t) {
  double by_chance = 0; /* whole numbers: 0 exactly where there is one label */
  for (size_t k = 0; k < t->n_labels; k++) by_chance += t->n[k] * (t->values - t->n[k]);
  return by_chance > 0 ? 1 - (t->values - 1) * t->disagreement / by_chance : (double)NAN;
}

static double ac1_of(const tally *t) {
  double by_chance = 0;
  if (t->n_labels < 2 || !(t->pairable > 0)) return (double)NAN;
  for (size_t k = 0; k < t->n_labels; k++) {
    double p = t->share[k] / t->items;
    by_chance += p * (1 - p);
  }
  by_chance /= (double)(t->n_labels - 1);
  return (agreement_of(t) - by_chance) / (1 - by_chance);
}

/* The labels that item `i` has; returns how many. */
static size_t count_labels(const slant_agreement *g, size_t i, label_count *counts) {
  size_t n = 0;
  for (size_t c = g->starts[i]; c < g->starts[i + 1]; c++) {
    size_t j = 0;
    while (j < n && counts[j].label != g->codes[c].label) j++;
    if (j == n) counts[n++] = (label_count){g->codes[c].label, 0};
    counts[j].n += 1;
  }
  return n;
}

/* All items, each as often as `times` says (NULL: once). */
static void tally_all(const slant_agreement *g, const double *times, tally *t) {
  label_count counts[SLANT_MOST_CODED_LABELS];
  memset(t, 0, sizeof *t);
  t->n_labels = g->figures.n_labels;
  for (size_t i = 0; i < g->figures.n_items; i++) {
    if (times != NULL && !(times[i] > 0)) continue;
    add_item(t, counts, count_labels(g, i, counts), times == NULL ? 1 : times[i]);
  }
}

static int by_value(const void *x, const void *y) {
  double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

/* A figure with the interval of the samples in which it was defined; they are sorted. */
static slant_agreement_figure figure_of(double value, double *samples, size_t n) {
  slant_agreement_figure figure = {value, (double)NAN, (double)NAN, n};
  if (n < SLANT_N_SAMPLES / 2) return figure;
  qsort(samples, n, sizeof *samples, by_value);
  figure.low = samples[n / 40 - 1];
  figure.high = samples[n - n / 40];
  return figure;
}

static slant_status measure_all(slant_agreement *g, slant_error *err) {
  enum { ALPHA, AC1, AGREEMENT, N_FIGURES };
  slant_agreement_figures *f = &g->figures;
  tally all, sample;
  double *times = NULL, *samples = NULL;
  size_t n[N_FIGURES] = {0};
  slant_random random = {1};
  tally_all(g, NULL, &all);
  slant_status status = slant_memory_new(&times, f->n_items, sizeof *times, err);
  if (status == SLANT_OK) status = slant_memory_new(&samples, (size_t)N_FIGURES * SLANT_N_SAMPLES, sizeof *samples, err);
  for (size_t s = 0; status == SLANT_OK && s < SLANT_N_SAMPLES; s++) {
    slant_metrics_draw(times, f->n_items, &random);
    tally_all(g, times, &sample);
    double values[N_FIGURES] = {alpha_of(&sample), ac1_of(&sample), agreement_of(&sample)};
    for (size_t v = 0; v < N_FIGURES; v++) {
      if (!isnan(values[v])) samples[v * SLANT_N_SAMPLES + n[v]++] = values[v];
    }
  }
  if (status == SLANT_OK) {
    f->n_pairable = (size_t)all.pairable;
    f->alpha = figure_of(alpha_of(&all), samples, n[ALPHA]);
    f->ac1 = figure_of(ac1_of(&all), samples + SLANT_N_SAMPLES, n[AC1]);
    f->agreement = figure_of(agreement_of(&all), samples + 2 * SLANT_N_SAMPLES, n[AGREEMENT]);
    for (size_t k = 0; k < f->n_labels; k++) g->labels[k].positive = all.pairs[k] > 0 ? all.same[k] / all.pairs[k] : (double)NAN;
    if (isnan(f->alpha.value)) f->undefined = f->n_coders < 2 ? "one coder" : f->n_pairable == 0 ? "no common items" : "one label";
  }
  slant_memory_free(times);
  slant_memory_free(samples);
  return status;
}

/* Label `k` and all others as one. */
static void measure_label(slant_agreement *g, size_t k) {
  tally t = {.n_labels = 2};
  for (size_t i = 0; i < g->figures.n_items; i++) {
    label_count counts[2] = {{0, 0}, {1, 0}};
    for (size_t c = g->starts[i]; c < g->starts[i + 1]; c++) counts[g->codes[c].label != k].n += 1;
    add_item(&t, counts, 2, 1);
  }
  g->labels[k].alpha = alpha_of(&t);
  g->labels[k].ac1 = g->figures.n_labels < 2 ? (double)NAN : ac1_of(&t);
}

/* The number of the pair of coders a < b. */
static size_t pair_of(size_t n_coders, size_t a, size_t b) { return a * n_coders - a * (a + 1) / 2 + b - a - 1; }

static void count_pairs(slant_agreement *g) {
  size_t n_labels = g->figures.n_labels, n_coders = g->figures.n_coders;
  for (size_t i = 0; i < g->figures.n_items; i++) {
    for (size_t c = g->starts[i]; c < g->starts[i + 1]; c++) {
      for (size_t d = c + 1; d < g->starts[i + 1]; d++) {
        size_t pair = pair_of(n_coders, g->codes[c].coder, g->codes[d].coder);
        g->counts[(pair * n_labels + g->codes[c].label) * n_labels + g->codes[d].label]++;
      }
    }
  }
}

static double kappa_of(const slant_pair_agreement *pair, size_t n_labels) {
  double n = 0, same = 0, by_chance = 0;
  for (size_t a = 0; a < n_labels; a++) {
    double row = 0, column = 0;
    for (size_t b = 0; b < n_labels; b++) {
      row += pair->counts[a * n_labels + b];
      column += pair->counts[b * n_labels + a];
    }
    n += row;
    same += pair->counts[a * n_labels + a];
    by_chance += row * column;
  }
  return n * n > by_chance ? (n * same - by_chance) / (n * n - by_chance) : (double)NAN;
}

static void measure_pair(slant_agreement *g, slant_pair_agreement *pair) {
  size_t n_labels = g->figures.n_labels;
  tally t = {.n_labels = n_labels};
  for (size_t a = 0; a < n_labels; a++) {
    for (size_t b = 0; b < n_labels; b++) {
      label_count counts[2] = {{a, a == b ? 2 : 1}, {b, 1}};
      double times = pair->counts[a * n_labels + b];
      if (times > 0) add_item(&t, counts, a == b ? 1 : 2, times);
    }
  }
  pair->n_items = (size_t)t.items;
  pair->agreement = agreement_of(&t);
  pair->alpha = alpha_of(&t);
  pair->ac1 = ac1_of(&t);
  pair->kappa = kappa_of(pair, n_labels);
}

slant_status slant_agreement_measure(slant_agreement *g, slant_error *err) {
  slant_agreement_figures *f = &g->figures;
  slant_status status = measure_all(g, err);
  if (status != SLANT_OK) return status;
  for (size_t k = 0; k < f->n_labels; k++) measure_label(g, k);
  count_pairs(g);
  for (size_t a = 0, p = 0; a < f->n_coders; a++) {
    for (size_t b = a + 1; b < f->n_coders; b++, p++) {
      g->pairs[p].first = a;
      g->pairs[p].second = b;
      g->pairs[p].counts = g->counts + p * f->n_labels * f->n_labels;
      measure_pair(g, &g->pairs[p]);
    }
  }
  return SLANT_OK;
}
