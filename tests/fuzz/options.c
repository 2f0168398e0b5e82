/* Options: a command line, of which the first byte is the command and the lines are the arguments.
 * Holds: it is understood, or refused as misuse; inputs are those of the line, in their order; reading it again gives the same. */
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/options.h"
#include "fuzz.h"

enum { MOST_ARGUMENTS = 40 };

/* The lines of the text, each ended by NUL in it. */
static int split(char *text, const char **arguments) {
  int n = 0;
  arguments[n++] = "slant";
  for (char *line = text; line != NULL && n < MOST_ARGUMENTS;) {
    char *end = strchr(line, '\n');
    if (end != NULL) *end++ = '\0';
    arguments[n++] = line;
    line = end;
  }
  arguments[n] = NULL;
  return n;
}

static void check_inputs(const settings *s, int n, const char **arguments) {
  int at = 1;
  for (size_t i = 0; i < s->n_inputs; i++) {
    while (at < n && strcmp(arguments[at], s->inputs[i]) != 0) at++;
    FUZZ_HOLDS(at < n);
    at++;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len) {
  slant_text input = {(const char *)bytes, len};
  size_t n_commands;
  const command *commands = commands_all(&n_commands);
  const command *c = &commands[fuzz_take(&input) % n_commands];
  const char *arguments[MOST_ARGUMENTS + 1];
  char *text = calloc(input.len + 1, 1);
  if (text == NULL) abort();
  if (input.len > 0) memcpy(text, input.ptr, input.len);
  int n = split(text, arguments);
  settings first = {0}, second = {0};
  int code = options_parse(&first, n, arguments, c->options, c->name);
  FUZZ_HOLDS(code == 0 || code == 2);
  if (code == 0) check_inputs(&first, n, arguments);
  FUZZ_HOLDS(options_parse(&second, n, arguments, c->options, c->name) == code);
  FUZZ_HOLDS(first.n_inputs == second.n_inputs && first.n_costs == second.n_costs && first.threads == second.threads);
  options_free(&first);
  options_free(&second);
  free(text);
  return 0;
}
