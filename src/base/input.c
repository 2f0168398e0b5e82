/* Input: buffered reading from a descriptor.
 * In: a path. Out: lines, peeked bytes or the whole rest. What the bytes mean is left to others. */
#include "base/input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"

enum { CHUNK = 1 << 16 };

struct slant_input {
  slant_source source; /* `read` NULL: the descriptor */
  int fd;
  bool at_end;
  char *path;
  slant_buffer bytes; /* read and not yet given out: [used, len) */
  size_t used;
  uint64_t line_number;
  uint64_t *n_bytes; /* counter of the bytes read; NULL: nobody counts */
  slant_error failure; /* met while nobody asked for a line; the next one tells */
};

static slant_status new_input(slant_input **out, const char *path, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  (*out)->fd = STDIN_FILENO;
  status = slant_memory_new(&(*out)->path, strlen(path) + 1, 1, err);
  if (status == SLANT_OK) {
    memcpy((*out)->path, path, strlen(path) + 1);
  } else {
    slant_memory_free(*out);
    *out = NULL;
  }
  return status;
}

slant_status slant_input_open(slant_input **out, const char *path, slant_error *err) {
  slant_status status = new_input(out, path, err);
  if (status != SLANT_OK || strcmp(path, "-") == 0) return status;
  (*out)->fd = open(path, O_RDONLY | O_CLOEXEC);
  if ((*out)->fd >= 0) return SLANT_OK;
  status = slant_error_system(err, errno, "open", path);
  slant_input_close(*out);
  *out = NULL;
  return status;
}

slant_status slant_input_open_source(slant_input **out, slant_source source, const char *path, slant_error *err) {
  slant_status status = new_input(out, path, err);
  if (status == SLANT_OK) {
    (*out)->source = source;
  } else if (source.close != NULL) {
    source.close(source.context);
  }
  return status;
}

static slant_status read_descriptor(slant_input *input, char *bytes, size_t cap, size_t *n, slant_error *err) {
  ssize_t got;
  do got = read(input->fd, bytes, cap);
  while (got < 0 && errno == EINTR);
  if (got < 0) return slant_error_system(err, errno, "read", input->path);
  *n = (size_t)got;
  return SLANT_OK;
}

static slant_status read_more(slant_input *input, char *bytes, size_t cap, size_t *n, slant_error *err) {
  slant_status status = input->source.read == NULL ? read_descriptor(input, bytes, cap, n, err)
                                                   : input->source.read(input->source.context, bytes, cap, n, err);
  if (status == SLANT_OK && input->n_bytes != NULL) *input->n_bytes += *n;
  if (status != SLANT_OK || *n == 0) input->at_end = true; /* after a failure there is nothing more to read */
  return status;
}

/* One more chunk behind the bytes at hand. */
static slant_status fill(slant_input *input, slant_error *err) {
  slant_buffer *b = &input->bytes;
  if (input->used > 0) {
    memmove(b->ptr, b->ptr + input->used, b->len - input->used);
    b->len -= input->used;
    input->used = 0;
  }
  if (!slant_buffer_reserve(b, CHUNK)) return slant_buffer_check(b, err);
  size_t n = 0;
  slant_status status = read_more(input, b->ptr + b->len, CHUNK, &n, err);
  if (status == SLANT_OK) {
    b->len += n;
  } else {
    input->used = b->len; /* what is at hand is cut short */
  }
  return status;
}

slant_status slant_input_read(slant_input *input, char *bytes, size_t cap, size_t *n, slant_error *err) {
  size_t at_hand = input->bytes.len - input->used;
  *n = at_hand < cap ? at_hand : cap;
  if (at_hand > 0) {
    memcpy(bytes, input->bytes.ptr + input->used, *n);
    input->used += *n;
    return SLANT_OK;
  }
  return input->at_end ? SLANT_OK : read_more(input, bytes, cap, n, err);
}

void slant_input_skip(slant_input *input, size_t n) {
  size_t at_hand = input->bytes.len - input->used;
  input->used += n < at_hand ? n : at_hand;
}

/* Passes over the rest of an overlong line, keeping nothing of it. */
static slant_status skip_line(slant_input *input, slant_error *err) {
  for (;;) {
    slant_buffer *b = &input->bytes;
    char *end = b->len > input->used ? memchr(b->ptr + input->used, '\n', b->len - input->used) : NULL;
    if (end != NULL) {
      input->used = (size_t)(end - b->ptr) + 1;
      return SLANT_OK;
    }
    input->used = b->len;
    if (input->at_end) return SLANT_OK;
    slant_status status = fill(input, err);
    if (status != SLANT_OK) return status;
  }
}

