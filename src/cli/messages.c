/* Messages: errors and warnings on standard error.
 * In: error records. Out: one line each, safe for a terminal. */
#include "cli/messages.h"

#include <stdarg.h>
#include <stdio.h>

#include "cli/plain.h"

enum { MOST_WARNINGS = 20, LONGEST = 2048 };

static void print_line(const char *text) {
  fputs("slant: ", stderr);
  plain_print_string(stderr, text);
  fputc('\n', stderr);
}

void message_print(const char *format, ...) {
  char text[LONGEST];
  va_list args;
  va_start(args, format);
  (void)vsnprintf(text, sizeof text, format, args);
  va_end(args);
  print_line(text);
}

int message_no_memory(void) {
  message_print("found no memory for the command line, expected some");
  return SLANT_E_IO;
}

int message_error(const slant_error *err) {
  const char *name = err->source[0] == '-' && err->source[1] == '\0' ? "standard input" : err->source;
  if (err->source[0] == '\0') {
    message_print("%s", err->text);
  } else if (err->line == 0) {
    message_print("%s: %s", name, err->text);
  } else {
    message_print("%s:%llu: %s", name, (unsigned long long)err->line, err->text);
  }
  return err->status == SLANT_E_MEMORY ? SLANT_E_IO : (int)err->status;
}

void message_warning(void *user, const slant_error *warning) {
  message_counter *counter = user;
  counter->n++;
  if (!counter->quiet && counter->n <= MOST_WARNINGS) (void)message_error(warning);
}

void message_finish(const message_counter *counter) {
  if (!counter->quiet && counter->n > MOST_WARNINGS) {
    message_print("%llu more warnings are not shown", (unsigned long long)(counter->n - MOST_WARNINGS));
  }
}
