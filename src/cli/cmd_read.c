/* read: articles as slant reads them. */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/common.h"
#include "cli/progress.h"

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

int cmd_read(const settings *s) {
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
  if (status == SLANT_OK) status = slant_writer_open_articles(&writer, STDOUT_FILENO, &err);
  if (status == SLANT_OK) status = copy(reader, writer, &bar, &err);
  progress_end(&bar);
  message_finish(&counter);
  if (status == SLANT_OK) {
    slant_reader_counts counts = slant_reader_get_counts(reader);
    code = common_exit(&counts);
  } else {
    code = message_error(&err);
  }
  slant_writer_close(writer);
  slant_reader_close(reader);
  return code;
}