static bool is_readable(int fd) {
  struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
  return poll(&poll_fd, 1, 0) != 0; /* what fails here fails again, and is told, when it is read */
}

/* Whether a line that is not blank is at hand. *searched: bytes after `used` that are known to hold no end of it. */
static bool has_line(const slant_input *input, size_t *searched) {
  const slant_buffer *b = &input->bytes;
  size_t at_hand = b->len - input->used, blank = 0;
  while (blank < at_hand && memchr(" \t\r\n", b->ptr[input->used + blank], 4) != NULL) blank++;
  if (*searched < blank) *searched = blank;
  bool found = *searched < at_hand && memchr(b->ptr + input->used + *searched, '\n', at_hand - *searched) != NULL;
  *searched = at_hand;
  return found;
}

bool slant_input_line_waits(slant_input *input, size_t max_bytes) {
  if (input->source.read != NULL) return false;
  size_t searched = 0;
  while (!has_line(input, &searched) && !input->at_end && input->bytes.len - input->used <= max_bytes) {
    if (!is_readable(input->fd)) return true;
    (void)fill(input, &input->failure);
  }
  return false;
}

slant_status slant_input_line(slant_input *input, size_t max_bytes, slant_text *line, bool *too_long, slant_error *err) {
  *too_long = false;
  *line = (slant_text){"", 0};
  if (input->failure.status != SLANT_OK) {
    slant_status status = slant_error_copy(err, &input->failure);
    slant_error_clear(&input->failure);
    return status;
  }
  size_t searched = 0; /* bytes after `used` known to hold no line end */
  for (;;) {
    slant_buffer *b = &input->bytes;
    size_t at_hand = b->len - input->used;
    char *end = at_hand > searched ? memchr(b->ptr + input->used + searched, '\n', at_hand - searched) : NULL;
    size_t len = end != NULL ? (size_t)(end - (b->ptr + input->used)) + 1 : at_hand;
    if (len > max_bytes) {
      *too_long = true;
      input->line_number++;
      slant_status status = skip_line(input, err);
      *line = (slant_text){"", 0};
      return status;
    }
    if (end != NULL || input->at_end) {
      *line = (slant_text){len == 0 ? "" : b->ptr + input->used, len};
      input->used += len;
      if (len > 0) input->line_number++;
      return SLANT_OK;
    }
    searched = at_hand;
    slant_status status = fill(input, err);
    if (status != SLANT_OK) return status;
  }
}

void slant_input_shrink(slant_input *input) {
  slant_buffer kept = {0};
  size_t at_hand = input->bytes.len - input->used;
  if (input->bytes.cap <= 4 * CHUNK || at_hand > CHUNK) return;
  if (at_hand > 0) slant_buffer_put_bytes(&kept, input->bytes.ptr + input->used, at_hand);
  if (kept.missed != 0) return; /* it stays as it is */
  slant_buffer_free(&input->bytes);
  input->bytes = kept;
  input->used = 0;
}

slant_status slant_input_peek(slant_input *input, size_t want, slant_text *bytes, slant_error *err) {
  while (input->bytes.len - input->used < want && !input->at_end) {
    slant_status status = fill(input, err);
    if (status != SLANT_OK) return status;
  }
  size_t len = input->bytes.len - input->used;
  *bytes = (slant_text){len == 0 ? "" : input->bytes.ptr + input->used, len < want ? len : want};
  return SLANT_OK;
}

slant_status slant_input_rest(slant_input *input, slant_buffer *buffer, slant_error *err) {
  for (;;) {
    size_t at_hand = input->bytes.len - input->used;
    if (buffer->max != 0 && buffer->len + at_hand > buffer->max) {
      return slant_error_at(err, SLANT_E_DATA, input->path, 0,
                            "found more than %zu bytes in one article, expected at most that (--max-record raises it)",
                            buffer->max);
    }
    if (at_hand > 0) slant_buffer_put_bytes(buffer, input->bytes.ptr + input->used, at_hand);
    input->used = input->bytes.len;
    if (input->at_end || buffer->missed != 0) return slant_buffer_check(buffer, err);
    slant_status status = fill(input, err);
    if (status != SLANT_OK) return status;
  }
}

void slant_input_count(slant_input *input, uint64_t *n_bytes) { input->n_bytes = n_bytes; }

uint64_t slant_input_line_number(const slant_input *input) { return input->line_number; }

const char *slant_input_path(const slant_input *input) { return input->path; }

void slant_input_close(slant_input *input) {
  if (input == NULL) return;
  if (input->source.close != NULL) input->source.close(input->source.context);
  if (input->fd > STDIN_FILENO) (void)close(input->fd);
  slant_memory_free(input->path);
  slant_buffer_free(&input->bytes);
  slant_memory_free(input);
}
