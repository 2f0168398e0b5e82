/* merge: the folders of all shards into one. */
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/outcome.h"

int cmd_merge(const settings *s) {
  slant_error err = {0};
  slant_results *results = NULL;
  slant_reader_counts read;
  if (s->output == NULL || s->n_inputs == 0) {
    message_print("found no %s, expected SHARD... -o DIR (slant merge -h explains)", s->n_inputs == 0 ? "shards" : "-o");
    return 2;
  }
  slant_status status = slant_results_merge(&results, s->inputs, s->n_inputs, s->output, s->force != 0, &read, &err);
  if (status != SLANT_OK) return message_error(&err);
  slant_results_counts counts = slant_results_get_counts(results);
  outcome_warn(s, &counts, true);
  int code = s->quiet ? 0 : outcome_print(s, results, &read);
  common_tell_unlisted(s, &read);
  slant_results_close(results);
  return code == 0 ? common_exit(&read) : code;
}
