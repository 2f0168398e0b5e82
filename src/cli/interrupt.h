/* Interrupt: the first SIGINT or SIGTERM asks long work to end early, the second ends the process. */
#ifndef SLANT_CLI_INTERRUPT_H
#define SLANT_CLI_INTERRUPT_H

#include "slant/slant.h"

enum { INTERRUPT_EXIT = 130 };

/* From here on signals are caught, but for those that whoever started the program has it ignore. */
void interrupt_catch(void);

/* A slant_should_stop: whether one was caught. `user` may be NULL. */
bool interrupt_asked(void *user);

#endif
