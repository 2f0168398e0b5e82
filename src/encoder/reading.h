/* Reading: an article through an encoder. */
#ifndef SLANT_ENCODER_READING_H
#define SLANT_ENCODER_READING_H

#include "encoder/encoder.h"

/* An encoder with the working memory of one thread. */
typedef struct slant_reading_desk slant_reading_desk;

/* New. The encoder is borrowed; one whose vocabulary is none for word pieces is SLANT_E_MODEL. */
slant_status slant_reading_desk_new(slant_reading_desk **out, const slant_encoder *encoder, slant_error *err);
void slant_reading_desk_free(slant_reading_desk *desk);

/* What an article is read as: windows, each with the title (or target) and as many of the paragraphs in their order as fit. `logits` is
 * n * SLANT_ENCODER_LABELS, in the paragraphs' order. The texts may be any bytes; what goes past the encoder's limits is not looked at. */
slant_status slant_reading_run(slant_reading_desk *desk, slant_text title, const slant_text *paragraphs, size_t n, float *logits,
                               slant_error *err);

#endif
