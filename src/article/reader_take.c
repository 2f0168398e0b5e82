/* Reader, taking: from made parcels to articles with ids, in order.
 * In: items. Out: articles; warnings; counts. What cannot be read is told and counted, never dropped in silence. */
#include <string.h>

#include "article/reader_state.h"
#include "base/memory.h"

static void warn(const slant_reader *reader, const slant_error *warning) {
  if (reader->options.warning != NULL) reader->options.warning(reader->options.user, warning);
}

/* Whether the reading can go on after `problem`: then it is told and counted. */
static bool pass_over(slant_reader *reader, const slant_error *problem, slant_error *err) {
  if (reader->options.fail || (problem->status != SLANT_E_DATA && problem->status != SLANT_E_IO)) {
    (void)slant_error_copy(err, problem);
    return false;
  }
  reader->counts.skipped++;
  if (reader->options.unfit != NULL) {
    reader->options.unfit(reader->options.user, problem);
  } else {
    warn(reader, problem);
  }
  return true;
}

/* The article's id into reader->unique. */
static slant_status find_id(slant_reader *reader, const slant_unit *unit, slant_error *err) {
  const slant_record *first = unit->first;
  uint32_t met, file = unit->file->number;
  slant_buffer name = {0};
  bool again = false;
  slant_record_put_name(first, unit->file->relative, &name);
  slant_text id = slant_buffer_get(&name);
  slant_status status = slant_buffer_check(&name, err);
  met = 0;
  if (status == SLANT_OK && !reader->options.keep_ids) status = slant_ids_add(&reader->ids, id, file, &met, err);
  if (status == SLANT_OK && met == 0) {
    slant_buffer_clear(&reader->unique);
    slant_buffer_put(&reader->unique, id);
    status = slant_buffer_check(&reader->unique, err);
  } else if (status == SLANT_OK && met == file && first->is_row) {
    status = slant_error_at(err, SLANT_E_DATA, first->source, first->line,
                            "found a row of article \"%.*s\" apart from its other rows, expected an article's rows to stand together",
                            (int)(id.len < 120 ? id.len : 120), id.ptr);
  } else if (status == SLANT_OK) {
    status = slant_ids_make_unique(&reader->ids, id, file, &reader->unique, &again, err);
  }
  if (status == SLANT_OK && again) {
    slant_error warning = {0};
    (void)slant_error_at(&warning, SLANT_E_DATA, first->source, first->line, "found the id \"%.*s\" again, called \"%.*s\" here",
                         (int)(id.len < 120 ? id.len : 120), id.ptr, (int)(reader->unique.len < 120 ? reader->unique.len : 120),
                         reader->unique.ptr);
    warn(reader, &warning);
  }
  slant_buffer_free(&name);
  return status;
}

/* Hands a unit on, unless it is a problem to be passed over. */
static slant_status hand_on(slant_reader *reader, const slant_unit *unit, bool *found, slant_error *err) {
  slant_status status = find_id(reader, unit, err);
  if (status != SLANT_OK) return status;
  if (unit->problem != NULL) return pass_over(reader, unit->problem, err) ? SLANT_OK : unit->problem->status;
  status = slant_article_name(unit->article, slant_buffer_get(&reader->unique), err);
  if (status != SLANT_OK) return status;
  reader->counts.articles++;
  reader->counts.unlisted += unit->first->n_unlisted;
  reader->counts.paragraphs += unit->article->n_paragraphs;
  *found = true;
  return SLANT_OK;
}

static void clear_rows(slant_open_rows *rows) {
  for (size_t i = 0; i < rows->n; i++) slant_record_free(rows->items[i]);
  rows->n = 0;
}

