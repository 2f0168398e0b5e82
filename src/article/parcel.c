/* Parcel: from lines and pages to records to articles.
 * In: items in the order of reading. Out: the same, with articles where they are whole. Rows that may go on in another parcel are left to
 * the reader, who sees all of them. */
#include "article/parcel.h"

#include <string.h>

#include "article/record_object.h"
#include "base/hash.h"
#include "base/memory.h"

enum { KEPT_BYTES = 1 << 20 };

slant_item *slant_parcel_add(slant_parcel *parcel, slant_item_kind kind) {
  slant_status status = slant_memory_grow(&parcel->items, &parcel->cap, parcel->n + 1, sizeof *parcel->items, &parcel->failure);
  if (status != SLANT_OK) return NULL;
  slant_item *item = &parcel->items[parcel->n++];
  memset(item, 0, sizeof *item);
  item->kind = kind;
  item->file = parcel->file;
  return item;
}

static slant_error *keep_error(slant_parcel *parcel, const slant_error *error) {
  slant_error *copy = slant_arena_get_raw(&parcel->arena, sizeof *copy, &parcel->failure);
  if (copy != NULL) *copy = *error;
  return copy;
}

slant_item *slant_parcel_add_error(slant_parcel *parcel, slant_item_kind kind, const slant_error *error) {
  slant_error *copy = keep_error(parcel, error);
  slant_item *item = copy == NULL ? NULL : slant_parcel_add(parcel, kind);
  if (item != NULL) item->error = copy;
  return item;
}

/* Takes the warning about keys that are not read. */
typedef struct listener {
  slant_parcel *parcel;
  slant_item *item;
} listener;

static void hear(void *user, const slant_error *warning) {
  listener *l = user;
  l->item->unread = keep_error(l->parcel, warning);
}

static void make_record(slant_parcel *parcel, slant_item *item, const slant_records_options *options) {
  listener l = {parcel, item};
  slant_records_options own = *options;
  own.warning = hear;
  own.user = &l;
  slant_record *record = slant_arena_get(&parcel->arena, sizeof *record, &parcel->failure);
  if (record == NULL) return;
  record->shared = &parcel->arena;
  record->source = item->file->source;
  record->line = item->line;
  slant_error problem = {0};
  slant_text bytes = {slant_buffer_get(&parcel->bytes).ptr + item->start, item->len};
  if (item->raw != NULL) item->raw->bytes = bytes;
  slant_status status = item->raw != NULL ? slant_record_from_page(record, item->raw, &own, &problem)
                                          : slant_record_from_line(record, bytes, &own, &item->file->told_unread, &problem);
  if (status == SLANT_OK) {
    if (record->fields[SLANT_ENCODING].len == 0 && item->file->encoding.len > 0) record->fields[SLANT_ENCODING] = item->file->encoding;
    item->kind = SLANT_ITEM_RECORD;
    item->record = record;
  } else {
    item->kind = SLANT_ITEM_PROBLEM;
    item->error = keep_error(parcel, &problem);
  }
}

/* How articles are made. */
typedef struct making {
  slant_paragraphs_by by;
  const slant_passing *passing;
} making;

/* The unit of records that stands with item `place`. */
static void make_unit(slant_parcel *parcel, slant_unit *unit, size_t place, slant_parcel_file *file, const slant_record *const *records,
                      size_t n_records, const making *m) {
  slant_error problem = {0};
  slant_paragraphs_by by = m->by;
  *unit = (slant_unit){.first = records[0], .n_records = n_records, .file = file};
  if (n_records > 1) unit->records = records; /* which lie in the arena then */
  if (slant_passing_leaves(m->passing, records[0], file->relative, parcel->first_item + place)) return;
  slant_status status = parcel->stands_alone
                            ? slant_article_build(&unit->article, (slant_text){"", 0}, records, n_records, by, &problem)
                            : slant_article_build_in(&parcel->arena, &parcel->words, &unit->article, records, n_records, by, &problem);
  if (status != SLANT_OK) unit->problem = keep_error(parcel, &problem);
}

