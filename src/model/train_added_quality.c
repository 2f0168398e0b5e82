/* Coded rows of a training: what they say about quality.
 * In: the rows of the training, and what was said of them out of fold. Out: which rows are scored at all, and the figures over those that
 * were drawn by chance: each stands for 1/probability paragraphs (D. G. Horvitz and D. J. Thompson, JASA 1952). */
#include <math.h>

#include "base/memory.h"
#include "model/training.h"

/* The row of that paragraph of that article; n_rows: it takes no part. */
static size_t find_row(const slant_training *t, const slant_coded_row *coded) {
  size_t low = 0, high = t->n_rows;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const slant_article *article = t->dataset.articles[t->rows[middle].article];
    int order = -slant_coded_compare(article->fields[SLANT_ID], article->paragraphs[t->rows[middle].paragraph].number, coded);
    if (order == 0) return middle;
    if (order > 0) low = middle + 1;
    else high = middle;
  }
  return t->n_rows;
}

slant_status slant_train_mark_added(slant_training *t, slant_error *err) {
  slant_added *added = &t->added;
  if (t->options.n_added == 0) return SLANT_OK;
  slant_status status = slant_memory_new(&added->is_hard, t->n_rows, sizeof *added->is_hard, err);
  if (status == SLANT_OK) status = slant_memory_new(&added->drawn, t->n_rows, sizeof *added->drawn, err);
  for (size_t i = 0; i < added->coded.n && status == SLANT_OK; i++) {
    const slant_coded_row *coded = &added->coded.rows[i];
    size_t r = find_row(t, coded);
    bool is_new = added->as[i] == SLANT_ADDED_LABELLED || added->as[i] == SLANT_ADDED_NEW;
    if (r == t->n_rows || t->rows[r].label < 0) continue;
    if (coded->stratum == SLANT_STRATUM_RANDOM) added->drawn[r] = coded->probability;
    if (!is_new || coded->stratum >= SLANT_STRATUM_RANDOM) continue;
    added->is_hard[r] = true;
    added->n_hard++;
  }
  added->all_hard = added->n_hard > 0 && added->n_hard == t->n_labelled;
  return status;
}

double slant_training_scored_weight(const slant_training *t, size_t r) {
  const slant_added *added = &t->added;
  return added->is_hard != NULL && added->is_hard[r] && !added->all_hard ? 0 : t->rows[r].weight;
}

/* Groups numbered without gaps among the rows alone. `number` (n_groups) is all 0 before. */
static size_t number_groups(slant_scored_row *rows, size_t n_rows, size_t *number) {
  size_t n = 0;
  for (size_t i = 0; i < n_rows; i++) {
    if (number[rows[i].group] == 0) number[rows[i].group] = ++n;
    rows[i].group = number[rows[i].group] - 1;
  }
  return n;
}

/* The drawn rows among `scored` (n_labelled), weighing 1/probability. */
static slant_status collect(const slant_training *t, const slant_scored_row *scored, slant_scored_row *out, size_t *n_groups,
                            slant_error *err) {
  size_t *number = NULL, n_out = 0;
  slant_status status = slant_memory_new(&number, t->n_groups, sizeof *number, err);
  if (status != SLANT_OK) return status;
  for (size_t r = 0, n = 0; r < t->n_rows; r++) {
    if (t->rows[r].label < 0) continue;
    if (t->added.drawn[r] > 0) {
      out[n_out] = scored[n];
      out[n_out++].weight = t->rows[r].weight / t->added.drawn[r];
    }
    n++;
  }
  *n_groups = number_groups(out, n_out, number);
  slant_memory_free(number);
  return SLANT_OK;
}

static void count(const slant_training *t, const slant_scored_row *rows, slant_confusion *confusion) {
  *confusion = (slant_confusion){.n_labels = t->labels.n};
  for (size_t i = 0; i < t->added.n_drawn; i++) slant_confusion_add(confusion, rows[i].truth, rows[i].given, rows[i].weight);
}

static slant_status interval(const slant_training *t, const slant_scored_row *rows, const slant_scored_row *others, slant_interval *out,
                             slant_error *err) {
  const slant_added *added = &t->added;
  return slant_metrics_gain_interval(out, rows, others, added->n_drawn, added->n_drawn_articles, t->labels.n, t->options.seed, err);
}

slant_status slant_train_score_drawn(slant_training *t, const slant_scored_row *base, slant_error *err) {
  slant_added *added = &t->added;
  slant_scored_row *rows = NULL, *others = NULL;
  if (added->drawn == NULL) return SLANT_OK;
  added->n_drawn = 0;
  added->population = 0;
  for (size_t r = 0; r < t->n_rows; r++) {
    if (!(added->drawn[r] > 0)) continue;
    added->n_drawn++;
    added->population += 1 / added->drawn[r];
  }
  if (added->n_drawn == 0) return SLANT_OK;
  slant_status status = slant_memory_new(&rows, added->n_drawn, sizeof *rows, err);
  if (status == SLANT_OK) status = slant_memory_new(&others, added->n_drawn, sizeof *others, err);
  if (status == SLANT_OK) status = collect(t, t->figures[SLANT_EFFORT_FAST].scored, rows, &added->n_drawn_articles, err);
  if (status == SLANT_OK && base != NULL) status = collect(t, base, others, &added->n_drawn_articles, err);
  if (status == SLANT_OK && base == NULL) {
    count(t, rows, &added->confusion);
    status = interval(t, rows, NULL, &added->interval, err);
  } else if (status == SLANT_OK) {
    count(t, others, &added->base_confusion);
    status = interval(t, rows, others, &added->gain, err);
  }
  slant_memory_free(rows);
  slant_memory_free(others);
  return status;
}
