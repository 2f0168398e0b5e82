/* HTTP codings: one coding of a body undone. */
#ifndef SLANT_CODEC_HTTP_CODINGS_H
#define SLANT_CODEC_HTTP_CODINGS_H

#include "codec/http.h"

/* Each appends what `bytes` stand for to `out`, whose cap is the limit. */
slant_status slant_http_inflate(slant_text bytes, const slant_http_limits *limits, slant_buffer *out, slant_error *err);
slant_status slant_http_unbrotli(slant_text bytes, const slant_http_limits *limits, slant_buffer *out, slant_error *err);
slant_status slant_http_unzstd(slant_text bytes, const slant_http_limits *limits, slant_buffer *out, slant_error *err);

/* Makes room for the next block of a body that was `n_sent` bytes; SLANT_E_DATA where that is more than the limits allow. */
slant_status slant_http_reserve(slant_buffer *out, size_t n_sent, const slant_http_limits *limits, slant_error *err);

/* A body that is damaged in that coding. */
slant_status slant_http_damaged(const char *coding, const slant_http_limits *limits, slant_error *err);

enum { SLANT_HTTP_BLOCK = 1 << 16 };

#endif
