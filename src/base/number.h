/* Numbers from text, with a point in every locale. */
#ifndef SLANT_BASE_NUMBER_H
#define SLANT_BASE_NUMBER_H

#include "slant/slant.h"

/* A decimal number such as "3", "-0.25" or "1e-3" that makes up all of `text`; false for anything else,
 * a number too large for a double among it. */
bool slant_number_parse(slant_text text, double *value);

#endif
