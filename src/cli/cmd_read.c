/* read: articles as slant reads them. */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/common.h"
#include "cli/progress.h"

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
  if (status == SLANT_OK) status = common_copy(reader, writer, &bar, &err);
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
