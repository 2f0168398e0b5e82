/* Reprints.
 * In: articles one after the other. Out: which of them was there before. What is kept lies in generations, each twice as large as the last and
 * never rearranged, since keys are not kept: a look into each costs less than the memory for them. */
#include "article/reprints.h"

#include <string.h>

#include "article/shingles.h"
#include "base/hash.h"
#include "base/memory.h"

enum {
  BITS = 128,
  BINS = BITS + 2 * SLANT_REPRINT_KEYS,
  EQUAL_BITS = 96, /* of them, from which on J is half or more */
  FIRST_CAP = 1 << 12,
  LAST_CAP = 1 << 24,
  MOST_GENERATIONS = 64,
  MOST_COMPARED = 4096, /* articles with one key, the last first: forms that are filled in again and again share keys and are no duplicates */
  NAMES = 1 << 16
};

/* An article that is no duplicate. */
typedef struct kept {
  uint64_t bits[2];
  uint32_t next[SLANT_REPRINT_KEYS]; /* entry with a key in the same slot; see generation */
  const char *id;                    /* its length and its bytes */
} kept;

/* Entry e > 0 is key (e - 1) % KEYS of item (e - 1) / KEYS. */
typedef struct generation {
  kept *items;
  uint32_t *heads; /* 2 * cap slots: the last entry in each */
  size_t n, cap;
} generation;

struct slant_duplicates {
  generation generations[MOST_GENERATIONS];
  size_t n_generations;
  slant_arena names;
  char *name; /* room for the next id, n_name_left bytes */
  size_t n_name_left;
};

typedef struct bins {
  uint32_t smallest[BINS]; /* UINT32_MAX: empty */
} bins;

static void take_shingle(void *user, uint64_t hash) {
  bins *b = user;
  size_t bin = (size_t)((hash >> 32) * BINS >> 32);
  uint32_t value = (uint32_t)hash & ~UINT32_C(1); /* never UINT32_MAX */
  if (value < b->smallest[bin]) b->smallest[bin] = value;
}

/* Gives every bin a value: its own, or that of the next one that has one, changed by how far away it is. */
static void fill_bins(const bins *b, uint64_t *values) {
  size_t from = BINS;
  while (b->smallest[from % BINS] == UINT32_MAX) from++;
  for (size_t i = BINS; i-- > 0;) {
    if (b->smallest[i] != UINT32_MAX) from = i;
    values[i] = slant_hash_pair(b->smallest[from % BINS], from - i);
  }
}

slant_status slant_reprint_sketch_make(slant_reprint_sketch *out, const slant_article *article, slant_error *err) {
  bins b;
  uint64_t values[BINS];
  slant_words room = {0};
  size_t n_words;
  memset(out, 0, sizeof *out);
  memset(&b, 0xFF, sizeof b);
  slant_status status = slant_shingles_each(article, 0, article->n_paragraphs, &room, take_shingle, &b, &n_words, err);
  slant_words_free(&room);
  out->is_long = status == SLANT_OK && n_words >= SLANT_REPRINT_WORDS;
  if (!out->is_long) return status;
  fill_bins(&b, values);
  for (size_t i = 0; i < BITS; i++) out->bits[i / 64] |= (slant_hash_pair(values[i], i) >> 63) << (i % 64);
  for (size_t k = 0; k < SLANT_REPRINT_KEYS; k++) {
    out->keys[k] = (uint32_t)(slant_hash_pair(slant_hash_pair(values[BITS + 2 * k], k), values[BITS + 2 * k + 1]) >> 32);
  }
  return SLANT_OK;
}

static int count_equal(const uint64_t *a, const uint64_t *b) {
  return BITS - __builtin_popcountll(a[0] ^ b[0]) - __builtin_popcountll(a[1] ^ b[1]);
}

double slant_reprint_similarity(const slant_reprint_sketch *a, const slant_reprint_sketch *b) {
  return 2.0 * count_equal(a->bits, b->bits) / BITS - 1;
}

static uint32_t *slot_of(const generation *g, uint32_t key) { return &g->heads[key & (2 * g->cap - 1)]; }

