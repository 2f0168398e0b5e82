/* Card as text: what a model or an encoder says of itself, in sections that a person can read. */
#ifndef SLANT_CLI_CARD_TEXT_H
#define SLANT_CLI_CARD_TEXT_H

#include "slant/slant.h"

/* To standard output; entries without a place of their own come last. Of a model: model, data, recipe, quality, levels. */
void card_text_print_model(const slant_model *model);
void card_text_print_encoder(const slant_encoder *encoder);

#endif
