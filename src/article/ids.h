/* Ids: every article's id once. */
#ifndef SLANT_ARTICLE_IDS_H
#define SLANT_ARTICLE_IDS_H

#include "base/buffer.h"

/* Ids met so far, as hashes: 32 to 64 bytes each, the only memory that grows with a batch. A zeroed one is empty. */
typedef struct slant_ids {
  struct slant_id_slot *slots;
  size_t n, cap;   /* ids, and slots (a power of two) */
} slant_ids;

/* Enters an id that was met in `origin` (from 1). *met is the origin where it was met last; 0: never. */
slant_status slant_ids_add(slant_ids *ids, slant_text id, uint32_t origin, uint32_t *met, slant_error *err);

/* Enters `id`, or the first of "id#2", "id#3", … that is free, and writes which into `unique`. *again: it had been met. */
slant_status slant_ids_make_unique(slant_ids *ids, slant_text id, uint32_t origin, slant_buffer *unique, bool *again,
                                   slant_error *err);
void slant_ids_free(slant_ids *ids);

#endif