/* The open rows are all there: makes an article of them. */
static slant_status close_rows(slant_reader *reader, slant_unit *unit, bool *found, slant_error *err) {
  slant_open_rows *rows = &reader->rows;
  slant_error problem = {0};
  *unit = (slant_unit){.first = rows->items[0], .file = &rows->file};
  slant_status status = slant_article_build(&unit->article, (slant_text){"", 0}, (const slant_record *const *)rows->items, rows->n,
                                            reader->options.paragraphs_by, &problem);
  if (status != SLANT_OK) unit->problem = &problem;
  status = hand_on(reader, unit, found, err);
  if (!*found) slant_article_free(unit->article);
  clear_rows(rows);
  unit->first = NULL;
  unit->problem = NULL;
  return status;
}

/* Adds the row of an item to the open ones. */
static slant_status keep_row(slant_reader *reader, const slant_item *item, slant_error *err) {
  slant_open_rows *rows = &reader->rows;
  slant_record *copy;
  slant_status status = slant_memory_grow(&rows->items, &rows->cap, rows->n + 1, sizeof *rows->items, err);
  if (status == SLANT_OK) status = slant_record_clone(&copy, item->record, err);
  if (status != SLANT_OK) return status;
  rows->items[rows->n++] = copy;
  if (rows->n > 1) return SLANT_OK;
  slant_buffer_clear(&rows->relative);
  slant_buffer_put(&rows->relative, item->file->relative);
  rows->file = (slant_parcel_file){.number = item->file->number, .relative = slant_buffer_get(&rows->relative), .source = copy->source};
  return slant_buffer_check(&rows->relative, err);
}

/* Whether the item ends the open rows: it is a record that does not belong to them, or the end of a file. */
static bool ends_rows(const slant_open_rows *rows, const slant_item *item) {
  if (rows->n == 0 || (item->kind != SLANT_ITEM_RECORD && item->kind != SLANT_ITEM_FILE_END)) return false;
  return item->kind == SLANT_ITEM_FILE_END || item->is_made || item->file->number != rows->file.number ||
         !slant_record_same_article(rows->items[0], item->record);
}

static void tell_unread(slant_reader *reader, slant_item *item) {
  if (item->unread == NULL) return;
  if (reader->told_file != item->file->number) warn(reader, item->unread);
  reader->told_file = item->file->number;
  item->unread = NULL;
}

/* The item itself, when all before it is done. */
static slant_status take_item(slant_reader *reader, slant_item *item, slant_unit *unit, bool *found, slant_error *err) {
  reader->counts.ignored = item->n_ignored;
  if (item->kind == SLANT_ITEM_WARNING) warn(reader, item->error);
  if (item->kind == SLANT_ITEM_PROBLEM) {
    if (item->is_fatal) return slant_error_copy(err, item->error);
    return pass_over(reader, item->error, err) ? SLANT_OK : item->error->status;
  }
  if (item->kind != SLANT_ITEM_RECORD) return SLANT_OK;
  if (!item->is_made) return keep_row(reader, item, err);
  if (item->own.first == NULL) return SLANT_OK; /* a row of a unit further on */
  *unit = item->own;
  item->own.article = NULL;
  return hand_on(reader, unit, found, err);
}

bool slant_reader_is_over(const slant_reader *reader) {
  return reader->options.limit != 0 && reader->counts.articles >= reader->options.limit;
}

slant_status slant_reader_take(slant_reader *reader, slant_parcel *parcel, slant_unit *unit, bool *found, slant_error *err) {
  slant_status status = slant_error_copy(err, &parcel->failure);
  *found = false;
  while (status == SLANT_OK && !*found && parcel->n_taken < parcel->n && !slant_reader_is_over(reader)) {
    slant_item *item = &parcel->items[parcel->n_taken];
    tell_unread(reader, item);
    if (ends_rows(&reader->rows, item)) {
      status = close_rows(reader, unit, found, err);
    } else if (item->rows.first != NULL) {
      *unit = item->rows;
      item->rows = (slant_unit){0};
      status = hand_on(reader, unit, found, err);
    } else {
      parcel->n_taken++;
      status = take_item(reader, item, unit, found, err);
    }
  }
  return status;
}
