/* encode: what an encoder makes of each paragraph. */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/common.h"

static slant_status open_writer(slant_writer **out, const settings *s, const void *encoder, slant_error *err) {
  return slant_writer_open_readings(out, STDOUT_FILENO, encoder, s->keep_furniture != 0, err);
}

int cmd_encode(const settings *s) {
  slant_error err = {0};
  slant_encoder *encoder = NULL;
  if (s->encoder == NULL) {
    message_print("found no --encoder, expected an encoder's file (slant encode -h explains)");
    return 2;
  }
  if (slant_encoder_open(&encoder, s->encoder, &err) != SLANT_OK) return message_error(&err);
  int code = common_write_articles(s, open_writer, encoder);
  slant_encoder_close(encoder);
  return code;
}
