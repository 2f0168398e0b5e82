/* Card as text: what a model says of itself, in sections that a person can read. */
#ifndef SLANT_CLI_CARD_TEXT_H
#define SLANT_CLI_CARD_TEXT_H

#include "slant/slant.h"

/* Prints the card to standard output: model, data, recipe, quality, levels; entries without a place of their own come last. */
void card_text_print(const slant_model *model);

#endif
