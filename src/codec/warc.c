/* WARC: records one after the other.
 * In: an input. Out: records; those that nobody reads are passed over in blocks. A block is looked at before it is taken: where no record begins
 * behind it, and one does in it, its length was a lie or its end is missing, and reading goes on at that record. */
#define _GNU_SOURCE /* memmem */
#include "codec/warc.h"

#include <string.h>

#include "base/ascii.h"
#include "base/memory.h"
#include "codec/headers.h"

enum { BLOCK = 1 << 16, MOST_HEADER_BYTES = 1 << 16, LOOKED_AT = 1 << 20 };

static const char next_mark[] = "\nWARC/1.";

struct slant_warc {
  slant_input *input;
  size_t max_block_bytes;
  uint64_t n_records;
  slant_buffer head;   /* the lines of the record at hand */
  uint64_t n_unread;   /* bytes of its block that are passed over before the next … */
  bool lost;           /* … which then has to be looked for */
};

slant_status slant_warc_open(slant_warc **out, slant_input *input, size_t max_block_bytes, slant_error *err) {
  slant_status status = slant_memory_new(out, 1, sizeof **out, err);
  if (status != SLANT_OK) return status;
  (*out)->input = input;
  (*out)->max_block_bytes = max_block_bytes;
  (*out)->head.max = MOST_HEADER_BYTES;
  return SLANT_OK;
}

static slant_status broken(const slant_warc *warc, const char *what, slant_error *err) {
  return slant_error_at(err, SLANT_E_DATA, slant_input_path(warc->input), warc->n_records, "found %s", what);
}

static bool begins(slant_text bytes) { return bytes.len >= 7 && memcmp(bytes.ptr, next_mark + 1, 7) == 0; }

/* Passes over what is left of the last block. */
static slant_status pass_block(slant_warc *warc, slant_error *err) {
  while (warc->n_unread > 0) {
    slant_text bytes;
    slant_status status = slant_input_peek(warc->input, BLOCK, &bytes, err);
    if (status != SLANT_OK) return status;
    size_t n = warc->n_unread < bytes.len ? (size_t)warc->n_unread : bytes.len;
    slant_input_skip(warc->input, n);
    warc->n_unread = n == 0 ? 0 : warc->n_unread - n; /* the end came too early; there is no record to tell that of any more */
  }
  slant_input_shrink(warc->input);
  return SLANT_OK;
}

/* Steps to the next line that begins a record, from the second byte on. */
static slant_status find_record(slant_warc *warc, slant_error *err) {
  size_t from = 0, mark = sizeof next_mark - 1;
  for (;;) {
    slant_text bytes;
    slant_status status = slant_input_peek(warc->input, BLOCK, &bytes, err);
    if (status != SLANT_OK) return status;
    const char *at = bytes.len == 0 ? NULL : memmem(bytes.ptr + from, bytes.len - from, next_mark, mark);
    if (at != NULL) {
      slant_input_skip(warc->input, (size_t)(at - bytes.ptr) + 1);
      return SLANT_OK;
    }
    bool at_end = bytes.len < BLOCK;
    slant_input_skip(warc->input, at_end ? bytes.len : bytes.len - mark);
    if (at_end) return SLANT_OK;
  }
}

/* Passes over the line ends between records. */
static slant_status pass_lines(slant_warc *warc, bool *at_end, slant_error *err) {
  for (;;) {
    slant_text bytes;
    slant_status status = slant_input_peek(warc->input, BLOCK, &bytes, err);
    if (status != SLANT_OK) return status;
    size_t n = 0;
    while (n < bytes.len && (bytes.ptr[n] == '\r' || bytes.ptr[n] == '\n')) n++;
    slant_input_skip(warc->input, n);
    *at_end = bytes.len == 0;
    if (n < bytes.len || *at_end) return SLANT_OK;
  }
}

/* Takes the lines before a block. */
static slant_status read_head(slant_warc *warc, slant_error *err) {
  slant_text bytes;
  slant_status status = slant_input_peek(warc->input, MOST_HEADER_BYTES, &bytes, err);
  if (status != SLANT_OK) return status;
  size_t len = begins(bytes) ? slant_headers_end(bytes) : 0;
  slant_buffer_clear(&warc->head);
  slant_buffer_put(&warc->head, (slant_text){bytes.ptr, len});
  if (len == 0) {
    status = broken(warc, begins(bytes) ? "a record whose headers do not end, expected an empty line behind them"
                                        : "bytes that begin no record, expected \"WARC/1.0\" or \"WARC/1.1\"", err);
    slant_status found = find_record(warc, err);
    return found == SLANT_OK ? status : found;
  }
  slant_input_skip(warc->input, len);
  return slant_buffer_check(&warc->head, err);
}

