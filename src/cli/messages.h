/* Messages: what the program says on standard error. */
#ifndef SLANT_CLI_MESSAGES_H
#define SLANT_CLI_MESSAGES_H

#include "slant/slant.h"

/* "slant: TEXT". Control characters are shown as "?", so that no name can play with the terminal. */
void message_print(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* "slant: FILE:LINE: TEXT". Returns the exit code that belongs to the error. */
int message_error(const slant_error *err);

/* A slant_warning: prints the first twenty and counts the rest. `user` is a message_counter. */
typedef struct message_counter {
  uint64_t n;
  bool quiet;
} message_counter;

void message_warning(void *user, const slant_error *warning);
/* Says how many warnings were not shown. */
void message_finish(const message_counter *counter);

/* Says that memory ran out for what only the program itself keeps; returns the exit code. */
int message_no_memory(void);

#endif