/* The item behind the rows of one article, of which `first` is one; parcel->n where they may go on. *n: how many rows. */
static size_t rows_end(const slant_parcel *parcel, size_t first, size_t *n) {
  const slant_item *row = &parcel->items[first];
  size_t i = first + 1;
  for (*n = 1; i < parcel->n; i++) {
    const slant_item *item = &parcel->items[i];
    if (item->kind == SLANT_ITEM_FILE_END) break;
    if (item->kind != SLANT_ITEM_RECORD) continue;
    if (item->file != row->file || !slant_record_same_article(row->record, item->record)) break;
    ++*n;
  }
  return i;
}

/* Makes an article of the rows in [first, end), `n` of them; it stands with the item behind them. */
static void make_rows(slant_parcel *parcel, size_t first, size_t end, size_t n, const making *m) {
  const slant_record **records = slant_arena_get_raw(&parcel->arena, n * sizeof *records, &parcel->failure);
  if (records == NULL) return;
  n = 0;
  for (size_t i = first; i < end; i++) {
    if (parcel->items[i].kind != SLANT_ITEM_RECORD) continue;
    records[n++] = parcel->items[i].record;
    parcel->items[i].is_made = true;
  }
  make_unit(parcel, &parcel->items[end].rows, end, parcel->items[first].file, records, n, m);
}

/* A line or page is hashed as it stands, before it becomes a record or a problem. */
static void hash_items(slant_parcel *parcel) {
  for (size_t i = 0; i < parcel->n; i++) {
    slant_item *item = &parcel->items[i];
    if (item->kind == SLANT_ITEM_RAW) item->hash = slant_hash_bytes(slant_buffer_get(&parcel->bytes).ptr + item->start, item->len, item->len);
    if (item->kind == SLANT_ITEM_RECORD) item->hash = slant_passing_hash(item->record);
  }
}

void slant_parcel_make(slant_parcel *parcel, const slant_records_options *options, slant_paragraphs_by by, const slant_passing *passing) {
  const making m = {by, passing};
  if (parcel->failure.status != SLANT_OK) return; /* bytes may be missing */
  if (passing->hashes) hash_items(parcel);
  for (size_t i = 0; i < parcel->n && parcel->failure.status == SLANT_OK; i++) {
    if (parcel->items[i].kind == SLANT_ITEM_RAW) make_record(parcel, &parcel->items[i], options);
  }
  bool begins = false; /* whether no row before the item can belong to one behind it */
  for (size_t i = 0, n; i < parcel->n && parcel->failure.status == SLANT_OK;) {
    slant_item *item = &parcel->items[i];
    size_t next = i + 1;
    if (item->kind == SLANT_ITEM_RECORD && !item->record->is_row) {
      const slant_record *records[] = {item->record};
      make_unit(parcel, &item->own, i, item->file, records, 1, &m);
      item->is_made = true;
    } else if (item->kind == SLANT_ITEM_RECORD) {
      next = rows_end(parcel, i, &n);
      if (begins && next < parcel->n) make_rows(parcel, i, next, n, &m);
    }
    begins = begins || item->kind == SLANT_ITEM_RECORD || item->kind == SLANT_ITEM_FILE_END;
    i = next;
  }
}

void slant_parcel_reset(slant_parcel *parcel) {
  for (size_t i = 0; i < parcel->n; i++) {
    slant_record *record = parcel->items[i].record;
    slant_article_free(parcel->items[i].own.article);
    slant_article_free(parcel->items[i].rows.article);
    if (record != NULL && record->shared == NULL) slant_record_free(record);
  }
  slant_arena_reset(&parcel->arena);
  slant_buffer_clear(&parcel->bytes);
  if (parcel->bytes.cap > KEPT_BYTES) slant_buffer_free(&parcel->bytes);
  if (parcel->words.cap > KEPT_BYTES / sizeof *parcel->words.items) slant_words_free(&parcel->words);
  parcel->n = parcel->n_taken = parcel->n_bytes = 0;
  parcel->file = NULL;
  slant_error_clear(&parcel->failure);
}

void slant_parcel_free(slant_parcel *parcel) {
  slant_parcel_reset(parcel);
  slant_arena_clear(&parcel->arena);
  slant_buffer_free(&parcel->bytes);
  slant_words_free(&parcel->words);
  slant_memory_free(parcel->items);
  parcel->items = NULL;
  parcel->cap = 0;
}
