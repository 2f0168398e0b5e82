/* Training report: what went in, what was left out and why, and how good the model is.
 * In: a finished training. Out: text for people, or JSON. */
#include <string.h>

#include "codec/json.h"
#include "model/training.h"
#include "report/report_added.h"
#include "report/report_effort.h"
#include "report/report_levels.h"
#include "report/report_quality.h"

static void put(slant_buffer *out, const char *string) { slant_buffer_put_string(out, string); }

static void put_left_out(slant_buffer *out, size_t n, const char *why, bool *any) {
  if (n == 0) return;
  if (!*any) put(out, "Left out\n");
  *any = true;
  slant_quality_put_number(out, (double)n, 0, 8);
  put(out, "  ");
  put(out, why);
  put(out, "\n");
}

static void put_counted(slant_buffer *out, size_t n, const char *what) {
  slant_quality_put_number(out, (double)n, 0, 8);
  put(out, what);
}

/* Auxiliary data, lexicon and word vectors; nothing where there are none. */
static void put_help(slant_buffer *out, const slant_training *t) {
  for (size_t i = 0; i < t->options.n_auxiliary; i++) {
    const slant_auxiliary_source *s = &t->auxiliary[i];
    put_counted(out, s->n_rows, "  auxiliary rows of ");
    put(out, s->name);
    put(out, ", each weighing ");
    slant_buffer_put_double(out, s->weight);
    if (s->encoder_name != NULL) {
      put(out, ", labelled by ");
      put(out, s->encoder_name);
    }
    if (s->n_following > 0) {
      put(out, "; ");
      slant_buffer_put_u64(out, s->n_following);
      put(out, " of them in articles of the data, left out with those");
    }
    put(out, "\n");
  }
  if (t->options.lexicon != NULL) put_counted(out, slant_priors_n_rated(&t->priors), "  rated words and word pairs of the lexicon\n");
  if (t->options.vectors != NULL) {
    put_counted(out, t->priors.n_vectors, "  word vectors of ");
    slant_buffer_put_u64(out, t->priors.n_dimensions);
    put(out, " dimensions\n");
  }
}

static void put_data(slant_buffer *out, const slant_training *t) {
  bool any = false;
  put(out, "Data\n");
  slant_quality_put_number(out, (double)t->n_labelled, 0, 8);
  put(out, "  labelled paragraphs of ");
  slant_buffer_put_u64(out, t->dataset.n_articles);
  put(out, " articles");
  if (t->n_groups < t->dataset.n_articles) {
    put(out, ", ");
    slant_buffer_put_u64(out, t->dataset.n_articles - t->n_groups);
    put(out, " of them near-duplicates of others, in the same fold");
  }
  put(out, "\n");
  for (size_t k = 0; k < t->labels.n; k++) {
    slant_quality_put_number(out, (double)t->n_of_label[k], 0, 8);
    put(out, "  ");
    put(out, t->labels.names[k]);
    put(out, "\n");
  }
  slant_quality_put_number(out, (double)t->vocabulary.n_terms, 0, 8);
  put(out, "  terms (words and word pairs) in ");
  slant_buffer_put_u64(out, t->options.min_count);
  put(out, " paragraphs or more\n");
  put_help(out, t);
  slant_added_put_rows(out, t);
  put_left_out(out, t->n_furniture, "labelled paragraphs that are furniture (--keep-furniture trains on them)", &any);
  put_left_out(out, t->n_empty, "labelled paragraphs without a word", &any);
  put_left_out(out, t->dataset.counts.repeated, "rows that repeat another", &any);
  put_left_out(out, t->dataset.counts.contradictory, "rows that contradict another on the same paragraph", &any);
  put_left_out(out, t->dataset.counts.unlabelled, "paragraphs without a label (they serve as context)", &any);
  put_left_out(out, t->priors.n_long_phrases, "phrases of three words or more of the lexicon", &any);
}

static void put_costs(slant_buffer *out, const slant_training *t) {
  put(out, "\nText SVM alone, by C\n");
  for (size_t c = 0; c < t->options.n_costs; c++) {
    put(out, "  ");
    slant_quality_put_number(out, t->costs[c], 4, 10);
    slant_quality_put_number(out, t->cost_scores[c], 4, 9);
    put(out, t->costs[c] < t->cost || t->costs[c] > t->cost ? "\n" : "  chosen\n");
  }
  put(out, "  folds by article ");
  slant_buffer_put_fixed(out, t->text_f1, 4);
  put(out, ", folds by paragraph ");
  slant_buffer_put_fixed(out, t->ungrouped_text_f1, 4);
  put(out, ": what leaks between paragraphs of one article would add ");
  slant_buffer_put_fixed(out, t->ungrouped_text_f1 - t->text_f1, 4);
  put(out, "\n");
}

