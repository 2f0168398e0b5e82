/* Labels: the names that a model tells apart, in its order. */
#ifndef SLANT_MODEL_LABELS_H
#define SLANT_MODEL_LABELS_H

#include "article/label.h"
#include "base/arena.h"
#include "base/buffer.h"

enum { SLANT_FEWEST_LABELS = 2, SLANT_MOST_LABELS = 20 };

typedef struct slant_labels {
  size_t n;
  const char *names[SLANT_MOST_LABELS]; /* ended by NUL, in the arena of the owner */
  int supportive, critical;             /* numbers of these labels; -1 unless both are there */
} slant_labels;

/* Enters `name` unless it is there: supportive, critical, neutral come first, then the others in byte order. A name that is
 * not [A-Za-z][A-Za-z0-9_-]*, or one too many, is SLANT_E_DATA. */
slant_status slant_labels_add(slant_labels *labels, slant_text name, slant_arena *arena, slant_error *err);

/* The order of labels, as strcmp gives it: supportive, critical and neutral stand before all others, which are in byte order. */
int slant_labels_compare(const char *a, const char *b);

/* Number of the label of that name; -1 where there is none. */
int slant_labels_find(const slant_labels *labels, slant_text name);

/* Margins that stages 1 and 2 have: one for two labels, else one a label. */
size_t slant_labels_n_margins(const slant_labels *labels);

/* The sign and the number of the margin that speaks for label `k`: with two labels the second one has the first's, negated. */
double slant_labels_margin(const slant_labels *labels, int k, size_t *margin);

/* "supportive,critical,neutral", and back. */
void slant_labels_join(const slant_labels *labels, slant_buffer *joined);
slant_status slant_labels_split(slant_labels *labels, const char *joined, slant_arena *arena, slant_error *err);

#endif
