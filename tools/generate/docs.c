/* Writes man pages and shell completions from the tables of commands and options.
 * In: the tables that the program is built with. Out: slant.1, slant-COMMAND.1, slant.bash and _slant in a folder.
 * Usage: docs DIR */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/commands.h"

static FILE *open_file(const char *folder, const char *format, ...) __attribute__((format(printf, 2, 3)));

static FILE *open_file(const char *folder, const char *format, ...) {
  char name[256], path[4096];
  va_list args;
  va_start(args, format);
  (void)vsnprintf(name, sizeof name, format, args);
  va_end(args);
  (void)snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "w");
  if (file == NULL) {
    perror(path);
    exit(1);
  }
  return file;
}

static void close_file(FILE *file) {
  if (ferror(file) || fclose(file) != 0) {
    perror("docs");
    exit(1);
  }
}

/* Text for troff: hyphens that are to be copied, backslashes, and points at the beginning of a line. */
static void put_roff(FILE *out, const char *text) {
  bool at_start = true;
  for (; *text != '\0'; text++) {
    if (at_start && (*text == '.' || *text == '\'')) fputs("\\&", out);
    if (*text == '-') fputs("\\-", out);
    else if (*text == '\\') fputs("\\e", out);
    else if (*text == '\n') fputs("\n.PP\n", out);
    else fputc(*text, out);
    at_start = *text == '\n';
  }
}

static void put_option_roff(FILE *out, const option_row *row) {
  fputs(".TP\n", out);
  if (row->letter != 0) fprintf(out, "\\fB\\-%c\\fR, ", row->letter);
  fputs("\\fB\\-\\-", out);
  put_roff(out, row->name);
  fputs("\\fR", out);
  if (row->argument != NULL) {
    fputs(" \\fI", out);
    put_roff(out, row->argument);
    fputs("\\fR", out);
  }
  fputc('\n', out);
  put_roff(out, row->help);
  fputc('\n', out);
}

static void write_command_page(const char *folder, const command *c) {
  FILE *out = open_file(folder, "slant-%s.1", c->name);
  fprintf(out, ".TH SLANT-%s 1 \"\" \"slant %s\" \"slant\"\n.SH NAME\nslant\\-%s \\- ", c->name, slant_version(), c->name);
  put_roff(out, c->summary);
  fprintf(out, "\n.SH SYNOPSIS\n\\fBslant %s\\fR [OPTIONS] ", c->name);
  put_roff(out, c->usage);
  fputs("\n.SH DESCRIPTION\n", out);
  put_roff(out, c->details);
  fputs("\n.SH OPTIONS\n", out);
  for (size_t i = 0; c->options[i] != OPTION_END; i++) put_option_roff(out, option_get(c->options[i]));
  fputs(".SH EXAMPLES\n.nf\n", out);
  for (const char *line = c->examples; *line != '\0';) {
    size_t len = strcspn(line, "\n");
    char copy[512];
    (void)snprintf(copy, sizeof copy, "%.*s", (int)len, line);
    put_roff(out, copy);
    fputc('\n', out);
    line += len + (line[len] == '\n');
  }
  fputs(".fi\n.SH SEE ALSO\n.BR slant (1)\n", out);
  close_file(out);
}

static void write_main_page(const char *folder, const command *all, size_t n) {
  FILE *out = open_file(folder, "slant.1");
  fprintf(out, ".TH SLANT 1 \"\" \"slant %s\" \"slant\"\n.SH NAME\nslant \\- label the paragraphs of news articles by framing\n",
          slant_version());
  fputs(".SH SYNOPSIS\n\\fBslant\\fR COMMAND [ARGUMENTS]\n.SH DESCRIPTION\n"
        "slant labels every paragraph of a batch of news articles as supportive, critical or neutral toward the article's main "
        "subject, and sums each article up.\n.SH COMMANDS\n", out);
  for (size_t i = 0; i < n; i++) {
    fprintf(out, ".TP\n\\fBslant %s\\fR ", all[i].name);
    put_roff(out, all[i].usage);
    fputc('\n', out);
    put_roff(out, all[i].summary);
    fprintf(out, "; see \\fBslant\\-%s\\fR(1)\n", all[i].name);
  }
  fputs(".SH EXIT STATUS\n0 done; 1 a gate that was set failed; 2 usage; 3 bad input data; 4 bad model; 5 input or output; 6 done, "
        "some inputs skipped.\n.SH ENVIRONMENT\n.TP\n\\fBSLANT_MODEL\\fR\nthe model file to use where \\-m names none\n"
        ".TP\n\\fBNO_COLOR\\fR\nno colour on a terminal\n", out);
  close_file(out);
}

