/* classify: labels to standard output, or a results folder. */
#include <stdio.h>
#include <unistd.h>

#include "cli/classify_use.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/effort.h"
#include "cli/interrupt.h"
#include "cli/outcome.h"
#include "cli/progress.h"
#include "cli/terminal.h"

static const double most_outside = 0.2; /* share of the scored paragraphs that --strict-domain lets pass */
enum { MANY_OUTSIDE = 10 };             /* paragraphs: with fewer, such a share is no news */

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
  slant_results_counts counts; /* of rows; a folder counts itself */
} run;

static void count(slant_results_counts *c, const slant_result *result) {
  size_t n_rows = slant_result_n_rows(result);
  c->articles++;
  if (n_rows > 0) c->foreign += (slant_result_row(result, 0)->flags & SLANT_NOT_ENGLISH) != 0;
  c->duplicates += slant_result_duplicate_of(result).len > 0;
  for (size_t i = 0; i < n_rows; i++) {
    const slant_row *row = slant_result_row(result, i);
    c->out_of_domain += (row->flags & SLANT_OUT_OF_DOMAIN) != 0;
    c->scored += row->label >= 0;
  }
}

static slant_status take(void *user, const slant_result *result, slant_error *err) {
  run *r = user;
  progress_step(&r->bar);
  if (r->results != NULL) return slant_results_add(r->results, result, err);
  count(&r->counts, result);
  return slant_writer_add(r->writer, result, err);
}

/* Rows for another program come fast, what people look at may take a moment. */
static int open_effort(run *r, const char *const *inputs, size_t n_inputs) {
  bool for_people = r->s->output != NULL || classify_row_format(r->s) == SLANT_ROWS_VIEW;
  return effort_open(r->s, r->model, r->s->effort_or_auto, for_people && effort_is_small(inputs, n_inputs), &r->effort);
}

static slant_classify_options classify_options(const run *r) {
  slant_classify_options options = common_classify(r->s);
  options.effort = r->effort.effort;
  options.encoder = r->effort.encoder;
  options.duplicates = r->duplicates;
  options.should_stop = interrupt_asked;
  return options;
}

static slant_status open_output(run *r, slant_error *err) {
  const settings *s = r->s;
  if (s->output == NULL) {
    slant_writer_options options = {.format = classify_row_format(s),
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
                                   .paragraphs_by = (slant_paragraphs_by)s->paragraphs_by,
                                   .reader = r->reader,
                                   .resume = s->resume != 0};
  return slant_results_open(&r->results, s->output, r->model, &options, err);
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
  unsigned long long n = r->counts.out_of_domain, n_scored = r->counts.scored;
  if ((double)n <= most_outside * (double)n_scored) return 0;
  if (!r->s->strict_domain) {
    if (n < MANY_OUTSIDE || r->s->quiet) return 0;
    message_print("%llu of %llu scored paragraphs are unlike the model's training text (flagged out-of-domain): do not rely on the labels", n,
                  n_scored);
    return 0;
  }
  message_print("found %llu of %llu scored paragraphs out-of-domain, expected %.0f %% of them at most (--strict-domain)", n, n_scored,
                100 * most_outside);
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
  if (classify_emits(r->s)) options.unfit = emit;
  if (r->s->output == NULL) options.pause = flush;
  return options;
}

static void close_run(run *r) {
  slant_results_close(r->results);
  slant_writer_close(r->writer);
  slant_reader_close(r->reader);
  slant_duplicates_free(r->duplicates);
  effort_close(&r->effort);
  slant_model_free(r->model);
}

/* A run that is whole. */
static int finish(run *r) {
  const settings *s = r->s;
  slant_reader_counts read = slant_reader_get_counts(r->reader);
  int code = 0;
  if (r->results != NULL) r->counts = slant_results_get_counts(r->results);
  outcome_warn(s, &r->counts, r->results != NULL);
  if (s->shard != NULL && !s->quiet) {
    unsigned long long n = r->counts.articles, n_paragraphs = r->counts.paragraphs;
    fprintf(stderr, "Shard %s: %llu %s, %llu %s in %s; slant merge puts all shards together\n", s->shard, n, n == 1 ? "article" : "articles",
            n_paragraphs, n_paragraphs == 1 ? "paragraph" : "paragraphs", s->output);
  } else if (r->results != NULL && !s->quiet) {
    code = outcome_print(s, r->results, &read);
  }
  common_tell_unlisted(s, &read);
  if (code != 0) return code;
  if (s->shard != NULL) read.articles += r->counts.articles == 0; /* the others have them */
  return check_domain(r) != 0 ? 1 : classify_emits(s) ? 0 : common_exit(&read);
}

/* A run that ended early: what may go better another time is kept. */
static int fail(run *r, const slant_error *err) {
  bool passes = err->status == SLANT_E_STOPPED || err->status == SLANT_E_IO || err->status == SLANT_E_MEMORY;
  bool kept = r->results != NULL && passes && slant_results_keep(r->results);
  unsigned long long n = r->results != NULL ? slant_results_get_counts(r->results).articles : r->counts.articles;
  int code = err->status == SLANT_E_STOPPED ? INTERRUPT_EXIT : message_error(err);
  const char *why = err->status == SLANT_E_STOPPED ? "interrupted: " : "";
  if (kept) {
    message_print("%s%llu %s whole in %s; the same command with --resume goes on", why, n, n == 1 ? "article is" : "articles are", r->s->output);
  } else if (err->status == SLANT_E_STOPPED && r->results != NULL) {
    message_print("interrupted: no article was whole, nothing is kept");
  } else if (err->status == SLANT_E_STOPPED) {
    slant_error late = {0};
    if (r->writer != NULL && slant_writer_finish(r->writer, &late) != SLANT_OK) return message_error(&late);
    message_print("interrupted: the rows of %llu %s written", n, n == 1 ? "article are" : "articles are");
  }
  return code;
}

/* Reads, labels and writes. */
static int run_all(run *r, const char *const *inputs, size_t n_inputs) {
  slant_error err = {0};
  slant_reader_options reader = reader_options(r);
  int code = classify_read_shard(r->s->shard, &reader);
  if (code != 0) return code;
  interrupt_catch();
  slant_status status = slant_reader_open(&r->reader, inputs, n_inputs, &reader, &err);
  if (status == SLANT_OK && r->s->duplicates) status = slant_duplicates_new(&r->duplicates, &err);
  if (status == SLANT_OK) status = open_output(r, &err);
  if (status == SLANT_OK && r->results != NULL && slant_results_is_finished(r->results)) {
    if (!r->s->quiet) message_print("%s: the run is finished, nothing is left to do", r->s->output);
    return 0;
  }
  if (status == SLANT_OK) status = work(r, inputs, n_inputs, &err);
  message_finish(&r->counter);
  return status == SLANT_OK ? finish(r) : fail(r, &err);
}

int cmd_classify(const settings *s) {
  run r = {.s = s};
  const char *const *inputs;
  size_t n_inputs;
  int code = classify_check_use(s);
  if (code == 0) code = common_inputs(s, &inputs, &n_inputs);
  if (code == 0) code = common_model(s, &r.model);
  if (code == 0) code = open_effort(&r, inputs, n_inputs);
  if (code == 0) code = run_all(&r, inputs, n_inputs);
  close_run(&r);
  return code;
}
