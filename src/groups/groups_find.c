/* Finding groups.
 * In: "source=The Tolby Courier" or "month=2024-01..2024-06". Out: the members and figures, of a period made on the spot; where there is
 * no such group, an error that names those that come nearest. */
#include <string.h>

#include "base/memory.h"
#include "groups/groups_inside.h"

enum { MOST_NAMED = 8, LONGEST = 60, MOST_SHOWN = 40 };

static char lower(char c) { return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c); }

/* Insertions, deletions and substitutions from one to the other, capitals being small letters; of long names the beginnings. */
static size_t distance(slant_text a, slant_text b) {
  size_t row[LONGEST + 1], n = a.len < LONGEST ? a.len : LONGEST, m = b.len < LONGEST ? b.len : LONGEST;
  for (size_t j = 0; j <= m; j++) row[j] = j;
  for (size_t i = 1; i <= n; i++) {
    size_t corner = row[0];
    row[0] = i;
    for (size_t j = 1; j <= m; j++) {
      size_t best = corner + (lower(a.ptr[i - 1]) != lower(b.ptr[j - 1]));
      corner = row[j];
      if (row[j] + 1 < best) best = row[j] + 1;
      if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
      row[j] = best;
    }
  }
  return row[m];
}

/* In quotes; of a long one the beginning, whole characters of UTF-8. */
static void put_name(slant_buffer *out, slant_text name) {
  size_t len = name.len < MOST_SHOWN ? name.len : MOST_SHOWN;
  while (len < name.len && len > 0 && ((unsigned char)name.ptr[len] & 0xC0) == 0x80) len--;
  slant_buffer_put_char(out, '"');
  slant_buffer_put(out, (slant_text){name.ptr, len});
  slant_buffer_put_string(out, len < name.len ? "...\"" : "\"");
}

static slant_status tell_nearest(const slant_group_list *list, const char *choice, slant_text name, slant_error *err) {
  size_t nearest[MOST_NAMED], far[MOST_NAMED], n = 0;
  for (size_t g = 0; g < list->n; g++) {
    size_t d = distance(name, list->names[g]), at = n;
    while (at > 0 && far[at - 1] > d) at--;
    if (at == MOST_NAMED) continue;
    if (n < MOST_NAMED) n++;
    for (size_t i = n - 1; i > at; i--) {
      nearest[i] = nearest[i - 1];
      far[i] = far[i - 1];
    }
    nearest[at] = g;
    far[at] = d;
  }
  slant_buffer names = {0};
  for (size_t i = 0; i < n; i++) {
    if (i > 0) slant_buffer_put_string(&names, ", ");
    put_name(&names, list->names[nearest[i]]);
  }
  slant_buffer_put_char(&names, '\0');
  slant_status status = slant_buffer_check(&names, err);
  if (status == SLANT_OK) {
    status = slant_error_set(err, SLANT_E_USAGE, "found \"%.80s\", expected a %s that some article has: %s%s", choice, list->by,
                             n < list->n ? "the nearest are " : "", n == 0 ? "none does" : names.ptr);
  }
  slant_buffer_free(&names);
  return status;
}

/* The list that the choice is about; groups of those before it are `before`. */
static const slant_group_list *find_list(const slant_groups *g, const slant_group_choice *choice, size_t *before) {
  *before = 0;
  for (size_t i = 0; i < g->n_lists; i++) {
    const slant_group_list *list = &g->lists[i];
    bool same = list->key.n_parts == choice->key.n_parts;
    for (size_t p = 0; same && p < list->key.n_parts; p++) same = list->key.parts[p] == choice->key.parts[p];
    if (same) return list;
    *before += list->n;
  }
  return NULL;
}

static slant_status tell_groupings(const slant_groups *g, const slant_group_choice *choice, slant_error *err) {
  slant_buffer names = {0};
  for (size_t i = 0; i < g->n_lists; i++) {
    if (i > 0) slant_buffer_put_string(&names, ", ");
    slant_buffer_put_string(&names, g->lists[i].by);
  }
  slant_buffer_put_char(&names, '\0');
  slant_status status = slant_buffer_check(&names, err);
  if (status == SLANT_OK) {
    status = slant_error_set(err, SLANT_E_USAGE, "found grouping \"%.*s\", expected one of those that groups were made by: %s",
                             (int)(choice->by.len < 80 ? choice->by.len : 80), choice->by.ptr, names.ptr);
  }
  slant_buffer_free(&names);
  return status;
}

static slant_status join(slant_groups *g, const slant_group_list *list, const slant_group_choice *choice, slant_members members,
                         const slant_group **out, slant_error *err) {
  slant_group *joined = slant_arena_get(&g->arena, sizeof *joined, err);
  if (joined == NULL) return SLANT_E_MEMORY;
  joined->by = list->by;
  joined->name = slant_arena_copy(&g->arena, choice->name, err);
  if (joined->name.ptr == NULL) return SLANT_E_MEMORY;
  *out = joined;
  return slant_groups_measure(g, members, joined, err);
}

slant_status slant_groups_find(slant_groups *g, const char *text, slant_members *members, const slant_group **out, slant_error *err) {
  slant_group_choice choice;
  size_t before, first = 0, end;
  slant_status status = slant_group_choice_parse(&choice, text, err);
  if (status != SLANT_OK) return status;
  const slant_group_list *list = find_list(g, &choice, &before);
  if (list == NULL) return tell_groupings(g, &choice, err);
  while (first < list->n && !slant_group_choice_takes(&choice, list->names[first])) first++;
  end = first;
  while (end < list->n && slant_group_choice_takes(&choice, list->names[end])) end++; /* names are sorted: a period has no gaps */
  if (end == first) return tell_nearest(list, text, choice.name, err);
  *members = slant_group_list_members(list, first, end - first);
  *out = &g->groups[before + first];
  return choice.is_range ? join(g, list, &choice, *members, out, err) : SLANT_OK;
}
