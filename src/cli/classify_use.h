/* What the options of classify say together. */
#ifndef SLANT_CLI_CLASSIFY_USE_H
#define SLANT_CLI_CLASSIFY_USE_H

#include "cli/options.h"

/* 0, or 2 after a message. */
int classify_check_use(const settings *s);

/* "2/3" into the reader's options; NULL: not divided. 0, or 2 after a message. */
int classify_read_shard(const char *argument, slant_reader_options *reader);

/* For people on a terminal, for programs elsewhere, unless the user says. */
slant_row_format classify_row_format(const settings *s);

/* Whether bad lines are answered in their place. */
bool classify_emits(const settings *s);

#endif
