/* Merge, shards: what folders hold, and whether they are the shards of one run.
 * In: paths. Out: open shards. */
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "results/merge.h"
#include "results/setup.h"

static slant_status unfit(const slant_shard *shard, const char *found, const char *expected, slant_error *err) {
  return slant_error_at(err, SLANT_E_USAGE, shard->results->path, 0, "found %s, expected %s", found, expected);
}

static slant_status get_number(const slant_shard *shard, const char *name, uint64_t *out, slant_error *err) {
  slant_buffer text = {0};
  double number = 0;
  slant_status status = slant_setup_get(slant_journal_setup(shard->results->journal), name, shard->results->path, &text, err);
  if (status == SLANT_OK && (!slant_number_parse(slant_buffer_get(&text), &number) || !(number >= 0 && number <= SLANT_MOST_SHARDS)))
    status = unfit(shard, "no number of a shard in the journal", "one as slant classify writes it", err);
  *out = (uint64_t)number;
  slant_buffer_free(&text);
  return status;
}

static slant_status open_shard(slant_shard *shard, const char *path, slant_error *err) {
  slant_status status = slant_memory_new(&shard->results, 1, sizeof *shard->results, err);
  if (status != SLANT_OK) return status;
  shard->results->kept = true; /* nothing here is ours to remove */
  status = slant_memory_new(&shard->results->path, strlen(path) + 1, 1, err);
  if (status == SLANT_OK) memcpy(shard->results->path, path, strlen(path));
  if (status == SLANT_OK) status = slant_journal_open(&shard->results->journal, path, false, err);
  if (status != SLANT_OK) return status;
  if (shard->results->journal == NULL) return unfit(shard, "no shard", "a folder that slant classify --shard -o wrote", err);
  status = get_number(shard, "shard", &shard->number, err);
  if (status == SLANT_OK) status = get_number(shard, "shards", &shard->n_shards, err);
  if (status == SLANT_OK && shard->n_shards == 0) status = unfit(shard, "an unfinished run", "a folder that slant classify --shard -o wrote", err);
  if (status == SLANT_OK) status = slant_results_check(shard->results, err);
  if (status == SLANT_OK && shard->results->record.finished == 0)
    status = unfit(shard, "a shard that is not whole, or was changed", "a finished one (slant classify --resume finishes it)", err);
  return status;
}

/* What all shards of a run have met alike. */
static bool same_inputs(const slant_shard *a, const slant_shard *b) {
  const slant_position *p = &a->results->record.position, *q = &b->results->record.position;
  return p->items == q->items && p->units == q->units && p->inputs == q->inputs && p->counts.skipped - p->failed == q->counts.skipped - q->failed &&
         p->counts.ignored == q->counts.ignored;
}

static slant_status check_all(const slant_shard *shards, size_t n, slant_error *err) {
  const slant_shard *first = shards, *seen[SLANT_MOST_SHARDS + 1] = {NULL};
  for (const slant_shard *s = shards; s < shards + n; s++) {
    slant_status status = slant_setup_compare(slant_journal_setup(s->results->journal), slant_journal_setup(first->results->journal), false,
                                              s->results->path, first->results->path, err);
    if (status != SLANT_OK) return status;
    if (seen[s->number] != NULL) {
      return slant_error_at(err, SLANT_E_USAGE, s->results->path, 0, "found shard %llu of %llu again, expected each once (%s is the same)",
                            (unsigned long long)s->number, (unsigned long long)s->n_shards, seen[s->number]->results->path);
    }
    seen[s->number] = s;
    if (!same_inputs(first, s)) {
      return slant_error_at(err, SLANT_E_USAGE, s->results->path, 0, "found a shard of other inputs, expected the same as in %s", first->results->path);
    }
  }
  for (uint64_t i = 1; i <= first->n_shards; i++) {
    if (seen[i] != NULL) continue;
    return slant_error_set(err, SLANT_E_USAGE, "found no shard %llu of %llu, expected all of them", (unsigned long long)i,
                           (unsigned long long)first->n_shards);
  }
  return SLANT_OK;
}

slant_status slant_shards_open(slant_shard *shards, const char *const *paths, size_t n, slant_error *err) {
  slant_buffer path = {0};
  slant_status status = SLANT_OK;
  for (size_t i = 0; i < n && status == SLANT_OK; i++) status = open_shard(&shards[i], paths[i], err);
  if (status == SLANT_OK) status = check_all(shards, n, err);
  for (size_t i = 0; i < n * SLANT_JOURNAL_FILES && status == SLANT_OK; i++) {
    size_t file = i % SLANT_JOURNAL_FILES;
    slant_shard *shard = &shards[i / SLANT_JOURNAL_FILES];
    if (shard->results->record.len[file] > 0) status = slant_results_open_written(shard->results, file, &path, &shard->files[file], err);
  }
  slant_buffer_free(&path);
  return status;
}

void slant_shards_close(slant_shard *shards, size_t n) {
  for (slant_shard *s = shards; s < shards + n; s++) {
    for (size_t f = 0; f < SLANT_JOURNAL_FILES; f++) {
      if (s->files[f] != NULL) slant_input_close(s->files[f]);
    }
    slant_buffer_free(&s->id);
    slant_results_close(s->results);
  }
}
