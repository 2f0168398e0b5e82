/* Reader: any inputs as a stream of articles, one article in memory at a time.
 * In: files, folders, standard input. Out: articles in the order of the inputs, with ids that are unique in the run. What cannot
 * be read is told and counted, never dropped in silence. */
#include <string.h>

#include "article/article.h"
#include "article/files.h"
#include "article/ids.h"
#include "article/records.h"
#include "base/memory.h"

/* Records that are read and belong to the article at hand, or to the next one. */
typedef struct pending {
  slant_record **items;
  size_t n, cap;
} pending;

struct slant_reader {
  slant_reader_options options;
  slant_records_options record_options;
  slant_files *files;
  slant_files_options file_options;
  slant_records *records;  /* of the file at hand; NULL between files */
  bool file_read;          /* to its end; it stays open while its rows, which name it as their source, are at hand */
  slant_buffer relative;   /* path of that file relative to its input */
  uint32_t n_files;        /* files begun: the number of the file at hand */
  pending rows;            /* rows of one article */
  slant_record *ahead;     /* read, but not of that article */
  slant_ids ids;
  slant_buffer unique;
  slant_reader_counts counts;
};

slant_status slant_reader_open(slant_reader **out, const char *const *inputs, size_t n_inputs,
                               const slant_reader_options *options, slant_error *err) {
  static const slant_reader_options defaults;
  if (options == NULL) options = &defaults;
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  slant_reader *reader = *out;
  reader->options = *options;
  status = slant_records_options_init(&reader->record_options, options, err);
  reader->file_options = (slant_files_options){options->format, &reader->record_options.columns, options->warning, options->user};
  if (status == SLANT_OK) status = slant_files_open(&reader->files, inputs, n_inputs, &reader->file_options, err);
  if (status != SLANT_OK) {
    slant_reader_close(reader);
    *out = NULL;
  }
  return status;
}

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
  warn(reader, problem);
  return true;
}

static void close_file(slant_reader *reader) {
  slant_records_close(reader->records);
  reader->records = NULL;
  reader->file_read = false;
}

/* Opens the next file that can be read; reader->records stays NULL at the end. */
static slant_status open_file(slant_reader *reader, slant_error *err) {
  while (reader->records == NULL) {
    slant_file file;
    bool found, fatal;
    slant_error problem = {0};
    slant_status status = slant_files_next(reader->files, &file, &found, &fatal, &problem);
    if (status == SLANT_OK && !found) return SLANT_OK;
    if (status == SLANT_OK) {
      reader->n_files++;
      slant_buffer_clear(&reader->relative);
      slant_buffer_put_string(&reader->relative, file.relative);
      status = slant_records_open(&reader->records, file.input, file.format, &reader->record_options, &problem);
    }
    if (status == SLANT_OK) continue;
    if (fatal) return slant_error_copy(err, &problem);
    if (!pass_over(reader, &problem, err)) return problem.status;
  }
  return slant_buffer_check(&reader->relative, err);
}

/* The next record of the file at hand, new; NULL at its end. */
static slant_status next_record(slant_reader *reader, slant_record **out, slant_error *err) {
  *out = NULL;
  slant_record *record;
  slant_status status = slant_memory_new(&record, 1, sizeof *record, err);
  bool found = false, can_continue = true;
  while (status == SLANT_OK && can_continue) {
    slant_error problem = {0};
    status = slant_records_next(reader->records, record, &found, &can_continue, &problem);
    if (status == SLANT_OK) break;
    if (!pass_over(reader, &problem, err)) break;
    status = SLANT_OK;
    found = false;
  }
  if (status == SLANT_OK && found) {
    *out = record;
  } else {
    slant_record_free(record);
  }
  return status;
}

static bool same_article(const slant_record *a, const slant_record *b) {
  slant_text x = a->fields[SLANT_ID], y = b->fields[SLANT_ID];
  return a->is_row && b->is_row && x.len == y.len && memcmp(x.ptr, y.ptr, x.len) == 0;
}

static void clear_rows(slant_reader *reader) {
  for (size_t i = 0; i < reader->rows.n; i++) slant_record_free(reader->rows.items[i]);
  reader->rows.n = 0;
}

