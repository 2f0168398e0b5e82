/* The groups that one grouping makes: names, and which articles belong to each. */
#ifndef SLANT_GROUPS_GROUPS_LIST_H
#define SLANT_GROUPS_GROUPS_LIST_H

#include "groups/group_key.h"
#include "groups/groups_cells.h"

typedef struct slant_group_list {
  const char *by;
  slant_group_key key;
  size_t n, cap;          /* groups */
  slant_text *names;      /* n, in the order in which they were met, then sorted by bytes */
  size_t n_slots;
  uint32_t *slots;        /* n_slots: number of a group, from 1, by the hash of its name; 0: free */
  size_t n_articles, cap_articles;
  uint32_t *group_of;     /* n_articles: number of a group */
  size_t *starts;         /* n + 1, once closed: the members of group g are members[starts[g]] to members[starts[g + 1] - 1] */
  uint32_t *members;      /* n_articles: numbers of articles, once closed */
} slant_group_list;

/* Enters a group, unless it is there. */
slant_status slant_group_list_enter(slant_group_list *list, slant_text name, slant_arena *arena, uint32_t *group, slant_error *err);
/* Enters the next article, whose group is `name`; names are copied into `arena`. */
slant_status slant_group_list_add(slant_group_list *list, slant_text name, slant_arena *arena, slant_error *err);
/* Sorts groups by name and gathers their members, which stand in the order of articles. */
slant_status slant_group_list_close(slant_group_list *list, slant_error *err);
/* Members of `n` groups from `first` on. */
static inline slant_members slant_group_list_members(const slant_group_list *list, size_t first, size_t n) {
  return (slant_members){list->starts[first + n] - list->starts[first], list->members + list->starts[first]};
}
void slant_group_list_clear(slant_group_list *list);

#endif
