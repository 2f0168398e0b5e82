/* Walk: from the inputs that the user names to the files to read, in byte order of names. */
#ifndef SLANT_ARTICLE_WALK_H
#define SLANT_ARTICLE_WALK_H

#include "base/error.h"

typedef struct slant_walk slant_walk;

typedef struct slant_walked {
  const char *path;     /* to open; "-": standard input */
  const char *relative; /* relative to the input; the name alone for an input that is a file */
  bool named;           /* the user named this file, rather than a folder that holds it */
} slant_walked;

/* Checks that all inputs exist. The strings are borrowed until close. New. */
slant_status slant_walk_open(slant_walk **out, const char *const *inputs, size_t n_inputs, slant_error *err);
/* The next file, borrowed until the next call; *found is false at the end. Names that begin with a point are passed over, and
 * so are links to folders. */
slant_status slant_walk_next(slant_walk *walk, slant_walked *file, bool *found, slant_error *err);
void slant_walk_close(slant_walk *walk);

#endif
