/* Labels: names and their order.
 * In: names met in data or in a model file. Out: numbers. */
#include "model/labels.h"

#include <string.h>

static const char *const known[] = {"supportive", "critical", "neutral"};

static bool equal(slant_text a, const char *b) { return a.len == strlen(b) && memcmp(a.ptr, b, a.len) == 0; }

/* Place in the order: the known ones first. */
static size_t rank_of(const char *name) {
  size_t k = 0;
  while (k < sizeof known / sizeof *known && strcmp(known[k], name) != 0) k++;
  return k;
}

int slant_labels_compare(const char *a, const char *b) {
  size_t x = rank_of(a), y = rank_of(b);
  return x != y ? (x > y) - (x < y) : strcmp(a, b);
}

int slant_labels_find(const slant_labels *labels, slant_text name) {
  for (size_t k = 0; k < labels->n; k++) {
    if (equal(name, labels->names[k])) return (int)k;
  }
  return -1;
}

static void note_tone(slant_labels *labels) {
  labels->supportive = slant_labels_find(labels, (slant_text){known[0], strlen(known[0])});
  labels->critical = slant_labels_find(labels, (slant_text){known[1], strlen(known[1])});
  if (labels->supportive < 0 || labels->critical < 0) labels->supportive = labels->critical = -1;
}

slant_status slant_labels_add(slant_labels *labels, slant_text name, slant_arena *arena, slant_error *err) {
  if (slant_labels_find(labels, name) >= 0) return SLANT_OK;
  if (!slant_label_is_valid(name)) {
    return slant_error_set(err, SLANT_E_DATA, "found the label \"%.*s\", expected " SLANT_LABEL_RULE,
                           (int)(name.len < 80 ? name.len : 80), name.ptr);
  }
  if (labels->n == SLANT_MOST_LABELS) {
    return slant_error_set(err, SLANT_E_DATA, "found more than %d labels (\"%.*s\" is one more), expected 2 to %d",
                           SLANT_MOST_LABELS, (int)name.len, name.ptr, SLANT_MOST_LABELS);
  }
  const char *copy = slant_arena_copy(arena, name, err).ptr;
  if (copy == NULL) return SLANT_E_MEMORY;
  size_t at = labels->n++;
  for (; at > 0; at--) {
    const char *before = labels->names[at - 1];
    if (slant_labels_compare(before, copy) < 0) break;
    labels->names[at] = before;
  }
  labels->names[at] = copy;
  note_tone(labels);
  return SLANT_OK;
}

size_t slant_labels_n_margins(const slant_labels *labels) { return labels->n == 2 ? 1 : labels->n; }

double slant_labels_margin(const slant_labels *labels, int k, size_t *margin) {
  *margin = labels->n == 2 ? 0 : (size_t)k;
  return labels->n == 2 && k == 1 ? -1 : 1;
}

void slant_labels_join(const slant_labels *labels, slant_buffer *joined) {
  for (size_t k = 0; k < labels->n; k++) {
    if (k > 0) slant_buffer_put_char(joined, ',');
    slant_buffer_put_string(joined, labels->names[k]);
  }
}

slant_status slant_labels_split(slant_labels *labels, const char *joined, slant_arena *arena, slant_error *err) {
  slant_status status = SLANT_OK;
  while (status == SLANT_OK && *joined != '\0') {
    size_t len = strcspn(joined, ",");
    status = slant_labels_add(labels, (slant_text){joined, len}, arena, err);
    joined += len + (joined[len] == ',');
  }
  return status;
}
