/* The groups of one grouping.
 * In: the name of each article's group. Out: groups in the order of their names, with their members. */
#include "groups/groups_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/compare.h"
#include "base/hash.h"
#include "base/memory.h"

static uint32_t *find(const slant_group_list *l, uint32_t *slots, size_t n_slots, slant_text name) {
  size_t at = (size_t)slant_hash_bytes(name.ptr, name.len, 0) & (n_slots - 1);
  while (slots[at] != 0 && slant_compare_text(l->names[slots[at] - 1], name) != 0) at = (at + 1) & (n_slots - 1);
  return &slots[at];
}

static slant_status make_room(slant_group_list *l, slant_error *err) {
  if (l->n * 2 < l->n_slots) return SLANT_OK;
  size_t n_slots = l->n_slots == 0 ? 64 : l->n_slots * 2;
  uint32_t *slots;
  slant_status status = slant_memory_new(&slots, n_slots, sizeof *slots, err);
  if (status != SLANT_OK) return status;
  for (uint32_t g = 0; g < l->n; g++) *find(l, slots, n_slots, l->names[g]) = g + 1;
  slant_memory_free(l->slots);
  l->slots = slots;
  l->n_slots = n_slots;
  return SLANT_OK;
}

slant_status slant_group_list_enter(slant_group_list *l, slant_text name, slant_arena *arena, uint32_t *group, slant_error *err) {
  slant_status status = make_room(l, err);
  if (status == SLANT_OK) status = slant_memory_grow(&l->names, &l->cap, l->n + 1, sizeof *l->names, err);
  if (status != SLANT_OK) return status;
  uint32_t *slot = find(l, l->slots, l->n_slots, name);
  if (*slot == 0) {
    slant_text copy = slant_arena_copy(arena, name, err);
    if (copy.ptr == NULL) return SLANT_E_MEMORY;
    l->names[l->n++] = copy;
    *slot = (uint32_t)l->n;
  }
  *group = *slot - 1;
  return SLANT_OK;
}

slant_status slant_group_list_add(slant_group_list *l, slant_text name, slant_arena *arena, slant_error *err) {
  slant_status status = slant_memory_grow(&l->group_of, &l->cap_articles, l->n_articles + 1, sizeof *l->group_of, err);
  if (status == SLANT_OK) status = slant_group_list_enter(l, name, arena, &l->group_of[l->n_articles], err);
  if (status == SLANT_OK) l->n_articles++;
  return status;
}

typedef struct named {
  slant_text name;
  uint32_t number;
} named;

static int compare_named(const void *a, const void *b) { return slant_compare_text(((const named *)a)->name, ((const named *)b)->name); }

static void sort_names(slant_group_list *l, named *sorted, uint32_t *place) {
  for (uint32_t g = 0; g < l->n; g++) sorted[g] = (named){l->names[g], g};
  if (l->n > 0) qsort(sorted, l->n, sizeof *sorted, compare_named);
  for (uint32_t g = 0; g < l->n; g++) {
    l->names[g] = sorted[g].name;
    place[sorted[g].number] = g;
  }
}

static void gather(slant_group_list *l, const uint32_t *place) {
  for (size_t a = 0; a < l->n_articles; a++) l->starts[place[l->group_of[a]]]++;
  size_t start = 0;
  for (size_t g = 0; g <= l->n; g++) {
    size_t size = l->starts[g];
    l->starts[g] = start;
    start += size;
  }
  for (size_t a = 0; a < l->n_articles; a++) l->members[l->starts[place[l->group_of[a]]]++] = (uint32_t)a;
  for (size_t g = l->n; g > 0; g--) l->starts[g] = l->starts[g - 1]; /* filling moved each to the next one's */
  l->starts[0] = 0;
}

slant_status slant_group_list_close(slant_group_list *l, slant_error *err) {
  named *sorted = NULL;
  uint32_t *place = NULL;
  slant_status status = slant_memory_new(&sorted, l->n, sizeof *sorted, err);
  if (status == SLANT_OK) status = slant_memory_new(&place, l->n, sizeof *place, err);
  if (status == SLANT_OK) status = slant_memory_new(&l->starts, l->n + 1, sizeof *l->starts, err);
  if (status == SLANT_OK) status = slant_memory_new(&l->members, l->n_articles, sizeof *l->members, err);
  if (status == SLANT_OK) {
    sort_names(l, sorted, place);
    gather(l, place);
  }
  slant_memory_free(sorted);
  slant_memory_free(place);
  slant_memory_free(l->slots); /* their numbers no longer hold */
  l->slots = NULL;
  l->n_slots = 0;
  return status;
}

void slant_group_list_clear(slant_group_list *l) {
  slant_memory_free(l->names);
  slant_memory_free(l->slots);
  slant_memory_free(l->group_of);
  slant_memory_free(l->starts);
  slant_memory_free(l->members);
  memset(l, 0, sizeof *l);
}
