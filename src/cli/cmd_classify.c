/* classify: labels to standard output, or a results folder. */
#include <stdio.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/common.h"
#include "cli/effort.h"
#include "cli/plain.h"
#include "cli/progress.h"
#include "cli/terminal.h"

static const double most_outside = 0.2; /* share of the scored paragraphs that --strict-domain lets pass */
enum { MANY_OUTSIDE = 10 };             /* paragraphs: with fewer, such a share is no news */
enum { ROWS_AUTO, ROWS_JSONL = 3 };     /* choices of --format */
enum { ON_ERROR_EMIT = 2 };             /* of --on-error */

/* Where results go, and what they come to. */
typedef struct run {
  const settings *s;
  slant_model *model;
  effort effort;
  slant_reader *reader;
  slant_writer *writer;   /* rows to standard output, or … */
  slant_results *results; /* … a folder */
  progress bar;
  message_counter counter;
  slant_duplicates *duplicates;
  uint64_t n_scored, n_read, n_foreign, n_outside, n_duplicates;
} run;

static slant_status take(void *user, const slant_result *result, slant_error *err) {
  run *r = user;
  size_t n_rows = slant_result_n_rows(result);
  if (n_rows > 0) r->n_foreign += (slant_result_row(result, 0)->flags & SLANT_NOT_ENGLISH) != 0;
  r->n_duplicates += slant_result_duplicate_of(result).len > 0;
  for (size_t i = 0; i < n_rows; i++) {
    const slant_row *row = slant_result_row(result, i);
    r->n_outside += (row->flags & SLANT_OUT_OF_DOMAIN) != 0;
    r->n_scored += row->label >= 0;
    r->n_read += row->label >= 0 && row->decided == SLANT_BY_ENCODER;
  }
  progress_step(&r->bar);
  return r->results != NULL ? slant_results_add(r->results, result, err) : slant_writer_add(r->writer, result, err);
}

/* For people on a terminal, for programs elsewhere, unless the user says. */
static slant_row_format row_format(const settings *s) {
  static const slant_row_format formats[] = {SLANT_ROWS_CSV, SLANT_ROWS_CSV, SLANT_ROWS_TSV, SLANT_ROWS_JSONL, SLANT_ROWS_VIEW};
  if (s->nest) return SLANT_ROWS_JSONL;
  return s->row_format == ROWS_AUTO && isatty(STDOUT_FILENO) == 1 ? SLANT_ROWS_VIEW : formats[s->row_format];
}

/* Rows for another program come fast, what people look at may take a moment. */
static int open_effort(run *r, const char *const *inputs, size_t n_inputs) {
  bool for_people = r->s->output != NULL || row_format(r->s) == SLANT_ROWS_VIEW;
  return effort_open(r->s, r->model, r->s->effort_or_auto, for_people && effort_is_small(inputs, n_inputs), &r->effort);
}

static slant_classify_options classify_options(const run *r) {
  slant_classify_options options = common_classify(r->s);
  options.effort = r->effort.effort;
  options.encoder = r->effort.encoder;
  options.duplicates = r->duplicates;
  return options;
}

static slant_status open_output(run *r, slant_error *err) {
  const settings *s = r->s;
  if (s->output == NULL) {
    slant_writer_options options = {.format = row_format(s),
                                    .articles = s->summary != 0,
                                    .nested = s->nest != 0,
                                    .with_topic = s->nest != 0,
                                    .with_target = s->nest != 0,
                                    .with_text = s->with_text != 0,
                                    .spreadsheet = s->spreadsheet != 0};
    if (options.format == SLANT_ROWS_VIEW) {
      options.width = terminal_width(STDOUT_FILENO);
      options.colour = terminal_colour(STDOUT_FILENO);
    }
    return slant_writer_open(&r->writer, STDOUT_FILENO, r->model, &options, err);
  }
  slant_results_options options = {.force = s->force != 0,
                                   .no_evidence = s->no_evidence != 0,
                                   .with_text = s->with_text != 0,
                                   .spreadsheet = s->spreadsheet != 0,
                                   .by = s->by.items,
                                   .n_by = s->by.n,
                                   .keep_duplicates = s->keep_duplicates != 0,
                                   .classify = classify_options(r),
                                   .paragraphs_by = (slant_paragraphs_by)s->paragraphs_by};
  return slant_results_open(&r->results, s->output, r->model, &options, err);
}

/* What a folder of results holds, and what it says. */
static int print_summary(const run *r, const slant_reader_counts *counts) {
  slant_error err = {0};
  slant_text summary;
  slant_status status = slant_results_summary(r->results, terminal_width(STDERR_FILENO), terminal_colour(STDERR_FILENO), &summary, &err);
  if (status != SLANT_OK) return message_error(&err);
  fwrite(summary.ptr, 1, summary.len, stderr);
  slant_text_free(summary);
  if (r->effort.encoder != NULL) {
    fprintf(stderr, "The encoder read %llu of %llu paragraphs (effort %s)\n", (unsigned long long)r->n_read, (unsigned long long)r->n_scored,
            slant_effort_name(r->effort.effort));
  }
  if (r->n_outside > 0) {
    fprintf(stderr, "%llu paragraphs (%.1f %%) are unlike the model's training text (out-of-domain)\n", (unsigned long long)r->n_outside,
            100 * (double)r->n_outside / (double)r->n_scored);
  }
  if (counts->skipped > 0) fprintf(stderr, "%llu inputs could not be read and were skipped\n", (unsigned long long)counts->skipped);
  fputs("\nResults: ", stderr);
  plain_print_string(stderr, r->s->output);
  fprintf(stderr, "/report.html, paragraphs.csv, articles.csv, groups.csv, %srun.json\n", r->s->no_evidence ? "" : "evidence.jsonl, ");
  return 0;
}

