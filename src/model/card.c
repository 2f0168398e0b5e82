/* Card: how a model was made and how good it was measured to be.
 * In: a finished training. Out: strings, the same for the same data and options; no clock, path or host is among them. */
#include "model/card.h"

#include <string.h>

#include "base/hash.h"

static void put(slant_card *card, const char *key, slant_buffer *value, slant_error *err) {
  slant_text copy = {0};
  if (slant_buffer_check(value, err) == SLANT_OK) copy = slant_arena_copy(&card->arena, slant_buffer_get(value), err);
  if (copy.ptr != NULL && card->n < SLANT_CARD_MOST_ENTRIES) card->entries[card->n++] = (slant_metadata){key, copy.ptr};
  slant_buffer_clear(value);
}

static void put_string(slant_card *card, const char *key, const char *string, slant_buffer *b, slant_error *err) {
  slant_buffer_put_string(b, string);
  put(card, key, b, err);
}

static void put_count(slant_card *card, const char *key, uint64_t count, slant_buffer *b, slant_error *err) {
  slant_buffer_put_u64(b, count);
  put(card, key, b, err);
}

static void put_figure(slant_card *card, const char *key, double figure, slant_buffer *b, slant_error *err) {
  slant_buffer_put_fixed(b, figure, 4);
  put(card, key, b, err);
}

static void put_recipe(slant_card *card, const slant_training *t, slant_buffer *b, slant_error *err) {
  static const char *const kernels[] = {"linear", "polynomial", "rbf"};
  put_string(card, "format", "slant-model-1", b, err);
  put_string(card, "slant_version", slant_version(), b, err);
  slant_labels_join(&t->labels, b);
  put(card, "labels", b, err);
  put_string(card, "language", t->options.language, b, err);
  put_string(card, "tokenizer", "words by UAX #29 (Unicode 15.0), NFKC and case folding", b, err);
  put_string(card, "terms", "words and word pairs, count * idf / sqrt(words); character 3- to 5-grams of words", b, err);
  put_count(card, "lexicon_words", slant_priors_n_rated(&t->priors), b, err);
  put_count(card, "min_count", t->options.min_count, b, err);
  put_string(card, "solver", t->options.solver == SLANT_SOLVER_LIBSVM ? "libsvm C-SVC" : "dual coordinate descent, squared hinge", b, err);
  put_string(card, "class_weights", t->options.equal_weights ? "equal" : "balanced", b, err);
  slant_buffer_put_double(b, t->cost);
  put(card, "cost", b, err);
  put_string(card, "kernel", kernels[t->options.kernel], b, err);
  slant_buffer_put_double(b, t->judges[SLANT_BY_TABLE].gamma);
  put(card, "gamma", b, err);
  put_count(card, "seed", t->options.seed, b, err);
  put_count(card, "folds", t->options.n_folds, b, err);
  slant_buffer_put_double(b, t->figures[SLANT_EFFORT_FAST].uncertain_below);
  put(card, "uncertain_below", b, err);
  if (t->options.base != NULL) put_string(card, "base", slant_model_checksum(t->options.base), b, err);
}

/* XXH3-64 over ids, numbers, labels and texts, in the order of the data set, which is not that of the rows in the file. */
static uint64_t fingerprint(const slant_training *t) {
  uint64_t hash = 0;
  for (size_t a = 0; a < t->dataset.n_articles; a++) {
    const slant_article *article = t->dataset.articles[a];
    slant_text id = article->fields[SLANT_ID];
    hash = slant_hash_bytes(id.ptr, id.len, hash);
    for (size_t i = 0; i < article->n_paragraphs; i++) {
      const slant_paragraph *p = &article->paragraphs[i];
      hash = slant_hash_pair(hash, p->number);
      hash = slant_hash_bytes(p->label.ptr, p->label.len, hash);
      hash = slant_hash_bytes(p->text.ptr, p->text.len, hash);
    }
  }
  return hash;
}

static void put_fingerprint(slant_card *card, const char *key, uint64_t print, slant_buffer *b, slant_error *err) {
  static const char digits[] = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4) slant_buffer_put_char(b, digits[(print >> shift) & 15]);
  put(card, key, b, err);
}

