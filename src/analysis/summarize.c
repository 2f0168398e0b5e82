/* Summarize: from the rows of an article to one.
 * In: labelled rows. Out: counts, corrected shares with 95 % intervals, mean tone, framing and peaks. */
#include <math.h>
#include <string.h>

#include "analysis/result.h"
#include "analysis/shares.h"

static const double z95 = 1.959963984540054;

static void count(slant_result *result, size_t *counts) {
  slant_summary *s = &result->summary;
  s->n_paragraphs = result->article->n_paragraphs;
  for (size_t i = 0; i < s->n_paragraphs; i++) {
    s->n_furniture += (result->rows[i].flags & SLANT_FURNITURE) != 0;
    if (result->rows[i].label < 0) continue;
    s->n_scored++;
    counts[result->rows[i].label]++;
  }
}

/* Mean tone and the normal interval of a mean, cut to the range of tone. */
static void tone(slant_result *result) {
  slant_summary *s = &result->summary;
  double sum = 0, square = 0, n = (double)s->n_scored;
  s->tone = s->tone_low = s->tone_high = (double)NAN;
  if (result->model->labels.supportive < 0 || s->n_scored == 0) return;
  for (size_t i = 0; i < s->n_paragraphs; i++) {
    if (result->rows[i].label >= 0) sum += result->rows[i].tone;
  }
  s->tone = sum / n;
  for (size_t i = 0; i < s->n_paragraphs; i++) {
    double distance = result->rows[i].label >= 0 ? result->rows[i].tone - s->tone : 0;
    square += distance * distance;
  }
  if (s->n_scored < 2) return;
  double half = z95 * sqrt(square / (n - 1) / n);
  s->tone_low = fmax(s->tone - half, -1);
  s->tone_high = fmin(s->tone + half, 1);
}

/* Neutral where less than a third of the paragraphs takes a side; a side where it has at least twice the other; else mixed. */
static const char *framing(const slant_result *result) {
  const slant_labels *labels = &result->model->labels;
  const slant_summary *s = &result->summary;
  if (labels->supportive < 0 || s->n_scored == 0) return "";
  size_t supportive = s->counts[labels->supportive], critical = s->counts[labels->critical];
  if (3 * (supportive + critical) < s->n_scored) return "neutral";
  if (supportive >= 2 * critical) return "supportive";
  if (critical >= 2 * supportive) return "critical";
  return "mixed";
}

/* Number of the paragraph with label `k` that is surest of it; 0: none. */
static uint32_t peak(const slant_result *result, int k) {
  uint32_t number = 0;
  double highest = -1;
  for (size_t i = 0; k >= 0 && i < result->summary.n_paragraphs; i++) {
    const slant_row *row = &result->rows[i];
    if (row->label != k || row->confidence <= highest) continue;
    highest = row->confidence;
    number = row->paragraph->number;
  }
  return number;
}

/* Corrected shares of the article, then their intervals' lower and upper ends. */
static void share(slant_result *result) {
  size_t n = result->model->labels.n;
  slant_share found[SLANT_MOST_LABELS];
  slant_share_data data = {n, slant_model_trust(result->model, result->effort)->confusion, result->n_scored, result->probabilities, NULL, result->counts, SLANT_SHARES_PRIOR};
  slant_shares_estimate(&data, SLANT_CORRECTED, found);
  for (size_t k = 0; k < n; k++) {
    result->shares[k] = found[k].share;
    result->shares[n + k] = found[k].low;
    result->shares[2 * n + k] = found[k].high;
  }
}

void slant_summarize(slant_result *result) {
  slant_summary *s = &result->summary;
  size_t n = result->model->labels.n;
  count(result, result->counts);
  share(result);
  s->counts = result->counts;
  s->shares = result->shares;
  s->share_low = result->shares + n;
  s->share_high = result->shares + 2 * n;
  tone(result);
  s->framing = framing(result);
  s->peak_supportive = peak(result, result->model->labels.supportive);
  s->peak_critical = peak(result, result->model->labels.critical);
}
