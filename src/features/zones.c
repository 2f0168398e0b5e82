/* Zones: rows of a paragraph and of what stands left and right of a target in it.
 * In: words with their places. Out: rows for the solver; and, after training, one weight a term and zone. */
#include "features/zones.h"

#include <stdlib.h>

#include "base/compare.h"
#include "base/memory.h"

size_t slant_zones_width(const slant_zones *z) { return z->vocabulary->n_terms + z->priors->n_columns; }

/* One value of a zone; several may share a column until they are added up. */
typedef struct cell {
  uint32_t column;
  double value;
} cell;

static int by_column(const void *x, const void *y) {
  const cell *a = x, *b = y;
  if (a->column != b->column) return a->column < b->column ? -1 : 1;
  return (a->value > b->value) - (a->value < b->value);
}

typedef struct cells {
  cell *items;
  size_t n, cap;
} cells;

static slant_status add_word(cells *c, const slant_zones *z, const slant_word *word, slant_place place, slant_error *err) {
  uint32_t term = slant_vocabulary_find(z->vocabulary, word->hash), type = slant_types_find(&z->priors->types, word->hash);
  size_t first = type == SLANT_NO_TYPE ? 0 : z->priors->starts[type], end = type == SLANT_NO_TYPE ? 0 : z->priors->starts[type + 1];
  slant_status status = slant_memory_grow(&c->items, &c->cap, c->n + (end - first) + 1, sizeof *c->items, err);
  if (status != SLANT_OK) return status;
  uint32_t base = (uint32_t)(place.zone * slant_zones_width(z));
  double factor = place.weight * z->near_scale;
  if (term != SLANT_NO_TERM) c->items[c->n++] = (cell){base + term, z->vocabulary->idf[term] * z->scale * factor};
  for (size_t e = first; e < end; e++) {
    uint32_t column = base + (uint32_t)z->vocabulary->n_terms + z->priors->columns[e];
    c->items[c->n++] = (cell){column, (double)z->priors->values[e] * factor};
  }
  return SLANT_OK;
}

/* Appends the cells to the last row of `v`, those of one column as their sum. */
static slant_status append(slant_vectors *v, cells *c, slant_error *err) {
  if (c->n > 0) qsort(c->items, c->n, sizeof *c->items, by_column);
  size_t at = v->starts[v->n_rows], cap = v->cap_entries;
  slant_status status = slant_memory_grow(&v->columns, &cap, at + c->n, sizeof *v->columns, err);
  if (status == SLANT_OK) status = slant_memory_grow(&v->values, &v->cap_entries, at + c->n, sizeof *v->values, err);
  if (status != SLANT_OK) return status;
  for (size_t i = 0; i < c->n; i++) {
    if (i > 0 && c->items[i].column == c->items[i - 1].column) {
      v->values[at - 1] += c->items[i].value;
      continue;
    }
    v->columns[at] = c->items[i].column;
    v->values[at++] = c->items[i].value;
  }
  v->starts[v->n_rows] = at;
  return SLANT_OK;
}

slant_status slant_zones_add(slant_vectors *v, const slant_zones *z, const slant_word *words, size_t n_words, const slant_place *places,
                             slant_error *err) {
  cells c = {0};
  slant_status status = slant_vectors_add(v, z->vocabulary, z->scale, z->priors, words, n_words, err);
  for (size_t i = 0; i < n_words && places != NULL && status == SLANT_OK; i++) {
    if (places[i].weight > 0) status = add_word(&c, z, &words[i], places[i], err);
  }
  if (status == SLANT_OK) status = append(v, &c, err);
  v->n_columns = SLANT_N_ZONES * slant_zones_width(z);
  slant_memory_free(c.items);
  return status;
}

double slant_zones_weight(const slant_zones *z, slant_zone zone, uint32_t term, uint32_t type, const double *weights) {
  const double *own = weights + zone * slant_zones_width(z);
  double sum = term == SLANT_NO_TERM ? 0 : own[term] * z->vocabulary->idf[term] * z->scale;
  if (type != SLANT_NO_TYPE) sum += slant_priors_dot(z->priors, type, own + z->vocabulary->n_terms);
  return zone == SLANT_ZONE_WHOLE ? sum : sum * z->near_scale;
}