static slant_status add_row(slant_reader *reader, slant_record *record, slant_error *err) {
  pending *rows = &reader->rows;
  slant_status status = slant_memory_grow(&rows->items, &rows->cap, rows->n + 1, sizeof *rows->items, err);
  if (status != SLANT_OK) {
    slant_record_free(record);
    return status;
  }
  rows->items[rows->n++] = record;
  return SLANT_OK;
}

/* All records of the next article into reader->rows; none at the end of the inputs. */
static slant_status gather(slant_reader *reader, slant_error *err) {
  clear_rows(reader);
  if (reader->file_read) close_file(reader);
  for (;;) {
    slant_record *record = reader->ahead;
    reader->ahead = NULL;
    slant_status status = SLANT_OK;
    if (record == NULL) {
      if (reader->records == NULL) {
        status = open_file(reader, err);
        if (status != SLANT_OK || reader->records == NULL) return status;
      }
      status = next_record(reader, &record, err);
      if (status != SLANT_OK) return status;
    }
    if (record == NULL) {
      reader->file_read = true;
      if (reader->rows.n > 0) return SLANT_OK;
      close_file(reader);
      continue;
    }
    if (reader->rows.n > 0 && !same_article(reader->rows.items[0], record)) {
      reader->ahead = record;
      return SLANT_OK;
    }
    bool row = record->is_row;
    status = add_row(reader, record, err);
    if (status != SLANT_OK || !row) return status;
  }
}

/* The article's id into reader->unique. */
static slant_status name_article(slant_reader *reader, const slant_record *first, slant_error *err) {
  slant_buffer name = {0};
  slant_record_put_name(first, slant_buffer_get(&reader->relative), &name);
  uint32_t met;
  bool again = false;
  slant_text id = slant_buffer_get(&name);
  slant_status status = slant_buffer_check(&name, err);
  if (status == SLANT_OK) status = slant_ids_add(&reader->ids, id, reader->n_files, &met, err);
  if (status == SLANT_OK && met == 0) {
    slant_buffer_clear(&reader->unique);
    slant_buffer_put(&reader->unique, id);
    status = slant_buffer_check(&reader->unique, err);
  } else if (status == SLANT_OK && met == reader->n_files && first->is_row) {
    status = slant_error_at(err, SLANT_E_DATA, first->source, first->line,
                            "found a row of article \"%.*s\" apart from its other rows, expected an article's rows to stand together",
                            (int)(id.len < 120 ? id.len : 120), id.ptr);
  } else if (status == SLANT_OK) {
    status = slant_ids_make_unique(&reader->ids, id, reader->n_files, &reader->unique, &again, err);
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

slant_status slant_reader_next(slant_reader *reader, slant_article **out, slant_error *err) {
  *out = NULL;
  while (reader->options.limit == 0 || reader->counts.articles < reader->options.limit) {
    slant_status status = gather(reader, err);
    if (status != SLANT_OK || reader->rows.n == 0) return status;
    status = name_article(reader, reader->rows.items[0], err);
    if (status != SLANT_OK) return status;
    slant_error problem = {0};
    status = slant_article_build(out, slant_buffer_get(&reader->unique), (const slant_record *const *)reader->rows.items,
                                 reader->rows.n, reader->options.paragraphs_by, &problem);
    if (status == SLANT_OK) {
      reader->counts.articles++;
      reader->counts.paragraphs += (*out)->n_paragraphs;
      clear_rows(reader);
      return SLANT_OK;
    }
    if (!pass_over(reader, &problem, err)) return problem.status;
  }
  return SLANT_OK;
}

slant_reader_counts slant_reader_get_counts(const slant_reader *reader) {
  slant_reader_counts counts = reader->counts;
  counts.ignored = slant_files_ignored(reader->files);
  counts.bytes = slant_files_bytes(reader->files);
  return counts;
}

void slant_reader_close(slant_reader *reader) {
  if (reader == NULL) return;
  clear_rows(reader);
  slant_memory_free(reader->rows.items);
  slant_record_free(reader->ahead);
  close_file(reader);
  slant_files_close(reader->files);
  slant_buffer_free(&reader->relative);
  slant_buffer_free(&reader->unique);
  slant_ids_free(&reader->ids);
  slant_memory_free(reader);
}
