/* Common: inputs, models and exit codes.
 * In: settings. Out: what the library wants. */
#include "cli/common.h"

#include "cli/progress.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

slant_reader_options common_reader(const settings *s, message_counter *counter) {
  static const slant_format formats[] = {SLANT_FORMAT_AUTO, SLANT_FORMAT_TXT, SLANT_FORMAT_MD,
                                         SLANT_FORMAT_JSONL, SLANT_FORMAT_JSON, SLANT_FORMAT_CSV, SLANT_FORMAT_TSV, SLANT_FORMAT_HTML, SLANT_FORMAT_WARC};
  counter->quiet = s->quiet != 0;
  return (slant_reader_options){.format = formats[s->from],
                                .paragraphs_by = (slant_paragraphs_by)s->paragraphs_by,
                                .list_all = s->list_all != 0,
                                .strict = s->strict != 0,
                                .fail = s->on_error == 1,
                                .limit = s->limit,
                                .max_record_bytes = (size_t)s->max_record,
                                .encoding = s->encoding,
                                .fields = s->fields.items,
                                .n_fields = s->fields.n,
                                .warning = message_warning,
                                .user = counter};
}

slant_classify_options common_classify(const settings *s) {
  return (slant_classify_options){.decide = (slant_decide)s->decide,
                                  .keep_furniture = s->keep_furniture != 0,
                                  .target = s->target,
                                  .min_precision = s->min_precision};
}

void common_warn_precision(const settings *s, const slant_model *model, const slant_classify_options *options) {
  if (!(s->min_precision > 0) || s->quiet) return;
  slant_promise promise = slant_model_promise(model, options->effort, options->decide, s->min_precision);
  if (promise.share > 0) return;
  message_print("the model never had a precision of %.4g, %.4f at best, whatever the confidence: all rows are uncertain",
                s->min_precision, promise.best);
}

int common_inputs(const settings *s, const char *const **inputs, size_t *n_inputs) {
  static const char *const standard[] = {"-"};
  *inputs = s->inputs;
  *n_inputs = s->n_inputs;
  if (s->n_inputs > 0) return 0;
  if (isatty(STDIN_FILENO) == 1) {
    message_print("found no input, expected files, folders or - for standard input (-h explains)");
    return 2;
  }
  *inputs = standard;
  *n_inputs = 1;
  return 0;
}

/* "share/slant/news-en.safetensors" beside the folder of the program: an installation that may have been moved. */
static const char *beside_program(char *path, size_t size) {
  static const char name[] = "/../share/slant/news-en.safetensors";
  ssize_t n = readlink("/proc/self/exe", path, size - sizeof name);
  if (n <= 0) return NULL;
  path[n] = '\0';
  char *slash = strrchr(path, '/');
  if (slash == NULL) return NULL;
  memcpy(slash, name, sizeof name);
  return path;
}

int common_open_model(const char *path, slant_model **out) {
  slant_error err = {0};
  return slant_model_open(out, path, &err) == SLANT_OK ? 0 : message_error(&err);
}

const char *common_shipped_model(char *room) {
  const char *places[] = {beside_program(room, PATH_MAX), SLANT_MODEL_BUILT, SLANT_MODEL_INSTALLED};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    if (places[i] != NULL && access(places[i], R_OK) == 0) return places[i];
  }
  return NULL;
}

const char *common_model_path(const settings *s, char *room) {
  const char *named = s->model != NULL ? s->model : getenv("SLANT_MODEL");
  return named != NULL && *named != '\0' ? named : common_shipped_model(room);
}

int common_model(const settings *s, slant_model **out) {
  char room[PATH_MAX];
  const char *path = common_model_path(s, room);
  if (path != NULL) return common_open_model(path, out);
  message_print("found no model at %s or %s, expected one there or named by -m or SLANT_MODEL", SLANT_MODEL_BUILT, SLANT_MODEL_INSTALLED);
  return SLANT_E_MODEL;
}

int common_exit(const slant_reader_counts *counts) {
  if (counts->skipped == 0) return 0;
  if (counts->articles == 0) return SLANT_E_DATA;
  return 6;
}

void common_tell_unlisted(const settings *s, const slant_reader_counts *counts) {
  if (s->quiet != 0 || counts->unlisted == 0) return;
  message_print("%llu stretches of text far from the articles of pages are not listed (--list-all lists them)",
                (unsigned long long)counts->unlisted);
}

int common_print(slant_text text) {
  bool whole = fwrite(text.ptr, 1, text.len, stdout) == text.len && fflush(stdout) == 0;
  if (whole && ferror(stdout) == 0) return 0;
  message_print("standard output: cannot write: %s", whole ? "an earlier write failed" : strerror(errno));
  return SLANT_E_IO;
}

void common_print_json(slant_text text) {
  putchar('"');
  for (size_t i = 0; i < text.len; i++) {
    unsigned char c = (unsigned char)text.ptr[i];
    if (c == '"' || c == '\\') printf("\\%c", c);
    else if (c < 0x20) printf("\\u%04x", c);
    else putchar(c);
  }
  putchar('"');
}

/* Hands every article to the writer, to the end of both. */
static slant_status copy(slant_reader *reader, slant_writer *writer, progress *bar, slant_error *err) {
  for (;;) {
    slant_article *article;
    slant_status status = slant_reader_next(reader, &article, err);
    if (status == SLANT_OK && article == NULL) return slant_writer_finish(writer, err);
    if (status == SLANT_OK) status = slant_writer_add_article(writer, article, err);
    slant_article_free(article);
    if (status != SLANT_OK) return status;
    progress_step(bar);
  }
}

int common_write_articles(const settings *s, common_opener *open, const void *context) {
  slant_error err = {0};
  slant_reader *reader = NULL;
  slant_writer *writer = NULL;
  message_counter counter = {0};
  progress bar;
  const char *const *inputs;
  size_t n_inputs;
  int code = common_inputs(s, &inputs, &n_inputs);
  if (code != 0) return code;
  slant_reader_options options = common_reader(s, &counter);
  slant_status status = slant_reader_open(&reader, inputs, n_inputs, &options, &err);
  progress_start(&bar, s->quiet != 0, reader, inputs, n_inputs);
  if (status == SLANT_OK) status = open(&writer, s, context, &err);
  if (status == SLANT_OK) status = copy(reader, writer, &bar, &err);
  progress_end(&bar);
  message_finish(&counter);
  if (status == SLANT_OK) {
    slant_reader_counts counts = slant_reader_get_counts(reader);
    common_tell_unlisted(s, &counts);
    code = common_exit(&counts);
  } else {
    code = message_error(&err);
  }
  slant_writer_close(writer);
  slant_reader_close(reader);
  return code;
}
