/* Help: made from the tables of commands and options. */
#ifndef SLANT_CLI_HELP_H
#define SLANT_CLI_HELP_H

#include <stdio.h>

#include "cli/commands.h"

/* The list of commands. */
void help_overview(FILE *out);
/* All about one command. */
void help_command(FILE *out, const command *c);

#endif
