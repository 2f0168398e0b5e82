/* Folder: where a command's files go. */
#ifndef SLANT_BASE_FOLDER_H
#define SLANT_BASE_FOLDER_H

#include "base/output.h"

/* Makes the folder `path` and those above it. One that holds something is SLANT_E_USAGE unless `force`. */
slant_status slant_folder_make(const char *path, bool force, slant_error *err);

/* Opens "PATH/NAME", which appears when it is committed. New. */
slant_status slant_folder_open(slant_output **out, const char *path, const char *name, slant_error *err);

/* The same with the partial file that another process left; see slant_output_reopen_file. */
slant_status slant_folder_reopen(slant_output **out, const char *path, const char *name, uint64_t len, slant_error *err);

/* "PATH/NAME" and `suffix`, ended by NUL, in place of what the buffer held. */
slant_status slant_folder_path(slant_buffer *full, const char *path, const char *name, const char *suffix, slant_error *err);

/* Writes a whole file. */
slant_status slant_folder_write(const char *path, const char *name, slant_text text, slant_error *err);

#endif
