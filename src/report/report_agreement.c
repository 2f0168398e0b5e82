/* Agreement report: how far coders agree.
 * In: an agreement. Out: text for people, or JSON. */
#include <math.h>
#include <string.h>

#include "analysis/agreement.h"
#include "codec/json.h"
#include "model/metrics.h"
#include "report/report_quality.h"
#include "text/width.h"

enum { WIDEST_NAME = 30, COLUMN = 11 };

static slant_text text_of(const char *name) { return (slant_text){name, strlen(name)}; }

static void put_spaces(slant_buffer *out, size_t n) {
  while (n-- > 0) slant_buffer_put_char(out, ' ');
}

/* A name, filled up to `width` columns behind it or, on the right, before it. */
static void put_name(slant_buffer *out, const char *name, size_t width, bool right) {
  size_t start = out->len, used = slant_width_put(out, text_of(name), WIDEST_NAME);
  if (right) slant_quality_indent(out, start, width > used ? width - used : 1);
  else put_spaces(out, width > used ? width - used : 0);
}

/* Columns for a name: those that it takes as it is shown, or `width` where that is more. `out` lends its room. */
static size_t wider(slant_buffer *out, const char *name, size_t width) {
  size_t start = out->len, used = slant_width_put(out, text_of(name), WIDEST_NAME);
  out->len = start;
  return used > width ? used : width;
}

/* Four decimals, or a dash for what is not defined. */
static void put_value(slant_buffer *out, double value, size_t width) {
  if (!isnan(value)) {
    slant_quality_put_number(out, value, 4, width);
    return;
  }
  put_spaces(out, width - 1);
  slant_buffer_put_char(out, '-');
}

static void put_count(slant_buffer *out, size_t n, const char *one, const char *many) {
  slant_buffer_put_u64(out, n);
  slant_buffer_put_string(out, n == 1 ? one : many);
}

static void put_line(slant_buffer *out, size_t n, const char *one, const char *many) {
  if (n == 0) return;
  slant_buffer_put_string(out, "  ");
  put_count(out, n, one, many);
}

static void put_figure(slant_buffer *out, const char *name, const slant_agreement_figure *figure) {
  slant_buffer_put_string(out, name);
  if (isnan(figure->value)) {
    slant_buffer_put_string(out, "undefined\n");
    return;
  }
  if (!isnan(figure->low)) {
    slant_quality_put_score(out, figure->value, (slant_interval){figure->low, figure->high});
  } else {
    slant_buffer_put_fixed(out, figure->value, 4);
  }
  if (figure->n_samples < SLANT_N_SAMPLES) {
    slant_buffer_put_string(out, isnan(figure->low) ? "  no interval: defined in " : "  defined in ");
    slant_buffer_put_u64(out, figure->n_samples);
    slant_buffer_put_string(out, " of 1000 samples");
  }
  slant_buffer_put_char(out, '\n');
}

/* What was read, and what became of it. */
static void put_counts(slant_buffer *out, const slant_agreement_figures *f) {
  put_count(out, f->n_coders, " coder, ", " coders, ");
  put_count(out, f->n_labels, " label, ", " labels, ");
  put_count(out, f->n_items, " item, ", " items, ");
  slant_buffer_put_u64(out, f->n_pairable);
  slant_buffer_put_string(out, " of them with two codes or more\n");
  put_line(out, f->n_unlabelled, " row has no label: a missing code\n", " rows have no label: missing codes\n");
  put_line(out, f->n_repeated, " code was there again and counts once\n", " codes were there again and count once\n");
  put_line(out, f->n_contradictory, " item is left out for a coder who gave it several labels\n",
           " items are left out, each for a coder who gave it several labels\n");
}

static void put_undefined(slant_buffer *out, const slant_agreement_figures *f) {
  if (f->undefined == NULL) return;
  slant_buffer_put_string(out, "alpha is not defined: ");
  if (f->n_coders < 2) {
    slant_buffer_put_string(out, "there is one coder, and agreement needs two\n");
  } else if (f->n_pairable == 0) {
    slant_buffer_put_string(out, "the coders have no items in common\n");
  } else {
    slant_buffer_put_string(out, "all codes that can be compared are one label, which leaves nothing to tell apart\n");
  }
}

static void put_coders(slant_buffer *out, const slant_agreement_figures *f, size_t width) {
  slant_buffer_put_string(out, "\nCoders\n");
  put_spaces(out, width);
  slant_buffer_put_string(out, "      codes\n");
  for (size_t c = 0; c < f->n_coders; c++) {
    slant_buffer_put_string(out, "  ");
    put_name(out, f->coders[c].name, width - 2, false);
    slant_quality_put_number(out, (double)f->coders[c].n_codes, 0, COLUMN);
    slant_buffer_put_char(out, '\n');
  }
}

