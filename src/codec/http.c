/* HTTP: status, headers and body of a response; the chunks that it was sent in put together.
 * In: bytes. Out: a body. Libraries undo what it was packed with; all of it within a size and a ratio. */
#include "codec/http.h"

#include <string.h>

#include "base/ascii.h"
#include "codec/headers.h"
#include "codec/http_codings.h"

enum { FREE_BYTES = 1 << 20, MOST_RATIO = 250, MOST_CODINGS = 4 };

slant_status slant_http_damaged(const char *coding, const slant_http_limits *limits, slant_error *err) {
  return slant_error_at(err, SLANT_E_DATA, limits->path, limits->line, "found a page that is damaged in its coding %s, expected a whole one",
                        coding);
}

slant_status slant_http_reserve(slant_buffer *out, size_t n_sent, const slant_http_limits *limits, slant_error *err) {
  if (out->len > FREE_BYTES && out->len / MOST_RATIO > n_sent) {
    return slant_error_at(err, SLANT_E_DATA, limits->path, limits->line, "found a page of %zu bytes that stand for more than %d times as many, "
                          "expected fewer", n_sent, MOST_RATIO);
  }
  if (out->len > limits->max_bytes) {
    return slant_error_at(err, SLANT_E_DATA, limits->path, limits->line,
                          "found a page of more than %zu bytes, expected at most that (--max-record raises the cap)", limits->max_bytes);
  }
  (void)slant_buffer_reserve(out, SLANT_HTTP_BLOCK);
  return slant_buffer_check(out, err);
}

slant_status slant_http_parse(slant_http_response *out, slant_text bytes, const slant_http_limits *limits, slant_error *err) {
  size_t end = slant_headers_end(bytes);
  bool is_http = bytes.len >= 12 && memcmp(bytes.ptr, "HTTP/", 5) == 0;
  const char *space = is_http ? memchr(bytes.ptr, ' ', bytes.len - 3) : NULL;
  if (end == 0 || space == NULL) {
    return slant_error_at(err, SLANT_E_DATA, limits->path, limits->line, "found a response %s, expected HTTP headers and an empty line behind them",
                          is_http ? "whose headers do not end" : "that does not begin with HTTP/");
  }
  *out = (slant_http_response){.head = {bytes.ptr, end}, .body = {bytes.ptr + end, bytes.len - end}};
  for (int i = 1; i <= 3; i++) {
    if (space[i] < '0' || space[i] > '9') break;
    out->status = out->status * 10 + (unsigned)(space[i] - '0');
  }
  return SLANT_OK;
}

/* The size that the line at *at gives, behind which *at is then; false where there is none. */
static bool chunk_size(slant_text body, size_t *at, size_t *size) {
  size_t i = *at, n = 0;
  *size = 0;
  for (; i < body.len; i++, n++) {
    unsigned char c = (unsigned char)body.ptr[i], letter = c | 0x20;
    unsigned digit = c >= '0' && c <= '9' ? c - (unsigned)'0' : letter >= 'a' && letter <= 'f' ? letter - (unsigned)'a' + 10 : 16;
    if (digit == 16) break;
    if (*size > SIZE_MAX >> 5) return false;
    *size = *size << 4 | digit;
  }
  const char *end = n == 0 || i == body.len ? NULL : memchr(body.ptr + i, '\n', body.len - i);
  if (end == NULL || (body.ptr[i] != ';' && body.ptr[i] != '\r' && body.ptr[i] != '\n' && body.ptr[i] != ' ')) return false;
  *at = (size_t)(end - body.ptr) + 1;
  return true;
}

/* Puts the chunks together. A body that begins with none is as it was before it was sent. */
static slant_status join_chunks(slant_text *body, const slant_http_limits *limits, slant_buffer *out, slant_error *err) {
  size_t at = 0, size;
  if (!chunk_size(*body, &at, &size)) return SLANT_OK;
  slant_buffer_clear(out);
  for (;;) {
    size_t left = body->len - at, n = size < left ? size : left;
    slant_buffer_put(out, (slant_text){body->ptr + at, n});
    at += n;
    if (n < size && !limits->cut) return slant_http_damaged("chunked", limits, err);
    if (size == 0 || n < size) break;
    at += at < body->len && body->ptr[at] == '\r';
    at += at < body->len && body->ptr[at] == '\n';
    if (!chunk_size(*body, &at, &size)) {
      if (limits->cut) break;
      return slant_http_damaged("chunked", limits, err);
    }
  }
  *body = slant_buffer_get(out);
  return slant_buffer_check(out, err);
}

