/* read: articles as slant reads them. */
#include <unistd.h>

#include "cli/commands.h"
#include "cli/common.h"

static slant_status open_writer(slant_writer **out, const settings *s, const void *context, slant_error *err) {
  (void)s;
  (void)context;
  return slant_writer_open_articles(out, STDOUT_FILENO, err);
}

int cmd_read(const settings *s) { return common_write_articles(s, open_writer, NULL); }