static void put_labels(slant_buffer *out, const slant_agreement_figures *f, size_t width) {
  slant_buffer_put_string(out, "\nBy label (one against the rest)\n");
  put_spaces(out, width);
  slant_buffer_put_string(out, "      alpha        AC1   positive      codes\n");
  for (size_t k = 0; k < f->n_labels; k++) {
    const slant_label_agreement *label = &f->labels[k];
    slant_buffer_put_string(out, "  ");
    put_name(out, label->name, width - 2, false);
    put_value(out, label->alpha, COLUMN);
    put_value(out, label->ac1, COLUMN);
    put_value(out, label->positive, COLUMN);
    slant_quality_put_number(out, (double)label->n_codes, 0, COLUMN);
    slant_buffer_put_char(out, '\n');
  }
}

static void put_pairs(slant_buffer *out, const slant_agreement_figures *f, size_t width) {
  slant_buffer_put_string(out, "\nPairs of coders\n");
  put_spaces(out, 2 * width - 2);
  slant_buffer_put_string(out, "      items  agreement      alpha        AC1      kappa\n");
  for (size_t p = 0; p < f->n_pairs; p++) {
    const slant_pair_agreement *pair = &f->pairs[p];
    slant_buffer_put_string(out, "  ");
    put_name(out, f->coders[pair->first].name, width - 2, false);
    put_name(out, f->coders[pair->second].name, width - 2, false);
    slant_quality_put_number(out, (double)pair->n_items, 0, COLUMN);
    put_value(out, pair->agreement, COLUMN);
    put_value(out, pair->alpha, COLUMN);
    put_value(out, pair->ac1, COLUMN);
    put_value(out, pair->kappa, COLUMN);
    slant_buffer_put_char(out, '\n');
  }
}

static void put_confusion(slant_buffer *out, const slant_agreement_figures *f, const slant_pair_agreement *pair, size_t width) {
  slant_buffer_put_string(out, "\nConfusion: ");
  put_name(out, f->coders[pair->first].name, 0, false);
  slant_buffer_put_string(out, " (rows), ");
  put_name(out, f->coders[pair->second].name, 0, false);
  slant_buffer_put_string(out, " (columns)\n");
  put_spaces(out, width);
  for (size_t k = 0; k < f->n_labels; k++) put_name(out, f->labels[k].name, width, true);
  slant_buffer_put_char(out, '\n');
  for (size_t k = 0; k < f->n_labels; k++) {
    slant_buffer_put_string(out, "  ");
    put_name(out, f->labels[k].name, width - 2, false);
    for (size_t j = 0; j < f->n_labels; j++) slant_quality_put_number(out, pair->counts[k * f->n_labels + j], 0, width);
    slant_buffer_put_char(out, '\n');
  }
}

static void put_text(slant_buffer *out, const slant_agreement *agreement) {
  const slant_agreement_figures *f = &agreement->figures;
  size_t coder_width = 10, label_width = 10;
  for (size_t c = 0; c < f->n_coders; c++) coder_width = wider(out, f->coders[c].name, coder_width);
  for (size_t k = 0; k < f->n_labels; k++) label_width = wider(out, f->labels[k].name, label_width);
  coder_width += 4; /* two columns before a name, two behind */
  label_width += 4;
  put_counts(out, f);
  slant_buffer_put_char(out, '\n');
  put_undefined(out, f);
  put_figure(out, "Krippendorff's alpha  ", &f->alpha);
  put_figure(out, "Gwet's AC1            ", &f->ac1);
  put_figure(out, "agreement             ", &f->agreement);
  put_coders(out, f, coder_width);
  if (f->n_pairable == 0) return;
  put_labels(out, f, label_width);
  put_pairs(out, f, coder_width);
  for (size_t p = 0; agreement->confusions && p < f->n_pairs; p++) {
    if (f->pairs[p].n_items > 0) put_confusion(out, f, &f->pairs[p], label_width);
  }
}

/* Members of objects; `first` opens the object. */
static void put_key(slant_buffer *out, const char *key, bool first) {
  slant_buffer_put_string(out, first ? "{\"" : ",\"");
  slant_buffer_put_string(out, key);
  slant_buffer_put_string(out, "\":");
}

static void put_json_name(slant_buffer *out, const char *key, const char *name, bool first) {
  put_key(out, key, first);
  if (name == NULL) slant_buffer_put_string(out, "null");
  else slant_json_put_string(out, text_of(name));
}

