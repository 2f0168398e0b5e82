/* Coded rows in a training's report: how many came in from where, and how good the model is on those drawn by chance.
 * In: a finished training. Out: text for people, and members of JSON. */
#include "report/report_added.h"

#include "report/report_quality.h"

static void put(slant_buffer *out, const char *string) { slant_buffer_put_string(out, string); }

static void put_counted(slant_buffer *out, size_t n, const char *what) {
  if (n == 0) return;
  slant_quality_put_number(out, (double)n, 0, 8);
  put(out, what);
}

static size_t n_taken(const slant_added *added) { return added->coded.n - added->n_as[SLANT_ADDED_MISSING]; }

static void put_strata(slant_buffer *out, const slant_added *added) {
  bool first = true;
  for (size_t s = 0; s <= SLANT_N_STRATA; s++) {
    if (added->n_of_stratum[s] == 0) continue;
    put(out, first ? "; " : ", ");
    first = false;
    slant_buffer_put_u64(out, added->n_of_stratum[s]);
    put(out, s < SLANT_N_STRATA ? " from " : " without a stratum");
    if (s < SLANT_N_STRATA) put(out, slant_stratum_name(s));
  }
  put(out, "\n");
}

void slant_added_put_rows(slant_buffer *out, const slant_training *t) {
  const slant_added *added = &t->added;
  if (t->options.n_added == 0) return;
  put(out, "Coded rows added\n");
  slant_quality_put_number(out, (double)n_taken(added), 0, 8);
  put(out, n_taken(added) == 1 ? "  row taken" : "  rows taken");
  put_strata(out, added);
  put_counted(out, added->n_as[SLANT_ADDED_CORRECTED], "  corrected a label\n");
  put_counted(out, added->n_as[SLANT_ADDED_CONFIRMED], "  confirmed one\n");
  put_counted(out, added->n_as[SLANT_ADDED_LABELLED], "  labelled a paragraph of the data that had no label\n");
  put_counted(out, added->n_as[SLANT_ADDED_NEW], "  brought a paragraph that the data did not have\n");
  put_counted(out, added->coded.n_unlabelled, "  rows without a label, passed over\n");
  put_counted(out, added->coded.n_tied, "  paragraphs without a majority of their coders, left out\n");
  put_counted(out, added->coded.n_contradictory, "  paragraphs with two labels by one coder, whose are left out\n");
  put_counted(out, added->n_as[SLANT_ADDED_MISSING], "  rows without a text for paragraphs that the data do not have, left out\n");
  if (added->n_hard == 0) return;
  put_counted(out, added->n_hard, "  newly labelled ones were chosen because they are hard: ");
  put(out, added->all_hard ? "nothing else is labelled, so the figures below are over them and low\n"
                           : "learned from, and not counted in any figure below\n");
}

/* "macro-F1 x (interval), accuracy y" */
static void put_figures(slant_buffer *out, const slant_confusion *confusion, const slant_interval *interval) {
  if (interval != NULL) slant_quality_put_score(out, slant_confusion_macro_f1(confusion), *interval);
  else slant_buffer_put_fixed(out, slant_confusion_macro_f1(confusion), 4);
  put(out, "\n  accuracy           ");
  slant_buffer_put_fixed(out, slant_confusion_accuracy(confusion), 4);
  put(out, "\n");
}

void slant_added_put_quality(slant_buffer *out, const slant_training *t) {
  const slant_added *added = &t->added;
  if (added->n_drawn == 0) return;
  bool enough = added->n_drawn_articles > 1; /* articles are resampled: of one there is no interval */
  put(out, "\nDrawn by chance, out of fold: ");
  slant_buffer_put_u64(out, added->n_drawn);
  put(out, " coded rows of ");
  slant_buffer_put_u64(out, added->n_drawn_articles);
  put(out, added->n_drawn_articles == 1 ? " article" : " articles");
  put(out, ", standing for ");
  slant_buffer_put_fixed(out, added->population, 0);
  put(out, " paragraphs\n  a fair sample of what the model meets in those results; each row weighs 1/probability\n  macro-F1           ");
  put_figures(out, &added->confusion, enough ? &added->interval : NULL);
  if (t->options.base != NULL) {
    put(out, "  base as it is      ");
    put_figures(out, &added->base_confusion, NULL);
    if (enough) {
      put(out, "  gain in macro-F1   ");
      double base = slant_confusion_macro_f1(&added->base_confusion);
      slant_quality_put_score(out, slant_confusion_macro_f1(&added->confusion) - base, added->gain);
      put(out, "\n");
    }
  }
  if (added->n_drawn < 50) put(out, "  with so few rows these figures are rough: code more of the random stratum for firm ones\n");
}

void slant_added_put_json(slant_buffer *out, const slant_training *t) {
  static const char *const keys[SLANT_N_ADDED_AS] = {"confirmed", "corrected", "labelled", "new", "missing"};
  const slant_added *added = &t->added;
  if (t->options.n_added == 0) return;
  put(out, "\"added\":{");
  for (size_t i = 0; i < SLANT_N_ADDED_AS; i++) slant_quality_put_figure(out, keys[i], (double)added->n_as[i], false);
  for (size_t s = 0; s < SLANT_N_STRATA; s++) slant_quality_put_figure(out, slant_stratum_name(s), (double)added->n_of_stratum[s], false);
  slant_quality_put_figure(out, "no_stratum", (double)added->n_of_stratum[SLANT_N_STRATA], false);
  slant_quality_put_figure(out, "unlabelled", (double)added->coded.n_unlabelled, false);
  slant_quality_put_figure(out, "tied", (double)added->coded.n_tied, false);
  slant_quality_put_figure(out, "contradictory", (double)added->coded.n_contradictory, false);
  slant_quality_put_figure(out, "not_scored", (double)(added->all_hard ? 0 : added->n_hard), false);
  if (added->n_drawn > 0) {
    slant_quality_put_figure(out, "drawn_articles", (double)added->n_drawn_articles, false);
    slant_quality_put_figure(out, "drawn_stand_for", added->population, false);
    slant_quality_put_figure(out, "drawn_macro_f1", slant_confusion_macro_f1(&added->confusion), false);
    slant_quality_put_figure(out, "drawn_macro_f1_low", added->interval.low, false);
    slant_quality_put_figure(out, "drawn_macro_f1_high", added->interval.high, false);
    slant_quality_put_figure(out, "drawn_accuracy", slant_confusion_accuracy(&added->confusion), false);
  }
  if (added->n_drawn > 0 && t->options.base != NULL) {
    slant_quality_put_figure(out, "drawn_base_macro_f1", slant_confusion_macro_f1(&added->base_confusion), false);
    slant_quality_put_figure(out, "drawn_gain_low", added->gain.low, false);
    slant_quality_put_figure(out, "drawn_gain_high", added->gain.high, false);
  }
  put(out, "\"drawn\":");
  slant_buffer_put_fixed(out, (double)added->n_drawn, 6);
  put(out, "},");
}
