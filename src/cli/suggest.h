/* Suggest: what somebody may have meant. */
#ifndef SLANT_CLI_SUGGEST_H
#define SLANT_CLI_SUGGEST_H

#include <stddef.h>

/* The one of `names` nearest to `word`; NULL when none is near. */
const char *suggest_nearest(const char *word, const char *const *names, size_t n_names);

#endif