static slant_status work(run *r, const char *const *inputs, size_t n_inputs, slant_error *err) {
  slant_classify_options options = classify_options(r);
  common_warn_precision(r->s, r->model, &options);
  bool view_shows_it = r->writer != NULL && isatty(STDOUT_FILENO) == 1;
  progress_start(&r->bar, r->s->quiet != 0 || view_shows_it, r->reader, inputs, n_inputs);
  slant_status status = slant_classify_all(r->model, r->reader, &options, (size_t)r->s->threads, take, r, err);
  progress_end(&r->bar);
  if (status != SLANT_OK) return status;
  slant_reader_counts counts = slant_reader_get_counts(r->reader);
  return r->results != NULL ? slant_results_commit(r->results, &counts, err) : slant_writer_finish(r->writer, err);
}

/* The gate of --strict-domain, or a warning without it. */
static int check_domain(const run *r) {
  if ((double)r->n_outside <= most_outside * (double)r->n_scored) return 0;
  if (!r->s->strict_domain) {
    if (r->n_outside < MANY_OUTSIDE || r->s->quiet) return 0;
    message_print("%llu of %llu scored paragraphs are unlike the model's training text (flagged out-of-domain): do not rely on the labels",
                  (unsigned long long)r->n_outside, (unsigned long long)r->n_scored);
    return 0;
  }
  message_print("found %llu of %llu scored paragraphs out-of-domain, expected %.0f %% of them at most (--strict-domain)",
                (unsigned long long)r->n_outside, (unsigned long long)r->n_scored, 100 * most_outside);
  return 1;
}

static void tell(void *user, const slant_error *warning) { message_warning(&((run *)user)->counter, warning); }

static void emit(void *user, const slant_error *problem) { slant_writer_add_error(((run *)user)->writer, problem); }

/* Who waits for the answer to the last line before the next one is written gets it. A failure shows at the next row or the end. */
static void flush(void *user) { (void)slant_writer_finish(((run *)user)->writer, NULL); }

static slant_reader_options reader_options(run *r) {
  slant_reader_options options = common_reader(r->s, &r->counter);
  options.warning = tell;
  options.user = r;
  options.keep_ids = r->s->nest != 0;
  if (r->s->on_error == ON_ERROR_EMIT) options.unfit = emit;
  if (r->s->output == NULL) options.pause = flush;
  return options;
}

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
  if (s->on_error == ON_ERROR_EMIT && !s->nest && (s->output != NULL || s->row_format != ROWS_JSONL)) {
    message_print("found --on-error emit without --format jsonl or --nest, expected one of them: other rows have no place for an error");
    return 2;
  }
  return 0;
}

static int check_use(const settings *s) {
  if (s->keep_duplicates && (!s->duplicates || s->output == NULL)) {
    message_print("found --keep-duplicates without --duplicates and -o DIR, expected both with it");
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

static void close_run(run *r) {
  slant_results_close(r->results);
  slant_writer_close(r->writer);
  slant_reader_close(r->reader);
  slant_duplicates_free(r->duplicates);
  effort_close(&r->effort);
  slant_model_free(r->model);
}

int cmd_classify(const settings *s) {
  run r = {.s = s};
  slant_error err = {0};
  const char *const *inputs;
  size_t n_inputs;
  int code = check_use(s);
  if (code == 0) code = common_inputs(s, &inputs, &n_inputs);
  if (code == 0) code = common_model(s, &r.model);
  if (code == 0) code = open_effort(&r, inputs, n_inputs);
  if (code != 0) {
    close_run(&r);
    return code;
  }
  slant_reader_options reader = reader_options(&r);
  slant_status status = slant_reader_open(&r.reader, inputs, n_inputs, &reader, &err);
  if (status == SLANT_OK && s->duplicates) status = slant_duplicates_new(&r.duplicates, &err);
  if (status == SLANT_OK) status = open_output(&r, &err);
  if (status == SLANT_OK) status = work(&r, inputs, n_inputs, &err);
  message_finish(&r.counter);
  if (status == SLANT_OK) {
    slant_reader_counts counts = slant_reader_get_counts(r.reader);
    if (r.n_foreign > 0 && !s->quiet) {
      message_print("%llu %s in another language than the model's (flagged not-english): do not rely on the labels",
                    (unsigned long long)r.n_foreign, r.n_foreign == 1 ? "article is" : "articles are");
    }
    if (r.n_duplicates > 0 && !s->quiet) {
      message_print("%llu %s an earlier article (flagged duplicate)%s", (unsigned long long)r.n_duplicates,
                    r.n_duplicates == 1 ? "article repeats" : "articles repeat",
                    r.results == NULL ? "" : s->keep_duplicates ? "; groups count them" : "; groups leave them out");
    }
    code = r.results != NULL && !s->quiet ? print_summary(&r, &counts) : 0;
    common_tell_unlisted(r.s, &counts);
    if (code == 0) code = check_domain(&r) != 0 ? 1 : s->on_error == ON_ERROR_EMIT ? 0 : common_exit(&counts);
  } else {
    code = message_error(&err);
  }
  close_run(&r);
  return code;
}
