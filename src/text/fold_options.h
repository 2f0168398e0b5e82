/* How utf8proc folds a word: NFKC and case folding, without what is to be ignored. */
#ifndef SLANT_TEXT_FOLD_OPTIONS_H
#define SLANT_TEXT_FOLD_OPTIONS_H

#include <utf8proc.h>

#define SLANT_FOLD_OPTIONS \
  ((utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE))

/* Latin, Greek and Cyrillic letters, whose folded forms stand in a table made at build time. */
enum { SLANT_FOLD_FIRST = 0xC0, SLANT_FOLD_END = 0x530, SLANT_FOLD_MOST_BYTES = 4 };

#endif
