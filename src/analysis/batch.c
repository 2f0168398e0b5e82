/* Batch: a stream of articles through a model on several threads, results in the order of the articles.
 * In: a reader. Out: results to a sink. The calling thread reads and hands on; records become articles and results on any thread, a parcel
 * at a time, so that memory stays bounded and small enough for a processor's own, and the threads leave no trace in the order. */
#include "analysis/result.h"
#include "article/reader_state.h"
#include "base/memory.h"
#include "base/pipeline.h"
#include "base/threads.h"

/* Of a parcel; and of all parcels under way, beyond which nothing more is read. */
enum { PARCEL_ITEMS = 1024, PARCEL_BYTES = 16 << 10, MOST_BYTES = 2 << 20 };

typedef struct slot {
  slant_parcel parcel;
  slant_error failure; /* of a classification */
} slot;

typedef struct batch {
  const slant_model *model;
  slant_reader *reader;
  const slant_classify_options *options;
  slant_sink sink;
  void *user;
  bool finds_duplicates; /* those of a shard are found when shards are merged */
  slot *slots;
  size_t n_bytes, n_under_way; /* the latter: parcels */
} batch;

static slant_filling fill(void *context, size_t index) {
  batch *b = context;
  slant_parcel *parcel = &b->slots[index].parcel;
  if (slant_reader_is_over(b->reader)) return SLANT_AT_END;
  if (b->n_bytes >= MOST_BYTES) return SLANT_FULL;
  if (slant_reader_waits(b->reader)) {
    if (b->n_under_way > 0) return SLANT_FULL; /* what is read comes first */
    b->reader->options.pause(b->reader->options.user);
  }
  if (!slant_reader_fill(b->reader, parcel, PARCEL_ITEMS, PARCEL_BYTES)) return SLANT_AT_END;
  b->n_bytes += parcel->n_bytes;
  b->n_under_way++;
  return SLANT_FILLED;
}

static void classify_unit(const batch *b, slot *s, slant_unit *unit) {
  if (unit->article == NULL || s->failure.status != SLANT_OK) return;
  slant_result *result;
  if (slant_classify_in(&s->parcel.arena, &result, b->model, unit->article, b->options, &s->failure) == SLANT_OK) unit->result = result;
}

static void work(void *context, size_t index) {
  const batch *b = context;
  slot *s = &b->slots[index];
  slant_parcel_make(&s->parcel, &b->reader->record_options, b->reader->options.paragraphs_by, &b->reader->passing);
  for (size_t i = 0; i < s->parcel.n; i++) {
    classify_unit(b, s, &s->parcel.items[i].rows);
    classify_unit(b, s, &s->parcel.items[i].own);
  }
}

/* Whether it was there before, which its rows tell. Articles come here in their order, whatever the threads. */
static slant_status find_duplicate(const batch *b, slant_result *result, slant_error *err) {
  slant_text id = slant_article_field(result->article, SLANT_ID);
  if (result->sketch == NULL || !b->finds_duplicates) return SLANT_OK;
  slant_status status = slant_duplicates_enter(b->options->duplicates, result->sketch, id, &result->duplicate_of, err);
  for (size_t i = 0; status == SLANT_OK && result->duplicate_of.len > 0 && i < result->article->n_paragraphs; i++) {
    result->rows[i].flags |= SLANT_DUPLICATE;
  }
  return status;
}

/* Hands a unit's result on; what no parcel held whole is classified only now. */
static slant_status hand_on(batch *b, slot *s, slant_unit *unit, slant_error *err) {
  slant_result *result = unit->result;
  slant_status status = result == NULL ? slant_error_copy(err, &s->failure) : SLANT_OK;
  if (result == NULL && status == SLANT_OK) status = slant_classify(&result, b->model, unit->article, b->options, err);
  if (status == SLANT_OK) status = find_duplicate(b, result, err);
  if (status == SLANT_OK) status = b->sink(b->user, result, err);
  slant_result_free(result);
  slant_article_free(unit->article);
  return status;
}

static slant_status check_stop(const slant_classify_options *options, slant_error *err) {
  if (options == NULL || options->should_stop == NULL || !options->should_stop(options->stop_user)) return SLANT_OK;
  return slant_error_set(err, SLANT_E_STOPPED, "interrupted");
}

static slant_status finish(void *context, size_t index, slant_error *err) {
  batch *b = context;
  slot *s = &b->slots[index];
  slant_status status = SLANT_OK;
  bool found = true;
  while (status == SLANT_OK && found) {
    slant_unit unit;
    status = check_stop(b->options, err);
    if (status == SLANT_OK) status = slant_reader_take(b->reader, &s->parcel, &unit, &found, err);
    if (status == SLANT_OK && found) status = hand_on(b, s, &unit, err);
  }
  b->n_bytes -= s->parcel.n_bytes;
  b->n_under_way--;
  slant_parcel_reset(&s->parcel);
  return status;
}

slant_status slant_classify_all(const slant_model *model, slant_reader *reader, const slant_classify_options *options,
                                size_t n_threads, slant_sink sink, void *user, slant_error *err) {
  batch b = {.model = model, .reader = reader, .options = options, .sink = sink, .user = user};
  b.finds_duplicates = reader->passing.n_shards == 0;
  if (n_threads == 0) n_threads = slant_threads_available();
  size_t n_slots = n_threads == 1 ? 1 : 2 * n_threads + 2;
  slant_status status = slant_memory_new(&b.slots, n_slots, sizeof *b.slots, err);
  if (status != SLANT_OK) return status;
  slant_pipeline pipeline = {.context = &b, .n_slots = n_slots, .fill = fill, .work = work, .finish = finish};
  status = slant_pipeline_run(&pipeline, n_threads, err);
  if (status == SLANT_OK) status = check_stop(options, err); /* what ended the run may have ended its input, too */
  if (status == SLANT_OK) status = slant_reader_end(reader, err);
  for (size_t i = 0; i < n_slots; i++) slant_parcel_free(&b.slots[i].parcel);
  slant_memory_free(b.slots);
  return status;
}
