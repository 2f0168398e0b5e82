/* Label: what may name a label in data and in models. */
#ifndef SLANT_ARTICLE_LABEL_H
#define SLANT_ARTICLE_LABEL_H

#include "slant/slant.h"

enum { SLANT_LONGEST_LABEL = 63 };

/* What a message says was expected where a name is not valid. */
#define SLANT_LABEL_RULE "a letter, then letters, digits, _ or -, and no name of a column"

/* [A-Za-z][A-Za-z0-9_-]*, at most SLANT_LONGEST_LABEL bytes, and not the name of another column of paragraph rows. */
bool slant_label_is_valid(slant_text name);

#endif