/* Auxiliary data and word vectors, as counts; nothing where there are none. */
static void put_help(slant_card *card, const slant_training *t, slant_buffer *b, slant_error *err) {
  size_t n_following = 0;
  for (size_t i = 0; i < t->options.n_auxiliary; i++) n_following += t->auxiliary[i].n_following;
  if (t->options.n_auxiliary > 0) {
    slant_buffer_put_u64(b, t->n_auxiliary_rows);
    slant_buffer_put_string(b, " rows, ");
    slant_buffer_put_u64(b, n_following);
    slant_buffer_put_string(b, " of them in articles of the data");
    put(card, "auxiliary", b, err);
    put_fingerprint(card, "auxiliary.fingerprint", slant_train_auxiliary_fingerprint(t), b, err);
  }
  if (t->priors.n_vectors > 0) {
    slant_buffer_put_u64(b, t->priors.n_vectors);
    slant_buffer_put_string(b, " words of ");
    slant_buffer_put_u64(b, t->priors.n_dimensions);
    slant_buffer_put_string(b, " dimensions");
    put(card, "vectors", b, err);
  }
}

static void put_data(slant_card *card, const slant_training *t, slant_buffer *b, slant_error *err) {
  put_count(card, "data.articles", t->dataset.n_articles, b, err);
  put_count(card, "data.paragraphs", t->n_labelled, b, err);
  for (size_t k = 0; k < t->labels.n; k++) {
    if (k > 0) slant_buffer_put_string(b, ", ");
    slant_buffer_put_string(b, t->labels.names[k]);
    slant_buffer_put_char(b, ' ');
    slant_buffer_put_u64(b, t->n_of_label[k]);
  }
  put(card, "data.labels", b, err);
  put_fingerprint(card, "data.fingerprint", fingerprint(t), b, err);
  put_help(card, t, b, err);
}

static void put_quality(slant_card *card, const slant_training *t, slant_buffer *b, slant_error *err) {
  put_string(card, "quality.method", "cross-validation, folds grouped by article and stratified by label; figures out of fold", b, err);
  put_figure(card, "quality.macro_f1", slant_confusion_macro_f1(&t->figures[SLANT_EFFORT_FAST].confusion), b, err);
  slant_buffer_put_fixed(b, t->figures[SLANT_EFFORT_FAST].interval.low, 4);
  slant_buffer_put_string(b, " to ");
  slant_buffer_put_fixed(b, t->figures[SLANT_EFFORT_FAST].interval.high, 4);
  put(card, "quality.macro_f1_95", b, err);
  put_figure(card, "quality.accuracy", slant_confusion_accuracy(&t->figures[SLANT_EFFORT_FAST].confusion), b, err);
  put_figure(card, "quality.calibration_error", t->figures[SLANT_EFFORT_FAST].curve.error, b, err);
  for (size_t k = 0; k < t->labels.n; k++) {
    if (k > 0) slant_buffer_put_string(b, ", ");
    slant_buffer_put_string(b, t->labels.names[k]);
    slant_buffer_put_char(b, ' ');
    slant_buffer_put_fixed(b, slant_confusion_class(&t->figures[SLANT_EFFORT_FAST].confusion, k).f1, 4);
  }
  put(card, "quality.f1", b, err);
}

static void put_target(slant_card *card, const slant_training *t, slant_buffer *b, slant_error *err) {
  static const char *const keys[SLANT_N_JUDGES][3] = {{"target.macro_f1", "target.macro_f1_95", "target.calibration_error"},
                                                      {"target.best.macro_f1", "target.best.macro_f1_95", "target.best.calibration_error"}};
  const slant_target_training *g = &t->target;
  if (g->n_rows == 0) return;
  put_count(card, "target.paragraphs", g->n_rows, b, err);
  put_string(card, "target.method", "cross-validation, folds grouped by text; figures out of fold", b, err);
  for (size_t d = 0; d < (g->joined == NULL ? 1 : SLANT_N_JUDGES); d++) {
    const slant_target_rule *rule = &g->rules[d];
    put_figure(card, keys[d][0], slant_confusion_macro_f1(&rule->confusion), b, err);
    slant_buffer_put_fixed(b, rule->interval.low, 4);
    slant_buffer_put_string(b, " to ");
    slant_buffer_put_fixed(b, rule->interval.high, 4);
    put(card, keys[d][1], b, err);
    put_figure(card, keys[d][2], rule->calibration_error, b, err);
  }
}

