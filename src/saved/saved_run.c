/* Saved run: what run.json says.
 * In: the file. Out: labels, confusion, counts, and the entries of options and card as texts. */
#include <math.h>
#include <string.h>

#include "base/input.h"
#include "base/memory.h"
#include "codec/json.h"
#include "saved/saved.h"

enum { MOST_BYTES = 16 << 20 };

typedef struct loader {
  slant_saved_run *run;
  slant_arena *arena;
  const char *path;
} loader;

static slant_status unfit(const loader *l, const char *what, slant_error *err) {
  return slant_error_at(err, SLANT_E_DATA, l->path, 0, "found no %s, expected a run.json of this version of slant", what);
}

/* Entries of an object as pairs of texts. */
typedef struct entries {
  slant_arena *arena;
  slant_text (*pairs)[2];
  size_t n;
} entries;

static slant_status count_entry(void *user, slant_text key, const slant_json *value, slant_error *err) {
  (void)key, (void)value, (void)err;
  ((entries *)user)->n++;
  return SLANT_OK;
}

static slant_status copy_entry(void *user, slant_text key, const slant_json *value, slant_error *err) {
  entries *e = user;
  slant_text *pair = e->pairs[e->n++], text = slant_json_string(value);
  slant_buffer number = {0};
  if (slant_json_get_kind(value) == SLANT_JSON_NUMBER) {
    slant_buffer_put_double(&number, slant_json_number(value));
    text = slant_buffer_get(&number);
  }
  pair[0] = slant_arena_copy(e->arena, key, err);
  pair[1] = slant_arena_copy(e->arena, text, err);
  slant_status status = slant_buffer_check(&number, err);
  slant_buffer_free(&number);
  if (status == SLANT_OK && (pair[0].ptr == NULL || pair[1].ptr == NULL)) status = SLANT_E_MEMORY;
  return status;
}

/* The members of `object` that are texts, numbers or nothing. */
static slant_status read_entries(const loader *l, const slant_json *object, const slant_text (**pairs)[2], size_t *n, slant_error *err) {
  entries e = {.arena = l->arena};
  slant_status status = slant_json_each(object, count_entry, &e, err);
  if (status != SLANT_OK) return status;
  e.pairs = slant_arena_get(l->arena, (e.n + 1) * sizeof *e.pairs, err);
  if (e.pairs == NULL) return SLANT_E_MEMORY;
  e.n = 0;
  status = slant_json_each(object, copy_entry, &e, err);
  *pairs = (const slant_text(*)[2])e.pairs;
  *n = e.n;
  return status;
}

static const slant_json *object_of(const slant_json *document, const char *key) {
  const slant_json *member = slant_json_get_kind(document) == SLANT_JSON_OBJECT ? slant_json_member(document, key) : NULL;
  return member != NULL && slant_json_get_kind(member) == SLANT_JSON_OBJECT ? member : NULL;
}

/* A count of 0 or more. */
static bool read_count(const slant_json *object, const char *key, uint64_t *out) {
  const slant_json *value = slant_json_member(object, key);
  int64_t integer = 0;
  bool found = value != NULL && slant_json_integer(value, &integer) && integer >= 0;
  *out = found ? (uint64_t)integer : 0;
  return found;
}

static slant_status read_counts(const loader *l, const slant_json *document, slant_error *err) {
  slant_saved_run *run = l->run;
  const slant_json *counts = object_of(document, "counts"), *of_label = object_of(document, "labels"), *flags = object_of(document, "flags");
  if (counts == NULL || of_label == NULL || flags == NULL) return unfit(l, "counts, labels and flags", err);
  bool fine = read_count(counts, "articles", &run->articles) && read_count(counts, "paragraphs", &run->paragraphs) &&
              read_count(counts, "scored", &run->scored) && read_count(counts, "skipped_inputs", &run->skipped);
  for (size_t k = 0; k < run->labels.n && fine; k++) fine = read_count(of_label, run->labels.names[k], &run->of_label[k]);
  for (size_t f = 0; f < SLANT_N_FLAGS; f++) (void)read_count(flags, slant_flag_name(f), &run->flags[f]);
  return fine ? SLANT_OK : unfit(l, "counts of articles, paragraphs, scored, skipped_inputs and of each label", err);
}

