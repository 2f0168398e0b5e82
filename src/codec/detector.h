/* Detector: what encoding bytes are likely in, by how often letters follow one another. The only includer of libuchardet. */
#ifndef SLANT_CODEC_DETECTOR_H
#define SLANT_CODEC_DETECTOR_H

#include "codec/encoding_names.h"

/* The encoding that libuchardet finds in `bytes`; NULL where it finds none, or one that slant does not know. The library is loaded here, as it
 * takes longer than reading an article; where it is absent: SLANT_E_DATA. `path` is the input, for that message. */
slant_status slant_detector_guess(const slant_encoding **out, slant_text bytes, const char *path, slant_error *err);

#endif
