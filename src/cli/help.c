/* Help: texts set to 80 columns.
 * In: the tables. Out: what -h prints. */
#include "cli/help.h"

#include <string.h>

enum { WIDTH = 80, OPTION_COLUMN = 28 };

/* Words of `text` from column `column` on, with `indent` spaces on further lines. "\n" begins a paragraph. */
static void print_wrapped(FILE *out, const char *text, size_t column, size_t indent) {
  while (*text != '\0') {
    size_t len = strcspn(text, " \n");
    if (column > indent && column + 1 + len > WIDTH) {
      fprintf(out, "\n%*s", (int)indent, "");
      column = indent;
    } else if (column > indent) {
      fputc(' ', out);
      column++;
    }
    fwrite(text, 1, len, out);
    column += len;
    text += len;
    if (*text == '\n') {
      fprintf(out, "\n%*s", (int)indent, "");
      column = indent;
    }
    text += *text != '\0';
  }
  fputc('\n', out);
}

static void print_option(FILE *out, const option_row *row) {
  char name[OPTION_COLUMN + 64];
  int n = row->letter != 0 ? snprintf(name, sizeof name, "  -%c, --%s", row->letter, row->name)
                           : snprintf(name, sizeof name, "      --%s", row->name);
  if (row->argument != NULL && n > 0) n += snprintf(name + n, sizeof name - (size_t)n, " %s", row->argument);
  fputs(name, out);
  if (n + 2 > OPTION_COLUMN) {
    fprintf(out, "\n%*s", OPTION_COLUMN, "");
  } else {
    fprintf(out, "%*s", OPTION_COLUMN - n, "");
  }
  print_wrapped(out, row->help, OPTION_COLUMN, OPTION_COLUMN);
}

void help_overview(FILE *out) {
  size_t n;
  const command *all = commands_all(&n);
  fputs("slant labels every paragraph of news articles as supportive, critical or neutral\n"
        "toward the article's main subject, and sums each article up.\n\nUsage: slant COMMAND [ARGUMENTS]\n\nCommands:\n",
        out);
  for (size_t i = 0; i < n; i++) {
    fprintf(out, "  %-10s", all[i].name);
    print_wrapped(out, all[i].summary, 12, 12);
  }
  fputs("\nStart with:\n  slant classify datasets/sample -o results\n\n"
        "slant COMMAND -h explains a command. slant --version shows the version.\n"
        "Exit: 0 done, 1 a gate you set failed, 2 usage, 3 bad input, 4 bad model,\n5 input or output, 6 done but some inputs were skipped, 130 interrupted.\n",
        out);
}

void help_command(FILE *out, const command *c) {
  fprintf(out, "Usage: slant %s %s\n\n", c->name, c->usage);
  print_wrapped(out, c->details, 0, 0);
  fputs("\nOptions:\n", out);
  for (size_t i = 0; c->options[i] != OPTION_END; i++) print_option(out, option_get(c->options[i]));
  fprintf(out, "\nExamples:\n%s", c->examples);
}
