/* Reader, filling: from files to items in a parcel.
 * In: files. Out: lines, pages and records, and among them, in their places, what could not be read. */
#include <string.h>

#include "article/reader_state.h"
#include "base/memory.h"

static void note_ignored(slant_reader *reader, slant_item *item) {
  if (item != NULL) item->n_ignored = slant_files_ignored(reader->files);
}

void slant_reader_queue_warning(void *user, const slant_error *warning) {
  slant_reader *reader = user;
  note_ignored(reader, slant_parcel_add_error(reader->filling, SLANT_ITEM_WARNING, warning));
}

/* After a problem that ends all, nothing more is read. */
static void add_problem(slant_reader *reader, const slant_error *problem, bool is_fatal) {
  slant_item *item = slant_parcel_add_error(reader->filling, SLANT_ITEM_PROBLEM, problem);
  note_ignored(reader, item);
  if (item != NULL) item->is_fatal = is_fatal;
  if (is_fatal || reader->options.fail) reader->is_read = true;
}

static void end_file(slant_reader *reader) {
  note_ignored(reader, slant_parcel_add(reader->filling, SLANT_ITEM_FILE_END));
  slant_records_close(reader->records);
  reader->records = NULL;
}

/* What the file at hand is in; empty: UTF-8. */
static slant_text encoding_of(const slant_reader *reader, bool *declared) {
  const slant_encoding *encoding = slant_files_encoding(reader->files, declared);
  return encoding->kind == SLANT_ENCODING_UTF8 ? (slant_text){"", 0} : (slant_text){encoding->name, strlen(encoding->name)};
}

/* Tells the parcel which file is at hand. */
static void name_file(slant_reader *reader) {
  slant_parcel *parcel = reader->filling;
  const char *source = slant_records_path(reader->records);
  slant_parcel_file *file = slant_arena_get(&parcel->arena, sizeof *file, &parcel->failure);
  if (file == NULL) return;
  bool declared;
  file->number = reader->n_files;
  file->encoding = encoding_of(reader, &declared);
  file->is_page = slant_records_has_pages(reader->records);
  file->relative = slant_arena_copy(&parcel->arena, slant_buffer_get(&reader->relative), &parcel->failure);
  file->source = slant_arena_copy(&parcel->arena, (slant_text){source, strlen(source)}, &parcel->failure).ptr;
  parcel->file = file;
}

static void open_file(slant_reader *reader) {
  slant_file file;
  bool found, fatal;
  slant_error problem = {0};
  slant_status status = slant_files_next(reader->files, &file, &found, &fatal, &problem);
  if (status == SLANT_OK && !found) {
    reader->is_read = true;
    return;
  }
  if (status == SLANT_OK) {
    reader->n_files++;
    slant_buffer_clear(&reader->relative);
    slant_buffer_put_string(&reader->relative, file.relative);
    status = slant_records_open(&reader->records, file.input, file.format, &reader->record_options, &problem);
  }
  if (status != SLANT_OK) {
    add_problem(reader, &problem, fatal);
    return;
  }
  if (slant_buffer_check(&reader->relative, &reader->filling->failure) == SLANT_OK) name_file(reader);
}

/* Keeps what is known of a page besides its bytes. */
static void keep_raw(slant_parcel *parcel, slant_item *item, const slant_raw_record *raw) {
  slant_raw_record *copy = slant_arena_get(&parcel->arena, sizeof *copy, &parcel->failure);
  if (copy == NULL) return;
  copy->url = slant_arena_copy(&parcel->arena, raw->url, &parcel->failure);
  copy->date = slant_arena_copy(&parcel->arena, raw->date, &parcel->failure);
  copy->language = slant_arena_copy(&parcel->arena, raw->language, &parcel->failure);
  copy->content_type = slant_arena_copy(&parcel->arena, raw->content_type, &parcel->failure);
  item->raw = copy;
}

