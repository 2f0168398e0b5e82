/* Encoding: conversion by iconv.
 * In: bytes and their encoding. Out: UTF-8, with FF for what the encoding does not explain. */
#include "codec/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/memory.h"
#include "codec/encoding_guess.h"

enum { BLOCK = 1 << 14, ROOM = 1 << 12, MARKUP_BYTES = 1 << 13 };

typedef struct converter {
  iconv_t system;
  size_t unit;
} converter;

static slant_status start(converter *c, const slant_encoding *encoding, slant_error *err) {
  c->unit = encoding->unit;
  c->system = iconv_open("UTF-8", encoding->system);
  if (c->system != (iconv_t)-1) return SLANT_OK;
  return slant_error_set(err, SLANT_E_DATA, "found text in %s, expected an encoding that this system can convert", encoding->name);
}

/* Converts what it can of `bytes` into `cap` bytes at `out`, one of them at least unless *used is 0 and more bytes are needed. *used and *made
 * tell how far it came. `last`: nothing comes behind. */
static void convert(const converter *c, slant_text bytes, bool last, char *out, size_t cap, size_t *used, size_t *made) {
  char *in = (char *)(uintptr_t)bytes.ptr, *at = out; /* iconv takes it as not const, and leaves it alone */
  size_t n_in = bytes.len, n_out = cap;
  while (n_in > 0 && n_out > 0) {
    if (iconv(c->system, &in, &n_in, &at, &n_out) != (size_t)-1) break;
    if (errno == E2BIG || (errno == EINVAL && !last) || n_out == 0) break;
    size_t bad = n_in < c->unit ? n_in : c->unit;
    in += bad;
    n_in -= bad;
    *at++ = '\xFF';
    n_out--;
  }
  *used = bytes.len - n_in;
  *made = cap - n_out;
}

slant_status slant_encoding_decode(const slant_encoding *encoding, slant_text bytes, slant_buffer *out, slant_error *err) {
  converter c;
  if (encoding->kind == SLANT_ENCODING_UTF8) {
    slant_buffer_put(out, bytes);
    return slant_buffer_check(out, err);
  }
  slant_status status = start(&c, encoding, err);
  if (status != SLANT_OK) return status;
  while (bytes.len > 0 && slant_buffer_reserve(out, ROOM)) {
    size_t used, made;
    convert(&c, bytes, true, out->ptr + out->len, out->cap - out->len, &used, &made);
    out->len += made;
    bytes.ptr += used;
    bytes.len -= used;
  }
  (void)iconv_close(c.system);
  return slant_buffer_check(out, err);
}

bool slant_encoding_explains(const slant_encoding *encoding, slant_text bytes) {
  converter c;
  char room[ROOM];
  if (start(&c, encoding, NULL) != SLANT_OK) return false;
  char *in = (char *)(uintptr_t)bytes.ptr;
  size_t n_in = bytes.len;
  bool explains = true;
  while (n_in > 0 && explains) {
    char *out = room;
    size_t n_out = sizeof room;
    if (iconv(c.system, &in, &n_in, &out, &n_out) != (size_t)-1 || errno == EINVAL) break;
    explains = errno == E2BIG;
  }
  (void)iconv_close(c.system);
  return explains;
}

slant_status slant_encoding_of_page(const slant_encoding **out, size_t *mark, slant_text page, const slant_encoding_hints *hints,
                                    slant_error *err) {
  slant_text head = {page.ptr, page.len < MARKUP_BYTES ? page.len : MARKUP_BYTES};
  *out = slant_encoding_of_start(head, hints->told, hints->strict, mark);
  if (*out != NULL) return SLANT_OK;
  *out = slant_encoding_of_type(hints->content_type);
  if (*out == NULL) *out = slant_encoding_of_markup(head);
  if (hints->strict) *out = *out == NULL ? slant_encoding_utf8() : *out;
  if (hints->strict || (*out != NULL && (*out)->kind == SLANT_ENCODING_WIDE)) return SLANT_OK;
  slant_utf8_evidence evidence = {0};
  slant_utf8_weigh(page, true, &evidence);
  if (evidence.invalid == 0 && (evidence.valid >= SLANT_UTF8_SETTLED || *out == NULL)) *out = slant_encoding_utf8();
  if (*out != NULL && ((*out)->kind != SLANT_ENCODING_UTF8 || evidence.valid >= evidence.invalid)) return SLANT_OK;
  slant_text window = {page.ptr, page.len < SLANT_GUESSED_BYTES ? page.len : SLANT_GUESSED_BYTES};
  return slant_encoding_guess(out, window, &evidence, hints->path, err);
}

