/* Library: an outside library that is loaded where an input asks for it first, since most runs do without. */
#ifndef SLANT_CODEC_LIBRARY_H
#define SLANT_CODEC_LIBRARY_H

#include "base/error.h"

/* Loads the library of that name, unless the process has it already; once loaded it stays in the process. `path` is the input that asks for
 * it, and `found` what was found in it, for messages. Where there is none: SLANT_E_DATA, for only such inputs cannot be read. */
slant_status slant_library_open(void **handle, const char *name, const char *path, const char *found, slant_error *err);

/* The same refusal, for a library that was found to be another. */
slant_status slant_library_refuse(const char *name, const char *path, const char *found, slant_error *err);

/* Sets the pointer to a function at `out`; NULL where the library has none of that name. */
bool slant_library_find(void *handle, const char *name, void *out);

/* NULL is allowed. */
void slant_library_close(void *handle);

#endif
