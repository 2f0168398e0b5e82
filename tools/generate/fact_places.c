/* Fact places: a perfect hash, found by trying.
 * In: entries with different hashes. Out: displacements of the groups, and which entry each slot holds. */
#include "fact_places.h"

#include <stdlib.h>

/* Whether a group's entries have free slots of their own under a displacement: then they are put there. */
static bool settle(fact_table *t, const fact *group, size_t n, unsigned displacement) {
  for (size_t i = 0; i < n; i++) {
    size_t slot = slant_fact_place(group[i].hash, displacement, t->n_slots);
    if (t->slots[slot] == NULL) {
      t->slots[slot] = &group[i];
      continue;
    }
    while (i-- > 0) t->slots[slant_fact_place(group[i].hash, displacement, t->n_slots)] = NULL;
    return false;
  }
  return true;
}

/* Groups go by the highest bits: in the order of hashes each stands together. */
static int by_hash(const void *x, const void *y) {
  uint64_t a = ((const fact *)x)->hash, b = ((const fact *)y)->hash;
  return (a > b) - (a < b);
}

/* Where the group ends that begins with entry `first`. */
static size_t group_end(const fact_table *t, size_t first) {
  size_t end = first + 1, group = slant_fact_group(t->entries[first].hash, t->n_groups);
  while (end < t->n && slant_fact_group(t->entries[end].hash, t->n_groups) == group) end++;
  return end;
}

bool fact_table_place(fact_table *t) {
  size_t largest = 0;
  qsort(t->entries, t->n, sizeof *t->entries, by_hash);
  for (size_t first = 0, end; first < t->n; first = end) {
    end = group_end(t, first);
    if (end - first > largest) largest = end - first;
  }
  for (size_t size = largest; size > 0; size--) { /* the largest ones while there is room */
    for (size_t first = 0, end; first < t->n; first = end) {
      end = group_end(t, first);
      if (end - first != size) continue;
      unsigned displacement = 0;
      while (displacement <= UINT16_MAX && !settle(t, t->entries + first, size, displacement)) displacement++;
      if (displacement > UINT16_MAX) return false;
      t->displacements[slant_fact_group(t->entries[first].hash, t->n_groups)] = displacement;
    }
  }
  return true;
}