/* The choices of an option with blanks between; nothing for others. */
static void put_choices(FILE *out, const option_row *row) {
  if (row->kind != KIND_CHOICE) return;
  for (const char *c = row->argument; *c != '\0'; c++) fputc(*c == '|' ? ' ' : *c, out);
}

static void write_bash(const char *folder, const command *all, size_t n) {
  FILE *out = open_file(folder, "slant.bash");
  fputs("# bash completion for slant\n_slant() {\n  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
        "  COMPREPLY=()\n  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"", out);
  for (size_t i = 0; i < n; i++) fprintf(out, "%s ", all[i].name);
  fputs("help --help --version\" -- \"$word\"))\n    return\n  fi\n  case \"${COMP_WORDS[1]} $before\" in\n", out);
  for (size_t i = 0; i < n; i++) {
    for (size_t k = 0; all[i].options[k] != OPTION_END; k++) {
      const option_row *row = option_get(all[i].options[k]);
      if (row->kind != KIND_CHOICE) continue;
      fprintf(out, "    \"%s --%s\") COMPREPLY=($(compgen -W \"", all[i].name, row->name);
      put_choices(out, row);
      fputs("\" -- \"$word\")); return ;;\n", out);
    }
  }
  fputs("  esac\n  case \"$word\" in\n    -*)\n      case \"${COMP_WORDS[1]}\" in\n", out);
  for (size_t i = 0; i < n; i++) {
    fprintf(out, "        %s) COMPREPLY=($(compgen -W \"", all[i].name);
    for (size_t k = 0; all[i].options[k] != OPTION_END; k++) fprintf(out, "--%s ", option_get(all[i].options[k])->name);
    fputs("\" -- \"$word\")) ;;\n", out);
  }
  fputs("      esac ;;\n    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n  esac\n}\ncomplete -o filenames -F _slant slant\n", out);
  close_file(out);
}

/* A description in brackets, without what zsh takes as its own. */
static void put_zsh_text(FILE *out, const char *text) {
  for (; *text != '\0'; text++) {
    if (*text == '\'') fputs("'\\''", out);
    else if (strchr("[]:", *text) != NULL) fprintf(out, "\\%c", *text);
    else fputc(*text == '\n' ? ' ' : *text, out);
  }
}

static void write_zsh(const char *folder, const command *all, size_t n) {
  FILE *out = open_file(folder, "_slant");
  fputs("#compdef slant\nlocal -a commands\ncommands=(\n", out);
  for (size_t i = 0; i < n; i++) {
    fprintf(out, "  '%s:", all[i].name);
    put_zsh_text(out, all[i].summary);
    fputs("'\n", out);
  }
  fputs(")\nif (( CURRENT == 2 )); then\n  _describe 'command' commands\n  return\nfi\ncase $words[2] in\n", out);
  for (size_t i = 0; i < n; i++) {
    fprintf(out, "  %s)\n    _arguments -s", all[i].name);
    for (size_t k = 0; all[i].options[k] != OPTION_END; k++) {
      const option_row *row = option_get(all[i].options[k]);
      fprintf(out, " \\\n      '--%s[", row->name);
      put_zsh_text(out, row->help);
      fputs("]", out);
      if (row->kind == KIND_CHOICE) {
        fprintf(out, ":%s:(", row->name);
        put_choices(out, row);
        fputc(')', out);
      } else if (row->kind != KIND_FLAG) {
        fprintf(out, ":%s:_files", row->name);
      }
      fputc('\'', out);
    }
    fputs(" \\\n      '*:input:_files' ;;\n", out);
  }
  fputs("esac\n", out);
  close_file(out);
}

int main(int argc, char **argv) {
  size_t n;
  const command *all = commands_all(&n);
  if (argc != 2) {
    fputs("usage: docs DIR\n", stderr);
    return 2;
  }
  write_main_page(argv[1], all, n);
  for (size_t i = 0; i < n; i++) write_command_page(argv[1], &all[i]);
  write_bash(argv[1], all, n);
  write_zsh(argv[1], all, n);
  return 0;
}
