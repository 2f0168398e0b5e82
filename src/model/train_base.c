/* Base model part of a training: what the base model, as it is, makes of the same rows.
 * In: the rows. Out: its stage 1 margins, from which the training goes on; its macro-F1 and how much the retrained model gains on it, out of fold. */
#include <string.h>

#include "base/memory.h"
#include "model/score.h"
#include "model/training.h"

slant_status slant_train_score_base(slant_training *t, slant_error *err) {
  const slant_model *base = t->options.base;
  size_t n_main = t->n_rows + t->dataset.n_articles, n = t->vectors.n_rows, m = t->n_margins;
  if (base == NULL) return SLANT_OK;
  slant_status status = slant_memory_new(&t->base_margins, n * m, sizeof *t->base_margins, err);
  for (size_t r = 0; r < n && status == SLANT_OK; r++) {
    size_t n_words;
    if (r >= t->n_rows && r < n_main) continue; /* titles follow */
    const slant_word *words = slant_training_words(t, r, &n_words);
    (void)slant_score_words(base, words, n_words, 0, t->base_margins + r * m);
  }
  for (size_t a = 0; a < t->dataset.n_articles && status == SLANT_OK; a++) {
    const slant_article *article = t->dataset.articles[a];
    status = slant_score_title(base, article, t->base_margins + (t->n_rows + a) * m, err);
    t->n_base_articles += slant_model_saw_article(base, slant_model_article_key(article->words, article->word_starts[article->n_paragraphs]));
  }
  return status;
}

static int base_label(const slant_training *t, const double *features) {
  double margins[SLANT_MOST_LABELS], probabilities[SLANT_MOST_LABELS];
  slant_score_context(t->options.base, SLANT_BY_TABLE, features, NULL, margins);
  slant_calibrate_apply(&t->options.base->judges[SLANT_BY_TABLE].rule.calibrator, margins, probabilities);
  return slant_decide_label(probabilities, t->options.base->judges[SLANT_BY_TABLE].rule.thresholds, t->labels.n);
}

slant_status slant_train_compare_base(slant_training *t, slant_error *err) {
  if (t->options.base == NULL) return SLANT_OK;
  double *features = NULL;
  slant_scored_row *others = NULL;
  slant_status status = slant_memory_new(&features, t->n_rows * t->judges[SLANT_BY_TABLE].n_features, sizeof *features, err);
  if (status == SLANT_OK) status = slant_memory_new(&others, t->n_labelled, sizeof *others, err);
  if (status == SLANT_OK) status = slant_training_features(t, SLANT_BY_TABLE, t->base_margins, features, err);
  if (status == SLANT_OK) {
    slant_confusion confusion = {.n_labels = t->labels.n};
    memcpy(others, t->figures[SLANT_EFFORT_FAST].scored, t->n_labelled * sizeof *others);
    for (size_t r = 0, n = 0; r < t->n_rows; r++) {
      if (t->rows[r].label < 0) continue;
      others[n].given = base_label(t, features + r * t->judges[SLANT_BY_TABLE].n_features);
      slant_confusion_add(&confusion, others[n].truth, others[n].given, others[n].weight);
      n++;
    }
    t->base_f1 = slant_confusion_macro_f1(&confusion);
    status = slant_train_score_drawn(t, others, err);
    if (status == SLANT_OK) status = slant_metrics_gain_interval(&t->gain, t->figures[SLANT_EFFORT_FAST].scored, others, t->n_labelled, t->n_groups, t->labels.n, t->options.seed, err);
  }
  slant_memory_free(features);
  slant_memory_free(others);
  return status;
}