static slant_warc_type type_of(slant_text name) {
  static const char *const names[SLANT_WARC_OTHER] = {"response", "resource", "conversion", "revisit"};
  size_t type = 0;
  while (type < SLANT_WARC_OTHER && !slant_ascii_is(name, names[type])) type++;
  return (slant_warc_type)type;
}

static slant_text without_brackets(slant_text uri) {
  bool has = uri.len > 2 && uri.ptr[0] == '<' && uri.ptr[uri.len - 1] == '>'; /* as WARC 1.0 writes it */
  return has ? (slant_text){uri.ptr + 1, uri.len - 2} : uri;
}

/* Whether a block ends behind `len` bytes, or a record begins there, or the archive ends; else bytes of a record that begins among them are the next to be read. Blocks that are
 * not looked at are believed. */
static slant_status check_block(slant_warc *warc, size_t len, slant_text *block, slant_error *err) {
  slant_text bytes;
  slant_status status = slant_input_peek(warc->input, len + 11, &bytes, err);
  if (status != SLANT_OK) return status;
  *block = (slant_text){bytes.ptr, bytes.len < len ? bytes.len : len};
  size_t at = len;
  while (at < bytes.len && at < len + 4 && (bytes.ptr[at] == '\r' || bytes.ptr[at] == '\n')) at++;
  bool ends = bytes.len >= len + 4 && memcmp(bytes.ptr + len, "\r\n\r\n", 4) == 0; /* what is behind that may be broken itself */
  bool whole = bytes.len >= len && (ends || at == bytes.len || begins((slant_text){bytes.ptr + at, bytes.len - at}));
  if (whole) {
    warc->n_unread = len;
    return SLANT_OK;
  }
  const char *inside = block->len == 0 ? NULL : memmem(block->ptr, block->len, next_mark, sizeof next_mark - 1);
  warc->n_unread = inside != NULL ? (uint64_t)(inside - block->ptr) + 1 : block->len;
  warc->lost = inside == NULL;
  return broken(warc, bytes.len < len && inside == NULL ? "a record that the end of the archive cuts off"
                                      : "a record behind which none begins: its Content-Length is wrong, or a part of it is missing", err);
}

/* The block of the record at hand, if anybody wants it. */
static slant_status read_block(slant_warc *warc, slant_warc_record *record, uint64_t len, slant_error *err) {
  bool wanted = record->type < SLANT_WARC_REVISIT;
  slant_text block;
  warc->n_unread = len;
  if (wanted && len > warc->max_block_bytes) {
    return slant_error_at(err, SLANT_E_DATA, slant_input_path(warc->input), warc->n_records,
                          "found a record of %llu bytes, expected at most %zu (--max-record raises the cap)", (unsigned long long)len,
                          warc->max_block_bytes);
  }
  if (!wanted && len > LOOKED_AT) return SLANT_OK;
  slant_status status = check_block(warc, (size_t)len, &block, err);
  if (status == SLANT_OK && wanted) record->block = block;
  return status;
}

slant_status slant_warc_next(slant_warc *warc, slant_warc_record *record, bool *found, slant_error *err) {
  bool at_end;
  uint64_t len;
  *found = false;
  memset(record, 0, sizeof *record);
  slant_status status = pass_block(warc, err);
  if (status == SLANT_OK && warc->lost) status = find_record(warc, err);
  warc->lost = false;
  if (status == SLANT_OK) status = pass_lines(warc, &at_end, err);
  if (status != SLANT_OK || at_end) return status;
  warc->n_records++;
  status = read_head(warc, err);
  if (status != SLANT_OK) return status;
  slant_text head = slant_buffer_get(&warc->head);
  *record = (slant_warc_record){.number = warc->n_records,
                                .type = type_of(slant_headers_find(head, "warc-type")),
                                .uri = without_brackets(slant_headers_find(head, "warc-target-uri")),
                                .date = slant_headers_find(head, "warc-date"),
                                .content_type = slant_headers_find(head, "content-type"),
                                .truncated = slant_headers_find(head, "warc-truncated").len > 0,
                                .block = {"", 0}};
  if (!slant_headers_number(slant_headers_find(head, "content-length"), &len)) {
    status = broken(warc, "a record without a whole number as Content-Length", err);
    slant_status next = find_record(warc, err);
    return next == SLANT_OK ? status : next;
  }
  status = read_block(warc, record, len, err);
  *found = status == SLANT_OK;
  return status;
}

void slant_warc_close(slant_warc *warc) {
  if (warc == NULL) return;
  slant_buffer_free(&warc->head);
  slant_memory_free(warc);
}
