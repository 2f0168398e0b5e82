/* HTTP inflate: gzip and deflate.
 * In: a body. Out: its bytes. What servers call deflate is wrapped by zlib or not at all: the first bytes tell. */
#include "codec/http_codings.h"
#include "codec/zlib_library.h"

static slant_zlib_wrapping wrapping_of(slant_text bytes) {
  unsigned first = bytes.len > 0 ? (unsigned char)bytes.ptr[0] : 0, second = bytes.len > 1 ? (unsigned char)bytes.ptr[1] : 0;
  if (first == 0x1F && second == 0x8B) return SLANT_ZLIB_GZIP;
  bool zlib = (first & 0x0F) == 8 && first >> 4 <= 7 && (first << 8 | second) % 31 == 0; /* RFC 1950 */
  return zlib ? SLANT_ZLIB_ZLIB : SLANT_ZLIB_RAW;
}

slant_status slant_http_inflate(slant_text bytes, const slant_http_limits *limits, slant_buffer *out, slant_error *err) {
  slant_zlib zlib = {0};
  slant_zlib_wrapping wrapping = wrapping_of(bytes);
  slant_text left = bytes;
  slant_zlib_state state = SLANT_ZLIB_GOES_ON;
  slant_status status = slant_zlib_open(&zlib, wrapping, limits->path, err);
  while (status == SLANT_OK && state == SLANT_ZLIB_GOES_ON) {
    size_t made = 0, before = left.len;
    status = slant_http_reserve(out, bytes.len, limits, err);
    if (status != SLANT_OK) break;
    state = slant_zlib_inflate(&zlib, &left, out->ptr + out->len, SLANT_HTTP_BLOCK, &made);
    out->len += made;
    if (state == SLANT_ZLIB_ENDS && wrapping == SLANT_ZLIB_GZIP && left.len > 1 && wrapping_of(left) == SLANT_ZLIB_GZIP) {
      status = slant_zlib_reset(&zlib, wrapping, err); /* one more member */
      state = SLANT_ZLIB_GOES_ON;
    } else if (state == SLANT_ZLIB_GOES_ON && made == 0 && left.len == before) {
      break; /* it ends too early */
    }
  }
  slant_zlib_close(&zlib);
  if (status == SLANT_OK && (state == SLANT_ZLIB_DAMAGED || (state == SLANT_ZLIB_GOES_ON && !limits->cut))) status = slant_http_damaged("gzip or deflate", limits, err);
  return status;
}
