/* Fact places: the entries of a table of word facts, and a place for each that nothing else takes. */
#ifndef SLANT_TOOLS_FACT_PLACES_H
#define SLANT_TOOLS_FACT_PLACES_H

#include <stdbool.h>

#include "text/word_facts.h"

enum { FACT_N_PLACES = 3, FACT_MOST_ENTRIES = SLANT_FACT_PAIR_SLOTS };

/* An entry of any of the tables. */
typedef struct fact {
  uint64_t hash;
  int weight;
  uint32_t languages;
  unsigned opening, inside;
  unsigned limits[FACT_N_PLACES];
} fact;

/* Entries as they are read, and their places when all are. */
typedef struct fact_table {
  const char *name;
  size_t n_groups, n_slots;
  fact entries[FACT_MOST_ENTRIES];
  size_t n;
  unsigned displacements[FACT_MOST_ENTRIES]; /* n_groups */
  const fact *slots[FACT_MOST_ENTRIES];      /* n_slots; NULL: free */
} fact_table;

/* Finds a displacement for each group of hashes; the entries change their order. False where one has none. */
bool fact_table_place(fact_table *table);

#endif
