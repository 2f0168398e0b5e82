/* Use of classify: options that do not go together, and what some of them say.
 * In: settings. Out: answers, and messages about misuse. */
#include "cli/classify_use.h"

#include <stdlib.h>
#include <unistd.h>

#include "cli/messages.h"

enum { ROWS_AUTO, ROWS_JSONL = 3 }; /* choices of --format */
enum { ON_ERROR_EMIT = 2 };         /* of --on-error */

slant_row_format classify_row_format(const settings *s) {
  static const slant_row_format formats[] = {SLANT_ROWS_CSV, SLANT_ROWS_CSV, SLANT_ROWS_TSV, SLANT_ROWS_JSONL, SLANT_ROWS_VIEW};
  if (s->nest) return SLANT_ROWS_JSONL;
  return s->row_format == ROWS_AUTO && isatty(STDOUT_FILENO) == 1 ? SLANT_ROWS_VIEW : formats[s->row_format];
}

bool classify_emits(const settings *s) { return s->on_error == ON_ERROR_EMIT; }

/* Options that want rows of JSON on standard output. */
static int check_json(const settings *s) {
  if (s->nest && (s->output != NULL || s->summary || (s->row_format != ROWS_AUTO && s->row_format != ROWS_JSONL))) {
    message_print("found --nest with -o, --summary or another --format than jsonl, expected it without them: a line holds both kinds of rows");
    return 2;
  }
  if (s->nest && s->duplicates) {
    message_print("found --nest with --duplicates, expected one of them: duplicates are known by their ids, which may repeat with --nest");
    return 2;
  }
  if (classify_emits(s) && !s->nest && (s->output != NULL || s->row_format != ROWS_JSONL)) {
    message_print("found --on-error emit without --format jsonl or --nest, expected one of them: other rows have no place for an error");
    return 2;
  }
  return 0;
}

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
  if (s->spreadsheet && (s->nest || s->row_format >= ROWS_JSONL)) {
    message_print("found --spreadsheet with --format jsonl or view, expected csv or tsv with it");
    return 2;
  }
  if (s->output != NULL && (s->summary || s->row_format != 0)) {
    message_print("found --summary or --format together with -o, expected one of them: the folder holds both kinds of rows as CSV");
    return 2;
  }
  return check_json(s);
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