/* What a confidence is worth, and where unlikeness begins. */
static void put_levels(slant_card *card, const slant_training *t, slant_buffer *b, slant_error *err) {
  static const char *const keys[SLANT_N_SHOWN_PRECISIONS] = {"precision.0.6", "precision.0.7", "precision.0.8", "precision.0.9"};
  for (size_t i = 0; i < SLANT_N_SHOWN_PRECISIONS; i++) {
    slant_promise promise = slant_coverage_promise(&t->figures[SLANT_EFFORT_FAST].coverage[SLANT_BALANCED], slant_coverage_shown(i));
    slant_buffer_put_string(b, promise.share > 0 ? "from confidence " : "never reached; at best ");
    slant_buffer_put_fixed(b, promise.share > 0 ? promise.confidence : promise.best, 4);
    if (promise.share > 0) {
      slant_buffer_put_string(b, " on, ");
      slant_buffer_put_fixed(b, 100 * promise.share, 1);
      slant_buffer_put_string(b, " % of the paragraphs");
    }
    put(card, keys[i], b, err);
  }
  slant_buffer_put_double(b, t->domain.unknown_share);
  put(card, "domain.unknown_share", b, err);
  slant_buffer_put_double(b, t->domain.margin);
  put(card, "domain.margin", b, err);
}

/* What an encoder brings, by effort. */
static void put_efforts(slant_card *card, const slant_training *t, slant_buffer *b, slant_error *err) {
  static const char *const keys[][4] = {
      {"effort.balanced.uncertain_below", "effort.balanced.macro_f1", "effort.balanced.macro_f1_95", "effort.balanced.calibration_error"},
      {"effort.best.uncertain_below", "effort.best.macro_f1", "effort.best.macro_f1_95", "effort.best.calibration_error"}};
  if (t->readings == NULL) return;
  if (t->options.encoder != NULL) put_string(card, "encoder", slant_encoder_checksum(t->options.encoder), b, err);
  slant_buffer_put_double(b, t->judges[SLANT_BY_ENCODER].gamma);
  put(card, "encoder.gamma", b, err);
  slant_buffer_put_double(b, t->effort.open_below);
  put(card, "effort.open_below", b, err);
  put_figure(card, "effort.balanced.share_read", t->effort.share, b, err);
  for (size_t e = SLANT_EFFORT_BALANCED; e <= SLANT_EFFORT_BEST; e++) {
    const slant_figures *figures = &t->figures[e];
    const char *const *key = keys[e - SLANT_EFFORT_BALANCED];
    slant_buffer_put_double(b, figures->uncertain_below);
    put(card, key[0], b, err);
    put_figure(card, key[1], slant_confusion_macro_f1(&figures->confusion), b, err);
    slant_buffer_put_fixed(b, figures->interval.low, 4);
    slant_buffer_put_string(b, " to ");
    slant_buffer_put_fixed(b, figures->interval.high, 4);
    put(card, key[2], b, err);
    put_figure(card, key[3], figures->curve.error, b, err);
  }
}

slant_status slant_card_fill(slant_card *card, const slant_training *t, slant_error *err) {
  slant_buffer b = {0};
  slant_error problem = {0};
  put_recipe(card, t, &b, &problem);
  put_data(card, t, &b, &problem);
  put_quality(card, t, &b, &problem);
  put_target(card, t, &b, &problem);
  put_levels(card, t, &b, &problem);
  put_efforts(card, t, &b, &problem);
  slant_buffer_free(&b);
  return problem.status != SLANT_OK ? slant_error_copy(err, &problem) : SLANT_OK;
}

void slant_card_clear(slant_card *card) { slant_arena_clear(&card->arena); }
