/* Card: what the model is, how it was measured, how the run was made.
 * In: the run. Out: tables with names that people know; entries without one stand as they are. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "page/charts.h"
#include "page/markup.h"
#include "page/sections.h"

/* An entry's key, or what it begins with where it ends in "*"; its name; NULL: shown elsewhere. */
typedef struct entry_name {
  const char *key, *name;
} entry_name;

static const entry_name trained[] = {{"data.articles", "Labelled articles"},
                                     {"data.paragraphs", "Labelled paragraphs"},
                                     {"data.labels", "Labels among them"},
                                     {"auxiliary", "Helping data, never measured on"},
                                     {"language", "Language"},
                                     {"lexicon_words", "Rated words"},
                                     {"vectors", "Word vectors"},
                                     {"data.*", "Data"}};
static const entry_name measured[] = {{"quality.method", "How it was measured"},
                                      {"quality.accuracy", "Part of the labels that were right"},
                                      {"quality.macro_f1", "Macro-F1, the mean over labels"},
                                      {"quality.macro_f1_95", "its 95 % interval"},
                                      {"quality.calibration_error", "Calibration error: how far confidence is from being right"},
                                      {"precision.0.6", "For 60 of 100 right"},
                                      {"precision.0.7", "For 70 of 100 right"},
                                      {"precision.0.8", "For 80 of 100 right"},
                                      {"precision.0.9", "For 90 of 100 right"},
                                      {"uncertain_below", "Confidence below which a label is flagged uncertain"},
                                      {"target.method", "Toward a named target: how it was measured"},
                                      {"target.paragraphs", "Toward a named target: paragraphs"},
                                      {"target.macro_f1", "Toward a named target: macro-F1"},
                                      {"target.macro_f1_95", "Toward a named target: its 95 % interval"},
                                      {"target.calibration_error", "Toward a named target: calibration error"},
                                      {"target.best.macro_f1", "Toward a named target, read by the encoder: macro-F1"},
                                      {"target.best.macro_f1_95", "Toward a named target, read by the encoder: its 95 % interval"},
                                      {"target.best.calibration_error", "Toward a named target, read by the encoder: calibration error"},
                                      {"effort.balanced.share_read", "At balanced effort: part that the encoder reads"},
                                      {"effort.balanced.macro_f1", "At balanced effort: macro-F1"},
                                      {"effort.balanced.macro_f1_95", "At balanced effort: its 95 % interval"},
                                      {"effort.balanced.calibration_error", "At balanced effort: calibration error"},
                                      {"effort.balanced.uncertain_below", "At balanced effort: uncertain below the confidence"},
                                      {"effort.best.macro_f1", "At best effort: macro-F1"},
                                      {"effort.best.macro_f1_95", "At best effort: its 95 % interval"},
                                      {"effort.best.calibration_error", "At best effort: calibration error"},
                                      {"effort.best.uncertain_below", "At best effort: uncertain below the confidence"},
                                      {"quality.f1", NULL}};
static const entry_name made[] = {{"checksum", "Checksum, XXH3-128 of the model file"},
                                  {"slant_version", "Made by slant"},
                                  {"format", "File format"},
                                  {"terms", "Terms"},
                                  {"tokenizer", "Words"},
                                  {"solver", "Solver"},
                                  {"class_weights", "Weights of classes"},
                                  {"cost", "Cost C"},
                                  {"kernel", "Kernel of the second stage"},
                                  {"gamma", "Its gamma"},
                                  {"encoder", "Checksum of the encoder"},
                                  {"encoder.gamma", "Gamma of the second stage with the encoder"},
                                  {"effort.open_below", "Lead of a label below which the encoder reads, at balanced effort"},
                                  {"folds", "Folds"},
                                  {"min_count", "Paragraphs that a term must stand in"},
                                  {"seed", "Seed"},
                                  {"domain.unknown_share", "Out of domain from that part of unknown words on"},
                                  {"domain.margin", "Margin of the domain test"},
                                  {"labels", NULL}};
static const entry_name options[] = {{"decide", "How labels are chosen"},
                                     {"effort", "Effort"},
                                     {"encoder", "Checksum of the encoder"},
                                     {"min_precision", "Precision asked for"},
                                     {"uncertain_below", "Confidence below which a label is flagged uncertain"},
                                     {"furniture", "Furniture"},
                                     {"target", "Judged toward"},
                                     {"paragraphs_by", "Paragraphs cut by"},
                                     {"evidence", "Evidence kept"}};

enum { N_TRAINED = sizeof trained / sizeof *trained, N_MEASURED = sizeof measured / sizeof *measured, N_MADE = sizeof made / sizeof *made,
       N_OPTIONS = sizeof options / sizeof *options };

static bool names(const entry_name *name, slant_text key) {
  size_t len = strlen(name->key);
  if (name->key[len - 1] == '*') return key.len >= len - 1 && memcmp(key.ptr, name->key, len - 1) == 0;
  return key.len == len && memcmp(key.ptr, name->key, len) == 0;
}

/* The number of the name that is the key's, n where there is none. */
static size_t find_name(const entry_name *list, size_t n, slant_text key) {
  size_t i = 0;
  while (i < n && !names(&list[i], key)) i++;
  return i;
}

/* Numbers with more decimals than anybody reads lose them. */
static void put_value(slant_buffer *out, slant_text value) {
  double number;
  if (value.len == 0) slant_markup_put(out, "<span class=\"muted\">not said</span>");
  else if (value.len > 7 && memchr(value.ptr, '.', value.len) != NULL && slant_number_parse(value, &number))
    slant_buffer_put_fixed(out, number, 4);
  else slant_markup_put_bdi(out, value);
}

