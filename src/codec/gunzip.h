/* Gunzip: a file of gzip members, one behind the other, as crawlers write an archive: a member a record. */
#ifndef SLANT_CODEC_GUNZIP_H
#define SLANT_CODEC_GUNZIP_H

#include "base/input.h"

/* An input of what `input` holds packed, which takes and closes `input`, and closes it when it fails. Where a member is damaged, a
 * line "(a damaged member)" between empty ones comes behind what was read of it, and the next member after that: so that whoever reads records
 * misses one, and finds the next. New. */
slant_status slant_gunzip_open(slant_input **out, slant_input *input, slant_error *err);

#endif
