/* Errors: filling a slant_error, once, with what was found and where. */
#ifndef SLANT_BASE_ERROR_H
#define SLANT_BASE_ERROR_H

#include "slant/slant.h"

/* Records a failure and returns `status`. `err` may be NULL; an error that is already recorded stays (the first wins). */
slant_status slant_error_set(slant_error *err, slant_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* As slant_error_set, with the place: `source` names the file (NULL: unknown), `line` counts from 1 (0: none). */
slant_status slant_error_at(slant_error *err, slant_status status, const char *source, uint64_t line,
                            const char *format, ...) __attribute__((format(printf, 5, 6)));

/* A failed allocation of `bytes` bytes. */
slant_status slant_error_memory(slant_error *err, size_t bytes);

/* A failed system call on `path`: `errnum` is the errno it left, `action` says what was tried ("open", "write"). */
slant_status slant_error_system(slant_error *err, int errnum, const char *action, const char *path);

/* Makes `err` ready to record a new error. NULL is allowed. */
void slant_error_clear(slant_error *err);

/* Copies `from` into `to` unless `to` holds an error already. Both may be NULL. Returns from's status. */
slant_status slant_error_copy(slant_error *to, const slant_error *from);

#endif