static slant_status read_confusion(const loader *l, const slant_json *document, slant_error *err) {
  size_t n = l->run->labels.n;
  const slant_json *rows = object_of(document, "confusion");
  for (size_t j = 0; j < n; j++) {
    const slant_json *row = rows == NULL ? NULL : slant_json_member(rows, l->run->labels.names[j]);
    if (row == NULL || slant_json_get_kind(row) != SLANT_JSON_ARRAY || slant_json_n_items(row) != n) return unfit(l, "confusion of each label", err);
    for (size_t k = 0; k < n; k++) {
      double value = slant_json_number(slant_json_item(row, k));
      if (!(value >= 0) || value > 1e12) return unfit(l, "confusion with numbers of 0 or more", err);
      l->run->confusion[j * n + k] = value;
    }
  }
  return SLANT_OK;
}

/* Absent from what versions before wrote; the encoder's, where it was not asked. */
static slant_status read_thresholds(const loader *l, const slant_json *document, slant_decided by, slant_error *err) {
  const slant_json *thresholds = object_of(document, by == SLANT_BY_ENCODER ? "thresholds_encoder" : "thresholds");
  for (size_t k = 0; k < l->run->labels.n; k++) {
    const slant_json *value = thresholds == NULL ? NULL : slant_json_member(thresholds, l->run->labels.names[k]);
    double *threshold = &l->run->thresholds[by][k];
    *threshold = value == NULL ? 1 : slant_json_number(value);
    if (!(*threshold > 0 && *threshold <= 1e6)) return unfit(l, "thresholds above 0", err);
  }
  return SLANT_OK;
}

static slant_status read_labels(const loader *l, const slant_json *document, slant_error *err) {
  const slant_json *card = object_of(document, "model"), *joined = card == NULL ? NULL : slant_json_member(card, "labels");
  if (joined == NULL || slant_json_get_kind(joined) != SLANT_JSON_STRING) return unfit(l, "model with its labels", err);
  slant_text text = slant_arena_copy(l->arena, slant_json_string(joined), err);
  if (text.ptr == NULL) return SLANT_E_MEMORY;
  slant_status status = slant_labels_split(&l->run->labels, text.ptr, l->arena, err);
  if (status == SLANT_OK) status = read_entries(l, card, &l->run->card, &l->run->n_card, err);
  return status;
}

static slant_status read_document(const loader *l, const slant_json *document, slant_error *err) {
  const slant_json *options = object_of(document, "options");
  if (options == NULL) return unfit(l, "options", err);
  const slant_json *version = slant_json_member(document, "slant"), *below = slant_json_member(options, "uncertain_below");
  slant_text name = version == NULL ? (slant_text){"", 0} : slant_json_string(version);
  l->run->version = slant_arena_copy(l->arena, name, err).ptr;
  l->run->uncertain_below = below == NULL ? (double)NAN : slant_json_number(below);
  if (l->run->version == NULL) return SLANT_E_MEMORY;
  slant_status status = read_labels(l, document, err);
  if (status == SLANT_OK) status = read_entries(l, options, &l->run->options, &l->run->n_options, err);
  if (status == SLANT_OK) status = read_counts(l, document, err);
  if (status == SLANT_OK) status = read_confusion(l, document, err);
  for (size_t by = 0; by < SLANT_N_JUDGES && status == SLANT_OK; by++) status = read_thresholds(l, document, (slant_decided)by, err);
  return status;
}

slant_status slant_saved_read_run(slant_saved_run *run, slant_arena *arena, const char *path, slant_error *err) {
  slant_input *input;
  slant_buffer bytes = {.max = MOST_BYTES};
  slant_json *document;
  loader l = {run, arena, path};
  memset(run, 0, sizeof *run);
  slant_status status = slant_input_open(&input, path, err);
  if (status != SLANT_OK) return status;
  status = slant_input_rest(input, &bytes, err);
  if (status == SLANT_OK) status = slant_json_parse(&document, slant_buffer_get(&bytes), path, 1, err);
  if (status == SLANT_OK) {
    status = read_document(&l, document, err);
    slant_json_free(document);
  }
  slant_buffer_free(&bytes);
  slant_input_close(input);
  return status;
}
