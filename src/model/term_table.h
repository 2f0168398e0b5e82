/* Term table: the terms of a model of up to three margins, as memory likes them best. A model file keeps keys and weights apart;
 * here a term's stand in one cache line with those of two others, so that looking a term up waits for memory once. It is made
 * when so many words were looked up without it that making it pays. */
#ifndef SLANT_MODEL_TERM_TABLE_H
#define SLANT_MODEL_TERM_TABLE_H

#include <stdatomic.h>

#include "base/error.h"

enum { SLANT_TERM_BUCKET = 3, SLANT_TERM_MARGINS = 3 };
#define SLANT_TERM_LOST (UINT32_C(1) << 31)

/* A cache line of terms; a key of 0 is none. Its place is the lowest bits of the keys. */
typedef struct slant_term_bucket {
  uint64_t keys[SLANT_TERM_BUCKET];
  float weights[SLANT_TERM_BUCKET][SLANT_TERM_MARGINS]; /* zeros behind the model's own */
  uint32_t over; /* a bit (slant_term_over_bit) for each term of this place that did not fit in: it stands in the neighbour, the
                  * other half of a pair of lines, or, where SLANT_TERM_LOST is set, perhaps in the model's own table alone */
} slant_term_bucket;

typedef struct slant_term_table {
  slant_term_bucket *buckets;
  size_t mask; /* buckets - 1 */
  void *memory; /* that they lie in */
} slant_term_table;

/* What a model's threads share, and all that changes of a model. A zeroed one is new. */
typedef struct slant_term_lookups {
  atomic_size_t n_words; /* looked up without the table */
  _Atomic(const slant_term_table *) ready; /* NULL: there is none, or not yet */
  slant_term_table table;
} slant_term_lookups;

enum { SLANT_TERM_WORDS_WORTH = 1 << 14 }; /* words that take as long without the table as making it does */

/* Makes the table of `n_slots` (a power of two) keys, of which 0 is none, with their `n_margins` weights each, 1 to SLANT_TERM_MARGINS. */
slant_status slant_term_table_make(slant_term_table *table, const uint64_t *keys, const float *weights, size_t n_slots, size_t n_margins,
                                   slant_error *err);

/* Counts words that were looked up without the table, from any thread. The one that goes beyond SLANT_TERM_WORDS_WORTH makes the table, of
 * the model's keys and weights as above. Where there is no memory for it, look-ups stay as they are. */
void slant_term_lookups_count(slant_term_lookups *lookups, size_t n_words, const uint64_t *keys, const float *weights, size_t n_slots,
                              size_t n_margins);

static inline uint32_t slant_term_over_bit(uint64_t key) { return UINT32_C(1) << ((key >> 32) * 31 >> 32); }

/* Weights (SLANT_TERM_MARGINS) of a term that is not in its own bucket, which is over; NULL where it is not in the neighbour either. */
const float *slant_term_table_find_over(const slant_term_table *table, uint64_t key);
void slant_term_table_free(slant_term_table *table);

#endif
