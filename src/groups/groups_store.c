/* The store of groups.
 * In: articles of saved results. Out: their scored rows and sums, in whole numbers. */
#include "groups/groups_store.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"

slant_status slant_group_store_open(slant_group_store *s, const slant_labels *labels, const double *confusion, slant_error *err) {
  s->labels = *labels;
  for (size_t k = 0; k < labels->n; k++) {
    s->labels.names[k] = slant_arena_copy(&s->arena, (slant_text){labels->names[k], strlen(labels->names[k])}, err).ptr;
    if (s->labels.names[k] == NULL) return SLANT_E_MEMORY;
  }
  memcpy(s->confusion, confusion, labels->n * labels->n * sizeof *confusion);
  return SLANT_OK;
}

static void keep_row(slant_group_store *s, slant_kept *kept, const slant_saved_row *row) {
  uint16_t *out = s->rows + s->n_rows * slant_group_store_width(s);
  uint32_t sum = 0;
  out[0] = (uint16_t)row->label;
  for (size_t k = 0; k < s->labels.n; k++) sum += out[1 + k] = (uint16_t)row->probabilities[k];
  if (sum == 0) out[1 + row->label] = (uint16_t)lround(1 / SLANT_SAVED_UNIT); /* probabilities that say nothing */
  s->n_rows++;
  kept->n_rows++;
  if (isnan(row->tone)) return;
  int64_t tone = lround(row->tone / SLANT_SAVED_UNIT);
  kept->n_toned++;
  kept->tone += tone;
  kept->tone_squares += (uint64_t)(tone * tone);
}

slant_status slant_group_store_add(slant_group_store *s, const slant_saved_article *article, slant_error *err) {
  slant_text id = article->fields[SLANT_ID];
  if (s->n_articles >= SLANT_MOST_GROUPED) return slant_error_set(err, SLANT_E_DATA, "found 4,294,967,296 articles, expected fewer");
  slant_status status = slant_memory_grow(&s->articles, &s->cap_articles, s->n_articles + 1, sizeof *s->articles, err);
  if (status == SLANT_OK) {
    status = slant_memory_grow(&s->rows, &s->cap_rows, s->n_rows + article->n_rows, slant_group_store_width(s) * sizeof *s->rows, err);
  }
  if (status != SLANT_OK) return status;
  slant_kept *kept = &s->articles[s->n_articles++];
  *kept = (slant_kept){.seed = slant_hash_bytes(id.ptr, id.len, 0), .first = s->n_rows};
  kept->n_paragraphs = (uint32_t)article->n_paragraphs;
  kept->n_furniture = (uint32_t)article->n_furniture;
  for (size_t i = 0; i < article->n_rows; i++) {
    if (article->rows[i].label >= 0) keep_row(s, kept, &article->rows[i]);
  }
  return SLANT_OK;
}

void slant_group_store_clear(slant_group_store *s) {
  slant_memory_free(s->articles);
  slant_memory_free(s->rows);
  slant_arena_clear(&s->arena);
  memset(s, 0, sizeof *s);
}
