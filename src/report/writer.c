/* Writer: rows to a descriptor.
 * In: results or articles, one at a time. Out: lines in order; memory does not grow. */
#include "base/memory.h"
#include "base/output.h"
#include "report/report_quality.h"
#include "report/report_readings.h"
#include "report/report_rows.h"
#include "report/report_terminal.h"

struct slant_writer {
  slant_output *output; /* NULL: lines are kept until they are taken */
  slant_writer_options options;
  slant_buffer lines;
  slant_readings_rows readings; /* with an encoder: articles become readings */
};

/* With a descriptor below 0, a writer to memory. */
static slant_status open_writer(slant_writer **out, int fd, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK || fd < 0) return status;
  status = slant_output_open_fd(&(*out)->output, fd, "standard output", err);
  if (status != SLANT_OK) {
    slant_writer_close(*out);
    *out = NULL;
  }
  return status;
}

static slant_status hand_on(slant_writer *writer, slant_error *err) {
  slant_status status = slant_buffer_check(&writer->lines, err);
  if (writer->output == NULL) return status;
  if (status == SLANT_OK) status = slant_output_put(writer->output, slant_buffer_get(&writer->lines), err);
  slant_buffer_clear(&writer->lines);
  return status;
}

slant_status slant_writer_open(slant_writer **out, int fd, const slant_model *model, const slant_writer_options *options,
                               slant_error *err) {
  static const slant_writer_options defaults;
  if (options != NULL && options->nested && options->format != SLANT_ROWS_JSONL) {
    *out = NULL;
    return slant_error_set(err, SLANT_E_USAGE, "found nested rows in another format than JSON lines, expected SLANT_ROWS_JSONL with them");
  }
  slant_status status = open_writer(out, fd, err);
  if (status != SLANT_OK) return status;
  (*out)->options = options == NULL ? defaults : *options;
  if ((*out)->options.nested) (*out)->options.articles = true;
  if ((*out)->options.format != SLANT_ROWS_VIEW) slant_rows_put_header(&(*out)->lines, model, &(*out)->options);
  status = hand_on(*out, err);
  if (status != SLANT_OK) {
    slant_writer_close(*out);
    *out = NULL;
  }
  return status;
}

slant_status slant_writer_open_articles(slant_writer **out, int fd, slant_error *err) { return open_writer(out, fd, err); }

slant_status slant_writer_open_readings(slant_writer **out, int fd, const slant_encoder *encoder, bool keep_furniture, slant_error *err) {
  slant_status status = open_writer(out, fd, err);
  if (status != SLANT_OK) return status;
  (*out)->readings.keep_furniture = keep_furniture;
  (*out)->readings.encoder = encoder;
  slant_readings_put_header(&(*out)->lines);
  status = hand_on(*out, err);
  if (status != SLANT_OK) {
    slant_writer_close(*out);
    *out = NULL;
  }
  return status;
}

slant_status slant_writer_add(slant_writer *writer, const slant_result *result, slant_error *err) {
  if (writer->options.format == SLANT_ROWS_VIEW) {
    slant_view_put(&writer->lines, result, &writer->options);
  } else {
    slant_rows_put(&writer->lines, result, &writer->options);
  }
  return hand_on(writer, err);
}

slant_status slant_writer_add_article(slant_writer *writer, const slant_article *article, slant_error *err) {
  if (writer->readings.encoder != NULL) {
    slant_status status = slant_readings_put(&writer->readings, article, &writer->lines, err);
    if (status != SLANT_OK) return status;
  } else {
    slant_rows_put_read(&writer->lines, article, true);
  }
  return hand_on(writer, err);
}

slant_status slant_writer_sink(void *writer, const slant_result *result, slant_error *err) { return slant_writer_add(writer, result, err); }

void slant_writer_add_error(void *user, const slant_error *problem) {
  slant_writer *writer = user;
  slant_rows_put_error(&writer->lines, problem);
  (void)hand_on(writer, NULL); /* an output that failed once fails again when more is added, or at the end */
}

slant_status slant_writer_finish(slant_writer *writer, slant_error *err) {
  return writer->output == NULL ? slant_buffer_check(&writer->lines, err) : slant_output_flush(writer->output, err);
}

slant_status slant_writer_take(slant_writer *writer, slant_text *out, slant_error *err) {
  return slant_quality_take(&writer->lines, out, err);
}

void slant_writer_close(slant_writer *writer) {
  if (writer == NULL) return;
  slant_output_close(writer->output);
  slant_buffer_free(&writer->lines);
  slant_readings_rows_clear(&writer->readings);
  slant_memory_free(writer);
}
