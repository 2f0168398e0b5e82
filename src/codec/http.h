/* HTTP: a response as a crawler kept it, and the codings of its body undone. */
#ifndef SLANT_CODEC_HTTP_H
#define SLANT_CODEC_HTTP_H

#include "base/buffer.h"

/* Texts are borrowed from the bytes. */
typedef struct slant_http_response {
  unsigned status;   /* 200 */
  slant_text head;   /* its lines, for slant_headers_find */
  slant_text body;   /* as it was sent */
} slant_http_response;

/* What a response is read from and may come to. */
typedef struct slant_http_limits {
  size_t max_bytes; /* of a body when its codings are undone */
  bool cut;         /* the bytes are known to be cut off at their end: what is there is read */
  const char *path; /* of the input, and the record's number, for messages */
  uint64_t line;
} slant_http_limits;

/* Takes the parts of a response. Headers without an end are SLANT_E_DATA. */
slant_status slant_http_parse(slant_http_response *out, slant_text bytes, const slant_http_limits *limits, slant_error *err);

/* The body without its codings, those of the transfer (chunked) first, then those of the content (gzip, deflate, br, zstd): *body lies in the response
 * or in `room`, which is the caller's to free. A body that does not begin as its headers say had its coding undone by the crawler and is taken
 * as it is. SLANT_E_DATA: damaged or over the cap, more than 250 times as large as it was sent and larger than a megabyte, or in another coding. */
slant_status slant_http_body(const slant_http_response *response, const slant_http_limits *limits, slant_buffer *room, slant_text *body,
                             slant_error *err);

#endif
