/* Reader: any inputs as a stream of articles, one article in memory at a time.
 * In: files, folders, standard input. Out: articles in the order of the inputs, with ids that are unique in the run. How they are read, and
 * how they are handed on, stands in reader_fill.c and reader_take.c. */
#include "article/reader_state.h"
#include "base/memory.h"

static slant_status check_shard(const slant_reader_options *options, slant_error *err) {
  bool fits = options->n_shards == 0 ? options->shard == 0 : options->shard >= 1 && options->shard <= options->n_shards;
  if (fits && options->n_shards <= SLANT_MOST_SHARDS) return SLANT_OK;
  return slant_error_set(err, SLANT_E_USAGE, "found shard %zu of %zu, expected one of 1 to N of N shards, at most %d", options->shard,
                         options->n_shards, SLANT_MOST_SHARDS);
}

slant_status slant_reader_open(slant_reader **out, const char *const *inputs, size_t n_inputs,
                               const slant_reader_options *options, slant_error *err) {
  static const slant_reader_options defaults;
  if (options == NULL) options = &defaults;
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  slant_reader *reader = *out;
  reader->options = *options;
  reader->inputs = inputs;
  reader->n_inputs = n_inputs;
  reader->own.stands_alone = true;
  reader->passing = (slant_passing){.shard = options->shard, .n_shards = options->n_shards, .limits = options->limit != 0};
  status = slant_records_options_init(&reader->record_options, options, err);
  reader->record_options.warning = slant_reader_queue_warning;
  reader->record_options.user = reader;
  reader->file_options = (slant_files_options){.format = options->format,
                                               .columns = &reader->record_options.columns,
                                               .encoding = reader->record_options.encoding,
                                               .strict = options->strict,
                                               .bytes = options->bytes,
                                               .warning = slant_reader_queue_warning,
                                               .user = reader};
  if (status == SLANT_OK) status = check_shard(options, err);
  if (status == SLANT_OK) status = slant_files_open(&reader->files, inputs, n_inputs, &reader->file_options, err);
  if (status != SLANT_OK) {
    slant_reader_close(reader);
    *out = NULL;
  }
  return status;
}

slant_status slant_reader_next(slant_reader *reader, slant_article **out, slant_error *err) {
  slant_parcel *parcel = &reader->own;
  slant_unit unit;
  bool found;
  *out = NULL;
  for (;;) {
    slant_status status = slant_reader_take(reader, parcel, &unit, &found, err);
    if (status != SLANT_OK) return status;
    if (found) *out = unit.article;
    if (found || slant_reader_is_over(reader)) return SLANT_OK;
    slant_parcel_reset(parcel);
    if (slant_reader_waits(reader)) reader->options.pause(reader->options.user);
    if (!slant_reader_fill(reader, parcel, 1, SIZE_MAX)) return SLANT_OK;
    slant_parcel_make(parcel, &reader->record_options, reader->options.paragraphs_by, &reader->passing);
  }
}

slant_reader_counts slant_reader_get_counts(const slant_reader *reader) {
  slant_reader_counts counts = reader->counts;
  counts.bytes = slant_files_bytes(reader->files);
  return counts;
}

void slant_reader_start_from(slant_reader *reader, const slant_position *from) {
  reader->passing.from = *from;
  reader->passing.hashes = true;
  reader->counts = from->counts;
  reader->at.met = from->met;
  reader->at.failed = from->failed;
}

slant_position slant_reader_position(const slant_reader *reader) {
  const slant_position *from = &reader->passing.from;
  slant_position at = reader->at;
  if (at.items < from->items || at.units < from->units) return *from; /* nothing new was taken yet */
  at.counts = reader->counts;
  return at;
}

void slant_reader_close(slant_reader *reader) {
  if (reader == NULL) return;
  for (size_t i = 0; i < reader->rows.n; i++) slant_record_free(reader->rows.items[i]);
  slant_memory_free(reader->rows.items);
  slant_buffer_free(&reader->rows.relative);
  slant_parcel_free(&reader->own);
  slant_records_close(reader->records);
  slant_files_close(reader->files);
  slant_buffer_free(&reader->relative);
  slant_buffer_free(&reader->unique);
  slant_ids_free(&reader->ids);
  slant_memory_free(reader);
}