static void put_json_count(slant_buffer *out, const char *key, size_t n, bool first) {
  put_key(out, key, first);
  slant_buffer_put_u64(out, n);
}

static void put_json_value(slant_buffer *out, const char *key, double value, bool first) {
  put_key(out, key, first);
  if (isnan(value)) slant_buffer_put_string(out, "null");
  else slant_buffer_put_fixed(out, value, 4);
}

static void put_json_figure(slant_buffer *out, const char *key, const slant_agreement_figure *figure) {
  put_key(out, key, false);
  put_json_value(out, "value", figure->value, true);
  put_json_value(out, "low", figure->low, false);
  put_json_value(out, "high", figure->high, false);
  put_json_count(out, "samples", figure->n_samples, false);
  slant_buffer_put_char(out, '}');
}

static void put_json_pair(slant_buffer *out, const slant_agreement *agreement, const slant_pair_agreement *pair) {
  const slant_agreement_figures *f = &agreement->figures;
  put_json_name(out, "first", f->coders[pair->first].name, true);
  put_json_name(out, "second", f->coders[pair->second].name, false);
  put_json_count(out, "items", pair->n_items, false);
  put_json_value(out, "agreement", pair->agreement, false);
  put_json_value(out, "alpha", pair->alpha, false);
  put_json_value(out, "ac1", pair->ac1, false);
  put_json_value(out, "kappa", pair->kappa, false);
  if (agreement->confusions) {
    put_key(out, "confusion", false);
    for (size_t k = 0; k < f->n_labels * f->n_labels; k++) {
      slant_buffer_put_string(out, k == 0 ? "[[" : k % f->n_labels == 0 ? "],[" : ",");
      slant_buffer_put_u64(out, pair->counts[k]);
    }
    slant_buffer_put_string(out, "]]");
  }
  slant_buffer_put_char(out, '}');
}

static void put_json_lists(slant_buffer *out, const slant_agreement *agreement) {
  const slant_agreement_figures *f = &agreement->figures;
  put_key(out, "coders", false);
  for (size_t c = 0; c < f->n_coders; c++) {
    slant_buffer_put_char(out, c == 0 ? '[' : ',');
    put_json_name(out, "coder", f->coders[c].name, true);
    put_json_count(out, "codes", f->coders[c].n_codes, false);
    slant_buffer_put_char(out, '}');
  }
  slant_buffer_put_char(out, ']');
  put_key(out, "labels", false);
  for (size_t k = 0; k < f->n_labels; k++) {
    slant_buffer_put_char(out, k == 0 ? '[' : ',');
    put_json_name(out, "label", f->labels[k].name, true);
    put_json_count(out, "codes", f->labels[k].n_codes, false);
    put_json_value(out, "alpha", f->labels[k].alpha, false);
    put_json_value(out, "ac1", f->labels[k].ac1, false);
    put_json_value(out, "positive", f->labels[k].positive, false);
    slant_buffer_put_char(out, '}');
  }
  slant_buffer_put_char(out, ']');
  put_key(out, "pairs", false);
  slant_buffer_put_char(out, '[');
  for (size_t p = 0; p < f->n_pairs; p++) {
    if (p > 0) slant_buffer_put_char(out, ',');
    put_json_pair(out, agreement, &f->pairs[p]);
  }
  slant_buffer_put_char(out, ']');
}

static void put_json(slant_buffer *out, const slant_agreement *agreement) {
  const slant_agreement_figures *f = &agreement->figures;
  put_json_count(out, "items", f->n_items, true);
  put_json_count(out, "pairable", f->n_pairable, false);
  put_json_count(out, "codes", f->n_codes, false);
  put_json_count(out, "repeated", f->n_repeated, false);
  put_json_count(out, "contradictory", f->n_contradictory, false);
  put_json_count(out, "unlabelled", f->n_unlabelled, false);
  put_json_figure(out, "alpha", &f->alpha);
  put_json_figure(out, "ac1", &f->ac1);
  put_json_figure(out, "agreement", &f->agreement);
  put_json_name(out, "undefined", f->undefined, false);
  put_json_lists(out, agreement);
  slant_buffer_put_string(out, "}\n");
}

slant_status slant_agreement_report(const slant_agreement *agreement, slant_report_format format, slant_text *out, slant_error *err) {
  slant_buffer buffer = {0};
  if (format == SLANT_REPORT_JSON) {
    put_json(&buffer, agreement);
  } else {
    put_text(&buffer, agreement);
  }
  return slant_quality_take(&buffer, out, err);
}
