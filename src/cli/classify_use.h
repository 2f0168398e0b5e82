/* Use of classify: options that do not go together, and the shard. */
#ifndef SLANT_CLI_CLASSIFY_USE_H
#define SLANT_CLI_CLASSIFY_USE_H

#include "cli/options.h"

/* Returns 0, or 2 after a message. */
int classify_check_use(const settings *s);

/* "2/3" into the reader's options; NULL: all articles. Returns 0, or 2 after a message. */
int classify_read_shard(const char *argument, slant_reader_options *reader);

#endif
