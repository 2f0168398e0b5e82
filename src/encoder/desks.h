/* Desks: working memory of an encoder, shared out among threads. */
#ifndef SLANT_ENCODER_DESKS_H
#define SLANT_ENCODER_DESKS_H

#include "encoder/reading.h"

/* The desks of one encoder that nobody works at. */
typedef struct slant_desks slant_desks;

/* New, with no desk yet. */
slant_status slant_desks_new(slant_desks **out, slant_error *err);
void slant_desks_free(slant_desks *desks);

/* A desk for the calling thread, which gives it back; made where all are taken. As slant_reading_desk_new. */
slant_status slant_desks_take(slant_reading_desk **out, const slant_encoder *encoder, slant_error *err);
/* NULL is allowed. */
void slant_desks_give_back(const slant_encoder *encoder, slant_reading_desk *desk);

#endif
