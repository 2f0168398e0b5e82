/* Compile: from a training to the tensors of a model file.
 * In: weights of terms as they were learned. Out: one table from term to one weight a margin, in which inverse document
 * frequency, scaling and a base model's weights are contained; the machines; calibration; and the card. */
#include <stdlib.h>
#include <string.h>

#include "base/compare.h"
#include "model/card.h"
#include "model/compiler.h"
#include "model/score.h"

/* A term of the compiled table. */
typedef struct entry {
  slant_text text;
  uint64_t hash;
  uint32_t own; /* number in the training's vocabulary; SLANT_NO_TERM: only the base model has it */
} entry;

/* The table of terms. */
typedef struct table {
  slant_compiler *c;
  entry *entries;    /* by the byte order of texts */
  size_t n_entries;
  uint64_t *keys;    /* n_slots */
  float *weights;    /* n_slots * n_margins */
  size_t n_slots;
} table;

void slant_compiler_add(slant_compiler *c, const char *name, slant_dtype dtype, size_t rows, size_t columns, const void *data) {
  c->tensors[c->n_tensors++] = (slant_tensor){name, dtype, columns == 0 ? 1 : 2, {rows, columns}, data};
}

bool slant_compiler_fits(size_t n, size_t n_slots) { return 5 * n <= 4 * n_slots; }

size_t slant_compiler_slot(uint64_t *keys, size_t n_slots, uint64_t hash) {
  if (hash == 0) hash = 1;
  size_t at = (size_t)hash & (n_slots - 1);
  while (keys[at] != 0 && keys[at] != hash) at = (at + 1) & (n_slots - 1);
  keys[at] = hash;
  return at;
}

double *slant_compiler_calibration(slant_compiler *c, const slant_calibrator *calibrator, slant_error *err) {
  size_t k = calibrator->n_labels, width = calibrator->n_margins + 1;
  double *matrix = slant_arena_get(&c->arena, k * width * sizeof *matrix, err);
  for (size_t i = 0; i < k && matrix != NULL; i++) {
    memcpy(matrix + i * width, calibrator->weights[i], (width - 1) * sizeof *matrix);
    matrix[i * width + width - 1] = calibrator->bias[i];
  }
  return matrix;
}

/* By text; the training's own term comes before the same one of the base model. */
static int by_text(const void *x, const void *y) {
  const entry *a = x, *b = y;
  int order = slant_compare_text(a->text, b->text);
  return order != 0 ? order : (a->own > b->own) - (a->own < b->own);
}

/* All terms that have a weight: the vocabulary's, the words that priors know, and the base model's. */
static slant_status collect_terms(table *c, slant_error *err) {
  const slant_training *t = c->c->t;
  const slant_vocabulary *v = &t->vocabulary;
  const slant_types *types = &t->priors.types;
  const slant_model *base = t->options.base;
  size_t n_base = base == NULL ? 0 : base->n_terms, n = 0;
  c->entries = slant_arena_get(&c->c->arena, (v->n_terms + types->n + n_base + 1) * sizeof *c->entries, err);
  if (c->entries == NULL) return SLANT_E_MEMORY;
  for (size_t i = 0; i < v->n_terms; i++) c->entries[n++] = (entry){slant_vocabulary_text(v, (uint32_t)i), v->hashes[i], (uint32_t)i};
  for (size_t i = 0; i < types->n; i++) {
    c->entries[n++] = (entry){slant_types_text(types, i), types->hashes[i], SLANT_NO_TERM};
  }
  for (size_t i = 0; i < n_base; i++) {
    slant_text text = {base->term_texts + base->term_starts[i], base->term_starts[i + 1] - base->term_starts[i]};
    c->entries[n++] = (entry){text, slant_term_hash(text), SLANT_NO_TERM};
  }
  if (n > 0) qsort(c->entries, n, sizeof *c->entries, by_text);
  for (size_t i = 0; i < n; i++) {
    if (i == 0 || slant_compare_text(c->entries[i].text, c->entries[c->n_entries - 1].text) != 0) c->entries[c->n_entries++] = c->entries[i];
  }
  return SLANT_OK;
}