static void begin_table(slant_buffer *out, const char *caption) {
  slant_markup_put(out, "<table class=\"card\"><caption>");
  slant_markup_put(out, caption);
  slant_markup_put(out, "</caption>\n<tbody>\n");
}

static void put_entry(slant_buffer *out, const char *name, slant_text key, slant_text value) {
  slant_markup_put(out, "<tr><th scope=\"row\">");
  if (name != NULL) slant_markup_put(out, name);
  else slant_markup_put_bdi(out, key);
  slant_markup_put(out, "</th><td>");
  put_value(out, value);
  slant_markup_put(out, "</td></tr>\n");
}

/* The entries of `pairs` that `list` names, in the list's order; `all`: then those that it does not name, as well. */
static void put_entries(slant_buffer *out, const slant_text (*pairs)[2], size_t n_pairs, const entry_name *list, size_t n, bool all) {
  for (size_t i = 0; i < n; i++) {
    for (size_t p = 0; p < n_pairs && list[i].name != NULL; p++) {
      if (find_name(list, n, pairs[p][0]) != i) continue;
      bool many = list[i].key[strlen(list[i].key) - 1] == '*';
      put_entry(out, many ? NULL : list[i].name, pairs[p][0], pairs[p][1]);
    }
  }
  for (size_t p = 0; p < n_pairs && all; p++) {
    if (find_name(list, n, pairs[p][0]) == n) put_entry(out, NULL, pairs[p][0], pairs[p][1]);
  }
}

static void put_f1(slant_buffer *out, const slant_saved_run *run) {
  for (size_t k = 0; k < run->labels.n; k++) {
    double f1 = slant_page_card_of_label(run, "quality.f1", run->labels.names[k]);
    if (isnan(f1)) continue;
    slant_markup_put(out, "<tr><th scope=\"row\">F1 of ");
    slant_page_put_label(out, &run->labels, k);
    slant_markup_put(out, "</th><td>");
    slant_buffer_put_fixed(out, f1, 4);
    slant_markup_put(out, "</td></tr>\n");
  }
}

/* Entries of the card that no list names. */
static void put_others(slant_buffer *out, const slant_saved_run *run) {
  size_t n = 0;
  for (size_t i = 0; i < run->n_card; i++) {
    slant_text key = run->card[i][0];
    if (find_name(trained, N_TRAINED, key) < N_TRAINED || find_name(measured, N_MEASURED, key) < N_MEASURED ||
        find_name(made, N_MADE, key) < N_MADE)
      continue;
    if (n++ == 0) begin_table(out, "Further entries of the card");
    put_entry(out, NULL, key, run->card[i][1]);
  }
  if (n > 0) slant_markup_put(out, "</tbody></table>\n");
}

static void put_confusion_row(slant_buffer *out, const slant_saved_run *run, size_t j) {
  size_t n = run->labels.n;
  double sum = 0;
  for (size_t k = 0; k < n; k++) sum += run->confusion[j * n + k];
  slant_markup_put(out, "<tr><th scope=\"row\">");
  slant_page_put_label(out, &run->labels, j);
  slant_markup_put(out, " <small>");
  slant_buffer_put_fixed(out, sum, 0);
  slant_markup_put(out, "</small></th>");
  for (size_t k = 0; k < n; k++) {
    slant_markup_put(out, j == k ? "<td class=\"n same\">" : "<td class=\"n\">");
    slant_markup_put_percent(out, sum > 0 ? run->confusion[j * n + k] / sum : NAN, 0);
    slant_markup_put(out, "</td>");
  }
  slant_markup_put(out, "</tr>\n");
}

static void put_confusion(slant_buffer *out, const slant_saved_run *run) {
  slant_markup_put(out,
                   "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"confusion\">\n<table "
                   "class=\"confusion\"><caption id=\"confusion\">"
                   "Of the paragraphs that coders gave a label (rows), how many the model gave which (columns), out of fold</caption>\n"
                   "<thead><tr><th scope=\"col\">coders said</th>");
  for (size_t k = 0; k < run->labels.n; k++) {
    slant_markup_put(out, "<th scope=\"col\" class=\"n\">");
    slant_page_put_label(out, &run->labels, k);
    slant_markup_put(out, "</th>");
  }
  slant_markup_put(out, "</tr></thead>\n<tbody>\n");
  for (size_t j = 0; j < run->labels.n; j++) put_confusion_row(out, run, j);
  slant_markup_put(out, "</tbody></table>\n</div>\n");
}

void slant_page_put_card(slant_buffer *out, const slant_saved_run *run) {
  slant_markup_put(out,
      "<section id=\"model\" aria-labelledby=\"model-h\">\n<h2 id=\"model-h\">The model and the run</h2>\n<div class=\"cardgrid\">\n");
  begin_table(out, "What it was trained on");
  put_entries(out, run->card, run->n_card, trained, N_TRAINED, false);
  slant_markup_put(out, "</tbody></table>\n");
  begin_table(out, "How good it is");
  put_f1(out, run);
  put_entries(out, run->card, run->n_card, measured, N_MEASURED, false);
  slant_markup_put(out, "</tbody></table>\n");
  put_confusion(out, run);
  begin_table(out, "Options of this run");
  put_entries(out, run->options, run->n_options, options, N_OPTIONS, true);
  slant_markup_put(out, "</tbody></table>\n");
  begin_table(out, "How it was made");
  put_entries(out, run->card, run->n_card, made, N_MADE, false);
  slant_markup_put(out, "</tbody></table>\n");
  put_others(out, run);
  slant_markup_put(out, "</div>\n</section>\n");
}
