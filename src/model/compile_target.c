/* Compile, target part: from weights of zones to one table from term to a weight a zone and margin.
 * In: a target training. Out: tensors. Pairs have weights for the whole paragraph only; near a target, words alone count. */
#include <stdlib.h>
#include <string.h>

#include "base/compare.h"
#include "model/compiler.h"

typedef struct entry {
  slant_text text;
  uint64_t hash;
} entry;

static int by_text(const void *x, const void *y) {
  const entry *a = x, *b = y;
  return slant_compare_text(a->text, b->text);
}

/* The vocabulary's terms and the words that files name, each once, by text. Words that stand in other auxiliary data alone are left out: the
 * table has three zones, and would be too large for what their letters tell. */
static slant_status collect(slant_compiler *c, entry **out, size_t *n, slant_error *err) {
  const slant_vocabulary *v = &c->t->target.vocabulary;
  const slant_types *types = &c->t->priors.types;
  entry *entries = slant_arena_get(&c->arena, (v->n_terms + types->n + 1) * sizeof *entries, err);
  size_t n_all = 0;
  if (entries == NULL) return SLANT_E_MEMORY;
  for (size_t i = 0; i < v->n_terms; i++) entries[n_all++] = (entry){slant_vocabulary_text(v, (uint32_t)i), v->hashes[i]};
  for (size_t i = 0; i < types->n; i++) {
    if (slant_priors_is_listed(&c->t->priors, i)) entries[n_all++] = (entry){slant_types_text(types, i), types->hashes[i]};
  }
  if (n_all > 0) qsort(entries, n_all, sizeof *entries, by_text);
  *n = 0;
  for (size_t i = 0; i < n_all; i++) {
    if (*n == 0 || slant_compare_text(entries[i].text, entries[*n - 1].text) != 0) entries[(*n)++] = entries[i];
  }
  *out = entries;
  return SLANT_OK;
}

static void put(const slant_compiler *c, const entry *e, uint64_t *keys, float *weights, size_t n_slots) {
  const slant_target_training *g = &c->t->target;
  size_t m = c->t->n_margins, at = slant_compiler_slot(keys, n_slots, e->hash);
  uint32_t term = slant_vocabulary_find(&g->vocabulary, e->hash), type = slant_types_find(&c->t->priors.types, e->hash);
  for (size_t z = 0; z < SLANT_N_ZONES; z++) {
    for (size_t k = 0; k < m; k++) {
      double weight = slant_zones_weight(&g->zones, (slant_zone)z, term, type, g->weights + k * g->vectors.n_columns);
      weights[(at * SLANT_N_ZONES + z) * m + k] = (float)weight;
    }
  }
}

static slant_status add_rule(slant_compiler *c, const slant_target_rule *rule, const char *calibration, const char *thresholds, slant_error *err) {
  double *matrix = slant_compiler_calibration(c, &rule->calibrator, err);
  if (matrix == NULL) return SLANT_E_MEMORY;
  slant_compiler_add(c, calibration, SLANT_F64, c->t->labels.n, rule->n_inputs + 1, matrix);
  slant_compiler_add(c, thresholds, SLANT_F64, c->t->labels.n, 0, rule->thresholds);
  return SLANT_OK;
}

static slant_status add_decision(slant_compiler *c, slant_error *err) {
  const slant_target_training *g = &c->t->target;
  slant_compiler_add(c, "target.bias", SLANT_F64, c->t->n_margins, 0, g->bias);
  slant_status status = add_rule(c, &g->rules[SLANT_BY_TABLE], "target.calibration", "target.thresholds", err);
  if (status != SLANT_OK || g->joined == NULL) return status;
  return add_rule(c, &g->rules[SLANT_BY_ENCODER], "target.encoder.calibration", "target.encoder.thresholds", err);
}

slant_status slant_compile_target(slant_compiler *c, slant_error *err) {
  entry *entries;
  size_t n, m = c->t->n_margins, n_slots = 16;
  if (c->t->target.n_rows == 0) return SLANT_OK;
  slant_status status = collect(c, &entries, &n, err);
  if (status != SLANT_OK) return status;
  while (!slant_compiler_fits(n, n_slots)) n_slots *= 2;
  uint64_t *keys = slant_arena_get(&c->arena, n_slots * sizeof *keys, err);
  float *weights = slant_arena_get(&c->arena, n_slots * SLANT_N_ZONES * m * sizeof *weights, err);
  if (keys == NULL || weights == NULL) return SLANT_E_MEMORY;
  for (size_t i = 0; i < n; i++) put(c, &entries[i], keys, weights, n_slots);
  slant_compiler_add(c, "target.keys", SLANT_U64, n_slots, 0, keys);
  slant_compiler_add(c, "target.weights", SLANT_F32, n_slots, SLANT_N_ZONES * m, weights);
  return add_decision(c, err);
}
