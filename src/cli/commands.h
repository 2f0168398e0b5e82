/* Commands: one row each, from which dispatch and help are made. */
#ifndef SLANT_CLI_COMMANDS_H
#define SLANT_CLI_COMMANDS_H

#include "cli/options.h"

typedef struct command {
  const char *name;    /* "classify" */
  const char *usage;   /* what follows the name */
  const char *summary; /* one line, for the list */
  const char *details; /* paragraphs, for the command's own help */
  const char *examples;
  const option_id *options;
  int (*run)(const settings *s); /* returns the exit code */
} command;

/* The commands; *n of them. */
const command *commands_all(size_t *n);

int cmd_classify(const settings *s);
int cmd_merge(const settings *s);
int cmd_train(const settings *s);
int cmd_evaluate(const settings *s);
int cmd_explain(const settings *s);
int cmd_report(const settings *s);
int cmd_review(const settings *s);
int cmd_read(const settings *s);
int cmd_encode(const settings *s);
int cmd_agree(const settings *s);
int cmd_model(const settings *s);

#endif
