/* Term table: laying terms out by cache lines.
 * In: keys and weights in the order of slots. Out: buckets, half as many as slots. Terms are in the order of their places, nearly: so both
 * are gone through from one end to the other. */
#include "model/term_table.h"

#include <string.h>

#include "base/memory.h"

_Static_assert(sizeof(slant_term_bucket) == 64, "a bucket is a cache line");

static inline bool put(slant_term_bucket *bucket, uint64_t key, const float *weights, size_t n_margins) {
  size_t i = 0;
  while (i < SLANT_TERM_BUCKET && bucket->keys[i] != 0) i++;
  if (i == SLANT_TERM_BUCKET) return false;
  bucket->keys[i] = key;
  for (size_t m = 0; m < n_margins; m++) bucket->weights[i][m] = weights[m];
  return true;
}

static inline void enter(slant_term_table *table, uint64_t key, const float *weights, size_t n_margins) {
  size_t place = (size_t)key & table->mask;
  slant_term_bucket *bucket = &table->buckets[place];
  if (put(bucket, key, weights, n_margins)) return;
  bucket->over |= slant_term_over_bit(key);
  if (!put(&table->buckets[place ^ 1], key, weights, n_margins)) bucket->over |= SLANT_TERM_LOST;
}

const float *slant_term_table_find_over(const slant_term_table *table, uint64_t key) {
  const slant_term_bucket *neighbour = &table->buckets[((size_t)key & table->mask) ^ 1];
  for (size_t i = 0; i < SLANT_TERM_BUCKET; i++) {
    if (neighbour->keys[i] == key) return neighbour->weights[i];
  }
  return NULL;
}

slant_status slant_term_table_make(slant_term_table *table, const uint64_t *keys, const float *weights, size_t n_slots, size_t n_margins,
                                   slant_error *err) {
  size_t n = n_slots < 4 ? 2 : n_slots / 2;
  slant_status status = slant_memory_new_pages(&table->memory, (void **)&table->buckets, n * sizeof *table->buckets, err);
  if (status != SLANT_OK) return status;
  table->mask = n - 1;
  for (size_t i = 0; i < n_slots; i++) {
    if (keys[i] == 0) continue;
    if (n_margins == SLANT_TERM_MARGINS) { /* known to the compiler here */
      enter(table, keys[i], weights + i * SLANT_TERM_MARGINS, SLANT_TERM_MARGINS);
    } else {
      enter(table, keys[i], weights + i * n_margins, n_margins);
    }
  }
  return SLANT_OK;
}

void slant_term_lookups_count(slant_term_lookups *lookups, size_t n_words, const uint64_t *keys, const float *weights, size_t n_slots,
                              size_t n_margins) {
  size_t before = atomic_fetch_add_explicit(&lookups->n_words, n_words, memory_order_relaxed);
  bool is_due = before < SLANT_TERM_WORDS_WORTH && n_words >= SLANT_TERM_WORDS_WORTH - before; /* for one thread alone */
  if (!is_due || n_margins > SLANT_TERM_MARGINS) return;
  if (slant_term_table_make(&lookups->table, keys, weights, n_slots, n_margins, NULL) != SLANT_OK) return;
  atomic_store_explicit(&lookups->ready, &lookups->table, memory_order_release);
}

void slant_term_table_free(slant_term_table *table) {
  slant_memory_free(table->memory);
  memset(table, 0, sizeof *table);
}