/* A stream being converted. */
typedef struct stream {
  slant_input *input;
  const slant_encoding **assumed;
  enum { WATCHING, PASSING, CONVERTING } state;
  slant_utf8_evidence evidence;
  converter converter;
} stream;

static slant_status begin_converting(stream *s, const slant_encoding *encoding, slant_error *err) {
  slant_status status = SLANT_OK;
  bool passes = encoding->kind == SLANT_ENCODING_UTF8;
  if (!passes) status = start(&s->converter, encoding, err);
  if (status != SLANT_OK) return status;
  *s->assumed = encoding;
  s->state = passes ? PASSING : CONVERTING;
  return SLANT_OK;
}

/* The bytes at hand are no UTF-8: what they are. */
static slant_status decide(stream *s, slant_error *err) {
  slant_text bytes;
  const slant_encoding *encoding;
  slant_status status = slant_input_peek(s->input, SLANT_GUESSED_BYTES, &bytes, err);
  if (status != SLANT_OK) return status;
  slant_utf8_weigh(bytes, bytes.len < SLANT_GUESSED_BYTES, &s->evidence);
  status = slant_encoding_guess(&encoding, bytes, &s->evidence, slant_input_path(s->input), err);
  return status == SLANT_OK ? begin_converting(s, encoding, err) : status;
}

/* Passes what is UTF-8 of a block; *n is 0 where it begins with something else. */
static slant_status watch(stream *s, char *bytes, size_t cap, size_t *n, bool *at_end, slant_error *err) {
  slant_text block;
  size_t want = cap < BLOCK ? cap : BLOCK;
  slant_status status = slant_input_peek(s->input, want, &block, err);
  *at_end = status == SLANT_OK && block.len == 0;
  if (status != SLANT_OK || *at_end) return status;
  size_t valid = slant_utf8_weigh_prefix(block, &s->evidence);
  if (valid == 0) return SLANT_OK;
  if (s->evidence.valid >= SLANT_UTF8_SETTLED) s->state = PASSING;
  return slant_input_read(s->input, bytes, valid, n, err);
}

static slant_status convert_block(stream *s, char *bytes, size_t cap, size_t *n, slant_error *err) {
  for (;;) {
    slant_text block;
    size_t used;
    slant_status status = slant_input_peek(s->input, BLOCK, &block, err);
    if (status != SLANT_OK || block.len == 0) return status;
    convert(&s->converter, block, block.len < BLOCK, bytes, cap, &used, n);
    slant_input_skip(s->input, used);
    if (*n > 0 || used == 0) return SLANT_OK; /* bytes may stand for nothing, as those that switch between scripts */
  }
}

static slant_status read_stream(void *context, char *bytes, size_t cap, size_t *n, slant_error *err) {
  stream *s = context;
  slant_status status = SLANT_OK;
  bool at_end = false;
  *n = 0;
  while (status == SLANT_OK && *n == 0 && !at_end && s->state == WATCHING) {
    status = watch(s, bytes, cap, n, &at_end, err);
    if (status == SLANT_OK && *n == 0 && !at_end && s->state == WATCHING) status = decide(s, err);
  }
  if (status != SLANT_OK || *n > 0 || at_end) return status;
  return s->state == PASSING ? slant_input_read(s->input, bytes, cap, n, err) : convert_block(s, bytes, cap, n, err);
}

static void close_stream(void *context) {
  stream *s = context;
  if (s->state == CONVERTING) (void)iconv_close(s->converter.system);
  slant_input_close(s->input);
  slant_memory_free(s);
}

slant_status slant_encoding_open(slant_input **out, slant_input *input, const slant_encoding *encoding, size_t mark,
                                 const slant_encoding **assumed, slant_error *err) {
  stream *s;
  slant_text skipped = {"", 0};
  slant_status status = slant_memory_new(&s, 1, sizeof *s, err);
  if (status != SLANT_OK) {
    slant_input_close(input);
    return status;
  }
  *s = (stream){.input = input, .assumed = assumed, .state = PASSING};
  *assumed = slant_encoding_utf8();
  status = slant_input_peek(input, mark, &skipped, err);
  slant_input_skip(input, skipped.len);
  if (encoding == NULL) s->state = WATCHING;
  if (status == SLANT_OK && encoding != NULL) status = begin_converting(s, encoding, err);
  if (status == SLANT_OK) return slant_input_open_source(out, (slant_source){read_stream, close_stream, s}, slant_input_path(input), err);
  close_stream(s);
  return status;
}