static void read_raw(slant_reader *reader) {
  slant_parcel *parcel = reader->filling;
  slant_raw_record raw;
  uint64_t line;
  bool found;
  slant_error problem = {0};
  slant_status status = slant_records_raw(reader->records, &raw, &line, &found, &problem);
  if (status != SLANT_OK) add_problem(reader, &problem, status == SLANT_E_MEMORY);
  if (status == SLANT_E_IO || (status == SLANT_OK && !found)) end_file(reader);
  if (status != SLANT_OK || !found) return;
  slant_item *item = slant_parcel_add(parcel, SLANT_ITEM_RAW);
  if (item == NULL) return;
  note_ignored(reader, item);
  item->start = parcel->bytes.len;
  item->len = raw.bytes.len;
  item->line = line;
  slant_buffer_put(&parcel->bytes, raw.bytes);
  if (parcel->file->is_page) keep_raw(parcel, item, &raw);
  slant_records_shrink(reader->records);
  parcel->n_bytes += item->len;
  (void)slant_buffer_check(&parcel->bytes, &parcel->failure);
}

static size_t size_of(const slant_record *record) {
  size_t size = record->text.len;
  for (size_t i = 0; i < record->n_paragraphs; i++) size += record->paragraphs[i].text.len;
  return size;
}

static bool is_ascii(slant_text text) {
  for (size_t i = 0; i < text.len; i++) {
    if ((unsigned char)text.ptr[i] >= 0x80) return false;
  }
  return true;
}

/* A record tells what it was in, unless that makes no difference: how far the file was converted when it was read must not show. */
static void note_encoding(const slant_reader *reader, slant_record *record) {
  bool declared;
  slant_text encoding = encoding_of(reader, &declared);
  if (encoding.len == 0 || record->fields[SLANT_ENCODING].len > 0) return;
  bool plain = is_ascii(record->text);
  for (size_t f = 0; f < SLANT_N_FIELDS; f++) plain = plain && is_ascii(record->fields[f]);
  for (size_t i = 0; i < record->n_paragraphs; i++) plain = plain && is_ascii(record->paragraphs[i].text);
  if (declared || !plain) record->fields[SLANT_ENCODING] = encoding;
}

static void read_record(slant_reader *reader) {
  slant_parcel *parcel = reader->filling;
  slant_record *record;
  slant_error problem = {0};
  bool found = false, can_continue = true;
  slant_status status = slant_memory_new(&record, 1, sizeof *record, &problem);
  if (status == SLANT_OK) status = slant_records_next(reader->records, record, &found, &can_continue, &problem);
  slant_item *item = status == SLANT_OK && found ? slant_parcel_add(parcel, SLANT_ITEM_RECORD) : NULL;
  if (item != NULL) {
    note_ignored(reader, item);
    item->record = record;
    note_encoding(reader, record);
    record->source = item->file->source; /* the input's path does not live as long */
    parcel->n_bytes += size_of(record);
    return;
  }
  slant_record_free(record);
  if (status != SLANT_OK) add_problem(reader, &problem, status == SLANT_E_MEMORY);
  if (status == SLANT_OK || !can_continue) end_file(reader);
}

bool slant_reader_waits(const slant_reader *reader) {
  return reader->options.pause != NULL && !reader->is_read && reader->records != NULL && slant_records_wait(reader->records);
}

bool slant_reader_fill(slant_reader *reader, slant_parcel *parcel, size_t max_items, size_t max_bytes) {
  reader->filling = parcel;
  parcel->first_item = reader->n_filled;
  if (reader->records != NULL) name_file(reader);
  while (!reader->is_read && parcel->n < max_items && parcel->n_bytes < max_bytes && parcel->failure.status == SLANT_OK) {
    if (parcel->n > 0 && slant_reader_waits(reader)) break;
    if (reader->records == NULL) {
      open_file(reader);
    } else if (slant_records_are_raw(reader->records)) {
      read_raw(reader);
    } else {
      read_record(reader);
    }
  }
  reader->filling = NULL;
  reader->n_filled += parcel->n;
  if (parcel->failure.status != SLANT_OK) reader->is_read = true;
  return parcel->n > 0 || parcel->failure.status != SLANT_OK;
}
