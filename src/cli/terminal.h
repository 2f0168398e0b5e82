/* Terminal: what the window is like that a descriptor leads to. */
#ifndef SLANT_CLI_TERMINAL_H
#define SLANT_CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/* Columns, by the window, else by COLUMNS; 0 where neither tells. */
size_t terminal_width(int fd);

/* Whether colour is welcome: on a terminal that can, and without NO_COLOR. */
bool terminal_colour(int fd);

#endif
