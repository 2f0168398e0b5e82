/* Levels: tables in plain text, and the same in JSON.
 * In: coverage, domain and learning curve of a training. Out: text. */
#include "report/report_levels.h"

#include "report/report_quality.h"

static void put(slant_buffer *out, const char *string) { slant_buffer_put_string(out, string); }

void slant_levels_put_coverage(slant_buffer *out, const slant_coverage *coverage) {
  put(out, "\nPrecision (--min-precision), the confidence from which labels keep it, and the paragraphs left there\n");
  put(out, "  precision   confidence   paragraphs\n");
  for (size_t i = 0; i < SLANT_N_SHOWN_PRECISIONS; i++) {
    slant_promise promise = slant_coverage_promise(coverage, slant_coverage_shown(i));
    slant_quality_put_number(out, promise.precision, 2, 11);
    if (promise.share > 0) {
      slant_quality_put_number(out, promise.confidence, 4, 13);
      slant_quality_put_number(out, 100 * promise.share, 1, 11);
      put(out, " %\n");
    } else {
      put(out, "   never reached: ");
      slant_buffer_put_fixed(out, promise.best, 4);
      put(out, " is the best that any confidence has\n");
    }
  }
}

void slant_levels_put_domain(slant_buffer *out, const slant_domain *domain) {
  put(out, "\nOut of domain: paragraphs of ");
  slant_buffer_put_u64(out, SLANT_DOMAIN_LEAST_WORDS);
  put(out, " words or more with more than ");
  slant_buffer_put_fixed(out, 100 * domain->unknown_share, 1);
  put(out, " % unknown words");
  if (domain->margin < SLANT_DOMAIN_ANY_MARGIN) {
    put(out, ", or a margin of the text SVM beyond ");
    slant_buffer_put_fixed(out, domain->margin, 2);
  }
  put(out, "\n");
}

void slant_levels_put_learning(slant_buffer *out, const slant_learning_curve *l) {
  if (l->n == 0) return;
  put(out, "\nLearning curve: the text SVM alone, at the chosen C, with a share of the articles outside each fold\n"
           "  share   articles   paragraphs   macro-F1\n");
  for (size_t i = 0; i < l->n; i++) {
    slant_quality_put_number(out, l->points[i].share, 3, 7);
    slant_quality_put_number(out, l->points[i].n_articles, 0, 11);
    slant_quality_put_number(out, l->points[i].n_labelled, 0, 13);
    put(out, "     ");
    slant_quality_put_score(out, l->points[i].macro_f1, l->points[i].interval);
    put(out, "\n");
  }
  if (l->n < SLANT_LEARNING_POINTS) put(out, "  smaller shares lack a label in some fold\n");
  if (l->n < 2) return;
  put(out, "  gain for each doubling of the labels  ");
  slant_quality_put_score(out, l->gain, l->gain_interval);
  put(out, "\n  twice as many labels, if that goes on: about ");
  slant_buffer_put_fixed(out, l->points[l->n - 1].macro_f1 + l->gain, 3);
  put(out, ". A line over the logarithm of the labels says so; curves of this kind\n"
           "  flatten, so take it for the upper end. The intervals come from resampled held-out articles; which articles were\n"
           "  drawn for the smaller shares adds to them, and labels of other topics may do less, or more.\n");
}

static void put_member(slant_buffer *out, const char *key, double value, bool known, bool last) {
  slant_buffer_put_char(out, '"');
  put(out, key);
  put(out, "\":");
  if (known) slant_buffer_put_fixed(out, value, 6);
  else put(out, "null");
  if (!last) slant_buffer_put_char(out, ',');
}

static void put_learning_json(slant_buffer *out, const slant_learning_curve *l) {
  if (l->n == 0) return;
  put(out, "\"learning_curve\":[");
  for (size_t i = 0; i < l->n; i++) {
    const slant_learning_point *point = &l->points[i];
    put(out, i > 0 ? ",{" : "{");
    put_member(out, "share", point->share, true, false);
    put_member(out, "articles", point->n_articles, true, false);
    put_member(out, "paragraphs", point->n_labelled, true, false);
    put_member(out, "macro_f1", point->macro_f1, true, false);
    put_member(out, "macro_f1_low", point->interval.low, true, false);
    put_member(out, "macro_f1_high", point->interval.high, true, true);
    slant_buffer_put_char(out, '}');
  }
  put(out, "],\"learning_per_doubling\":{");
  put_member(out, "gain", l->gain, l->n > 1, false);
  put_member(out, "gain_low", l->gain_interval.low, l->n > 1, false);
  put_member(out, "gain_high", l->gain_interval.high, l->n > 1, false);
  put_member(out, "macro_f1_of_twice", l->points[l->n - 1].macro_f1 + l->gain, l->n > 1, true);
  put(out, "},");
}

void slant_levels_put_json(slant_buffer *out, const slant_training *t) {
  put(out, "\"coverage\":[");
  for (size_t i = 0; i < SLANT_N_SHOWN_PRECISIONS; i++) {
    slant_promise promise = slant_coverage_promise(&t->figures[SLANT_EFFORT_FAST].coverage[SLANT_BALANCED], slant_coverage_shown(i));
    put(out, i > 0 ? ",{" : "{");
    put_member(out, "precision", promise.precision, true, false);
    put_member(out, "confidence", promise.confidence, promise.share > 0, false);
    put_member(out, "share", promise.share, true, false);
    put_member(out, "best", promise.best, true, true);
    slant_buffer_put_char(out, '}');
  }
  put(out, "],\"domain\":{");
  put_member(out, "unknown_share", t->domain.unknown_share, true, false);
  put_member(out, "margin", t->domain.margin, t->domain.margin < SLANT_DOMAIN_ANY_MARGIN, true);
  put(out, "},");
  put_learning_json(out, &t->learning);
}