/* Whether bytes begin as a page does. */
static bool is_markup(slant_text bytes) {
  size_t at = bytes.len > 3 && memcmp(bytes.ptr, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  while (at < bytes.len && (bytes.ptr[at] == '\r' || bytes.ptr[at] == '\n' || bytes.ptr[at] == ' ')) at++;
  if (bytes.len < at + 2 || bytes.ptr[at] != '<') return false;
  char next = (char)(bytes.ptr[at + 1] | 0x20);
  return bytes.ptr[at + 1] == '!' || bytes.ptr[at + 1] == '?' || (next >= 'a' && next <= 'z');
}

static bool begins(slant_text bytes, const char *magic) {
  size_t len = strlen(magic);
  return bytes.len >= len && memcmp(bytes.ptr, magic, len) == 0;
}

/* Undoes one coding of the content. */
static slant_status undo(slant_text coding, const slant_http_limits *limits, slant_text *body, slant_buffer *out, slant_error *err) {
  bool gzip = slant_ascii_is(coding, "gzip") || slant_ascii_is(coding, "x-gzip"), zstd = slant_ascii_is(coding, "zstd");
  slant_status status;
  if (coding.len == 0 || slant_ascii_is(coding, "identity")) return SLANT_OK;
  if (gzip && !begins(*body, "\x1F\x8B")) return SLANT_OK; /* the crawler did */
  if (zstd && !begins(*body, "\x28\xB5\x2F\xFD")) return SLANT_OK;
  if (is_markup(*body)) return SLANT_OK; /* here, too */
  slant_buffer_clear(out);
  if (gzip || slant_ascii_is(coding, "deflate")) {
    status = slant_http_inflate(*body, limits, out, err);
  } else if (slant_ascii_is(coding, "br")) {
    status = slant_http_unbrotli(*body, limits, out, err);
  } else if (zstd) {
    status = slant_http_unzstd(*body, limits, out, err);
  } else {
    return slant_error_at(err, SLANT_E_DATA, limits->path, limits->line, "found a page in the coding %.*s, expected gzip, deflate, br or zstd",
                          (int)(coding.len < 40 ? coding.len : 40), coding.ptr);
  }
  *body = slant_buffer_get(out);
  return status == SLANT_OK ? slant_buffer_check(out, err) : status;
}

/* The last of the codings in a list, which becomes shorter by it. */
static slant_text take_last(slant_text *list) {
  size_t start = list->len;
  while (start > 0 && list->ptr[start - 1] != ',') start--;
  slant_text last = slant_headers_first((slant_text){list->ptr + start, list->len - start});
  list->len = start > 0 ? start - 1 : 0;
  return last;
}

slant_status slant_http_body(const slant_http_response *response, const slant_http_limits *limits, slant_buffer *room, slant_text *body,
                             slant_error *err) {
  slant_text transfer = slant_headers_find(response->head, "transfer-encoding"), codings = slant_headers_find(response->head, "content-encoding");
  slant_buffer rooms[2] = {{0}, {0}};
  slant_status status = SLANT_OK;
  *body = response->body;
  if (slant_ascii_is(take_last(&transfer), "chunked")) status = join_chunks(body, limits, &rooms[0], err);
  for (size_t i = 0; codings.len > 0 && status == SLANT_OK; i++) {
    slant_text coding = take_last(&codings);
    if (i == MOST_CODINGS) status = slant_http_damaged("of many layers", limits, err);
    if (status == SLANT_OK) status = undo(coding, limits, body, &rooms[body->ptr == rooms[0].ptr], err);
  }
  size_t last = body->ptr == rooms[0].ptr && rooms[0].ptr != NULL ? 0 : 1;
  slant_buffer_free(&rooms[1 - last]);
  slant_buffer_free(room);
  *room = rooms[last];
  return status;
}
