/* WARC: an archive of what a crawler fetched (WARC 1.0 and 1.1, ISO 28500), as a stream of records, in constant memory. Syntax only. */
#ifndef SLANT_CODEC_WARC_H
#define SLANT_CODEC_WARC_H

#include "base/input.h"

typedef enum slant_warc_type {
  SLANT_WARC_RESPONSE,
  SLANT_WARC_RESOURCE,
  SLANT_WARC_CONVERSION,
  SLANT_WARC_REVISIT, /* fetched again, and the same as before */
  SLANT_WARC_OTHER,   /* warcinfo, request, metadata, continuation, and what is to come */
  SLANT_WARC_N_TYPES
} slant_warc_type;

/* One record. Texts are borrowed until the next one is asked for, and empty where the record does not say. */
typedef struct slant_warc_record {
  uint64_t number; /* of the record in the archive, from 1; broken ones count */
  slant_warc_type type;
  slant_text uri;          /* WARC-Target-URI */
  slant_text date;         /* WARC-Date */
  slant_text content_type; /* of the block */
  bool truncated;          /* the crawler cut it off, and says so */
  slant_text block; /* of responses, resources and conversions; empty of all others */
} slant_warc_record;

typedef struct slant_warc slant_warc;

/* Reads from `input`, which stays the caller's and holds the bytes unpacked. `max_block_bytes` is the cap of a block that is given out. New. */
slant_status slant_warc_open(slant_warc **out, slant_input *input, size_t max_block_bytes, slant_error *err);

/* *found is false at the end. A record that is broken, or over the cap, is SLANT_E_DATA and names its number as the line; the next one can be
 * asked for, and is looked for at the next line that begins one. */
slant_status slant_warc_next(slant_warc *warc, slant_warc_record *record, bool *found, slant_error *err);
void slant_warc_close(slant_warc *warc);

#endif