static void put_folds(slant_buffer *out, const slant_training *t) {
  double sum = 0;
  put(out, "\nBy fold\n");
  for (size_t f = 0; f < t->options.n_folds; f++) {
    double n = 0, f1 = slant_confusion_macro_f1(&t->figures[SLANT_EFFORT_FAST].fold_confusion[f]);
    for (size_t k = 0; k < t->labels.n; k++) n += slant_confusion_class(&t->figures[SLANT_EFFORT_FAST].fold_confusion[f], k).n_true;
    put(out, "  fold ");
    slant_buffer_put_u64(out, f + 1);
    slant_quality_put_number(out, f1, 4, 10);
    slant_quality_put_number(out, n, 0, 9);
    put(out, " paragraphs\n");
    sum += f1;
  }
  put(out, "  mean");
  slant_quality_put_number(out, sum / (double)t->options.n_folds, 4, 12);
  put(out, "\n");
}

static void put_base(slant_buffer *out, const slant_training *t) {
  if (t->options.base == NULL) return;
  put(out, "\nAgainst the base model on the same paragraphs\n  base as it is  ");
  slant_buffer_put_fixed(out, t->base_f1, 4);
  put(out, "\n  gain           ");
  slant_quality_put_score(out, slant_confusion_macro_f1(&t->figures[SLANT_EFFORT_FAST].confusion) - t->base_f1, t->gain);
  put(out, "\n");
  if (t->n_base_articles > 0) {
    put(out, "  ");
    slant_buffer_put_u64(out, t->n_base_articles);
    put(out, " of the articles were in its training data already: the base's figure flatters it\n");
  }
  if (slant_training_is_small(t)) {
    put(out, "  with so few paragraphs the base's context SVM and thresholds stay; its text weights and calibration are adapted\n");
  }
}

static void put_target_rule(slant_buffer *out, const slant_training *t, const slant_target_rule *rule) {
  put(out, "  macro-F1           ");
  slant_quality_put_score(out, slant_confusion_macro_f1(&rule->confusion), rule->interval);
  put(out, "\n  calibration error  ");
  slant_buffer_put_fixed(out, rule->calibration_error, 4);
  put(out, "\n");
  slant_quality_put_classes(out, &t->labels, &rule->confusion);
}

static void put_target(slant_buffer *out, const slant_training *t) {
  const slant_target_training *g = &t->target;
  if (g->n_rows == 0) return;
  put(out, "\nToward named targets, out of fold: ");
  slant_buffer_put_u64(out, g->n_rows);
  put(out, " paragraphs that mention theirs, folds grouped by text\n");
  put_target_rule(out, t, &g->rules[SLANT_BY_TABLE]);
  if (g->joined != NULL) {
    put(out, "\nThe same, read by the encoder with the target in the title's place\n");
    put_target_rule(out, t, &g->rules[SLANT_BY_ENCODER]);
  } else if (t->readings != NULL) {
    put(out, "  no readings toward their target of ");
    slant_buffer_put_u64(out, g->n_unread);
    put(out, " of them: toward targets the table alone judges, at any effort\n");
  }
}

static void put_text(slant_buffer *out, const slant_training *t) {
  put_data(out, t);
  put_costs(out, t);
  put(out, "\nModel, out of fold: ");
  slant_buffer_put_u64(out, t->options.n_folds);
  put(out, " folds grouped by article, stratified by label\n  macro-F1           ");
  slant_quality_put_score(out, slant_confusion_macro_f1(&t->figures[SLANT_EFFORT_FAST].confusion), t->figures[SLANT_EFFORT_FAST].interval);
  put(out, "\n  by largest margin  ");
  slant_buffer_put_fixed(out, t->figures[SLANT_EFFORT_FAST].margin_f1, 4);
  put(out, "\n  by argmax          ");
  slant_buffer_put_fixed(out, t->figures[SLANT_EFFORT_FAST].argmax_f1, 4);
  put(out, "\n  accuracy           ");
  slant_buffer_put_fixed(out, slant_confusion_accuracy(&t->figures[SLANT_EFFORT_FAST].confusion), 4);
  put(out, "\n  calibration error  ");
  slant_buffer_put_fixed(out, t->figures[SLANT_EFFORT_FAST].curve.error, 4);
  put(out, "\n");
  slant_added_put_quality(out, t);
  put_folds(out, t);
  put(out, "\nBy label\n");
  slant_quality_put_classes(out, &t->labels, &t->figures[SLANT_EFFORT_FAST].confusion);
  put(out, "\nConfusion (columns: given by the model)\n");
  slant_quality_put_confusion(out, &t->labels, &t->figures[SLANT_EFFORT_FAST].confusion);
  put(out, "\nCalibration (confidence of the label against the share that is right)\n");
  slant_quality_put_calibration(out, &t->figures[SLANT_EFFORT_FAST].curve);
  slant_levels_put_coverage(out, &t->figures[SLANT_EFFORT_FAST].coverage[SLANT_BALANCED]);
  slant_levels_put_domain(out, &t->domain);
  slant_levels_put_learning(out, &t->learning);
  slant_effort_put(out, t);
  put_target(out, t);
  put_base(out, t);
}