static void put_entry(table *c, const entry *e) {
  const slant_training *t = c->c->t;
  size_t at = slant_compiler_slot(c->keys, c->n_slots, e->hash), m = t->n_margins;
  const float *base = t->options.base == NULL ? NULL : slant_model_find_term(t->options.base, c->keys[at]);
  uint32_t type = slant_types_find(&t->priors.types, e->hash);
  for (size_t k = 0; k < m; k++) {
    const double *weights = t->weights + k * t->vectors.n_columns;
    double weight = base == NULL ? 0 : (double)base[k];
    if (e->own != SLANT_NO_TERM) weight += weights[e->own] * t->vocabulary.idf[e->own] * t->scale;
    if (type != SLANT_NO_TYPE) weight += slant_priors_dot(&t->priors, type, weights + t->vocabulary.n_terms);
    c->weights[at * m + k] = (float)weight;
  }
}

static slant_status compile_table(slant_compiler *compiler, slant_error *err) {
  const slant_training *t = compiler->t;
  table own = {.c = compiler}, *c = &own;
  slant_status status = collect_terms(c, err);
  if (status != SLANT_OK) return status;
  for (c->n_slots = 16; !slant_compiler_fits(c->n_entries, c->n_slots);) c->n_slots *= 2;
  size_t m = t->n_margins, n_bytes = 0;
  for (size_t i = 0; i < c->n_entries; i++) n_bytes += c->entries[i].text.len;
  c->keys = slant_arena_get(&c->c->arena, c->n_slots * sizeof *c->keys, err);
  c->weights = slant_arena_get(&c->c->arena, c->n_slots * m * sizeof *c->weights, err);
  uint32_t *starts = slant_arena_get(&c->c->arena, (c->n_entries + 1) * sizeof *starts, err);
  char *texts = slant_arena_get(&c->c->arena, n_bytes, err);
  double *bias = slant_arena_get(&c->c->arena, m * sizeof *bias, err);
  if (c->keys == NULL || c->weights == NULL || starts == NULL || texts == NULL || bias == NULL) return SLANT_E_MEMORY;
  for (size_t i = 0; i < c->n_entries; i++) {
    put_entry(c, &c->entries[i]);
    memcpy(texts + starts[i], c->entries[i].text.ptr, c->entries[i].text.len);
    starts[i + 1] = starts[i] + (uint32_t)c->entries[i].text.len;
  }
  for (size_t k = 0; k < m; k++) bias[k] = t->bias[k] + (t->options.base == NULL ? 0 : t->options.base->bias[k]);
  slant_compiler_add(compiler, "terms.keys", SLANT_U64, c->n_slots, 0, c->keys);
  slant_compiler_add(compiler, "terms.weights", SLANT_F32, c->n_slots, m, c->weights);
  slant_compiler_add(compiler, "terms.bias", SLANT_F64, m, 0, bias);
  slant_compiler_add(compiler, "terms.starts", SLANT_U32, c->n_entries + 1, 0, starts);
  slant_compiler_add(compiler, "terms.texts", SLANT_U8, n_bytes, 0, texts);
  return SLANT_OK;
}

static slant_status compile_articles(slant_compiler *c, slant_error *err) {
  const slant_training *t = c->t;
  const slant_model *base = t->options.base;
  size_t n = t->dataset.n_articles, n_base = base == NULL ? 0 : base->n_training_articles;
  uint64_t *articles = slant_arena_get(&c->arena, (n + n_base) * sizeof *articles, err);
  if (articles == NULL) return SLANT_E_MEMORY;
  for (size_t a = 0; a < n; a++) {
    const slant_article *article = t->dataset.articles[a];
    articles[a] = slant_model_article_key(article->words, article->word_starts[article->n_paragraphs]);
  }
  for (size_t a = 0; a < n_base; a++) articles[n + a] = base->training_articles[a];
  qsort(articles, n + n_base, sizeof *articles, slant_compare_u64);
  slant_compiler_add(c, "training.articles", SLANT_U64, n + n_base, 0, articles);
  return SLANT_OK;
}

slant_status slant_training_compile(const slant_training *training, const char *path, slant_error *err) {
  slant_compiler c = {.t = training};
  slant_card card = {0};
  slant_status status = compile_table(&c, err);
  if (status == SLANT_OK) status = slant_compile_judges(&c, err);
  if (status == SLANT_OK) status = compile_articles(&c, err);
  if (status == SLANT_OK) slant_compile_coverage(&c);
  if (status == SLANT_OK) status = slant_compile_target(&c, err);
  if (status == SLANT_OK) status = slant_card_fill(&card, training, err);
  if (status == SLANT_OK) status = slant_safetensors_save(path, c.tensors, c.n_tensors, card.entries, card.n, err);
  slant_card_clear(&card);
  slant_arena_clear(&c.arena);
  return status;
}
