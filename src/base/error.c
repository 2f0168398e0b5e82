/* Errors: filling a slant_error.
 * In: a status, a place, a printf text. Out: the record that travels up to the caller. Printing is left to the program. */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void copy_text(char *to, size_t size, const char *from) {
  size_t len = strlen(from);
  if (len >= size) len = size - 1;
  memcpy(to, from, len);
  to[len] = '\0';
}

static void record(slant_error *err, slant_status status, const char *source, uint64_t line, const char *format,
                   va_list args) {
  if (err == NULL || err->status != SLANT_OK) return;
  err->status = status;
  err->line = line;
  copy_text(err->source, sizeof err->source, source == NULL ? "" : source);
  (void)vsnprintf(err->text, sizeof err->text, format, args);
}

slant_status slant_error_set(slant_error *err, slant_status status, const char *format, ...) {
  va_list args;
  va_start(args, format);
  record(err, status, NULL, 0, format, args);
  va_end(args);
  return status;
}

slant_status slant_error_at(slant_error *err, slant_status status, const char *source, uint64_t line,
                            const char *format, ...) {
  va_list args;
  va_start(args, format);
  record(err, status, source, line, format, args);
  va_end(args);
  return status;
}

slant_status slant_error_memory(slant_error *err, size_t bytes) {
  return slant_error_set(err, SLANT_E_MEMORY, "out of memory: %zu bytes were asked for", bytes);
}

slant_status slant_error_system(slant_error *err, int errnum, const char *action, const char *path) {
  return slant_error_at(err, SLANT_E_IO, path, 0, "cannot %s: %s", action, strerror(errnum));
}

void slant_error_clear(slant_error *err) {
  if (err == NULL) return;
  memset(err, 0, sizeof *err);
}

slant_status slant_error_copy(slant_error *to, const slant_error *from) {
  if (from == NULL) return SLANT_OK;
  if (to != NULL && to->status == SLANT_OK) *to = *from;
  return from->status;
}
