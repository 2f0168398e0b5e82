/* Agree: from rows of codes to the codes of items.
 * In: files of codes. Out: each coder's one label of each item, coders and labels numbered; what repeats is counted once, what contradicts
 * itself is told and left out. The figures are made elsewhere. */
#include <stdlib.h>
#include <string.h>

#include "analysis/agreement.h"
#include "base/compare.h"
#include "base/memory.h"
#include "model/labels.h"

/* By item, coder and label, then by place: neither the order of rows nor that of files decides. */
static int compare_codes(const void *x, const void *y) {
  const slant_code *a = x, *b = y;
  int order = slant_compare_text(a->item, b->item);
  if (order == 0) order = slant_compare_text(a->coder, b->coder);
  if (order == 0) order = slant_compare_text(a->label, b->label);
  if (order == 0) order = strcmp(a->source, b->source);
  return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

static bool same_item(const slant_code *a, const slant_code *b) { return slant_compare_text(a->item, b->item) == 0; }

static bool same_coder(const slant_code *a, const slant_code *b) { return slant_compare_text(a->coder, b->coder) == 0; }

static int shown(slant_text text) { return (int)(text.len < 80 ? text.len : 80); }

static void warn_contradiction(const slant_reader_options *options, const slant_code *a, const slant_code *b) {
  slant_error warning = {0};
  if (options->warning == NULL) return;
  (void)slant_error_at(&warning, SLANT_E_DATA, b->source, b->line,
                       "found item \"%.*s\" of coder \"%.*s\" as %.*s, and as %.*s in line %llu of %s, expected one label: left out",
                       shown(b->item), b->item.ptr, shown(b->coder), b->coder.ptr, shown(b->label), b->label.ptr, shown(a->label), a->label.ptr,
                       (unsigned long long)a->line, a->source);
  options->warning(options->user, &warning);
}

/* Keeps one of the rows [first, end), which are one coder's about one item, or none. */
static void merge(slant_agreement *g, size_t first, size_t end, const slant_reader_options *options) {
  slant_code *rows = g->source.rows;
  if (slant_compare_text(rows[first].label, rows[end - 1].label) != 0) {
    g->figures.n_contradictory++;
    warn_contradiction(options, &rows[first], &rows[end - 1]);
    return;
  }
  g->figures.n_repeated += end - first - 1;
  rows[g->figures.n_codes++] = rows[first];
}

static void merge_all(slant_agreement *g, const slant_reader_options *options) {
  slant_codes *source = &g->source;
  if (source->n > 0) qsort(source->rows, source->n, sizeof *source->rows, compare_codes);
  for (size_t first = 0, end; first < source->n; first = end) {
    const slant_code *row = &source->rows[first];
    end = first + 1;
    while (end < source->n && same_item(row, &source->rows[end]) && same_coder(row, &source->rows[end])) end++;
    merge(g, first, end, options);
  }
  g->figures.n_unlabelled = source->n_unlabelled;
}

/* The name for rows without a coder must not be that of one who is named: two coders would become one. */
static slant_status check_model_as(const slant_agreement *g, const char *model_as, slant_error *err) {
  const slant_codes *source = &g->source;
  const slant_code *met = NULL;
  bool needed = false;
  for (size_t i = 0; i < source->n; i++) {
    needed = needed || !source->rows[i].named;
    if (met == NULL && source->rows[i].named && strcmp(source->rows[i].coder.ptr, model_as) == 0) met = &source->rows[i];
  }
  if (met == NULL || !needed) return SLANT_OK;
  return slant_error_at(err, SLANT_E_USAGE, met->source, met->line,
                        "found the coder \"%.80s\", and rows without a coder that are to be called so, expected another name for these (--model-as)",
                        model_as);
}

/* Names in order, to be numbered. */
typedef struct name_list {
  const char **names;
  size_t n, most;
  int (*compare)(const char *a, const char *b);
  const char *what, *field;
} name_list;

/* Where `name` stands, or would. */
static size_t place_of(const name_list *list, const char *name) {
  size_t low = 0, high = list->n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (list->compare(list->names[middle], name) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

static slant_status enter_name(name_list *list, const char *name, const slant_code *code, slant_error *err) {
  size_t at = place_of(list, name);
  if (at < list->n && list->compare(list->names[at], name) == 0) return SLANT_OK;
  if (list->n == list->most) {
    return slant_error_at(err, SLANT_E_DATA, code->source, code->line,
                          "found more than %zu %s (\"%.80s\" is one more), expected at most that many: is it the right column? (--field %s=NAME)",
                          list->most, list->what, name, list->field);
  }
  memmove(&list->names[at + 1], &list->names[at], (list->n - at) * sizeof *list->names);
  list->names[at] = name;
  list->n++;
  return SLANT_OK;
}

/* Numbers coders and labels, and lays the codes out by item. */
static slant_status number_codes(slant_agreement *g, name_list *coders, name_list *labels, slant_error *err) {
  slant_agreement_figures *f = &g->figures;
  const slant_code *rows = g->source.rows;
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < f->n_codes && status == SLANT_OK; i++) {
    status = enter_name(coders, rows[i].coder.ptr, &rows[i], err);
    if (status == SLANT_OK) status = enter_name(labels, rows[i].label.ptr, &rows[i], err);
  }
  if (status == SLANT_OK) status = slant_memory_new(&g->codes, f->n_codes, sizeof *g->codes, err);
  if (status == SLANT_OK) status = slant_memory_new(&g->starts, f->n_codes + 1, sizeof *g->starts, err);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < f->n_codes; i++) {
    if (i == 0 || !same_item(&rows[i - 1], &rows[i])) g->starts[f->n_items++] = i;
    g->codes[i].coder = (uint16_t)place_of(coders, rows[i].coder.ptr);
    g->codes[i].label = (uint16_t)place_of(labels, rows[i].label.ptr);
    g->coders[g->codes[i].coder].n_codes++;
    g->labels[g->codes[i].label].n_codes++;
  }
  g->starts[f->n_items] = f->n_codes;
  return SLANT_OK;
}

static slant_status lay_out(slant_agreement *g, slant_error *err) {
  const char *coder_names[SLANT_MOST_CODERS], *label_names[SLANT_MOST_CODED_LABELS];
  name_list coders = {coder_names, 0, SLANT_MOST_CODERS, strcmp, "coders", "coder"};
  name_list labels = {label_names, 0, SLANT_MOST_CODED_LABELS, slant_labels_compare, "labels", "label"};
  slant_agreement_figures *f = &g->figures;
  slant_status status = number_codes(g, &coders, &labels, err);
  if (status != SLANT_OK) return status;
  for (size_t c = 0; c < coders.n; c++) g->coders[c].name = coder_names[c];
  for (size_t k = 0; k < labels.n; k++) g->labels[k].name = label_names[k];
  f->n_coders = coders.n;
  f->n_labels = labels.n;
  f->n_pairs = coders.n * (coders.n - 1) / 2;
  status = slant_memory_new(&g->pairs, f->n_pairs, sizeof *g->pairs, err);
  if (status == SLANT_OK) status = slant_memory_new(&g->counts, f->n_pairs * f->n_labels * f->n_labels, sizeof *g->counts, err);
  f->coders = g->coders;
  f->labels = g->labels;
  f->pairs = g->pairs;
  return status;
}

slant_status slant_agree(slant_agreement **out, const char *const *inputs, size_t n_inputs, const slant_agree_options *options,
                         slant_error *err) {
  static const slant_agree_options defaults;
  if (options == NULL) options = &defaults;
  const char *model_as = options->model_as == NULL ? "model" : options->model_as;
  *out = NULL;
  if (*model_as == '\0') return slant_error_set(err, SLANT_E_USAGE, "found an empty name for the model, expected one that stands among the coders'");
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  slant_agreement *g = *out;
  g->confusions = options->confusions;
  status = slant_codes_load(&g->source, inputs, n_inputs, &options->reader, model_as, err);
  if (status == SLANT_OK) status = check_model_as(g, model_as, err);
  if (status == SLANT_OK) merge_all(g, &options->reader);
  if (status == SLANT_OK && g->figures.n_codes == 0) {
    status = slant_error_set(err, SLANT_E_DATA, "found no code that counts (%zu rows without a label, %zu contradictions), expected rows of coder, item and "
                             "label",
                             g->figures.n_unlabelled, g->figures.n_contradictory);
  }
  if (status == SLANT_OK) status = lay_out(g, err);
  if (status == SLANT_OK) status = slant_agreement_measure(g, err);
  if (status != SLANT_OK) {
    slant_agreement_free(g);
    *out = NULL;
  }
  return status;
}

const slant_agreement_figures *slant_agreement_get(const slant_agreement *agreement) { return &agreement->figures; }

void slant_agreement_free(slant_agreement *agreement) {
  if (agreement == NULL) return;
  slant_codes_clear(&agreement->source);
  slant_memory_free(agreement->pairs);
  slant_memory_free(agreement->counts);
  slant_memory_free(agreement->codes);
  slant_memory_free(agreement->starts);
  slant_memory_free(agreement);
}
