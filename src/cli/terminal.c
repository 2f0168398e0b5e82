/* Terminal: asking the system about the window.
 * In: the environment. Out: width and colour. */
#define _DEFAULT_SOURCE
#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

size_t terminal_width(int fd) {
  struct winsize window;
  if (ioctl(fd, TIOCGWINSZ, &window) == 0 && window.ws_col > 0) return window.ws_col;
  const char *columns = getenv("COLUMNS");
  return columns == NULL ? 0 : (size_t)strtoul(columns, NULL, 10);
}

bool terminal_colour(int fd) {
  const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
  bool refused = no_colour != NULL && *no_colour != '\0';
  bool dumb = terminal == NULL || strcmp(terminal, "dumb") == 0;
  return !refused && !dumb && isatty(fd) == 1;
}
