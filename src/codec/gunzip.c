/* Gunzip: members by zlib, and the next one behind a damaged one.
 * In: an input. Out: an input of its contents, in constant memory. */
#define _GNU_SOURCE /* memmem */
#include "codec/gunzip.h"

#include <string.h>

#include "base/memory.h"
#include "codec/ratio.h"
#include "codec/zlib_library.h"

enum { BLOCK = 1 << 16 };

static const char magic[] = "\x1F\x8B\x08"; /* gzip, deflated */
static const char gap[] = "\r\n\r\n(a damaged member)\r\n\r\n";

typedef struct gunzip {
  slant_input *input;
  slant_zlib zlib;
  bool in_member;
  uint64_t n_in, n_out; /* bytes that went in and came out */
} gunzip;

/* Steps to the next member. */
static slant_status find_member(gunzip *g, bool *found, slant_error *err) {
  size_t len = sizeof magic - 1;
  for (;;) {
    slant_text bytes;
    slant_status status = slant_input_peek(g->input, BLOCK, &bytes, err);
    if (status != SLANT_OK) return status;
    const char *at = bytes.len > 0 ? memmem(bytes.ptr, bytes.len, magic, len) : NULL;
    *found = at != NULL;
    bool at_end = bytes.len < BLOCK;
    slant_input_skip(g->input, *found ? (size_t)(at - bytes.ptr) : at_end ? bytes.len : bytes.len - len + 1);
    if (*found || at_end) break;
  }
  g->in_member = *found;
  return *found ? slant_zlib_reset(&g->zlib, SLANT_ZLIB_GZIP, err) : SLANT_OK;
}

static slant_status read_members(void *context, char *bytes, size_t cap, size_t *n, slant_error *err) {
  gunzip *g = context;
  slant_status status = SLANT_OK;
  *n = 0;
  while (status == SLANT_OK && *n == 0) {
    slant_text block;
    bool found = true;
    if (!g->in_member) status = find_member(g, &found, err);
    if (status == SLANT_OK && found) status = slant_input_peek(g->input, BLOCK, &block, err);
    if (status != SLANT_OK || !found) break;
    slant_text left = block;
    slant_zlib_state state = slant_zlib_inflate(&g->zlib, &left, bytes, cap, n);
    bool cut = block.len == 0; /* the end of the file comes before that of the member */
    slant_input_skip(g->input, block.len - left.len);
    g->n_in += block.len - left.len;
    g->n_out += *n;
    status = slant_ratio_check(g->n_in, g->n_out, slant_input_path(g->input), err);
    if (status != SLANT_OK) break;
    if (state == SLANT_ZLIB_ENDS) g->in_member = false;
    if (state != SLANT_ZLIB_DAMAGED && !cut) continue;
    if (cut && *n > 0) break;
    g->in_member = false;
    size_t room = cap - *n < sizeof gap - 1 ? cap - *n : sizeof gap - 1;
    memcpy(bytes + *n, gap, room);
    *n += room;
    if (cut) break;
    status = find_member(g, &found, err);
  }
  return status;
}

static void close_members(void *context) {
  gunzip *g = context;
  slant_zlib_close(&g->zlib);
  slant_input_close(g->input);
  slant_memory_free(g);
}

slant_status slant_gunzip_open(slant_input **out, slant_input *input, slant_error *err) {
  gunzip *g;
  slant_status status = slant_memory_new(&g, 1, sizeof *g, err);
  if (status != SLANT_OK) {
    slant_input_close(input);
    return status;
  }
  g->input = input;
  status = slant_zlib_open(&g->zlib, SLANT_ZLIB_GZIP, slant_input_path(input), err);
  if (status == SLANT_OK) return slant_input_open_source(out, (slant_source){read_members, close_members, g}, slant_input_path(input), err);
  close_members(g);
  return status;
}
