/* Main: finds the command, reads its options, runs it.
 * In: the command line. Out: the exit code. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/common.h"
#include "cli/help.h"
#include "cli/messages.h"
#include "cli/suggest.h"

static const option_id no_command_options[] = {OPTION_HELP, OPTION_VERSION, OPTION_END};

static const command *find(const char *name) {
  size_t n;
  const command *all = commands_all(&n);
  for (size_t i = 0; i < n; i++) {
    if (strcmp(all[i].name, name) == 0) return &all[i];
  }
  return NULL;
}

static int unknown_command(const char *name) {
  size_t n;
  const command *all = commands_all(&n);
  const char *names[16];
  for (size_t i = 0; i < n; i++) names[i] = all[i].name;
  const char *near = suggest_nearest(name, names, n);
  if (near != NULL) {
    message_print("found the unknown command \"%s\", did you mean %s? (slant -h lists all)", name, near);
  } else {
    message_print("found the unknown command \"%s\", expected one of those that slant -h lists", name);
  }
  return 2;
}

/* Help and version, too, tell when they cannot be written. */
static int finish_output(void) { return common_print((slant_text){"", 0}); }

/* "slant -h", "slant --version", "slant help COMMAND". */
static int run_without_command(int argc, const char **argv) {
  settings s = {0};
  int code = options_parse(&s, argc, argv, no_command_options, "");
  if (code == 0 && s.version) {
    printf("slant %s\n", slant_version());
  } else if (code == 0) {
    help_overview(stdout);
  }
  options_free(&s);
  return code == 0 ? finish_output() : code;
}

static int run(const command *c, int argc, const char **argv) {
  settings s = {0};
  int code = options_parse(&s, argc, argv, c->options, c->name);
  if (code == 0 && s.help) {
    help_command(stdout, c);
    code = finish_output();
  } else if (code == 0) {
    code = c->run(&s);
  }
  options_free(&s);
  return code;
}

int main(int argc, char **argv) {
  (void)signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of writing, and is told */
  const char **arguments = (const char **)(void *)argv;
  if (argc < 2) {
    help_overview(stderr);
    return 2;
  }
  if (argv[1][0] == '-') return run_without_command(argc, arguments);
  if (strcmp(argv[1], "help") == 0) {
    const command *c = argc > 2 ? find(argv[2]) : NULL;
    if (argc > 2 && c == NULL) return unknown_command(argv[2]);
    if (c == NULL) help_overview(stdout);
    else help_command(stdout, c);
    return finish_output();
  }
  const command *c = find(argv[1]);
  return c == NULL ? unknown_command(argv[1]) : run(c, argc - 1, arguments + 1);
}
