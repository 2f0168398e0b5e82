/* Terminal: what the window of standard output is like. */
#ifndef SLANT_CLI_TERMINAL_H
#define SLANT_CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/* Columns, by the window, else by COLUMNS; 0 where neither tells. */
size_t terminal_width(void);

/* Whether colour is welcome: on a terminal that can, and without NO_COLOR. */
bool terminal_colour(void);

#endif
