/* Selection.
 * In: names of groups and periods. Out: whether an article belongs to all of them. */
#include "groups/selection.h"

#include <string.h>

#include "base/compare.h"
#include "base/memory.h"
#include "groups/group_key.h"

struct slant_selection {
  size_t n;
  slant_group_choice *choices; /* n */
  slant_arena arena;           /* of their texts */
};

slant_status slant_selection_new(slant_selection **out, const char *const *only, size_t n, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  slant_selection *s = *out;
  status = slant_memory_new(&s->choices, n, sizeof *s->choices, err);
  for (; s->n < n && status == SLANT_OK; s->n++) {
    slant_text copy = slant_arena_copy(&s->arena, (slant_text){only[s->n], strlen(only[s->n])}, err);
    status = copy.ptr == NULL ? SLANT_E_MEMORY : slant_group_choice_parse(&s->choices[s->n], copy.ptr, err);
  }
  if (status != SLANT_OK) {
    slant_selection_free(s);
    *out = NULL;
  }
  return status;
}

/* The parts of the name are taken off one after the other: nothing needs to be put together. */
static bool takes(const slant_group_choice *choice, const slant_saved_article *article) {
  static const char joint[] = " + ";
  slant_text left = choice->name;
  bool says = false, fits = true;
  if (choice->key.n_parts == 0) return true;
  if (choice->key.n_parts == 1) return slant_group_choice_takes(choice, slant_group_part_get(choice->key.parts[0], article));
  for (size_t i = 0; i < choice->key.n_parts; i++) {
    slant_text part = slant_group_part_get(choice->key.parts[i], article);
    size_t before = i > 0 ? sizeof joint - 1 : 0;
    says = says || part.len > 0;
    fits = fits && left.len >= before + part.len && memcmp(left.ptr, joint, before) == 0 &&
           memcmp(left.ptr + before, part.ptr, part.len) == 0;
    if (fits) left = (slant_text){left.ptr + before + part.len, left.len - before - part.len};
  }
  return says ? fits && left.len == 0 : choice->name.len == 0;
}

bool slant_selection_takes(const slant_selection *s, const slant_saved_article *article) {
  for (size_t i = 0; i < s->n; i++) {
    if (!takes(&s->choices[i], article)) return false;
  }
  return true;
}

void slant_selection_free(slant_selection *s) {
  if (s == NULL) return;
  slant_memory_free(s->choices);
  slant_arena_clear(&s->arena);
  slant_memory_free(s);
}
