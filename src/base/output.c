/* Output: buffered writing, and files that are written beside and renamed.
 * In: bytes. Out: a whole file or none; a full disk or a closed pipe is an error like any other. */
#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"

enum { FLUSH_AT = 1 << 16 };

struct slant_output {
  int fd;
  char *path;         /* final path, or the name for messages */
  char *partial_path; /* NULL: a descriptor that is the caller's */
  bool synced;        /* the disk has all that was handed to the descriptor */
  bool kept;          /* the partial file outlives the output */
  slant_buffer bytes;
  slant_error failure; /* the first one: after it nothing is written or renamed */
};

static slant_status copy_string(char **out, const char *string, const char *suffix, slant_error *err) {
  size_t len = strlen(string), more = strlen(suffix);
  slant_status status = slant_memory_new(out, len + more + 1, 1, err);
  if (status != SLANT_OK) return status;
  memcpy(*out, string, len);
  memcpy(*out + len, suffix, more + 1);
  return SLANT_OK;
}

slant_status slant_output_open_fd(slant_output **out, int fd, const char *name, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  (*out)->fd = fd;
  status = copy_string(&(*out)->path, name, "", err);
  if (status != SLANT_OK) {
    slant_output_close(*out);
    *out = NULL;
  }
  return status;
}

/* Opens the partial file of `path` with these flags; what it holds behind `len` bytes is cut off. */
static slant_status open_partial(slant_output **out, const char *path, int flags, uint64_t len, slant_error *err) {
  slant_status status = slant_output_open_fd(out, -1, path, err);
  if (status != SLANT_OK) return status;
  slant_output *output = *out;
  status = copy_string(&output->partial_path, path, ".part", err);
  if (status == SLANT_OK) {
    output->fd = open(output->partial_path, O_WRONLY | O_CLOEXEC | flags, 0666);
    bool there = output->fd >= 0 && (len == 0 || (ftruncate(output->fd, (off_t)len) == 0 && lseek(output->fd, 0, SEEK_END) >= 0));
    if (!there) status = slant_error_system(err, errno, len == 0 ? "create" : "open", output->partial_path);
  }
  if (status != SLANT_OK) {
    slant_output_close(output);
    *out = NULL;
  }
  return status;
}

slant_status slant_output_open_file(slant_output **out, const char *path, slant_error *err) {
  return open_partial(out, path, O_CREAT | O_TRUNC, 0, err);
}

slant_status slant_output_reopen_file(slant_output **out, const char *path, uint64_t len, slant_error *err) {
  return len == 0 ? slant_output_open_file(out, path, err) : open_partial(out, path, 0, len, err);
}

void slant_output_keep(slant_output *output) { output->kept = true; }

/* Writes it all, unless something failed already. */
static void write_out(slant_output *output, slant_text text) {
  size_t done = 0;
  if (text.len > 0) output->synced = false;
  while (output->failure.status == SLANT_OK && done < text.len) {
    ssize_t n = write(output->fd, text.ptr + done, text.len - done);
    if (n >= 0) {
      done += (size_t)n;
    } else if (errno != EINTR) {
      (void)slant_error_system(&output->failure, errno, "write", output->path);
    }
  }
}

slant_status slant_output_flush(slant_output *output, slant_error *err) {
  if (output->failure.status == SLANT_OK) (void)slant_buffer_check(&output->bytes, &output->failure);
  write_out(output, slant_buffer_get(&output->bytes));
  slant_buffer_clear(&output->bytes);
  return slant_error_copy(err, &output->failure);
}

slant_status slant_output_put(slant_output *output, slant_text text, slant_error *err) {
  if (text.len >= FLUSH_AT) { /* so much is not copied */
    slant_status status = slant_output_flush(output, err);
    if (status != SLANT_OK) return status;
    write_out(output, text);
    return slant_error_copy(err, &output->failure);
  }
  slant_buffer_put(&output->bytes, text);
  return output->bytes.len >= FLUSH_AT || output->bytes.missed != 0 ? slant_output_flush(output, err) : SLANT_OK;
}

slant_status slant_output_put_bytes(slant_output *output, const void *bytes, size_t len, slant_error *err) {
  return slant_output_put(output, (slant_text){bytes, len}, err);
}

slant_status slant_output_sync(slant_output *output, slant_error *err) {
  bool is_new = output->bytes.len > 0 || !output->synced;
  slant_status status = slant_output_flush(output, err);
  if (status != SLANT_OK || output->partial_path == NULL || !is_new) return status;
  if (fsync(output->fd) != 0 && errno != EINVAL && errno != EROFS) return slant_error_system(err, errno, "write", output->path);
  output->synced = true;
  return SLANT_OK;
}

slant_status slant_output_commit(slant_output *output, slant_error *err) {
  slant_status status = slant_output_sync(output, err);
  if (status != SLANT_OK || output->partial_path == NULL) return status;
  int closed = close(output->fd);
  output->fd = -1;
  if (closed != 0) return slant_error_system(err, errno, "write", output->path);
  if (rename(output->partial_path, output->path) != 0) return slant_error_system(err, errno, "rename", output->path);
  slant_memory_free(output->partial_path);
  output->partial_path = NULL;
  return SLANT_OK;
}

void slant_output_close(slant_output *output) {
  if (output == NULL) return;
  if (output->partial_path != NULL) {
    if (output->fd >= 0) (void)close(output->fd);
    if (!output->kept) (void)unlink(output->partial_path);
  }
  slant_memory_free(output->path);
  slant_memory_free(output->partial_path);
  slant_buffer_free(&output->bytes);
  slant_memory_free(output);
}
