/* Groups.
 * In: articles of a results folder. Out: groups of them, with shares and tone. */
#include "groups/groups.h"

#include <string.h>

#include "base/memory.h"
#include "groups/groups_inside.h"

static const slant_text everything = {"all", 3};

/* Near-duplicates of an earlier article would count one text twice. */
static bool belongs(const slant_saved_article *article) { return article->duplicate_of.len == 0; }

static slant_status set_up(slant_groups *g, const slant_labels *labels, const double *confusion, const char *const *by, size_t n_by,
                           slant_error *err) {
  slant_status status = slant_group_store_open(&g->store, labels, confusion, err);
  if (n_by > SLANT_MOST_GROUPINGS) {
    return slant_error_set(err, SLANT_E_USAGE, "found %zu groupings, expected at most %d", n_by, (int)SLANT_MOST_GROUPINGS);
  }
  uint32_t batch;
  g->lists[g->n_lists++].by = "batch";
  if (status == SLANT_OK) status = slant_group_list_enter(&g->lists[0], everything, &g->arena, &batch, err); /* even without articles */
  for (size_t i = 0; i < n_by && status == SLANT_OK; i++) {
    slant_group_list *list = &g->lists[g->n_lists++];
    status = slant_group_key_parse(&list->key, (slant_text){by[i], strlen(by[i])}, err);
    if (status == SLANT_OK) status = slant_group_key_put(&list->key, &g->name, err);
    if (status == SLANT_OK) list->by = slant_arena_copy(&g->arena, slant_buffer_get(&g->name), err).ptr;
    if (status == SLANT_OK && list->by == NULL) status = SLANT_E_MEMORY;
  }
  return status;
}

slant_status slant_groups_new(slant_groups **out, const slant_labels *labels, const double *confusion, const char *const *by, size_t n_by,
                              slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  status = set_up(*out, labels, confusion, by, n_by, err);
  if (status != SLANT_OK) {
    slant_groups_free(*out);
    *out = NULL;
  }
  return status;
}

slant_status slant_groups_add(slant_groups *g, const slant_saved_article *article, slant_error *err) {
  if (!belongs(article)) return SLANT_OK;
  slant_status status = slant_group_store_add(&g->store, article, err);
  for (size_t i = 0; i < g->n_lists && status == SLANT_OK; i++) {
    slant_group_key_name(&g->lists[i].key, article, &g->name);
    status = slant_buffer_check(&g->name, err);
    if (status == SLANT_OK) {
      slant_text name = i == 0 ? everything : slant_buffer_get(&g->name);
      status = slant_group_list_add(&g->lists[i], name, &g->arena, err);
    }
  }
  return status;
}

static slant_status close_lists(slant_groups *g, slant_error *err) {
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < g->n_lists && status == SLANT_OK; i++) {
    slant_group_list *list = &g->lists[i];
    status = slant_group_list_close(list, err);
    if (i > 0 && list->n == 1 && list->names[0].len == 0) {
      g->unsaid[g->n_unsaid++] = list->by;
      list->n = 0;
    }
    g->n += list->n;
  }
  if (status == SLANT_OK) status = slant_memory_new(&g->groups, g->n, sizeof *g->groups, err);
  return status;
}

slant_status slant_groups_finish(slant_groups *g, slant_error *err) {
  slant_group *next;
  slant_status status = close_lists(g, err);
  if (status == SLANT_OK) status = slant_draws_open(&g->draws, g->store.labels.n, g->store.confusion, err);
  next = g->groups;
  for (size_t i = 0; i < g->n_lists && status == SLANT_OK; i++) {
    const slant_group_list *list = &g->lists[i];
    for (size_t j = 0; j < list->n && status == SLANT_OK; j++, next++) {
      next->by = list->by;
      next->name = list->names[j];
      status = slant_groups_measure(g, slant_group_list_members(list, j, 1), next, err);
    }
  }
  return status;
}

const slant_labels *slant_groups_labels(const slant_groups *g) { return &g->store.labels; }

size_t slant_groups_n(const slant_groups *g) { return g->n; }

const slant_group *slant_groups_get(const slant_groups *g, size_t index) { return &g->groups[index]; }

const char *slant_groups_unsaid(const slant_groups *g, size_t index) { return index < g->n_unsaid ? g->unsaid[index] : NULL; }

void slant_groups_free(slant_groups *g) {
  if (g == NULL) return;
  for (size_t i = 0; i < g->n_lists; i++) slant_group_list_clear(&g->lists[i]);
  slant_group_store_clear(&g->store);
  slant_draws_clear(&g->draws);
  slant_memory_free(g->groups);
  slant_buffer_free(&g->name);
  slant_arena_clear(&g->arena);
  slant_memory_free(g);
}
