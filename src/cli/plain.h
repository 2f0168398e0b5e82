/* Plain: text of somebody else's, a file's name or an article's, printed so that it cannot play with a terminal. */
#ifndef SLANT_CLI_PLAIN_H
#define SLANT_CLI_PLAIN_H

#include <stdio.h>

#include "slant/slant.h"

/* Prints `text`, any bytes, as one line: `instead` stands for controls, escapes, ends of lines, signs that turn the direction of writing, and bytes
 * that are no UTF-8. */
void plain_print(FILE *out, slant_text text, char instead);
void plain_print_string(FILE *out, const char *string);

#endif
