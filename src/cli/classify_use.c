/* Use of classify.
 * In: settings. Out: whether they make sense together. */
#include "cli/classify_use.h"

#include <stdlib.h>

#include "cli/messages.h"

int classify_check_use(const settings *s) {
  if (s->keep_duplicates && (!s->duplicates || s->output == NULL)) {
    message_print("found --keep-duplicates without --duplicates and -o DIR, expected both with it");
    return 2;
  }
  if (s->output == NULL && (s->resume || s->shard != NULL)) {
    message_print("found --resume or --shard without -o, expected -o DIR with them");
    return 2;
  }
  if (s->output == NULL && (s->force || s->no_evidence || s->by.n > 0)) {
    message_print("found --force, --no-evidence or --by without -o, expected -o DIR with them");
    return 2;
  }
  if (s->spreadsheet && s->row_format >= 3) {
    message_print("found --spreadsheet with --format jsonl or view, expected csv or tsv with it");
    return 2;
  }
  if (s->output != NULL && (s->summary || s->row_format != 0)) {
    message_print("found --summary or --format together with -o, expected one of them: the folder holds both kinds of rows as CSV");
    return 2;
  }
  return 0;
}

int classify_read_shard(const char *argument, slant_reader_options *reader) {
  char *end = NULL, *rest = NULL;
  if (argument == NULL) return 0;
  bool digits = *argument >= '0' && *argument <= '9';
  unsigned long shard = digits ? strtoul(argument, &end, 10) : 0;
  digits = digits && *end == '/' && end[1] >= '0' && end[1] <= '9';
  unsigned long n_shards = digits ? strtoul(end + 1, &rest, 10) : 0;
  if (digits && *rest == '\0' && shard >= 1 && shard <= n_shards && n_shards <= SLANT_MOST_SHARDS) {
    reader->shard = shard;
    reader->n_shards = n_shards;
    return 0;
  }
  message_print("found --shard \"%s\", expected I/N with I from 1 to N and N up to %d, as in 2/3", argument, SLANT_MOST_SHARDS);
  return 2;
}
