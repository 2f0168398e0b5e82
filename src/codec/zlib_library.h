/* Zlib library: inflating, loaded where the first such bytes are met. The only includer of zlib. */
#ifndef SLANT_CODEC_ZLIB_LIBRARY_H
#define SLANT_CODEC_ZLIB_LIBRARY_H

#include <zlib.h>

#include "base/error.h"

/* What the bytes are wrapped in. */
typedef enum slant_zlib_wrapping { SLANT_ZLIB_GZIP = 31, SLANT_ZLIB_ZLIB = 15, SLANT_ZLIB_RAW = -15 } slant_zlib_wrapping;

/* A zeroed one is closed. */
typedef struct slant_zlib {
  void *handle;
  bool started;
  z_stream stream;
  __typeof__(inflateInit2_) *init;
  __typeof__(inflateReset2) *reset;
  __typeof__(inflate) *run;
  __typeof__(inflateEnd) *end;
} slant_zlib;

/* Loads the library and makes it ready. `path` is the input that asks for it; where it is absent: SLANT_E_DATA. */
slant_status slant_zlib_open(slant_zlib *zlib, slant_zlib_wrapping wrapping, const char *path, slant_error *err);

/* Makes it ready for a new stream. */
slant_status slant_zlib_reset(slant_zlib *zlib, slant_zlib_wrapping wrapping, slant_error *err);

typedef enum slant_zlib_state { SLANT_ZLIB_GOES_ON, SLANT_ZLIB_ENDS, SLANT_ZLIB_DAMAGED } slant_zlib_state;

/* Inflates from *in to `out`; *in moves behind what was used, *made tells what came of it. */
slant_zlib_state slant_zlib_inflate(slant_zlib *zlib, slant_text *in, char *out, size_t cap, size_t *made);
void slant_zlib_close(slant_zlib *zlib);

#endif
