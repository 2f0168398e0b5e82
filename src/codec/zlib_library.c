/* Zlib library: zlib by name at run time.
 * In: deflated bytes. Out: the bytes that they stand for. */
#include "codec/zlib_library.h"

#include <limits.h>
#include <string.h>

#include "codec/library.h"

static const char what[] = "bytes in gzip or deflate";

static bool find_all(slant_zlib *z) {
  return slant_library_find(z->handle, "inflateInit2_", &z->init) && slant_library_find(z->handle, "inflateReset2", &z->reset) &&
         slant_library_find(z->handle, "inflate", &z->run) && slant_library_find(z->handle, "inflateEnd", &z->end);
}

slant_status slant_zlib_open(slant_zlib *zlib, slant_zlib_wrapping wrapping, const char *path, slant_error *err) {
  slant_status status = slant_library_open(&zlib->handle, SLANT_ZLIB_LIBRARY, path, what, err);
  if (status == SLANT_OK && !find_all(zlib)) status = slant_library_refuse(SLANT_ZLIB_LIBRARY, path, what, err);
  if (status == SLANT_OK && zlib->init(&zlib->stream, wrapping, ZLIB_VERSION, (int)sizeof zlib->stream) != Z_OK) {
    status = slant_error_memory(err, 1 << 15);
  }
  zlib->started = status == SLANT_OK;
  if (status != SLANT_OK) slant_zlib_close(zlib);
  return status;
}

slant_status slant_zlib_reset(slant_zlib *zlib, slant_zlib_wrapping wrapping, slant_error *err) {
  return zlib->reset(&zlib->stream, wrapping) == Z_OK ? SLANT_OK : slant_error_memory(err, 1 << 15);
}

slant_zlib_state slant_zlib_inflate(slant_zlib *zlib, slant_text *in, char *out, size_t cap, size_t *made) {
  z_stream *s = &zlib->stream;
  uInt given = in->len < UINT_MAX ? (uInt)in->len : UINT_MAX, room = cap < UINT_MAX ? (uInt)cap : UINT_MAX;
  s->next_in = (Bytef *)(uintptr_t)in->ptr; /* which zlib leaves alone */
  s->avail_in = given;
  s->next_out = (Bytef *)out;
  s->avail_out = room;
  int result = zlib->run(s, Z_NO_FLUSH);
  in->ptr += given - s->avail_in;
  in->len -= given - s->avail_in;
  *made = room - s->avail_out;
  if (result == Z_STREAM_END) return SLANT_ZLIB_ENDS;
  return result == Z_OK || result == Z_BUF_ERROR ? SLANT_ZLIB_GOES_ON : SLANT_ZLIB_DAMAGED;
}

void slant_zlib_close(slant_zlib *zlib) {
  if (zlib->started) (void)zlib->end(&zlib->stream);
  slant_library_close(zlib->handle);
  memset(zlib, 0, sizeof *zlib);
}
