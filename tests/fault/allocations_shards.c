/* Work with shards, for allocations that fail.
 * In: files that are there. Out: folders. */
#include "allocations_shards.h"

static slant_status take(void *user, const slant_result *result, slant_error *err) { return slant_results_add(user, result, err); }

static slant_status label(size_t shard, const char *folder, slant_error *err) {
  const char *inputs[] = {"data.csv"};
  const slant_reader_options reading = {.shard = shard, .n_shards = 2};
  slant_results_options options = {.force = true};
  slant_model *model = NULL;
  slant_results *results = NULL;
  slant_status status = slant_model_open(&model, "model", err);
  if (status == SLANT_OK) status = slant_duplicates_new(&options.classify.duplicates, err);
  if (status == SLANT_OK) status = slant_reader_open(&options.reader, inputs, 1, &reading, err);
  if (status == SLANT_OK) status = slant_results_open(&results, folder, model, &options, err);
  if (status == SLANT_OK) status = slant_classify_all(model, options.reader, &options.classify, 1, take, results, err);
  if (status == SLANT_OK) {
    slant_reader_counts counts = slant_reader_get_counts(options.reader);
    status = slant_results_commit(results, &counts, err);
  }
  slant_results_close(results);
  slant_reader_close(options.reader);
  slant_duplicates_free(options.classify.duplicates);
  slant_model_free(model);
  return status;
}

slant_status label_shard(slant_error *err) { return label(1, "one", err); }

slant_status label_other_shard(slant_error *err) { return label(2, "two", err); }

slant_status merge_shards(slant_error *err) {
  const char *shards[] = {"two", "one"};
  slant_results *results;
  slant_reader_counts counts;
  slant_status status = slant_results_merge(&results, shards, 2, "merged", true, &counts, err);
  if (status == SLANT_OK) slant_results_close(results);
  return status;
}
