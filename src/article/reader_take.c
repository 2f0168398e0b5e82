/* Reader, taking: from made parcels to articles with ids, in order.
 * In: items. Out: articles; warnings; counts. What cannot be read is told and counted, never dropped in silence. */
#include <string.h>

#include "article/reader_state.h"
#include "base/hash.h"
#include "base/memory.h"

/* Whether what comes next was taken by the run that this one goes on with: that has told and counted it. */
static bool is_past(const slant_reader *reader) { return reader->at.items < reader->passing.from.items; }

static void warn(const slant_reader *reader, const slant_error *warning) {
  if (!is_past(reader) && reader->options.warning != NULL) reader->options.warning(reader->options.user, warning);
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

/* The article's id into reader->unique; *own: it is of this shard. */
static slant_status find_id(slant_reader *reader, const slant_unit *unit, bool *own, slant_error *err) {
  const slant_record *first = unit->first;
  uint32_t met, file = unit->file->number;
  slant_buffer name = {0};
  bool again = false;
  slant_record_put_name(first, unit->file->relative, &name);
  slant_text id = slant_buffer_get(&name);
  slant_status status = slant_buffer_check(&name, err);
  met = 0;
  *own = slant_passing_is_own(&reader->passing, id);
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

/* Builds what was left. What is wrong with it, in `problem` where it shows only now; NULL: nothing. */
static const slant_error *build(const slant_reader *reader, slant_unit *unit, slant_error *problem) {
  const slant_record *alone[] = {unit->first};
  const slant_record *const *records = alone;
  if (unit->records != NULL) records = unit->records;
  if (unit->article != NULL || unit->problem != NULL) return unit->problem;
  slant_status status = slant_article_build(&unit->article, (slant_text){"", 0}, records, unit->n_records, reader->options.paragraphs_by, problem);
  return status == SLANT_OK ? NULL : problem;
}

/* Names and counts the unit's article; a problem is passed over, if it may be. */
static slant_status finish_unit(slant_reader *reader, const slant_unit *unit, const slant_error *problem, bool *found, slant_error *err) {
  if (problem != NULL) {
    reader->at.failed++;
    return pass_over(reader, problem, err) ? SLANT_OK : problem->status;
  }
  slant_status status = slant_article_name(unit->article, slant_buffer_get(&reader->unique), err);
  if (status != SLANT_OK) return status;
  reader->at.met++;
  reader->counts.articles++;
  reader->counts.unlisted += unit->first->n_unlisted;
  reader->counts.paragraphs += unit->article->n_paragraphs;
  *found = true;
  return SLANT_OK;
}

/* Hands a unit on, unless it is a problem or passed over; then nothing of it is left. */
static slant_status hand_on(slant_reader *reader, slant_unit *unit, bool *found, slant_error *err) {
  bool own, was = reader->at.units < reader->passing.from.units;
  slant_error late = {0};
  slant_status status = find_id(reader, unit, &own, err);
  reader->at.units++;
  if (status == SLANT_OK && !was && (own || reader->passing.limits)) {
    const slant_error *problem = build(reader, unit, &late);
    if (own) status = finish_unit(reader, unit, problem, found, err);
    else reader->at.met += problem == NULL;
  }
  if (*found) return status;
  slant_article_free(unit->article);
  unit->article = NULL;
  return status;
}

static void clear_rows(slant_open_rows *rows) {
  for (size_t i = 0; i < rows->n; i++) slant_record_free(rows->items[i]);
  rows->n = 0;
}

/* The open rows are all there: makes an article of them. */
static slant_status close_rows(slant_reader *reader, slant_unit *unit, bool *found, slant_error *err) {
  slant_open_rows *rows = &reader->rows;
  *unit = (slant_unit){.first = rows->items[0], .records = (const slant_record *const *)rows->items, .n_records = rows->n, .file = &rows->file};
  slant_status status = hand_on(reader, unit, found, err);
  clear_rows(rows);
  unit->first = NULL;
  unit->records = NULL;
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
    if (is_past(reader)) return SLANT_OK;
    return pass_over(reader, item->error, err) ? SLANT_OK : item->error->status;
  }
  if (item->kind != SLANT_ITEM_RECORD) return SLANT_OK;
  if (!item->is_made) return keep_row(reader, item, err);
  if (item->own.first == NULL) return SLANT_OK; /* a row of a unit further on */
  *unit = item->own;
  item->own.article = NULL;
  return hand_on(reader, unit, found, err);
}

bool slant_reader_is_over(const slant_reader *reader) { return reader->options.limit != 0 && reader->at.met >= reader->options.limit; }

static slant_status other_inputs(slant_error *err) {
  return slant_error_set(err, SLANT_E_USAGE, "found other inputs than those that the unfinished run has read, expected the same (--force begins anew)");
}

/* The item is done with. */
static slant_status count_item(slant_reader *reader, const slant_item *item, slant_error *err) {
  const slant_position *from = &reader->passing.from;
  reader->at.items++;
  if (!reader->passing.hashes) return SLANT_OK;
  reader->at.inputs = slant_hash_pair(reader->at.inputs, slant_hash_pair(item->kind, item->hash));
  return reader->at.items == from->items && reader->at.inputs != from->inputs ? other_inputs(err) : SLANT_OK;
}

slant_status slant_reader_end(const slant_reader *reader, slant_error *err) {
  return is_past(reader) && !slant_reader_is_over(reader) ? other_inputs(err) : SLANT_OK;
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
      if (status == SLANT_OK) status = count_item(reader, item, err);
    }
  }
  return status;
}
