/* Scratch: the working memory of a thread, one block divided.
 * In: an encoder. Out: memory for its largest window. */
#include "base/memory.h"
#include "encoder/network.h"

enum { ALIGNMENT = 64 };

/* The next `bytes` of the block; without a block, only the place moves on. */
static void *part(const slant_encoder_scratch *s, size_t *at, size_t bytes) {
  void *start = s->block == NULL ? NULL : (char *)s->block + *at;
  *at += (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  return start;
}

/* All parts; the bytes that they take. Widths are bounded where the file is opened, so that nothing overflows. */
static size_t divide(slant_encoder_scratch *s, const slant_encoder *e) {
  size_t at = 0, rows = SLANT_ROWS_TOGETHER, places = SLANT_MOST_PLACES, heads = e->n_heads;
  size_t outputs = e->inner > 3 * e->width ? e->inner : 3 * e->width, size = e->width / heads;
  size_t inputs = e->inner > e->width ? e->inner : e->width, sums = SLANT_ROW_BLOCK * outputs;
  if (sums < SLANT_QUERY_BLOCK * places) sums = SLANT_QUERY_BLOCK * places;
  s->states = part(s, &at, rows * e->width * sizeof *s->states);
  s->mixed = part(s, &at, rows * e->width * sizeof *s->mixed);
  s->queries = part(s, &at, rows * e->width * sizeof *s->queries);
  s->keys = part(s, &at, rows * e->width * sizeof *s->keys);
  s->values = part(s, &at, rows * e->width * sizeof *s->values);
  s->query_scales = part(s, &at, rows * heads * sizeof *s->query_scales);
  s->key_scales = part(s, &at, rows * heads * sizeof *s->key_scales);
  s->value_scales = part(s, &at, rows * heads * sizeof *s->value_scales);
  s->bytes = part(s, &at, SLANT_ROW_BLOCK * inputs);
  s->scales = part(s, &at, SLANT_ROW_BLOCK * (inputs / SLANT_LANES) * sizeof *s->scales);
  s->sums = part(s, &at, sums * sizeof *s->sums);
  s->outputs = (float *)(void *)s->sums;
  s->work = part(s, &at, (inputs > places ? inputs : places) * sizeof *s->work);
  s->key_panels = part(s, &at, places * size * sizeof *s->key_panels);
  s->value_panels = part(s, &at, places * size * sizeof *s->value_panels);
  s->shares = part(s, &at, SLANT_QUERY_BLOCK * places * sizeof *s->shares);
  s->key_row = part(s, &at, places * sizeof *s->key_row);
  s->value_row = part(s, &at, places * sizeof *s->value_row);
  return at;
}

slant_status slant_encoder_scratch_new(slant_encoder_scratch **out, const slant_encoder *encoder, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  slant_encoder_scratch *s = *out;
  void *start = NULL, *owner = NULL;
  status = slant_memory_new_pages(&owner, &start, divide(s, encoder), err);
  if (status != SLANT_OK) {
    slant_memory_free(s);
    *out = NULL;
    return status;
  }
  s->owner = owner;
  s->block = start;
  (void)divide(s, encoder);
  return SLANT_OK;
}

void slant_encoder_scratch_free(slant_encoder_scratch *scratch) {
  if (scratch == NULL) return;
  slant_memory_free(scratch->owner);
  slant_memory_free(scratch);
}
