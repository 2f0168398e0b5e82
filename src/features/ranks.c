/* Ranks: columns by frequency.
 * In: vectors. Out: the same vectors under other numbers, and the way back for what is learned from them. */
#include "features/ranks.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

typedef struct column {
  size_t n_entries;
  uint32_t number;
} column;

static int more_frequent_first(const void *x, const void *y) {
  const column *a = x, *b = y;
  if (a->n_entries != b->n_entries) return a->n_entries > b->n_entries ? -1 : 1;
  return (a->number > b->number) - (a->number < b->number);
}

static size_t n_entries(const slant_vectors *v) { return v->n_rows == 0 ? 0 : v->starts[v->n_rows]; }

static void renumber(slant_vectors *v, const uint32_t *numbers) {
  for (size_t e = 0; e < n_entries(v); e++) v->columns[e] = numbers[v->columns[e]];
}

slant_status slant_ranks_number(slant_ranks *ranks, slant_vectors *v, slant_error *err) {
  column *columns = NULL;
  slant_status status = slant_memory_new(&columns, v->n_columns, sizeof *columns, err);
  if (status == SLANT_OK) status = slant_memory_new(&ranks->rank_of, v->n_columns, sizeof *ranks->rank_of, err);
  if (status == SLANT_OK) status = slant_memory_new(&ranks->column_of, v->n_columns, sizeof *ranks->column_of, err);
  if (status == SLANT_OK) {
    ranks->n_columns = v->n_columns;
    for (size_t c = 0; c < v->n_columns; c++) columns[c].number = (uint32_t)c;
    for (size_t e = 0; e < n_entries(v); e++) columns[v->columns[e]].n_entries++;
    qsort(columns, v->n_columns, sizeof *columns, more_frequent_first);
    for (size_t rank = 0; rank < v->n_columns; rank++) {
      ranks->column_of[rank] = columns[rank].number;
      ranks->rank_of[columns[rank].number] = (uint32_t)rank;
    }
    renumber(v, ranks->rank_of);
  }
  slant_memory_free(columns);
  return status;
}

void slant_ranks_restore(const slant_ranks *ranks, slant_vectors *vectors) { renumber(vectors, ranks->column_of); }

slant_status slant_ranks_restore_weights(const slant_ranks *ranks, double *weights, slant_error *err) {
  double *by_rank = NULL;
  slant_status status = slant_memory_new(&by_rank, ranks->n_columns, sizeof *by_rank, err);
  if (status != SLANT_OK) return status;
  memcpy(by_rank, weights, ranks->n_columns * sizeof *by_rank);
  for (size_t c = 0; c < ranks->n_columns; c++) weights[c] = by_rank[ranks->rank_of[c]];
  slant_memory_free(by_rank);
  return SLANT_OK;
}

void slant_ranks_free(slant_ranks *ranks) {
  slant_memory_free(ranks->rank_of);
  slant_memory_free(ranks->column_of);
  memset(ranks, 0, sizeof *ranks);
}
