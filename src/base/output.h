/* Output: bytes to a descriptor or to a file that appears under its name only when it is whole. */
#ifndef SLANT_BASE_OUTPUT_H
#define SLANT_BASE_OUTPUT_H

#include "base/buffer.h"

typedef struct slant_output slant_output;

/* Writes to `fd`, which stays the caller's; `name` is for messages. */
slant_status slant_output_open_fd(slant_output **out, int fd, const char *name, slant_error *err);

/* Writes to "PATH.part" until slant_output_commit renames it. */
slant_status slant_output_open_file(slant_output **out, const char *path, slant_error *err);

/* Goes on with the "PATH.part" that another process left, behind its first `len` bytes; what stood behind them is gone. */
slant_status slant_output_reopen_file(slant_output **out, const char *path, uint64_t len, slant_error *err);

/* Appends; what was put before reaches the descriptor when 64 KiB are together. */
slant_status slant_output_put(slant_output *output, slant_text text, slant_error *err);
slant_status slant_output_put_bytes(slant_output *output, const void *bytes, size_t len, slant_error *err);

/* Hands all that was put to the descriptor. After a failure of this or of a put, all that follow fail as it did. */
slant_status slant_output_flush(slant_output *output, slant_error *err);

/* Flushes, and has the system write a file to the disk: several files are synced first and committed then, so that a disk which fails shows
 * before the first one has its name. */
slant_status slant_output_sync(slant_output *output, slant_error *err);

/* Flushes, syncs and renames; the output must still be closed. A descriptor's output is only flushed. */
slant_status slant_output_commit(slant_output *output, slant_error *err);

/* From here on slant_output_close leaves a file that was not committed as "PATH.part". */
void slant_output_keep(slant_output *output);

/* Frees. A file that was not committed is removed, unless it is kept. NULL is allowed. */
void slant_output_close(slant_output *output);

#endif