/* The first near-duplicate in a generation; NULL where there is none. */
static const kept *find_in(const generation *g, const slant_reprint_sketch *sketch) {
  const kept *first = NULL;
  for (size_t k = 0; k < SLANT_REPRINT_KEYS; k++) {
    uint32_t e = *slot_of(g, sketch->keys[k]);
    for (size_t n = 0; e != 0 && n < MOST_COMPARED; n++) {
      const kept *item = &g->items[(e - 1) / SLANT_REPRINT_KEYS];
      if ((first == NULL || item < first) && count_equal(item->bits, sketch->bits) >= EQUAL_BITS) first = item;
      e = item->next[(e - 1) % SLANT_REPRINT_KEYS];
    }
  }
  return first;
}

static slant_status add_generation(slant_duplicates *d, slant_error *err) {
  generation *g = &d->generations[d->n_generations];
  size_t cap = d->n_generations == 0 ? FIRST_CAP : g[-1].cap;
  if (d->n_generations > 0 && cap < LAST_CAP) cap *= 2;
  if (d->n_generations == MOST_GENERATIONS) return slant_error_memory(err, cap * sizeof *g->items);
  slant_status status = slant_memory_new(&g->items, cap, sizeof *g->items, err);
  if (status == SLANT_OK) status = slant_memory_new(&g->heads, 2 * cap, sizeof *g->heads, err);
  if (status != SLANT_OK) {
    slant_memory_free(g->items);
    g->items = NULL;
    return status;
  }
  g->cap = cap;
  d->n_generations++;
  return SLANT_OK;
}

/* Keeps an id with its length before it. */
static slant_status keep_id(slant_duplicates *d, slant_text id, const char **out, slant_error *err) {
  uint32_t len = id.len < UINT32_MAX ? (uint32_t)id.len : UINT32_MAX;
  size_t size = sizeof len + len;
  if (size > d->n_name_left) {
    size_t room = size < NAMES / 4 ? NAMES : size;
    char *name = slant_arena_get_raw(&d->names, room, err);
    if (name == NULL) return SLANT_E_MEMORY;
    d->name = name;
    d->n_name_left = room;
  }
  memcpy(d->name, &len, sizeof len);
  memcpy(d->name + sizeof len, id.ptr, len);
  *out = d->name;
  d->name += size;
  d->n_name_left -= size;
  return SLANT_OK;
}

static slant_status keep(slant_duplicates *d, const slant_reprint_sketch *sketch, slant_text id, slant_error *err) {
  slant_status status = SLANT_OK;
  const char *name;
  if (d->n_generations == 0 || d->generations[d->n_generations - 1].n == d->generations[d->n_generations - 1].cap) status = add_generation(d, err);
  if (status == SLANT_OK) status = keep_id(d, id, &name, err);
  if (status != SLANT_OK) return status;
  generation *g = &d->generations[d->n_generations - 1];
  kept *item = &g->items[g->n];
  *item = (kept){.bits = {sketch->bits[0], sketch->bits[1]}, .id = name};
  for (size_t k = 0; k < SLANT_REPRINT_KEYS; k++) {
    uint32_t *slot = slot_of(g, sketch->keys[k]);
    item->next[k] = *slot;
    *slot = (uint32_t)(g->n * SLANT_REPRINT_KEYS + k + 1);
  }
  g->n++;
  return SLANT_OK;
}

slant_status slant_duplicates_enter(slant_duplicates *d, const slant_reprint_sketch *sketch, slant_text id, slant_text *of,
                                    slant_error *err) {
  *of = (slant_text){"", 0};
  if (!sketch->is_long) return SLANT_OK;
  const kept *first = NULL;
  for (size_t g = 0; g < d->n_generations && first == NULL; g++) first = find_in(&d->generations[g], sketch);
  if (first == NULL) return keep(d, sketch, id, err);
  uint32_t len;
  memcpy(&len, first->id, sizeof len);
  *of = (slant_text){first->id + sizeof len, len};
  return SLANT_OK;
}

slant_status slant_duplicates_new(slant_duplicates **out, slant_error *err) { return slant_memory_new(out, 1, sizeof **out, err); }

void slant_duplicates_free(slant_duplicates *d) {
  if (d == NULL) return;
  for (size_t g = 0; g < d->n_generations; g++) {
    slant_memory_free(d->generations[g].items);
    slant_memory_free(d->generations[g].heads);
  }
  slant_arena_clear(&d->names);
  slant_memory_free(d);
}