static void put_help_json(slant_buffer *out, const slant_training *t) {
  put(out, "\"auxiliary\":[");
  for (size_t i = 0; i < t->options.n_auxiliary; i++) {
    const slant_auxiliary_source *s = &t->auxiliary[i];
    put(out, i > 0 ? ",{\"file\":" : "{\"file\":");
    slant_json_put_string(out, (slant_text){s->name, strlen(s->name)});
    put(out, ",");
    if (s->encoder_name != NULL) {
      put(out, "\"encoder\":");
      slant_json_put_string(out, (slant_text){s->encoder_name, strlen(s->encoder_name)});
      put(out, ",");
    }
    slant_quality_put_figure(out, "weight", s->weight, false);
    slant_quality_put_figure(out, "rows", (double)s->n_rows, false);
    put(out, "\"following\":");
    slant_buffer_put_fixed(out, (double)s->n_following, 6);
    put(out, "}");
  }
  put(out, "],");
  slant_quality_put_figure(out, "lexicon_terms", (double)slant_priors_n_rated(&t->priors), false);
  slant_quality_put_figure(out, "left_out_phrases", (double)t->priors.n_long_phrases, false);
  slant_quality_put_figure(out, "vectors", (double)t->priors.n_vectors, false);
  slant_quality_put_figure(out, "vector_dimensions", (double)t->priors.n_dimensions, false);
}

static void put_json(slant_buffer *out, const slant_training *t) {
  slant_buffer_put_char(out, '{');
  slant_quality_put_figure(out, "articles", (double)t->dataset.n_articles, false);
  slant_quality_put_figure(out, "groups", (double)t->n_groups, false);
  slant_quality_put_figure(out, "paragraphs", (double)t->n_labelled, false);
  slant_quality_put_figure(out, "terms", (double)t->vocabulary.n_terms, false);
  slant_quality_put_figure(out, "left_out_furniture", (double)t->n_furniture, false);
  slant_quality_put_figure(out, "left_out_empty", (double)t->n_empty, false);
  slant_quality_put_figure(out, "left_out_repeated", (double)t->dataset.counts.repeated, false);
  slant_quality_put_figure(out, "left_out_contradictory", (double)t->dataset.counts.contradictory, false);
  put_help_json(out, t);
  slant_added_put_json(out, t);
  slant_quality_put_figure(out, "cost", t->cost, false);
  slant_quality_put_figure(out, "text_macro_f1", t->text_f1, false);
  slant_quality_put_figure(out, "text_macro_f1_ungrouped", t->ungrouped_text_f1, false);
  slant_quality_put_figure(out, "margin_macro_f1", t->figures[SLANT_EFFORT_FAST].margin_f1, false);
  slant_quality_put_figure(out, "argmax_macro_f1", t->figures[SLANT_EFFORT_FAST].argmax_f1, false);
  if (t->options.base != NULL) {
    slant_quality_put_figure(out, "base_macro_f1", t->base_f1, false);
    slant_quality_put_figure(out, "gain_low", t->gain.low, false);
    slant_quality_put_figure(out, "gain_high", t->gain.high, false);
  }
  if (t->target.n_rows > 0) {
    slant_quality_put_figure(out, "target_paragraphs", (double)t->target.n_rows, false);
    static const char *const keys[SLANT_N_JUDGES][4] = {
        {"target_macro_f1", "target_macro_f1_low", "target_macro_f1_high", "target_calibration_error"},
        {"target_best_macro_f1", "target_best_macro_f1_low", "target_best_macro_f1_high", "target_best_calibration_error"}};
    for (size_t d = 0; d < (t->target.joined == NULL ? 1 : SLANT_N_JUDGES); d++) {
      const slant_target_rule *rule = &t->target.rules[d];
      slant_quality_put_figure(out, keys[d][0], slant_confusion_macro_f1(&rule->confusion), false);
      slant_quality_put_figure(out, keys[d][1], rule->interval.low, false);
      slant_quality_put_figure(out, keys[d][2], rule->interval.high, false);
      slant_quality_put_figure(out, keys[d][3], rule->calibration_error, false);
    }
  }
  slant_levels_put_json(out, t);
  slant_effort_put_json(out, t);
  put(out, "\"folds\":[");
  for (size_t f = 0; f < t->options.n_folds; f++) {
    if (f > 0) slant_buffer_put_char(out, ',');
    slant_buffer_put_fixed(out, slant_confusion_macro_f1(&t->figures[SLANT_EFFORT_FAST].fold_confusion[f]), 6);
  }
  put(out, "],");
  slant_quality_put_json(out, &t->labels, &t->figures[SLANT_EFFORT_FAST].confusion, t->figures[SLANT_EFFORT_FAST].interval, &t->figures[SLANT_EFFORT_FAST].curve);
  put(out, "}\n");
}

slant_status slant_training_report(const slant_training *training, slant_report_format format, slant_text *out, slant_error *err) {
  slant_buffer buffer = {0};
  if (format == SLANT_REPORT_JSON) {
    put_json(&buffer, training);
  } else {
    put_text(&buffer, training);
  }
  return slant_quality_take(&buffer, out, err);
}
