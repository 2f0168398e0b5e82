/* Interrupt: a flag.
 * In: signals. Out: whether there was one. */
#include "cli/interrupt.h"

#include <signal.h>
#include <unistd.h>

/* A handler reaches nothing but what lies at file scope; this is the program's only variable there. */
static volatile sig_atomic_t asked;

static void take(int signal) {
  (void)signal;
  if (asked) _exit(INTERRUPT_EXIT);
  asked = 1;
}

static void catch_one(int signal) {
  struct sigaction old, own = {.sa_handler = take, .sa_flags = SA_RESTART};
  (void)sigemptyset(&own.sa_mask);
  if (sigaction(signal, NULL, &old) == 0 && old.sa_handler != SIG_IGN) (void)sigaction(signal, &own, NULL);
}

void interrupt_catch(void) {
  catch_one(SIGINT);
  catch_one(SIGTERM);
}

bool interrupt_asked(void *user) {
  (void)user;
  return asked != 0;
}
